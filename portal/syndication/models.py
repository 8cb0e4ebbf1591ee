"""Articles that one site offers to another, and how a site deals with withdrawals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.sites.models import MemberSite

if TYPE_CHECKING:
    from collections.abc import Iterable

NOTE_LENGTH = 1000


class State(models.TextChoices):
    """Where an offer stands."""

    OFFERED = "offered", _("Waits for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn by its origin")


# An article is offered once to a site while one of these holds.
STANDING = (State.OFFERED, State.ACCEPTED)


class OfferQuerySet(models.QuerySet["Offer"]):
    def waiting(self) -> OfferQuerySet:
        return self.filter(state=State.OFFERED)

    def standing(self) -> OfferQuerySet:
        return self.filter(state__in=STANDING)

    def between(self, sites: Iterable[Any]) -> OfferQuerySet:
        """Those that one of ``sites`` has sent or received."""
        return self.filter(Q(sender__in=sites) | Q(receiver__in=sites))

    def with_all(self) -> OfferQuerySet:
        """With everything that belongs to it, in one query."""
        return self.select_related(
            "article", "copy", "sender", "receiver", "offered_by", "answered_by"
        )

    def for_lists(self) -> OfferQuerySet:
        """Light rows: without what was taken, and of the copy only whether readers find it."""
        rows = self.select_related("sender", "receiver").defer("taken", "made", "files")
        return rows.annotate(copy_is_live=F("copy__live"))


class Offer(models.Model):
    """One article, offered by its site to one other.

    ``taken`` is what the receiver took of the article, and ``made`` what was written into the copy
    then: both in the shape of ``content.py``. What differs from them was changed since, there or
    here. ``files`` maps "image:<key>" and "document:<key>" of the origin to keys of the copy's own.
    """

    article = models.ForeignKey(
        "news.ArticlePage", null=True, on_delete=models.SET_NULL, related_name="offers"
    )
    # What is left to say of an article that was deleted.
    title = models.CharField(_("title"), max_length=255)
    sender = models.ForeignKey(
        MemberSite,
        verbose_name=_("sending site"),
        on_delete=models.CASCADE,
        related_name="offers_sent",
    )
    receiver = models.ForeignKey(
        MemberSite,
        verbose_name=_("receiving site"),
        on_delete=models.CASCADE,
        related_name="offers_received",
    )
    note = models.CharField(_("note"), max_length=NOTE_LENGTH, blank=True)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    offered_at = models.DateTimeField(_("offered on"), default=timezone.now)
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.OFFERED
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    # Why it was declined.
    reason = models.CharField(_("reason"), max_length=NOTE_LENGTH, blank=True)
    copy = models.ForeignKey(
        "news.ArticlePage", null=True, on_delete=models.SET_NULL, related_name="taken_by"
    )
    taken = models.JSONField(default=dict)
    made = models.JSONField(default=dict)
    files = models.JSONField(default=dict)
    # Pictures and files that could not be carried: lost, or not open to readers.
    lost_files = models.PositiveSmallIntegerField(default=0)
    # Since when readers of the origin see something else than was taken.
    changed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawal = models.CharField(_("reason of the withdrawal"), max_length=NOTE_LENGTH, blank=True)
    # Whether somebody took the offer back, or the article went from its readers and may return.
    is_final = models.BooleanField(default=False)
    # When the copy was taken from its readers, too.
    followed_at = models.DateTimeField(null=True)

    objects = OfferQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("offered article")
        verbose_name_plural = _("offered articles")
        ordering = ["-offered_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "receiver"],
                condition=Q(state__in=STANDING),
                name="syndication_one_standing_offer",
            )
        ]
        indexes = [
            models.Index(fields=["receiver", "state"], name="syndication_inbox"),
            models.Index(fields=["sender", "state"], name="syndication_outbox"),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.sender} → {self.receiver}"

    @property
    def is_waiting(self) -> bool:
        return self.state == State.OFFERED

    @property
    def is_accepted(self) -> bool:
        return self.state == State.ACCEPTED

    @property
    def is_withdrawn(self) -> bool:
        return self.state == State.WITHDRAWN


class SiteExchange(models.Model):
    """How one site takes part. Without a row: as the defaults say."""

    site = models.OneToOneField(
        MemberSite, primary_key=True, on_delete=models.CASCADE, related_name="exchange"
    )
    follows_withdrawal = models.BooleanField(
        _("what its origin takes from readers is taken from ours, too"),
        default=True,
        help_text=_("Otherwise the newsroom is told and decides itself."),
    )
    editors_offer = models.BooleanField(
        _("editors may offer published articles"),
        default=True,
        help_text=_("Otherwise only approvers may."),
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("news exchange of a site")
        verbose_name_plural = _("news exchange of sites")

    def __str__(self) -> str:
        return str(self.site)

    @classmethod
    def of(cls, site: Any) -> SiteExchange:
        """The row of ``site`` (or of its key); not yet saved when nobody changed it."""
        key = getattr(site, "pk", site)
        return cls.objects.filter(pk=key).first() or cls(site_id=key)
