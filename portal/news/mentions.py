"""“@name” in a comment or reply tells that person, if he or she works in the page's site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Comment, CommentReply

from portal.news.delegation import people_of
from portal.news.newsroom import Mention
from portal.news.notices import tell
from portal.sites.structure import current
from portal.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wagtail.models import Page

    from portal.accounts.models import User

QUOTED = 300


@transaction.atomic
def tell_mentioned(*, page: Page) -> list[User]:
    """Tell everybody named in open comments of ``page`` who was not told of that comment yet.

    Two queries when nobody is named. Returns whom it told.
    """
    comments = list(Comment.objects.filter(page_id=page.pk, resolved_at=None, text__contains="@"))
    replies = list(
        CommentReply.objects.filter(
            comment__page_id=page.pk, comment__resolved_at=None, text__contains="@"
        ).select_related("user")
    )
    site = current().site_of(page.path)
    if site is None or not (comments or replies):
        return []
    people = list(people_of(site))
    told: list[User] = []
    for row in (*comments, *replies):
        for person in mentioned(row.text, people):
            key = {"comment": row} if isinstance(row, Comment) else {"reply": row}
            _mention, is_new = Mention.objects.get_or_create(person=person, **key)
            if is_new and person.pk != row.user_id:
                _tell(person, row, page)
                told.append(person)
    return told


def mentioned(text: str, people: Iterable[User]) -> list[User]:
    """Those of ``people`` whom ``text`` names after an @, by user name or by full name.

    The longest name that fits counts: "@Lê An Bình" is not also "Lê An".
    """
    names: dict[str, list[User]] = {}
    for person in people:
        for name in {person.get_username(), person.get_full_name()} - {""}:
            names.setdefault(_plain(name), []).append(person)
    found: dict[int, User] = {}
    for part in _plain(text).split("@")[1:]:
        fitting = [name for name in names if part.startswith(name) and _ends(part[len(name) :])]
        if fitting:
            found |= {person.pk: person for person in names[max(fitting, key=len)]}
    return list(found.values())


def _plain(text: str) -> str:
    return " ".join(nfc(text).casefold().replace("\xa0", " ").split(" "))


def _ends(rest: str) -> bool:
    """Whether a name may end before ``rest``: a letter would go on with it, “.vn” too."""
    if not rest or not (rest[0].isalnum() or rest[0] in "._-"):
        return True
    return rest[0] in "._-" and not rest[1:2].isalnum()


def _tell(person: User, row: Comment | CommentReply, page: Page) -> None:
    text = _("%(person)s mentions you in “%(title)s”: %(comment)s") % {
        "person": row.user,
        "title": page.get_admin_display_title(),
        "comment": row.text[:QUOTED],
    }
    tell(people=[person], text=text, page=page)
