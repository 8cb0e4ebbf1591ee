"""What references become on their way out of the portal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db import models
from taggit.models import TagBase
from wagtail.models import Page

from portal.handover.places import own_file, own_place
from portal.media.models import PortalDocument, PortalImage
from portal.news.models import ArticleKind, Series
from portal.sites.models import MemberSite
from portal.sites.rights import rights_of

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.handover.places import Places
    from portal.handover.report import Report

THE_SITE = "site"


class Leaving:
    """Targets of an export: keys of pages and files stay, people and tags get their names.

    ``images`` and ``documents`` are the keys of all files that are to go along; those of other
    sites are added when something uses them and ``actor`` may have them: an address with a
    guessed number must not bring a file out of its site.
    """

    def __init__(self, places: Places, report: Report, actor: User | None) -> None:
        self.places = places
        self.actor = actor
        self.report = report
        self.images = _keys(PortalImage, places.site)
        self.documents = _keys(PortalDocument, places.site)
        self._own = {PortalImage: set(self.images), PortalDocument: set(self.documents)}
        self._gone: dict[type, set[int]] = {PortalImage: set(), PortalDocument: set()}
        self._names: dict[tuple[type, Any], str] = {}

    def key(self, model: type[models.Model], key: Any, where: str, *, link: bool = False) -> Any:
        if issubclass(model, Page):
            return self._page(key, where, link=link)
        if model in self._own:
            return self._file(model, key, where)
        if issubclass(model, MemberSite):
            if _number(key) == self.places.site.pk:
                return THE_SITE
        elif issubclass(model, (get_user_model(), TagBase)):
            return self.name(model, key) or None
        elif issubclass(model, Series):
            if Series.objects.filter(pk=_number(key), site=self.places.site).exists():
                return _number(key)
        elif issubclass(model, ArticleKind):
            return (
                ArticleKind.objects.filter(pk=_number(key)).values_list("code", flat=True).first()
            )
        self.report.note("foreign", f"{where}: {model._meta.verbose_name} {key}")
        return None

    def name(self, model: type[models.Model], key: Any) -> str:
        """The user name of an account or the name of a tag."""
        if (model, key) not in self._names:
            column = "name" if issubclass(model, TagBase) else "username"
            rows = model._default_manager.filter(pk=key).values_list(column, flat=True)
            self._names[model, key] = rows.first() or ""
        return self._names[model, key]

    def _page(self, key: Any, where: str, *, link: bool) -> int | None:
        number = _number(key)
        if number in self.places.ids:
            return number
        if not link:
            page = Page.objects.filter(pk=number).first()
            kind = "foreign_page" if page else "broken"
            address = self.places.public_address(page) if page else ""
            self.report.note(kind, f"{where} → {address}" if address else where)
        return None

    def instead_of(self, key: Any, where: str) -> str:
        page = Page.objects.filter(pk=_number(key)).first()
        address = self.places.public_address(page) if page else ""
        if address:
            self.report.note("address", f"{where} → {address}")
        else:
            self.report.note("foreign_page" if page else "broken", where)
        return address

    def _file(self, model: Any, key: Any, where: str) -> int | None:
        number = _number(key)
        if number in self._gone[model]:
            return None
        wanted = self.images if model is PortalImage else self.documents
        if number in wanted:
            return number
        row = model.objects.filter(pk=number).first()
        if row is None or not row.file or not row.file.storage.exists(row.file.name):
            self.report.note("lost_file" if row else "broken", where)
            return None
        if not self._may_take(row):
            self.report.note("foreign", f"{where}: {model._meta.verbose_name} {number}")
            return None
        wanted[row.pk] = None
        self.report.note("foreign_file", f"{row.title} ← {where}")
        return int(row.pk)

    def _may_take(self, row: Any) -> bool:
        rights = rights_of(self.actor) if self.actor else None
        if rights is None or rights.is_portal_admin:
            return True
        if row.site is None or row.site.is_province:
            return not row.collection.get_view_restrictions().exists()
        return "choose" in rights.media_actions(row.site)

    def is_own(self, model: Any, key: int) -> bool:
        return key in self._own[model]

    def leave_out_lost_files(self) -> None:
        """Before anything is walked: no reference may lead to a file that cannot be written."""
        for model, wanted in ((PortalImage, self.images), (PortalDocument, self.documents)):
            for row in model.objects.filter(site=self.places.site).iterator(chunk_size=500):
                if not row.file or not row.file.storage.exists(row.file.name):
                    wanted.pop(row.pk, None)
                    self._gone[model].add(row.pk)
                    self.report.note("lost_file", f"{row.title} ({row.file.name})")

    def address(self, url: str, where: str) -> str:
        kind, value = self.places.neutral(url)
        if kind == "place":
            return own_place(str(value))
        if kind == "document":
            key = self._file(PortalDocument, value, where)
            return own_file(key) if key is not None else ""
        if value != url:
            self.report.note("address", f"{where} → {value}")
        return str(value)

    def html(self, text: str, where: str) -> str:
        """What is stored here has been looked at when it came in."""
        del where
        return text

    def kept(self, item: dict[str, Any], where: str) -> dict[str, Any]:
        self.report.note("kept_block", f"{where}: {item['type']}")
        return item


def _keys(model: Any, site: MemberSite) -> dict[int, None]:
    return dict.fromkeys(
        model.objects.filter(site=site).order_by("pk").values_list("pk", flat=True)
    )


def _number(key: Any) -> int:
    try:
        return int(key)
    except (TypeError, ValueError):
        return 0
