"""Links by which approvers decide from their mail, and what proves that it is they."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.sites.models import MemberSite

if TYPE_CHECKING:
    from portal.accounts.models import User

COMMENT_LENGTH = 2000


class LinkRules(models.Model):
    """One row: how long links work, and what wrong PINs lead to."""

    hours = models.PositiveSmallIntegerField(
        _("hours that a link works"),
        default=48,
        validators=[MinValueValidator(1), MaxValueValidator(336)],
    )
    lock_minutes = models.PositiveSmallIntegerField(
        _("minutes of lock after wrong PINs"),
        default=30,
        validators=[MinValueValidator(5), MaxValueValidator(1440)],
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("rules of approval links")
        verbose_name_plural = _("rules of approval links")

    def __str__(self) -> str:
        return f"{self.hours} h"

    @classmethod
    def load(cls) -> LinkRules:
        """The row, or its defaults while nobody has changed them."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class ApproverAccount(models.Model):
    """What an approver chose on the account page; without a row: links on request, no PIN."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="approver_account",
    )
    wants_links = models.BooleanField(_("receives approval links by mail"), default=True)
    pin = models.CharField(max_length=200, blank=True)  # hashed like a password
    pin_set_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("account of an approver")
        verbose_name_plural = _("accounts of approvers")

    def __str__(self) -> str:
        return str(self.person)

    @classmethod
    def of(cls, person: User) -> ApproverAccount:
        return cls.objects.filter(person=person).first() or cls(person=person)


class ApprovalLinkQuerySet(models.QuerySet["ApprovalLink"]):
    def open(self) -> ApprovalLinkQuerySet:
        """Neither used, withdrawn nor run out."""
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=timezone.now())

    def run_out(self) -> ApprovalLinkQuerySet:
        return self.filter(used_at=None, revoked_at=None, expires_at__lte=timezone.now())


class ApprovalLink(models.Model):
    """One person's way to one decision on one version; the address itself is nowhere stored."""

    class Answer(models.TextChoices):
        APPROVE = "approve", _("Approved")
        RETURN = "return", _("Returned")

    # Empty until the mail is made: only the mail holds the token.
    token_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="approval_links"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    site = models.ForeignKey(MemberSite, on_delete=models.CASCADE, related_name="approval_links")
    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="approval_links"
    )
    task_state = models.ForeignKey(
        "wagtailcore.TaskState", on_delete=models.CASCADE, related_name="approval_links"
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Of the version's content: automatic saving writes over a version without a new number.
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(_("sent"), default=timezone.now)
    expires_at = models.DateTimeField(_("good until"))
    sent_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(_("used on"), null=True)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices, blank=True)
    comment = models.TextField(_("comment"), max_length=COMMENT_LENGTH, blank=True)
    ip = models.GenericIPAddressField(null=True)
    user_agent = models.CharField(max_length=200, blank=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ApprovalLinkQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("approval link")
        verbose_name_plural = _("approval links")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["site", "-created_at"], name="approving_of_site")]
        constraints = [
            models.CheckConstraint(
                condition=Q(used_at=None, answer="") | Q(used_at__isnull=False) & ~Q(answer=""),
                name="approving_used_with_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.page}"

    @property
    def state(self) -> str:
        if self.used_at:
            return "used"
        if self.revoked_at:
            return "revoked"
        return "open" if self.expires_at > timezone.now() else "expired"


class WrongPin(models.Model):
    """A wrong PIN; the rows of a day are counted."""

    COUNTED = timedelta(hours=24)

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    link = models.ForeignKey(ApprovalLink, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ip = models.GenericIPAddressField(null=True)
    # Counted no more: the right PIN came after it, or a new one was set.
    is_settled = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["person", "-at"], name="approving_wrong_pins")]

    def __str__(self) -> str:
        return f"{self.person} {self.at:%d/%m/%Y %H:%M}"
