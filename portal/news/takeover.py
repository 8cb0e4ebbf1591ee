"""Taking over the lock of an article that somebody else keeps locked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from portal.errors import refuse
from portal.news.notices import tell
from portal.sites.models import Role
from portal.sites.permissions import has_role
from portal.sites.structure import current

if TYPE_CHECKING:
    from portal.accounts.models import User


def may_take_over(page: Page, user: User) -> bool:
    """Editors, approvers and administrators of the site, unless the present step shuts them out."""
    if not page.locked or page.locked_by_id in {None, user.pk}:
        return False
    if not has_role(user, current().site_of(page.path), Role.EDITOR):
        return False
    if not page.permissions_for_user(user).can_edit():
        return False
    step = page.current_workflow_task
    return step is None or not step.locked_for_user(page, user)


@transaction.atomic
def take_over_lock(*, actor: User, page: Page) -> User:
    """Put ``actor`` in the place of whoever locked ``page``, and tell that person.

    Returns:
        The former holder.

    Raises:
        PermissionDenied: the actor may not work on the article now.
        ValidationError: QT-31 it is not, or no longer, locked by somebody else.
    """
    page = Page.objects.select_for_update(of=("self",)).get(pk=page.pk).specific
    if not page.locked or page.locked_by_id in {None, actor.pk}:
        raise refuse("QT-31", _("Nobody else keeps this article locked any more."))
    if not may_take_over(page, actor):
        raise PermissionDenied
    former: User = page.locked_by
    page.locked_by = actor
    page.locked_at = timezone.now()
    page.save(update_fields=["locked_by", "locked_at"])
    log(
        instance=page,
        action="news.take_over",
        user=actor,
        data={"former": {"id": former.pk, "name": str(former)}},
    )
    text = _("%(person)s took over the lock of “%(title)s” from you.")
    values = {"person": actor, "title": page.get_admin_display_title()}
    tell(people=[former], text=text % values, page=page)
    return former
