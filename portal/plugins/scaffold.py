"""Makes a working plugin from the files in ``template/``: what ``manage.py plugin new`` does."""

from __future__ import annotations

import ast
import keyword
import re
import shutil
import struct
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import Error
from django.utils.translation import gettext as _
from packaging.version import Version
from wagtail.models import Page

from portal.errors import refuse
from portal.plugins import registry
from portal.plugins.config import API_VERSION, SLUG
from portal.plugins.models import KnownPlugin
from portal.sites import structure

if TYPE_CHECKING:
    from collections.abc import Iterator

TEMPLATE = Path(__file__).parent / "template"
SUFFIX = ".tmpl"  # keeps linters, Django and Python away from what is not finished
LONGEST_SLUG = 30
# The label stands in Python, templates and catalogues: nothing that means something there.
LABEL = re.compile(r"[^\s\"'\\%{}<>&](?:[^\n\r\t\"\\%{}<>&]{0,48}[^\s\"'\\%{}<>&])?")


def create(slug: str, *, folder: Path, tests_folder: Path, label: str = "") -> list[Path]:
    """Make the plugin ``slug`` with its tests; whole or, when anything goes wrong, not at all.

    Args:
        slug: its name in addresses, tables and commands, for example "thu_nghiem".
        folder: gets the folder ``<slug>``; a folder of plugins.
        tests_folder: gets the folder ``<slug>`` with its tests; made when it is missing.
        label: its name for people; made of the slug when left out.

    Returns:
        The files made.

    Raises:
        ValidationError: PLG-15, the slug or label is no name or the slug is taken.
    """
    label = label.strip() or slug.replace("_", " ").capitalize()
    _refuse_bad_names(slug, label)
    targets = {"plugin": folder / slug, "tests": tests_folder / slug}
    if taken := next((path for path in targets.values() if path.exists()), None):
        _refuse_taken(slug, str(taken))
    _refuse_known(slug)
    folder.mkdir(parents=True, exist_ok=True)
    has_tests = tests_folder.is_dir()
    tests_folder.mkdir(parents=True, exist_ok=True)
    made = []
    try:
        made = _place(_values(slug, label), targets)
    finally:
        if not made and not has_tests:
            tests_folder.rmdir()
    package = tests_folder / "__init__.py"
    if not package.exists() and (tests_folder.parent / "__init__.py").exists():
        package.touch()
        made.append(package)
    return made


def _place(values: dict[str, str], targets: dict[str, Path]) -> list[Path]:
    """Write everything beside its place first, then move it there."""
    staged: dict[Path, Path] = {}
    done: list[Path] = []
    try:
        for part, target in targets.items():
            # Discovery looks for <folder>/*/apps.py: what lies deeper is not found half-written.
            staged[target] = Path(tempfile.mkdtemp(prefix=".new-", dir=target.parent))
            _write(TEMPLATE / part, staged[target] / target.name, values)
        for target, temporary in staged.items():
            (temporary / target.name).rename(target)
            done.append(target)
    except BaseException:
        for target in done:
            shutil.rmtree(target)
        raise
    finally:
        for temporary in staged.values():
            shutil.rmtree(temporary, ignore_errors=True)
    return sorted(path for target in done for path in target.rglob("*") if path.is_file())


def _write(source: Path, target: Path, values: dict[str, str]) -> None:
    for path in sorted(source.rglob(f"*{SUFFIX}")):
        relative = _filled(str(path.relative_to(source)), values).removesuffix(SUFFIX)
        text = _filled(path.read_text(encoding="utf-8"), values)
        file = target / relative
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        if file.suffix == ".po":
            file.with_suffix(".mo").write_bytes(compiled(text))


def _values(slug: str, label: str) -> dict[str, str]:
    camel = "".join(part.capitalize() for part in slug.split("_"))
    return {
        "__slug__": slug,
        "__Camel__": camel,
        "__camel__": camel.lower(),
        "__address__": slug.replace("_", "-"),
        "__api__": API_VERSION,
        "__next_api__": str(Version(API_VERSION).major + 1),
        "__label__": label,
    }


def _filled(text: str, values: dict[str, str]) -> str:
    # In one pass, so that a label is never taken for a placeholder.
    return re.sub("|".join(values), lambda match: values[match.group()], text)


def _refuse_bad_names(slug: str, label: str) -> None:
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG or keyword.iskeyword(slug):
        message = _(
            "“%(slug)s” cannot be the name of a plugin; use at most %(most)s small letters a–z, "
            "digits and single underscores, a letter first, for example thu_nghiem."
        )
        raise refuse("PLG-15", message % {"slug": slug, "most": LONGEST_SLUG})
    if not LABEL.fullmatch(label):
        message = _(
            "“%(label)s” cannot be the label of a plugin; write one line of at most 50 characters "
            'without any of \\ " %% & < > { }.'
        )
        raise refuse("PLG-15", message % {"label": label})


def _refuse_taken(slug: str, by: str) -> None:
    message = _("The name “%(slug)s” is taken by %(by)s; choose another one.")
    raise refuse("PLG-15", message % {"slug": slug, "by": by})


def _refuse_known(slug: str) -> None:
    """Refuse what another plugin, a page type, the portal or a page uses already."""
    known = {found.slug for found in settings.PORTAL_PLUGINS.found}
    known |= {problem.slug for problem in registry.problems()}
    if slug in known:
        _refuse_taken(slug, _("another plugin"))
    prefix = slug.replace("_", "-")
    # Each page type has its name as an attribute of Wagtail's own page class.
    page_type = f"{slug.replace('_', '')}page"
    if hasattr(Page, page_type):
        _refuse_taken(slug, _("the page type %(name)s") % {"name": page_type})
    address = f"/{prefix}/"
    if prefix in settings.PORTAL_RESERVED_ADDRESSES or address in _addresses():
        _refuse_taken(slug, _("the address %(address)s") % {"address": address})
    if slug in _stored():
        _refuse_taken(slug, _("the data of a plugin that was removed"))


def _addresses() -> set[str]:
    """Home pages and sections; none while there is no database."""
    try:
        return set(structure.current().nodes_by_url)
    except Error:
        return set()


def _stored() -> set[str]:
    try:
        return set(KnownPlugin.objects.values_list("slug", flat=True))
    except Error:
        return set()


def compiled(catalogue: str) -> bytes:
    """The binary form (.mo) of a catalogue (.po) of plain one-line messages.

    ``msgfmt`` need not be installed where plugins are made.
    """
    pairs = sorted((key.encode(), value.encode()) for key, value in _messages(catalogue))
    keys_at = 28
    texts_at = keys_at + 16 * len(pairs)
    table: dict[int, list[int]] = {0: [], 1: []}
    texts = b""
    for column in (0, 1):
        for pair in pairs:
            table[column] += [len(pair[column]), texts_at + len(texts)]
            texts += pair[column] + b"\0"
    head = (0x950412DE, 0, len(pairs), keys_at, keys_at + 8 * len(pairs), 0, texts_at)
    return struct.pack(f"<{7 + 4 * len(pairs)}I", *head, *table[0], *table[1]) + texts


def _messages(catalogue: str) -> Iterator[tuple[str, str]]:
    """(msgid, msgstr) of every entry; each a run of quoted strings."""
    found = re.findall(
        r'^msgid ((?:"(?:[^"\\]|\\.)*"\s*)+)^msgstr ((?:"(?:[^"\\]|\\.)*"\s*)+)', catalogue, re.M
    )
    for key, value in found:
        yield ast.literal_eval(f"({key})"), ast.literal_eval(f"({value})")
