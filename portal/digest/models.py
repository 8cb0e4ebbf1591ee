"""News by e-mail: what sites offer, who gets it, and every single mail."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.sites.models import MemberSite


class Frequency(models.TextChoices):
    DAILY = "daily", _("Every day")
    WEEKLY = "weekly", _("Every week")


class Weekday(models.IntegerChoices):
    MONDAY = 1, _("Monday")
    TUESDAY = 2, _("Tuesday")
    WEDNESDAY = 3, _("Wednesday")
    THURSDAY = 4, _("Thursday")
    FRIDAY = 5, _("Friday")
    SATURDAY = 6, _("Saturday")
    SUNDAY = 7, _("Sunday")


class DigestSettings(models.Model):
    """One row per site whose administrator looked at it; without a row nothing is sent."""

    site = models.OneToOneField(
        MemberSite, primary_key=True, on_delete=models.CASCADE, related_name="digest_settings"
    )
    is_on = models.BooleanField(
        _("readers may subscribe"),
        default=False,
        help_text=_("Switched off, nobody can subscribe and no mail is sent; addresses stay."),
    )
    on_since = models.DateTimeField(null=True, editable=False)
    hour = models.PositiveSmallIntegerField(
        _("hour of sending"),
        default=17,
        validators=[MaxValueValidator(23)],
        help_text=_("0 to 23; the mails leave from this hour on."),
    )
    weekday = models.PositiveSmallIntegerField(
        _("day of the weekly mail"), choices=Weekday.choices, default=Weekday.FRIDAY
    )
    most_per_topic = models.PositiveSmallIntegerField(
        _("articles per subject at most"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
    )
    sender_name = models.CharField(
        _("name of the sender"),
        max_length=100,
        blank=True,
        validators=[RegexValidator(r"^[^\r\n<>@]*$")],
        help_text=_("Left empty: the name of the site."),
    )
    intro = models.TextField(
        _("words at the beginning"),
        max_length=500,
        blank=True,
        help_text=_("One or two sentences above the articles."),
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("settings of news by e-mail")
        verbose_name_plural = _("settings of news by e-mail")

    def __str__(self) -> str:
        return str(self.site)


class DigestTopic(models.Model):
    """Something of which readers can get the news; gone with what it is about."""

    class Kind(models.TextChoices):
        SECTION = "section", _("Section")
        SERIES = "series", _("Series")
        TAG = "tag", _("Topic")
        SITE = "site", _("Site")

    site = models.ForeignKey(MemberSite, on_delete=models.CASCADE, related_name="digest_topics")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    section = models.ForeignKey(
        "wagtailcore.Page", null=True, on_delete=models.CASCADE, related_name="+"
    )
    series = models.ForeignKey("news.Series", null=True, on_delete=models.CASCADE, related_name="+")
    tag = models.ForeignKey("news.Tag", null=True, on_delete=models.CASCADE, related_name="+")
    about = models.ForeignKey(MemberSite, null=True, on_delete=models.CASCADE, related_name="+")
    # Without it nobody new can choose it; who has it keeps getting it.
    is_offered = models.BooleanField(default=True)
    position = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("subject of news by e-mail")
        verbose_name_plural = _("subjects of news by e-mail")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="section", section__isnull=False)
                | Q(kind="series", series__isnull=False)
                | Q(kind="tag", tag__isnull=False)
                | Q(kind="site", about__isnull=False),
                name="digest_topic_is_about_something",
            ),
            *(
                models.UniqueConstraint(fields=["site", field], name=f"digest_one_topic_{field}")
                for field in ("section", "series", "tag", "about")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site}: {self.get_kind_display()} {self.pk}"


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    def active(self) -> SubscriberQuerySet:
        return self.filter(state=Subscriber.State.ACTIVE)

    def run_out(self, before: object) -> SubscriberQuerySet:
        """Never confirmed, and asked before that moment."""
        return self.filter(state=Subscriber.State.PENDING, asked_at__lt=before)


class Subscriber(models.Model):
    """A reader's address at one site; the whole row goes when the reader leaves."""

    class State(models.TextChoices):
        PENDING = "pending", _("Not confirmed yet")
        ACTIVE = "active", _("Gets mails")
        PAUSED = "paused", _("Paused: the address refuses mails")

    site = models.ForeignKey(MemberSite, on_delete=models.CASCADE, related_name="subscribers")
    email = models.EmailField(_("e-mail"), max_length=254)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.PENDING
    )
    frequency = models.CharField(
        _("how often"), max_length=10, choices=Frequency.choices, default=Frequency.WEEKLY
    )
    topics = models.ManyToManyField(DigestTopic, related_name="subscribers")
    # Part of every link in mails to this reader.
    nonce = models.CharField(max_length=32)
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(_("since"), null=True)
    # The very sentence that the reader agreed to.
    consent_text = models.TextField(max_length=1000)
    refusals = models.PositiveSmallIntegerField(default=0)

    objects = SubscriberQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("subscriber of news by e-mail")
        verbose_name_plural = _("subscribers of news by e-mail")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["site", "email"], name="digest_one_subscription"),
        ]
        indexes = [models.Index(fields=["site", "state", "frequency"], name="digest_receivers")]

    def __str__(self) -> str:
        from portal.digest.addresses import masked

        return masked(self.email)


