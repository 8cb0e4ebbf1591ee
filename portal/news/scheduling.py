"""Hours of publication and of the end of it: only such as are still to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page

from portal.errors import refuse

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.exceptions import ValidationError

    from portal.accounts.models import User


def refusal_of(
    go_live_at: datetime | None, before: datetime | None = None
) -> ValidationError | None:
    """Why this hour cannot be set; None when it can, or stood there before."""
    if go_live_at is None or go_live_at > timezone.now() or _same_minute(go_live_at, before):
        return None
    text = _("The hour of publication (%(moment)s) is past; choose a later one, or publish now.")
    moment = date_format(localtime(go_live_at), "SHORT_DATETIME_FORMAT")
    return refuse("QT-51", text % {"moment": moment})


@transaction.atomic
def schedule(
    *, actor: User, page: Page, go_live_at: datetime, expire_at: datetime | None = None
) -> None:
    """Let the newest version of ``page`` appear at an hour to come; a live one stays till then.

    Raises:
        PermissionDenied: the actor may not publish it.
        ValidationError: QT-51 the hour is past; QT-52 the end comes before the beginning.
    """
    page = Page.objects.select_for_update(of=("self",)).get(pk=page.pk).specific
    if not page.permissions_for_user(actor).can_publish():
        raise PermissionDenied
    if refusal := refusal_of(go_live_at):
        raise refusal
    if expire_at and expire_at <= go_live_at:
        raise refuse("QT-52", _("The article would end before it appears."))
    draft = page.get_latest_revision_as_object()
    draft.go_live_at, draft.expire_at = go_live_at, expire_at
    revision = draft.save_revision(user=actor, log_action=True)
    PublishPageRevisionAction(revision, user=actor).execute(skip_permission_checks=True)


def _same_minute(one: datetime, other: datetime | None) -> bool:
    """The form knows no seconds."""
    return other is not None and one.replace(second=0, microsecond=0) == other.replace(
        second=0, microsecond=0
    )
