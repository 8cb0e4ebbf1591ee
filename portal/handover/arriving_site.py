"""The site of an archive itself, its links, history and layout."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from wagtail.models import Revision

from portal.handover.arriving_pages import moment, version_row
from portal.handover.exporting import SITE_FIELDS
from portal.handover.references import Walker
from portal.media.models import PortalImage
from portal.news.services import set_up_workflow
from portal.pages.models import SiteLayout
from portal.pages.services import create_member_site
from portal.plugins import registry as plugins
from portal.plugins.scopes import Scope
from portal.plugins.services import switch
from portal.sites.models import MemberSite, SiteEvent, SiteLink, SiteState
from portal.sites.services import has_taken_short_name
from portal.theming import registry
from portal.theming.checking import check_choice
from portal.theming.dress import HEADER_TEXT_LENGTH, clean_choice
from portal.theming.look import Choice

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.handover.arriving import Arriving
    from portal.handover.report import Report

    Data = dict[str, Any]

# Fields that a site is made with; the others are its life, which begins anew.
OWN_LIFE = {"name", "short_name", "organisation", "host", "state", "state_since", "created_at"}
LONGEST_SHORT_NAME = 80
NOT_GIVEN = OWN_LIFE | {"opening_views", "opening_views_on", "maintenance_message"}


def make_site(code: str, entry: Data, actor: User | None, report: Report) -> MemberSite:
    """The new site, still empty and being prepared.

    A short name that another site has gets the code behind it. An archive of the province becomes
    the province where there is none yet.
    """
    has_province = MemberSite.objects.filter(is_province=True).exists()
    is_province = bool(entry.get("is_province")) and not has_province
    details: Data = {name: entry.get(name) or "" for name in SITE_FIELDS if name not in NOT_GIVEN}
    details |= _look(details, report)
    site = create_member_site(
        code=code,
        name=entry["name"],
        short_name=_free_short_name(entry["short_name"], code, report),
        organisation=entry["organisation"],
        is_province=is_province,
        actor=actor,
        **details,
    )
    state = SiteState.ACTIVE if is_province else SiteState.DRAFT
    MemberSite.objects.filter(pk=site.pk).update(state=state)
    set_up_workflow(root_page=site.root_page)
    return MemberSite.objects.select_related("root_page", "collection").get(pk=site.pk)


def _look(details: Data, report: Report) -> Data:
    """What of the look can be worn here; the basic theme where its own is not installed."""
    choice = clean_choice(details["theme"], details["look"])
    if choice.theme not in registry.themes():
        report.note("theme", choice.theme)
        choice = Choice(registry.BASE)
    try:
        check_choice(choice)
    except ValidationError:
        report.note("look", choice.theme)
        choice = Choice(choice.theme)
    text = details["header_text"]
    return {
        "theme": choice.theme,
        "look": choice.stored(),
        "header_text": text[:HEADER_TEXT_LENGTH] if isinstance(text, str) else "",
    }


def _free_short_name(short_name: str, code: str, report: Report) -> str:
    if not has_taken_short_name(short_name):
        return short_name
    report.note("short_name", short_name)
    end = f" ({code})"
    return short_name[: LONGEST_SHORT_NAME - len(end)] + end


def import_site_itself(site: MemberSite, entry: Data, targets: Arriving) -> None:
    """Pictures, opening views, links, history and plugins of the site."""
    views, since = int(entry.get("opening_views") or 0), entry.get("opening_views_on")
    site.opening_views = views
    site.opening_views_on = date.fromisoformat(since) if since else None
    for name in ("logo", "default_image"):
        key = entry.get(name)
        setattr(site, f"{name}_id", targets.key(PortalImage, key, name) if key else None)
    site.full_clean(exclude=["code", "root_page", "collection"])
    site.save()
    for link in entry.get("links") or []:
        url = targets.address(str(link["url"]), str(link["label"]))
        row = SiteLink(site=site, place=link["place"], label=link["label"], url=url)
        row.position = int(link["position"])
        row.full_clean()
        row.save()
        targets.report.counts["links"] += 1
    _history(site, entry, targets)
    _plugins(site, entry, targets)
    if entry.get("host"):
        targets.report.note("host", str(entry["host"]))


def _history(site: MemberSite, entry: Data, targets: Arriving) -> None:
    """What happened to the site where it was before, marked as such."""
    for event in entry.get("events") or []:
        row = SiteEvent(
            site=site,
            kind=SiteEvent.Kind(event["kind"]),
            actor_name=str(event["actor"])[:300],
            note=str(event["note"])[:500],
            facts={**event["facts"], "elsewhere": True, "archive": ""},
        )
        row.save()
        SiteEvent.objects.filter(pk=row.pk).update(at=moment(event["at"]))
        targets.report.counts["events"] += 1


def _plugins(site: MemberSite, entry: Data, targets: Arriving) -> None:
    installed = plugins.installed()
    wanted = [str(slug) for slug in entry.get("plugins") or []]
    # Those that others need come first.
    for slug in sorted(wanted, key=lambda name: len(getattr(installed.get(name), "depends", ()))):
        if slug not in installed:
            targets.report.note("plugin", slug)
            continue
        try:
            switch(actor=None, slug=slug, scope=Scope.site(site.pk), enabled=True)
        except ValidationError as error:
            targets.report.note("plugin", f"{slug}: {' '.join(error.messages)}")


def import_layout(site: MemberSite, record: Data | None, targets: Arriving) -> None:
    if not record:
        return
    own = _layout(site, record["fields"], targets)
    own.save()
    live = latest = None
    for version in record["versions"]:
        shown = own
        if version["fields"] is not None:
            shown = _layout(site, version["fields"], targets)
            shown.pk = own.pk
        row = version_row(shown, version, targets.people)
        row.save()
        live = row if version["is_live"] else live
        latest = row if version["is_latest"] else latest
    _tell_versions(own, live, latest)


def _tell_versions(own: SiteLayout, live: Revision | None, latest: Revision | None) -> None:
    SiteLayout.objects.filter(pk=own.pk).update(live_revision=live, latest_revision=latest)


def _layout(site: MemberSite, fields: Data, targets: Arriving) -> SiteLayout:
    data = Walker(targets).record(SiteLayout, fields, str(SiteLayout._meta.verbose_name))
    known = {field.name: field for field in SiteLayout._meta.fields}
    made = SiteLayout(site=site)
    for name, value in data.items():
        if name in known and not known[name].is_relation and not known[name].primary_key:
            setattr(made, name, known[name].to_python(value))
    return made
