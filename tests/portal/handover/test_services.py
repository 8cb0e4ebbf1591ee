"""Who may, what is noted, and that people and files of others stay what they are."""

from __future__ import annotations

import csv
import io
import json
import os
import time
import zipfile
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import TestCase
from django.utils import timezone

from portal.handover import keeping, layout
from portal.handover.filing import Journal, undo_abandoned
from portal.handover.models import HandoverArchive, folder
from portal.handover.services import export_site, import_site
from portal.media.models import PortalImage
from portal.media.services import store_document
from portal.sites.models import MemberSite, Role
from tests import factories
from tests.portal.handover.forging import lines, member
from tests.portal.media.builders import PDF


def test_export_names_every_member_and_no_secret(archive):
    with zipfile.ZipFile(archive) as opened:
        names = set(opened.namelist())
        texts = b"".join(opened.read(n) for n in names if not n.startswith(("images/", "doc")))
        readme = opened.read(layout.README).decode()
        redirects = list(csv.DictReader(io.StringIO(opened.read(layout.REDIRECTS).decode())))
    assert names >= layout.REQUIRED | {layout.MANIFEST, layout.README}
    assert set(member(archive, layout.MANIFEST)["members"]) == names - {layout.MANIFEST}
    assert b"md5$" not in texts
    assert b"bi-mat-123" not in texts
    assert "GÓI BÀN GIAO" in readme
    assert [row["old_address"] for row in redirects] == [
        "portal-site:/bai-cu",
        "/portals/5/trang-cu",
    ]


def test_export_tells_no_mail_of_people_without_a_role(full, archive):
    mails = {row["username"]: row["email"] for row in member(archive, layout.PEOPLE)}
    assert mails["bien.tap"] == "bien.tap@portal.example"
    assert "chu@portal.example" not in mails.values()


def test_export_with_all_versions_holds_them_all(full, tmp_path):
    path = tmp_path / "all.zip"
    export_site(actor=None, site=full, to=path, with_revisions=True)
    rich = next(p for p in lines(path, layout.PAGES) if p["title"] == "Bài thứ hai")
    assert len(rich["versions"]) == 3
    assert import_site(actor=None, archive=path, code="moi").counts["versions"] == 5


def test_export_goes_into_an_open_file_too(site):
    target = io.BytesIO()
    export_site(actor=None, site=site, to=target)
    report = import_site(actor=None, archive=target, code="moi")
    assert report.counts["pages"] == 3


def test_export_that_fails_leaves_no_file(site, tmp_path, monkeypatch):
    monkeypatch.setattr("portal.handover.exporting.Exporting.layout", lambda self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export_site(actor=None, site=site, to=tmp_path / "x.zip")
    assert list(tmp_path.iterdir()) == []


def test_export_without_a_lost_file_says_so(small, site, tmp_path):
    image = PortalImage.objects.get(site=site)
    default_storage.delete(image.file.name)
    report = export_site(actor=None, site=site, to=tmp_path / "x.zip")
    assert report.totals["lost_file"] == 1
    import_site(actor=None, archive=tmp_path / "x.zip", code="moi")


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR, Role.APPROVER])
def test_export_by_others_is_denied(site, tmp_path, role):
    person = factories.make_person(site, role, "ai.do")
    with pytest.raises(PermissionDenied):
        export_site(actor=person, site=site, to=tmp_path / "x.zip")
    with pytest.raises(PermissionDenied):
        keeping.start_export(actor=person, site=site)
    assert list(tmp_path.iterdir()) == []
    assert not HandoverArchive.objects.exists()


def test_import_by_a_site_administrator_is_denied(small, site_admin):
    with pytest.raises(PermissionDenied):
        import_site(actor=site_admin, archive=small, code="moi")
    assert not MemberSite.objects.filter(code="moi").exists()


def test_accounts_are_linked_by_mail_and_never_changed(full, archive):
    chief = get_user_model().objects.get(username="bien.tap")
    get_user_model().objects.filter(pk=chief.pk).update(username="ten.khac")
    other = factories.make_person(None, None, "bien.tap2")
    get_user_model().objects.filter(pk=other.pk).update(username="bien.tap")
    before = list(get_user_model().objects.order_by("pk").values())
    report = import_site(actor=None, archive=archive, code="moi")
    assert list(get_user_model().objects.order_by("pk").values()) == before
    copy = MemberSite.objects.get(code="moi")
    assert copy.role_grants.get(role=Role.SITE_ADMIN).person_id == chief.pk
    assert report.totals["linked_account"] == 2


@pytest.mark.parametrize(
    "changed",
    [{"first_name": "Khác"}, {"email": ""}],
    ids=["another name", "an address that two have"],
)
def test_account_that_may_be_somebody_elses_gets_nothing(full, archive, changed):
    """Its address is that of another person in the archive, or not its own alone."""
    chief = get_user_model().objects.get(username="bien.tap")
    old = get_user_model().objects.get(username="an.cu")
    if "email" in changed:
        get_user_model().objects.filter(pk=old.pk).update(email=chief.email.upper())
    else:
        get_user_model().objects.filter(pk=chief.pk).update(**changed)

    report = import_site(actor=None, archive=archive, code="moi")

    copy = MemberSite.objects.get(code="moi")
    assert not copy.role_grants.filter(person__in=[chief, old], role=Role.SITE_ADMIN).exists()
    assert not copy.root_page.get_descendants().filter(owner=chief).exists()
    assert report.totals["unknown_person"] >= 1
    assert report.totals["role"] >= 1


