"""Events in the life of a site as sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from portal.sites.models import MemberSite, SiteEvent, SiteState

if TYPE_CHECKING:
    from collections.abc import Callable

Kind = SiteEvent.Kind
NAMES = ("name", "short_name", "organisation")


def story(event: SiteEvent, names: dict[str, str]) -> str:
    """What happened, from the facts that were kept; "" when the kind says all.

    Facts of an imported site were written elsewhere: what cannot be read there tells nothing.

    Args:
        names: short names of sites by code, as far as they are known today.
    """
    write = STORIES.get(Kind(event.kind))
    try:
        return write(event.facts, names) if write else ""
    except (KeyError, TypeError, ValueError):
        if not event.facts.get("elsewhere"):
            raise
        return ""


def names_by_code() -> dict[str, str]:
    return dict(MemberSite.objects.values_list("code", "short_name"))


def _state(facts: dict[str, Any], names: dict[str, str]) -> str:
    before, after = (SiteState(facts[end]).label for end in ("from", "to"))
    text = f"{before} → {after}"
    code = facts.get("successor")
    return f"{text}: {names.get(code, code)}" if code else text


def _pair(facts: dict[str, Any], _names: dict[str, str]) -> str:
    nothing = _("none")
    return f"{facts['from'] or nothing} → {facts['to'] or nothing}"


def _look(facts: dict[str, Any], _names: dict[str, str]) -> str:
    before, after = facts["from"], facts["to"]
    return str(after) if before == after else f"{before} → {after}"


def _renamed(facts: dict[str, Any], _names: dict[str, str]) -> str:
    # An import adds facts of its own.
    pairs = [facts[name] for name in NAMES if name in facts]
    return "; ".join(f"{before} → {after}" for before, after in pairs)


def _host(facts: dict[str, Any], names: dict[str, str]) -> str:
    if facts["from"] != facts["to"]:
        return _pair(facts, names)
    return f"{facts['to']}: {_('main address') if facts['canonical'] else _('leads to the path')}"


def _created(facts: dict[str, Any], _names: dict[str, str]) -> str:
    return _("home page restored: %(path)s") % {"path": facts["home"]} if "home" in facts else ""


def _maintenance(facts: dict[str, Any], _names: dict[str, str]) -> str:
    return _("switched on") if facts["on"] else _("switched off")


def _merged(facts: dict[str, Any], names: dict[str, str]) -> str:
    values = {name: facts[name] for name in ("pages", "files", "people", "addresses")}
    numbers = _(
        "%(pages)s pages, %(files)s files, %(people)s people; %(addresses)s old addresses lead on"
    )
    return f"{_direction(facts, names)}: {numbers % values}"


def _split(facts: dict[str, Any], names: dict[str, str]) -> str:
    values = {"pages": facts["pages"], "sections": ", ".join(facts["sections"])}
    numbers = _("%(sections)s, %(pages)s pages")
    source = names.get(facts["from"], facts["from"])
    return f"{source} → {_target(facts, names)}: {numbers % values}"


def _direction(facts: dict[str, Any], names: dict[str, str]) -> str:
    source = facts.get("from")
    if source:
        return f"{facts.get('from_name') or source} → {_target(facts, names)}"
    return f"→ {_target(facts, names)}"


def _target(facts: dict[str, Any], names: dict[str, str]) -> str:
    return names.get(facts["target"], facts["target"])


STORIES: dict[SiteEvent.Kind, Callable[[dict[str, Any], dict[str, str]], str]] = {
    Kind.STATE: _state,
    Kind.RENAMED: _renamed,
    Kind.PATH: _pair,
    Kind.HOST: _host,
    Kind.CREATED: _created,
    Kind.ARCHIVED: _pair,
    Kind.MAINTENANCE: _maintenance,
    Kind.MERGED: _merged,
    Kind.SPLIT: _split,
    Kind.LOOK: _look,
}