class AddressGuard(models.Model):
    """How many mails were caused to an address today, and whether it wants none; no address."""

    key = models.CharField(max_length=64, unique=True)
    day = models.DateField(default=timezone.localdate)
    mails = models.PositiveSmallIntegerField(default=0)
    refused_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("guard of an address")
        verbose_name_plural = _("guards of addresses")

    def __str__(self) -> str:
        return self.key[:12]


class DigestIssue(models.Model):
    """All mails of one site and rhythm on one day."""

    site = models.ForeignKey(MemberSite, on_delete=models.CASCADE, related_name="digest_issues")
    frequency = models.CharField(_("how often"), max_length=10, choices=Frequency.choices)
    day = models.DateField(_("day"))
    since = models.DateTimeField()
    until = models.DateTimeField()
    made_at = models.DateTimeField(default=timezone.now)
    receivers = models.PositiveIntegerField(default=0)
    # Written when all is done: single mails are forgotten after a while.
    finished_at = models.DateTimeField(null=True)
    sent = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("issue of news by e-mail")
        verbose_name_plural = _("issues of news by e-mail")
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "frequency", "day"], name="digest_one_issue_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site} {self.day:%d/%m/%Y}"


class Edition(models.Model):
    """What everybody with the same topics gets in one issue."""

    issue = models.ForeignKey(DigestIssue, on_delete=models.CASCADE, related_name="editions")
    # [{"topic": key of a topic, "articles": [keys of pages]}]
    groups = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.issue} #{self.pk}"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def waiting(self) -> DeliveryQuerySet:
        return self.filter(state=Delivery.State.WAITING)

    def due(self) -> DeliveryQuerySet:
        return self.waiting().filter(due_at__lte=timezone.now())

    def open(self) -> DeliveryQuerySet:
        return self.filter(state__in=Delivery.OPEN)


class Delivery(models.Model):
    """One mail of an issue to one reader."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        CLAIMED = "claimed", _("Taken up")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Mail sent")
        FAILED = "failed", _("Not delivered")
        DROPPED = "dropped", _("Not needed any more")

    OPEN = (State.WAITING, State.CLAIMED, State.SENDING)

    issue = models.ForeignKey(DigestIssue, on_delete=models.CASCADE, related_name="deliveries")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="deliveries")
    # Empty once the reader has left.
    subscriber = models.ForeignKey(
        Subscriber, null=True, on_delete=models.SET_NULL, related_name="deliveries"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    claim = models.CharField(max_length=40, blank=True)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)

    objects = DeliveryQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issue", "subscriber"], name="digest_one_mail_each"),
        ]
        indexes = [
            models.Index(fields=["state", "due_at"], name="digest_due"),
            models.Index(fields=["claimed_at"], name="digest_claimed"),
        ]

    def __str__(self) -> str:
        return f"{self.issue_id}/{self.pk}"
