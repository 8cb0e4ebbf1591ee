"""The catalogues are complete, and follow the code."""

import io
import shutil
import zipfile

import polib
import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from portal.language import catalogues, corrections, sources

pytestmark = pytest.mark.skipif(
    shutil.which("xgettext") is None, reason="xgettext is missing: apt-get install gettext"
)


@pytest.fixture
def folder(tmp_path):
    """A folder of code with one message, and its catalogue."""
    (tmp_path / "code.py").write_text(
        "from django.utils.translation import gettext as _\n_('Save the sheet')\n"
    )
    return tmp_path


@pytest.fixture
def catalogue(folder):
    return catalogues.Catalogue(
        folder / "locale" / "django.po",
        lambda: sources.extract([folder / "code.py"], root=folder),
    )


def found(catalogue):
    return {catalogues.key(entry): entry for entry in catalogue.extract()}


def test_every_message_that_a_person_may_meet_is_translated_well():
    assert list(catalogues.problems()) == []


def test_messages_come_from_code_and_templates_of_enabled_apps():
    messages = {entry.msgid for entry in sources.of_libraries()}

    assert "Save draft" in messages  # a template of the admin
    assert "This field is required." in messages  # Django's forms
    assert "%(num)d minute" in messages  # relative times
    assert "a minute ago" in messages  # humanize, which Wagtail uses without enabling it
    assert "Delete selected %(verbose_name_plural)s" not in messages  # django.contrib.admin
    assert "Afrikaans" not in messages


def test_browser_messages_are_found():
    assert "Unpin toolbar" in {entry.msgid for entry in sources.of_scripts_of_libraries()}


def test_update_adds_keeps_and_drops(catalogue, folder):
    first = catalogues.update(catalogue, found(catalogue))
    entries = catalogue.read()
    entries.find("Save the sheet").msgstr = "Lưu phiếu"
    entries.save()
    (folder / "code.py").write_text(
        "from django.utils.translation import gettext as _, ngettext\n"
        "_('Save the sheet')\nngettext('%d sheet', '%d sheets', 2)\n"
    )

    second = catalogues.update(catalogue, found(catalogue))

    assert first == (["Save the sheet"], [])
    assert second == (["%d sheet"], [])
    assert catalogue.read().find("Save the sheet").msgstr == "Lưu phiếu"
    compiled = polib.mofile(str(catalogue.path.with_suffix(".mo")))
    assert [entry.msgstr for entry in compiled] == ["Lưu phiếu"]

    (folder / "code.py").write_text("gettext = None\n")
    assert catalogues.update(catalogue, found(catalogue)).removed == ["%d sheet", "Save the sheet"]


def test_check_fails_on_a_new_message(monkeypatch, catalogue):
    monkeypatch.setattr(catalogues, "ROOT", catalogue.path.parents[1])
    monkeypatch.setattr(catalogues, "all_catalogues", lambda: [catalogue])
    out = io.StringIO()

    with pytest.raises(CommandError, match="1 problems"):
        call_command("translations", "check", stdout=out)

    assert "“Save the sheet”: missing" in out.getvalue()


def test_check_fails_on_a_compiled_file_of_old(monkeypatch, catalogue):
    monkeypatch.setattr(catalogues, "ROOT", catalogue.path.parents[1])
    monkeypatch.setattr(catalogues, "all_catalogues", lambda: [catalogue])
    catalogues.update(catalogue, found(catalogue))
    entries = catalogue.read()
    entries.find("Save the sheet").msgstr = "Lưu phiếu"
    entries.save()

    assert ["compiled file" in problem for problem in catalogues.problems()] == [True]


def test_upgrade_lists_what_another_version_would_add(tmp_path):
    wheel = tmp_path / "vidu-2.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as packed:
        packed.writestr("vidu/__init__.py", "")
        packed.writestr("vidu/texts.py", "from x import gettext as _\n_('Save')\n_('A new word')\n")
        packed.writestr(
            "vidu-2.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: vidu\nVersion: 2.0\n"
        )
        packed.writestr(
            "vidu-2.0.dist-info/WHEEL",
            "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        )
        packed.writestr("vidu-2.0.dist-info/RECORD", "vidu/__init__.py,,\nvidu/texts.py,,\n")
    out = io.StringIO()

    call_command("translations", "upgrade", str(wheel), stdout=out)

    assert "+ vidu/texts.py: 'A new word'" in out.getvalue()
    assert out.getvalue().strip().endswith("2 messages, 1 to translate")


def test_correction_that_lost_its_place_is_named(monkeypatch):
    monkeypatch.setitem(corrections.TEMPLATES, "wagtailadmin/home.html", [("no such words", "")])

    assert ["“no such words”" in line for line in corrections.lost()] == [True]


def test_portals_own_words_are_english_for_who_asks_for_english():
    with translation.override("en"):
        assert translation.gettext("Member sites") == "Member sites"
        assert translation.gettext("Save draft") == "Save draft"
    with translation.override("vi"):
        assert translation.gettext("Save draft") == "Lưu bản nháp"
