"""The screens of hand-over: theirs for their people, not there for others."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.handover import keeping
from portal.handover.models import HandoverArchive
from portal.sites.models import MemberSite, Role
from tests import factories


@pytest.fixture
def made(site, site_admin, run_tasks):
    archive = keeping.start_export(actor=site_admin, site=site)
    run_tasks()
    return HandoverArchive.objects.get(pk=archive.pk)


def addresses(archive):
    yield reverse("handover:site", args=[archive.site_id])
    for name in ("archive", "download", "delete"):
        yield reverse(f"handover:{name}", args=[archive.pk])


def test_screens_answer_the_site_administrator(made, site_admin, signed_in):
    client = signed_in(site_admin)
    for url in addresses(made):
        answer = client.get(url)
        assert answer.status_code == 200, url
        if answer.streaming:
            assert b"".join(answer.streaming_content)
    assert client.get(reverse("handover:index")).status_code == 302
    assert client.get(reverse("handover:import")).status_code == 404


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR, Role.APPROVER])
def test_screens_are_not_there_for_others_of_the_site(made, site, role, signed_in):
    client = signed_in(factories.make_person(site, role, "ai.do"))
    for url in [*addresses(made), reverse("handover:index"), reverse("handover:import")]:
        assert client.get(url).status_code == 404, url
        assert client.post(url).status_code in {404, 405}, url
    assert HandoverArchive.objects.count() == 1


def test_screens_are_not_there_for_the_administrator_of_another_site(made, other_site, signed_in):
    client = signed_in(factories.make_person(other_site, Role.SITE_ADMIN))
    for url in addresses(made):
        assert client.get(url).status_code == 404, url
        assert client.post(url).status_code in {404, 405}, url
    assert HandoverArchive.objects.get().path


def test_download_is_the_archive_and_is_not_cached(made, site_admin, signed_in):
    answer = signed_in(site_admin).get(reverse("handover:download", args=[made.pk]))
    assert answer.streaming
    assert b"".join(answer.streaming_content) == made.path.read_bytes()
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"].startswith('attachment; filename="ban-giao-tuy-phong-')


def test_archive_is_deleted_with_its_file(
    made, site_admin, signed_in, django_capture_on_commit_callbacks
):
    path = made.path
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(site_admin).post(reverse("handover:delete", args=[made.pk]))
    assert not HandoverArchive.objects.exists()
    assert not path.exists()


def test_export_is_started_by_its_button(site, site_admin, signed_in, run_tasks):
    url = reverse("handover:site", args=[site.pk])
    signed_in(site_admin).post(url, {"with_revisions": "on"})
    assert HandoverArchive.objects.get().options == {"with_revisions": True}
    again = signed_in(site_admin).post(url, follow=True)
    assert "BG-13" in again.content.decode()
    run_tasks()
    assert HandoverArchive.objects.get().state == "done"


def test_upload_is_imported(small, portal_admin, signed_in, run_tasks):
    client = signed_in(portal_admin)
    upload = SimpleUploadedFile("a.zip", small.read_bytes(), "application/zip")
    answer = client.post(reverse("handover:import"), {"upload": upload, "code": "moi"})
    archive = HandoverArchive.objects.get()
    assert answer.url == reverse("handover:archive", args=[archive.pk])
    run_tasks()
    assert MemberSite.objects.filter(code="moi").exists()
    assert client.get(answer.url).status_code == 200
    assert client.get(reverse("handover:index")).status_code == 200
    # What was sent is not handed out again.
    assert client.get(reverse("handover:download", args=[archive.pk])).status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"on_server": "../../secret_key"},
        {"on_server": "none.zip"},
        {"code": "Xin Chào"},
        {"upload": "text"},
    ],
)
def test_import_without_a_proper_choice_is_refused(portal_admin, signed_in, sent):
    answer = signed_in(portal_admin).post(reverse("handover:import"), sent)
    assert answer.status_code == 200
    assert not HandoverArchive.objects.exists()
