"""``plugin new``: what it makes works as it is, and what it refuses leaves nothing behind."""

import polib
import pytest
from django.core.exceptions import ValidationError

from portal.plugins import scaffold
from portal.plugins.models import KnownPlugin
from tests.portal.plugins.workshop import Workshop

LONG = "ban_tin_hoat_dong_co_so_dang_a"
LONG_LABEL = "Bản tin hoạt động cơ sở đảng của các đơn vị xã abc"


@pytest.fixture
def workshop(tmp_path, db):
    return Workshop(tmp_path)


def files_in(folder):
    return sorted(path for path in folder.rglob("*"))


def test_a_new_plugin_has_every_file_a_plugin_needs(workshop):
    made = workshop.make()
    plugin = workshop.plugins / "thu_nghiem"
    for name in ("apps.py", "extensions.py", "models.py", "migrations/0001_initial.py"):
        assert plugin / name in made
    assert plugin / "templates/plugin_thu_nghiem/page.html" in made
    assert all(path.is_file() for path in made)
    readme = (plugin / "README.md").read_text()
    for heading in ("Purpose", "Screens", "Settings", "Permissions", "Events", "Removal"):
        assert f"## {heading}\n" in readme


def test_no_placeholder_is_left_and_nothing_beside_the_plugin(workshop):
    made = workshop.make()
    texts = [path.read_text() for path in made if path.suffix != ".mo"]
    left = [key for key in scaffold._values("x", "y") if any(key in text for text in texts)]
    assert left == []
    assert [path.name for path in workshop.plugins.iterdir()] == ["thu_nghiem"]


def test_without_a_label_the_slug_is_the_label(workshop):
    workshop.make(label="")
    apps = (workshop.plugins / "thu_nghiem" / "apps.py").read_text()
    assert 'verbose_name = _("Thu nghiem")' in apps


def test_a_label_that_looks_like_a_placeholder_stays_as_it_is(workshop):
    workshop.make(label="Tin __slug__")
    apps = (workshop.plugins / "thu_nghiem" / "apps.py").read_text()
    assert 'verbose_name = _("Tin __slug__")' in apps


def test_the_catalogue_is_complete_and_compiled(workshop):
    workshop.make()
    folder = workshop.plugins / "thu_nghiem/locale/vi/LC_MESSAGES"
    catalogue = polib.pofile(str(folder / "django.po"))
    compiled = polib.mofile(str(folder / "django.mo"))
    assert [entry.msgid for entry in catalogue if not entry.translated()] == []
    assert {e.msgid: e.msgstr for e in compiled} == {e.msgid: e.msgstr for e in catalogue}
    assert compiled.metadata == catalogue.metadata


@pytest.mark.parametrize(
    ("slug", "label"), [("x", ""), ("thu_nghiem", "Thử nghiệm"), (LONG, LONG_LABEL)]
)
def test_a_new_plugin_is_in_the_house_format(workshop, slug, label):
    workshop.make(slug, label)
    code, output = workshop.ruff("check")
    assert code == 0, output
    code, output = workshop.ruff("format", "--check")
    assert code == 0, output


@pytest.mark.slow
def test_a_new_plugin_passes_its_own_tests_and_needs_no_migration(workshop):
    workshop.make()
    code, output = workshop.manage("makemigrations", "--check", "--dry-run")
    assert code == 0, output
    code, output = workshop.pytest()
    assert code == 0, output


BAD = [
    *("", "Thu", "thu-nghiem", "thu__nghiem", "_thu", "thu_", "2thu", "thử", "a b", "../x"),
    *("class", LONG + "b"),
]
TAKEN = ["sample", "article", "home", "tim_kiem", "quan_tri", "tuy_phong", "da_xoa"]


@pytest.mark.parametrize("slug", BAD)
def test_a_slug_that_is_no_name_is_refused(workshop, slug):
    before = files_in(workshop.folder)
    with pytest.raises(ValidationError) as refusal:
        workshop.make(slug)
    assert refusal.value.code == "PLG-15"
    assert files_in(workshop.folder) == before


@pytest.mark.parametrize(
    "slug", ["sample", "article", "home", "tim_kiem", "quan_tri", "tuy_phong", "da_xoa"]
)
def test_a_name_that_is_taken_is_refused(workshop, site, slug):
    KnownPlugin.objects.create(
        slug="da_xoa", name="Đã xóa", version="1.0", package="plugins.da_xoa"
    )
    before = files_in(workshop.folder)
    with pytest.raises(ValidationError) as refusal:
        workshop.make(slug)
    assert refusal.value.code == "PLG-15"
    assert len(refusal.value.messages) == 1
    assert files_in(workshop.folder) == before


def test_the_refusal_of_a_plugins_name_speaks_of_the_plugin(workshop):
    with pytest.raises(ValidationError) as refusal:
        workshop.make("sample")
    assert "samplepage" not in refusal.value.messages[0]


@pytest.mark.parametrize("label", ['a "b"', "a\nb", "a\\b", "{{ x }}", "50 %", "<b>", "x" * 51])
def test_a_label_that_would_break_code_is_refused(workshop, label):
    before = files_in(workshop.folder)
    with pytest.raises(ValidationError) as refusal:
        workshop.make(label=label)
    assert refusal.value.code == "PLG-15"
    assert files_in(workshop.folder) == before


def test_a_second_plugin_of_the_same_name_leaves_the_first_alone(workshop):
    workshop.make()
    (workshop.plugins / "thu_nghiem" / "mine.txt").write_text("kept")
    before = files_in(workshop.folder)
    with pytest.raises(ValidationError):
        workshop.make()
    assert files_in(workshop.folder) == before


def test_when_the_tests_cannot_be_written_there_is_no_plugin_either(workshop):
    workshop.tests.parent.write_text("a file where a folder should be")
    with pytest.raises(OSError, match="tests"):
        workshop.make()
    assert files_in(workshop.plugins) == []


def test_tests_in_a_package_make_the_folder_a_package(workshop):
    workshop.tests.parent.mkdir()
    (workshop.tests.parent / "__init__.py").touch()
    assert workshop.tests / "__init__.py" in workshop.make()
