"""What all acts on a site have in common."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from portal.errors import refuse
from portal.lifecycle.permissions import demand
from portal.sites import structure
from portal.sites.models import MemberSite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wagtail.models import Page

    from portal.accounts.models import User


@contextmanager
def act(actor: User | None, *sites: MemberSite) -> Iterator[None]:
    """One transaction, alone with the structure, on sites as they are now.

    The objects given are read anew under the lock, so the caller sees its own changes in them.

    Raises:
        PermissionDenied: ``actor`` administers no portal.
    """
    demand(actor)
    with transaction.atomic():
        structure.lock()
        for site in sites:
            site.refresh_from_db()
        yield
        structure.bump()


def home_of(site: MemberSite) -> Page:
    """The home page of ``site``, read anew.

    Raises:
        ValidationError: VD-03 the site has none.
    """
    home: Page | None = site.root_page
    if home is None:
        message = _(
            "“%(site)s” has no home page; choose “Restore the home page” in the life of the site "
            "first."
        )
        raise refuse("VD-03", message % {"site": site.short_name})
    home.refresh_from_db()
    return home


def refuse_province(site: MemberSite) -> None:
    """Raises VD-04 for the province's own site."""
    if site.is_province:
        message = _("The province’s own site stays as it is; only member sites can be ended.")
        raise refuse("VD-04", message)
