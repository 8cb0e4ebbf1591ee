"""What a newsroom keeps beside its articles: settings, deputies, urgent posts, notices."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.sites.models import MemberSite, RoleGrant


class SiteNewsroom(models.Model):
    """How one site works. Its workflow is Wagtail's own assignment on the site's home page."""

    site = models.OneToOneField(
        MemberSite, primary_key=True, on_delete=models.CASCADE, related_name="newsroom"
    )
    editors_publish_urgently = models.BooleanField(
        _("editors may publish urgent articles"),
        default=False,
        help_text=_("At once and with a reason; an approver checks the article afterwards."),
    )

    class Meta:
        verbose_name = _("newsroom of a site")
        verbose_name_plural = _("newsrooms of sites")

    def __str__(self) -> str:
        return str(self.site)


class Delegation(models.Model):
    """Whom a dated role stands for; the role itself is a row like any other."""

    grant = models.OneToOneField(RoleGrant, on_delete=models.CASCADE, related_name="delegation")
    site = models.ForeignKey(MemberSite, on_delete=models.CASCADE, related_name="delegations")
    principal = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person stood for"),
        on_delete=models.CASCADE,
        related_name="delegations",
    )
    reason = models.CharField(_("reason"), max_length=500)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.grant.person} → {self.principal}: {self.grant}"

    @property
    def is_over(self) -> bool:
        last = self.grant.valid_to
        return bool(self.grant.revoked_at) or (last is not None and last < timezone.localdate())

    @property
    def is_future(self) -> bool:
        return self.grant.valid_from > timezone.localdate()


class UrgentPublication(models.Model):
    """An article that was published before its approval, until an approver has decided."""

    class State(models.TextChoices):
        PENDING = "pending", _("To be checked")
        APPROVED = "approved", _("Approved afterwards")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    site = models.ForeignKey(MemberSite, on_delete=models.CASCADE, related_name="urgent")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="urgent")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("published by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reason = models.CharField(_("reason"), max_length=500)
    at = models.DateTimeField(_("published on"), auto_now_add=True)
    # What readers saw before, to go back to; None: nothing.
    previous = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.PENDING
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("urgent publication")
        verbose_name_plural = _("urgent publications")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["page"],
                condition=models.Q(state="pending"),
                name="news_one_pending_urgent",
            )
        ]

    def __str__(self) -> str:
        return f"{self.page} ({self.get_state_display()})"


class Notice(models.Model):
    """A word to one person, shown in the admin at the next opportunity."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    page = models.ForeignKey(
        "wagtailcore.Page", null=True, on_delete=models.CASCADE, related_name="+"
    )
    text = models.CharField(max_length=1000)
    at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [
            models.Index(
                fields=["person"], condition=models.Q(seen_at=None), name="news_unseen_notices"
            )
        ]

    def __str__(self) -> str:
        return self.text


class Mention(models.Model):
    """That somebody was told of a comment or a reply; nobody is told twice."""

    comment = models.ForeignKey(
        "wagtailcore.Comment", null=True, on_delete=models.CASCADE, related_name="+"
    )
    reply = models.ForeignKey(
        "wagtailcore.CommentReply", null=True, on_delete=models.CASCADE, related_name="+"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comment", "person"], name="news_one_mention"),
            models.UniqueConstraint(fields=["reply", "person"], name="news_one_mention_in_reply"),
        ]

    def __str__(self) -> str:
        return str(self.person)
