"""The catalogues of this project: where they lie, and how they follow the code.

The overlay completes Django, Wagtail and the other installed libraries; it holds all their
messages, also those that they translate themselves, so that one word is said one way. It stands
before their own catalogues (``LOCALE_PATHS``).
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import polib

from portal.language import corrections, flaws, sources
from portal.settings.env import ROOT

OVERLAY = ROOT / "portal" / "locale" / "overlay" / "vi" / "LC_MESSAGES"
OWN = ROOT / "portal" / "locale" / "vi" / "LC_MESSAGES" / "django.po"
_HEADER = {
    "Language": "vi",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}

Key = tuple[str | None, str]


class Catalogue(NamedTuple):
    """One ``.po`` file, and the reading of the messages it may have to hold."""

    path: Path
    extract: Callable[[], polib.POFile]

    def read(self) -> polib.POFile:
        if not self.path.exists():
            return polib.POFile(wrapwidth=0)
        return polib.pofile(str(self.path), wrapwidth=0)


class Change(NamedTuple):
    """What an update did: ids of messages, in the order of the file."""

    added: list[str]
    removed: list[str]


def all_catalogues() -> Iterator[Catalogue]:
    """The overlay of the libraries, the portal's own, then one of each plugin in ``plugins/``.

    A message stands in the first of them that has it: one English message, one translation.
    """
    yield Catalogue(OVERLAY / "djangojs.po", sources.of_scripts_of_libraries)
    yield Catalogue(OVERLAY / "django.po", sources.of_libraries)
    yield Catalogue(OWN, sources.of_project)
    for declaration in sorted((ROOT / "plugins").glob("*/apps.py")):
        folder = declaration.parent
        path = folder / "locale" / "vi" / "LC_MESSAGES" / "django.po"
        yield Catalogue(path, functools.partial(sources.of_folder, folder))


def with_messages() -> Iterator[tuple[Catalogue, dict[Key, polib.POEntry]]]:
    """Each catalogue with the messages of the code that it has to hold."""
    earlier: set[Key] = set()
    for catalogue in all_catalogues():
        found = {key(entry): entry for entry in catalogue.extract()}
        if catalogue.path.name == "djangojs.po":
            yield catalogue, found  # browsers have a dictionary of their own
            continue
        yield catalogue, {name: entry for name, entry in found.items() if name not in earlier}
        earlier |= set(found)


def key(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid


def text(entry: polib.POEntry) -> str:
    """The translation, of a message with or without a plural."""
    return str(entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr)


def update(catalogue: Catalogue, found: dict[Key, polib.POEntry]) -> Change:
    """Bring the file to the messages ``found`` in the code, keep translations, and compile it.

    New messages come in empty; messages that the code has no more are dropped.
    """
    stored = _stored(catalogue)
    renewed = polib.POFile(wrapwidth=0)
    renewed.metadata = _HEADER
    for name, entry in found.items():
        old = stored.get(name)
        translation = text(old) if old else ""
        if entry.msgid_plural:
            entry.msgstr_plural = {0: translation}
        else:
            entry.msgstr = translation
        if old and old.fuzzy:
            entry.flags.append("fuzzy")
        renewed.append(entry)
    renewed.sort(key=lambda entry: (entry.occurrences[0][0], entry.msgid, entry.msgctxt or ""))
    if renewed:
        catalogue.path.parent.mkdir(parents=True, exist_ok=True)
        renewed.save(str(catalogue.path))
        renewed.save_as_mofile(str(catalogue.path.with_suffix(".mo")))
    return Change(
        [message for context, message in found if (context, message) not in stored],
        [message for context, message in stored if (context, message) not in found],
    )


def problems() -> Iterator[str]:
    """What keeps the translations from being complete and right, a line each.

    Missing, superfluous and flawed messages; compiled files that are not made of their catalogue;
    messages of the portal that are not English.
    """
    yield from corrections.lost()
    for catalogue, found in with_messages():
        place = catalogue.path.relative_to(ROOT)
        stored = _stored(catalogue)
        for name in sorted(set(found) - set(stored), key=str):
            yield f"{place}: “{name[1]}”: missing; run make messages"
        for name in sorted(set(stored) - set(found), key=str):
            yield f"{place}: “{name[1]}”: no longer needed; run make messages"
        for entry, flaw in flaws.of_catalogue(stored.values()):
            yield f"{place}: “{entry.msgid}”: {flaw}"
        for _context, message in found:
            if flaws.has_vietnamese_letters(message):
                yield f"{place}: “{message}”: messages are written in English"
        if stored and _compiled(catalogue) != {name: text(e) for name, e in stored.items()}:
            yield f"{place}: the compiled file is not made of it; run make messages"


def _stored(catalogue: Catalogue) -> dict[Key, polib.POEntry]:
    return {key(entry): entry for entry in catalogue.read() if not entry.obsolete}


def _compiled(catalogue: Catalogue) -> dict[Key, str]:
    path = catalogue.path.with_suffix(".mo")
    if not path.exists():
        return {}
    return {key(entry): text(entry) for entry in polib.mofile(str(path))}
