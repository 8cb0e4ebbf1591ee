"""An import that made nothing: said so, and tried again without sending the archive once more."""

from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from portal.handover.models import HandoverArchive
from portal.handover.services import import_site
from portal.lifecycle.services import change_path, rename
from portal.sites.models import MemberSite, Role
from tests import factories


@pytest.fixture
def desk(portal_admin, signed_in):
    return signed_in(portal_admin)


@pytest.fixture
def failed(small, desk, run_tasks):
    """The archive was sent without a code, and its own one is taken."""
    upload = SimpleUploadedFile("a.zip", small.read_bytes(), "application/zip")
    desk.post(reverse("handover:import"), {"upload": upload, "skip_missing": "on"})
    run_tasks()
    archive = HandoverArchive.objects.get()
    assert archive.state == "failed"
    return archive


def test_failed_import_keeps_its_form_and_takes_another_code(failed, desk, run_tasks):
    url = reverse("handover:archive", args=[failed.pk])
    form = desk.get(url).context["form"]
    assert form["again"].value() == failed.pk
    assert form["skip_missing"].value() is True

    answer = desk.post(reverse("handover:import"), {"again": failed.pk, "code": "moi"})
    run_tasks()

    assert answer.url == url
    failed.refresh_from_db()
    assert (failed.state, failed.error) == ("done", "")
    assert MemberSite.objects.filter(code="moi").exists()
    assert desk.get(url).context["form"] is None


@pytest.mark.parametrize(("code", "refusal"), [("tuy-phong", "TV-01"), ("luu-tru", "TV-02")])
def test_code_that_cannot_be_is_refused_in_the_form_at_once(failed, desk, code, refusal):
    answer = desk.post(reverse("handover:import"), {"again": failed.pk, "code": code})

    assert f"(mã {refusal})" in answer.content.decode()
    assert answer.context["again"] == failed
    failed.refresh_from_db()
    assert failed.state == "failed"


@pytest.mark.parametrize("again", ["999999", "x", "9" * 30, "-1"])
def test_archive_that_is_not_there_is_not_imported_again(failed, desk, again):
    answer = desk.post(reverse("handover:import"), {"again": again, "code": "moi"})

    assert answer.status_code in {200, 404}
    assert not MemberSite.objects.filter(code="moi").exists()


def test_import_that_was_done_is_not_done_again(failed, desk, run_tasks):
    for code in ("moi", "moi-nua"):
        desk.post(reverse("handover:import"), {"again": failed.pk, "code": code})
        run_tasks()

    assert not MemberSite.objects.filter(code="moi-nua").exists()


def test_import_that_was_only_tried_is_done_without_sending_it_again(failed, desk, run_tasks):
    data = {"again": failed.pk, "code": "moi"}
    desk.post(reverse("handover:import"), {**data, "dry_run": "on"})
    run_tasks()
    assert not MemberSite.objects.filter(code="moi").exists()

    desk.post(reverse("handover:import"), data)
    run_tasks()

    assert MemberSite.objects.filter(code="moi").exists()


def test_site_administrators_get_no_form(failed, site, signed_in):
    client = signed_in(factories.make_person(site, Role.SITE_ADMIN))

    answer = client.post(reverse("handover:import"), {"again": failed.pk, "code": "moi"})

    assert answer.status_code == 404


def test_short_name_that_is_taken_gets_the_code_behind_it(small):
    report = import_site(actor=None, archive=small, code="moi")

    assert MemberSite.objects.get(code="moi").short_name == "Tuy Phong (moi)"
    assert report.notes["short_name"] == ["Tuy Phong"]


def test_history_of_a_renamed_site_is_shown_where_it_arrives(site, tmp_path, desk):
    rename(actor=None, site=site, name="Trang X", short_name="Bắc Bình", organisation="X")
    path = tmp_path / "x.zip"
    call_command("site", "export", "tuy-phong", str(path), stdout=StringIO())
    import_site(actor=None, archive=path, code="moi")

    made = MemberSite.objects.get(code="moi")
    page = desk.get(reverse("lifecycle:site", args=[made.pk])).content.decode()

    assert "Tuy Phong → Bắc Bình" in page


@pytest.mark.parametrize(
    ("code", "refusal"), [("Tuy Phong", "TV-03"), ("quan-tri", "TV-02"), ("cu", "VD-33")]
)
def test_command_refuses_a_code_with_one_sentence(small, site, code, refusal):
    change_path(actor=None, site=site, code="cu")
    change_path(actor=None, site=site, code="tuy-phong")

    with pytest.raises(CommandError) as caught:
        call_command("site", "import", str(small), "--code", code)

    text = str(caught.value)
    assert f"(mã {refusal})" in text
    assert "site.json" not in text
    assert text.count("(mã ") == 1