def test_disabled_account_is_linked_and_gets_no_role(full, archive):
    chief = get_user_model().objects.get(username="bien.tap")
    get_user_model().objects.filter(pk=chief.pk).update(is_active=False)

    report = import_site(actor=None, archive=archive, code="moi")

    assert not MemberSite.objects.get(code="moi").role_grants.filter(person=chief).exists()
    assert report.totals["linked_account"] == 2


def test_new_accounts_are_inactive_and_get_a_free_name(full, archive):
    get_user_model().objects.filter(username="an.cu").update(email="khac@portal.example")
    report = import_site(actor=None, archive=archive, code="moi")
    made = get_user_model().objects.get(email="an.cu@portal.example")
    assert (made.username, made.is_active, made.has_usable_password()) == ("an.cu-2", False, False)
    assert report.totals["renamed_account"] == 1


def test_abandoned_files_are_deleted_and_used_ones_stay(small, settings):
    import_site(actor=None, archive=small, code="moi")
    used = PortalImage.objects.first().file.name
    lost = default_storage.save("original_images/lost.jpg", ContentFile(b"x"))
    journal = Journal()
    journal.note(used)
    journal.note(lost)
    journal.file.close()
    assert undo_abandoned(older_than=timedelta(days=1)) == 0
    old = time.time() - 100_000
    os.utime(journal.path, (old, old))
    assert undo_abandoned(older_than=timedelta(days=1)) == 1
    assert default_storage.exists(used)
    assert not default_storage.exists(lost)


def test_kept_archive_is_made_and_forgotten_after_a_week(site, site_admin, run_tasks):
    archive = keeping.start_export(actor=site_admin, site=site)
    with pytest.raises(ValidationError) as caught:
        keeping.start_export(actor=site_admin, site=site)
    assert caught.value.code == "BG-13"
    run_tasks()
    archive.refresh_from_db()
    assert (archive.state, archive.error) == ("done", "")
    path = archive.path
    assert path.stat().st_size == archive.size
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    assert keeping.forget_old() == 0
    eight = timezone.now() - timedelta(days=8)
    HandoverArchive.objects.update(created_at=eight)
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert keeping.forget_old() == 1
    assert not path.exists()


def test_import_in_the_background_is_done_once(small, portal_admin, run_tasks):
    (folder("inbox") / "a.zip").write_bytes(small.read_bytes())
    archive = keeping.start_import(
        actor=portal_admin, file="inbox/a.zip", title="a.zip", code="moi"
    )
    run_tasks()
    archive.refresh_from_db()
    assert (archive.state, archive.site.code) == ("done", "moi")
    # Its process ended before it could say so: run again, it only says so.
    HandoverArchive.objects.filter(pk=archive.pk).update(state="running", site=None)
    keeping.run_import(archive.pk)
    archive.refresh_from_db()
    assert (archive.state, archive.site.code) == ("done", "moi")
    assert MemberSite.objects.filter(code__startswith="moi").count() == 1
    (folder("inbox") / "a.zip").unlink()


def test_refused_import_in_the_background_shows_the_sentence(small, portal_admin, run_tasks):
    (folder("inbox") / "b.zip").write_bytes(small.read_bytes()[:-100])
    archive = keeping.start_import(actor=portal_admin, file="inbox/b.zip", title="b.zip")
    run_tasks()
    archive.refresh_from_db()
    assert archive.state == "failed"
    assert "BG-01" in archive.error
    (folder("inbox") / "b.zip").unlink()


def test_command_exports_and_imports(site, tmp_path, capsys):
    path = str(tmp_path / "x.zip")
    call_command("site", "export", "tuy-phong", path)
    call_command("site", "import", path, "--code", "moi", "--dry-run")
    assert not MemberSite.objects.filter(code="moi").exists()
    call_command("site", "import", path, "--code", "moi")
    assert MemberSite.objects.filter(code="moi").exists()
    with pytest.raises(CommandError, match="BG-06"):
        call_command("site", "import", path)
    with pytest.raises(CommandError, match="no-such"):
        call_command("site", "export", "no-such", path)
    assert (
        json.loads(json.dumps(member(tmp_path / "x.zip", "manifest.json")))["code"] == "tuy-phong"
    )


def test_file_of_another_site_is_not_brought_out_by_its_number(site, other_site, tmp_path):
    chief = factories.make_person(site, Role.SITE_ADMIN, "truong")
    theirs = factories.make_image(other_site, "Ảnh riêng", content=factories.jpeg(colour="#123456"))
    secret = store_document(
        actor=None, site=other_site, file=ContentFile(PDF, name="mat.pdf"), title="Riêng"
    )
    text = f'<p><a href="/tai-lieu/{secret.pk}/mat.pdf">x</a>'
    text += f'<a linktype="document" id="{secret.pk}">y</a></p>'
    body = [("text", text), ("picture", {"image": theirs, "caption": "z", "credit": ""})]
    factories.make_article(site, chief, main_image=theirs, body=body)
    report = export_site(actor=chief, site=site, to=tmp_path / "x.zip")
    assert lines(tmp_path / "x.zip", layout.IMAGES) == []
    assert lines(tmp_path / "x.zip", layout.DOCUMENTS) == []
    with zipfile.ZipFile(tmp_path / "x.zip") as opened:
        content = b"".join(opened.read(name) for name in opened.namelist()).decode()
    assert "Riêng" not in content
    assert "Ảnh riêng" not in content
    assert report.totals["foreign"] >= 4
    assert import_site(actor=None, archive=tmp_path / "x.zip", code="moi").counts["pages"] == 4


def test_task_of_a_deleted_account_does_nothing(site, site_admin):
    archive = keeping.start_export(actor=site_admin, site=site)
    site_admin.delete()
    with pytest.raises(PermissionDenied):
        keeping.run_export(archive.pk)
    archive.refresh_from_db()
    assert (archive.state, archive.path) == ("failed", None)
