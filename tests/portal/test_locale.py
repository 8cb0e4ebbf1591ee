"""The Vietnamese catalogue is complete, and the compiled one is made of it."""

import shutil
import subprocess
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path("portal") / "locale" / "vi" / "LC_MESSAGES"
EXTRACT = [
    *("--language=Python", "--from-code=UTF-8", "--output=-", "--no-location"),
    *("--keyword=gettext_noop", "--keyword=gettext_lazy", "--keyword=ngettext_lazy:1,2"),
    *("--keyword=pgettext:1c,2", "--keyword=_"),
]


@pytest.fixture
def catalogue():
    return polib.pofile(str(ROOT / FOLDER / "django.po"))


def test_every_message_is_translated_and_none_is_fuzzy(catalogue):
    assert [entry.msgid for entry in catalogue if not entry.translated()] == []
    assert [entry.msgid for entry in catalogue if entry.fuzzy] == []


def test_placeholders_of_a_translation_are_those_of_its_message(catalogue):
    format_entries = [e for e in catalogue if "python-format" in e.flags and e.msgstr]
    wrong = [
        entry.msgid
        for entry in format_entries
        if _placeholders(entry.msgid) != _placeholders(entry.msgstr)
    ]

    assert len(format_entries) > 10
    assert wrong == []


def test_compiled_catalogue_is_made_of_this_one(catalogue):
    compiled = polib.mofile(str(ROOT / FOLDER / "django.mo"))

    assert {entry.msgid: entry.msgstr for entry in compiled} == {
        entry.msgid: entry.msgstr for entry in catalogue
    }


def test_catalogue_holds_every_message_of_the_code(catalogue):
    if shutil.which("xgettext") is None:
        pytest.skip("xgettext is missing: apt-get install gettext")
    sources = [str(path.relative_to(ROOT)) for path in (ROOT / "portal").rglob("*.py")]
    done = subprocess.run(
        ["xgettext", *EXTRACT, *sources], cwd=ROOT, check=True, capture_output=True, text=True
    )
    known = {entry.msgid for entry in catalogue}

    found = {entry.msgid for entry in polib.pofile(done.stdout)}

    assert len(found) > 100
    assert found - known == set()


def _placeholders(text):
    import re

    return sorted(re.findall(r"%\((\w+)\)[sd]|(%[sd])", text))
