"""Mails about comments go to people of the page's site only.

Whoever lost a role keeps the subscription to the page; Wagtail would go on writing to them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.admin.views.pages import edit

from portal.sites.rights import rights_of
from portal.sites.structure import current

if TYPE_CHECKING:
    from collections.abc import Iterable


def connect() -> None:
    """Called once, when Django has started. Wagtail asks nobody about the recipients."""
    original = edit.send_notification

    def send(recipients: Iterable[Any], notification: str, extra: dict[str, Any]) -> bool:
        page = extra.get("page")
        if page is not None:
            recipients = [person for person in recipients if _belongs(person, page)]
        return bool(original(recipients, notification, extra))

    edit.send_notification = send


def _belongs(person: Any, page: Any) -> bool:
    site = current().site_of(page.path)
    return bool(rights_of(person).page_actions(site))
