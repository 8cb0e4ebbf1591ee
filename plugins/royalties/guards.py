"""What every act begins and ends with: rights, the site's lock, a line in the book of acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from plugins.royalties.models import Act
from plugins.royalties.permissions import may
from portal.sites.models import MemberSite

if TYPE_CHECKING:
    from portal.accounts.models import User


def expect(actor: User | None, right: str, site: MemberSite | None) -> None:
    """
    Raises:
        PermissionDenied: ``actor`` has not ``right`` at ``site``.
    """
    if not may(actor, right, site):
        raise PermissionDenied


def lock(site: MemberSite) -> None:
    """Acts on the royalties of one site follow one another; held until the transaction ends."""
    # NO KEY: rows that point to the site are still written meanwhile.
    MemberSite.objects.select_for_update(no_key=True).filter(pk=site.pk).get()


def lock_rates(site: MemberSite | None) -> None:
    """The same for rates; those of the whole portal are locked by the province's row."""
    place = Q(is_province=True) if site is None else Q(pk=site.pk)
    MemberSite.objects.select_for_update(no_key=True).filter(place).first()


def note(actor: User | None, site: MemberSite | None, kind: Act.Kind, text: str) -> None:
    name = str(actor) if actor else "manage.py"
    Act.objects.create(site=site, kind=kind, actor_name=name[:200], text=text[:500])
