"""What was done with people's accounts; their roles themselves are rows of portal.sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.sites.models import MemberSite, Role

if TYPE_CHECKING:
    from collections.abc import Iterable


class PersonEventQuerySet(models.QuerySet["PersonEvent"]):
    def at_sites(self, site_ids: Iterable[int]) -> PersonEventQuerySet:
        """What administrators of these sites did at them, or the portal's to the account."""
        here = models.Q(site__in=list(site_ids))
        account = models.Q(site=None, kind__in=PersonEvent.OF_ACCOUNTS)
        return self.filter(here | account)


class PersonEvent(models.Model):
    """One act on a person's account or role, kept for good, with names as they were then."""

    class Kind(models.TextChoices):
        INVITED = "invited", _("Invited")
        LINKED = "linked", _("Account linked")
        INVITED_AGAIN = "again", _("Invitation sent again")
        GIVEN = "given", _("Role given")
        CHANGED = "changed", _("Period changed")
        ENDED = "ended", _("Role ended")
        DISABLED = "disabled", _("Account disabled")
        ENABLED = "enabled", _("Account enabled")

    OF_ACCOUNTS = (Kind.DISABLED, Kind.ENABLED)
    OF_INVITATIONS = (Kind.INVITED, Kind.INVITED_AGAIN)

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="person_events",
    )
    kind = models.CharField(_("what happened"), max_length=20, choices=Kind.choices)
    site = models.ForeignKey(
        MemberSite,
        verbose_name=_("member site"),
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, blank=True)
    valid_from = models.DateField(_("valid from"), null=True)
    valid_to = models.DateField(_("valid to"), null=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    actor_name = models.CharField(_("by whom"), max_length=300)
    by_portal = models.BooleanField(default=False)
    at = models.DateTimeField(_("time"), auto_now_add=True)

    objects = PersonEventQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("act on a person's account or role")
        verbose_name_plural = _("acts on people's accounts and roles")

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"
