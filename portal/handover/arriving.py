"""What references become on their way into a portal: the new site's own pages and files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from taggit.models import TagBase
from wagtail.models import Page

from portal.errors import refuse
from portal.handover import layout
from portal.handover.active import cleaned, cleaned_value, is_safe_address
from portal.handover.leaving import THE_SITE
from portal.media.models import PortalDocument, PortalImage
from portal.news.models import ArticleKind, Series, Tag, tag_key
from portal.sites.models import MemberSite

if TYPE_CHECKING:
    from django.db import models

    from portal.handover.planning import Plan
    from portal.handover.report import Report


class Arriving:
    """Targets of an import.

    Attributes:
        root: address of the new site's home page, with both slashes.
        files: saved pictures and documents by their keys in the archive.
        people: accounts by the user names in the archive.
        series: keys here by those in the archive.
    """

    def __init__(self, *, site: MemberSite, root: str, plan: Plan, report: Report) -> None:
        self.site, self.root, self.plan, self.report = site, root, plan, report
        self.files: dict[type, dict[int, Any]] = {PortalImage: {}, PortalDocument: {}}
        self.people: dict[str, Any] = {}
        self.series: dict[int, int] = {}
        self._tags: dict[tuple[type, str], int] = {}

    def key(self, model: type[models.Model], key: Any, where: str, *, link: bool = False) -> Any:
        found: Any = None
        if issubclass(model, Page):
            made = self.plan.pages.get(int(key))
            found = made.page.pk if made and made.page else None
        elif model in self.files:
            row = self.files[model].get(int(key))
            found = row.pk if row else None
        elif issubclass(model, MemberSite) and key == THE_SITE:
            found = self.site.pk
        elif issubclass(model, get_user_model()):
            return getattr(self.people.get(str(key)), "pk", None)
        elif issubclass(model, TagBase):
            return self._tag(model, str(key))
        elif issubclass(model, Series):
            found = self.series.get(int(key))
        elif issubclass(model, ArticleKind):
            rows = ArticleKind.objects.filter(code=str(key))
            found = rows.values_list("pk", flat=True).first()
        if found is None and not link:
            self.report.note("broken", where)
        return found

    def instead_of(self, key: Any, where: str) -> str:
        self.report.note("broken", where)
        return ""

    def address(self, url: str, where: str) -> str:
        if url.startswith(layout.OWN_PLACE):
            return self.root + url.removeprefix(layout.OWN_PLACE).lstrip("/")
        if url.startswith(layout.OWN_FILE):
            key = url.removeprefix(layout.OWN_FILE)
            row = self.files[PortalDocument].get(int(key)) if key.isdecimal() else None
            if row is None:
                self.report.note("broken", where)
            return str(row.url) if row else ""
        if not is_safe_address(url):
            message = _("“%(where)s” in the archive holds program code (%(code)s).")
            raise refuse("BG-12", message % {"where": where[:150], "code": url[:60]})
        return url

    def html(self, text: str, where: str) -> str:
        found = cleaned(text)
        if found != text:
            self.report.note("cleaned", where)
        return found

    def kept(self, item: dict[str, Any], where: str) -> dict[str, Any]:
        self.report.note("kept_block", f"{where}: {item['type']}")
        return {**item, "value": cleaned_value(item.get("value"))}

    def _tag(self, model: Any, name: str) -> int:
        found = self._tags.get((model, name))
        if found is None:
            rows = model.objects.filter(key=tag_key(name)) if model is Tag else None
            rows = model.objects.filter(name__iexact=name) if rows is None else rows
            tag = rows.first() or model(name=name)
            if tag.pk is None:
                tag.clean_fields(exclude=["slug", "key"])
                tag.save()
            found = self._tags[model, name] = int(tag.pk)
        return found
