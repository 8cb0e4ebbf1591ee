"""Changes of the tree of pages happen one after another.

Wagtail works out where a page goes before it changes anything, and treebeard renames the paths of
whole branches: two such changes at once leave pages without a parent, wrong counts of children or
an error. So each of them takes the structure's lock first, within one transaction, and reads anew
what it was told about pages before.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.models import Page

from portal.errors import refuse
from portal.sites import structure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PLACE = ("path", "depth", "numchild", "url_path")
AS_CHILD = ("first-child", "last-child", "sorted-child")


class TreeChanged(ValidationError):
    """Somebody else changed the tree in the meantime so that the act makes no sense any more."""


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """A transaction that waits for all others who change the tree."""
    with transaction.atomic():
        structure.lock()
        yield


def renew(*pages: Page | None) -> None:
    """Read anew where pages lie; they may have been moved since they were read.

    Raises:
        TreeChanged: VD-01 one of them is gone.
    """
    for page in pages:
        if page is None:
            continue
        page.__dict__.pop("_cached_parent_obj", None)
        try:
            page.refresh_from_db(fields=PLACE)
        except Page.DoesNotExist:
            text = _("A page was deleted in the meantime; look at the list again.")
            raise TreeChanged({"__all__": refuse("VD-01", text)}) from None


def serialise() -> None:
    """Called once, when Django has started: every way to change the tree takes the lock."""
    Page.add_child = _adding(Page.add_child)
    MovePageAction.execute = _moving(MovePageAction.execute)
    for action in (CopyPageAction, DeletePageAction):
        action.execute = _locked(action.execute)


def _adding(add_child: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(add_child)
    def locked(parent: Page, **kwargs: Any) -> Any:
        with one_at_a_time():
            renew(parent)
            return add_child(parent, **kwargs)

    return locked


def _moving(execute: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(execute)
    def locked(action: MovePageAction, *args: Any, **kwargs: Any) -> Any:
        with one_at_a_time():
            renew(action.page, action.target)
            _refuse_taken_slug(action)
            return execute(action, *args, **kwargs)

    return locked


def _locked(execute: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(execute)
    def locked(action: Any, *args: Any, **kwargs: Any) -> Any:
        with one_at_a_time():
            renew(action.page, getattr(action, "to", None))
            return execute(action, *args, **kwargs)

    return locked


def _refuse_taken_slug(action: MovePageAction) -> None:
    """Wagtail's screens ask before the lock; two pages of one slug may arrive together."""
    page = action.page
    parent = action.target if action.pos in AS_CHILD else action.target.get_parent(update=True)
    if parent and not Page._slug_is_available(page.slug, parent, page=page):  # noqa: SLF001
        text = _("A page with the address “%(slug)s” lies there already; change one of them first.")
        raise TreeChanged({"slug": refuse("VD-02", text % {"slug": page.slug})})
