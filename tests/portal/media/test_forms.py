"""Every way into the library, through the admin's own screens."""

import hashlib
import io
import json

import pytest
from django.conf import settings as configured
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.html import escape
from PIL import Image
from wagtail.models import UploadedFile

from portal.media.models import PortalDocument, PortalImage, PortalRendition
from portal.media.services import store_document
from tests import factories
from tests.portal.media import builders as make

ADD = "/quan-tri/images/add/"
ADD_MANY = "/quan-tri/images/multiple/add/"
CHOOSER = "/quan-tri/images/chooser/create/"
ADD_DOCUMENT = "/quan-tri/documents/add/"
ADD_DOCUMENTS = "/quan-tri/documents/multiple/add/"
DESCRIBED = {"title": "Hội nghị", "description": "Quang cảnh hội nghị", "tags": ""}

pytestmark = pytest.mark.usefixtures("clean_storage")


@pytest.fixture
def desk(editor, signed_in):
    """The browser of an editor of the site."""
    return signed_in(editor)


@pytest.fixture
def photo():
    """A telephone's photo that has to be changed: turned, located, too large."""
    return make.encoded(make.corners(3_000, 1_500), exif=make.exif(6))


def stored_files():
    found = []
    for folder in ("original_images", "images", "documents", "wagtail_uploads"):
        if default_storage.exists(folder):
            found += [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
    return sorted(found)


def assert_in_library(item, site, editor, mime_type):
    with item.file.open("rb") as file:
        content = file.read()
    assert item.site == site
    assert item.collection == site.collection
    assert item.uploaded_by_user == editor
    assert item.mime_type == mime_type
    assert item.sha256 == hashlib.sha256(content).hexdigest()
    assert item.file_hash == hashlib.sha1(content, usedforsecurity=False).hexdigest()
    assert item.file_size == len(content)
    return content


def assert_fit(item, site, editor):
    content = assert_in_library(item, site, editor, "image/jpeg")
    picture = Image.open(io.BytesIO(content))
    assert picture.size == (item.width, item.height) == (1_280, 2_560)
    assert not picture.getexif()


# Pictures


def test_added_picture_is_fit_owned_and_gets_its_variants(desk, site, editor, photo, run_tasks):
    response = desk.post(ADD, {**DESCRIBED, "file": make.upload(photo, "Hội nghị.jpg")})
    assert response.status_code == 302
    image = PortalImage.objects.get()
    assert_fit(image, site, editor)
    assert image.variants == []
    run_tasks()
    image.refresh_from_db()
    assert {entry["format"] for entry in image.variants} == {"avif", "webp", "jpeg"}


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"<html></html>", "trang.jpg", "ANH-03"),
        (b"", "rong.jpg", "ANH-03"),
        (make.png_header(60_000, 60_000), "bom.png", "ANH-02"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "anh.svg", "ANH-04"),
        (make.encoded(make.corners(), "PNG"), "anh.jpg", "ANH-05"),
    ],
)
@pytest.mark.parametrize("address", [ADD, ADD_MANY, CHOOSER])
def test_refused_picture_leaves_nothing_behind(desk, address, content, name, code):
    prefix = "image-chooser-upload-" if address == CHOOSER else ""
    data = {f"{prefix}{key}": value for key, value in DESCRIBED.items()}
    key = "files[]" if address == ADD_MANY else f"{prefix}file"
    response = desk.post(address, {**data, key: make.upload(content, name)})
    assert response.status_code == 200
    assert response.content.decode().count(code) == 1
    assert not PortalImage.objects.exists()
    assert not UploadedFile.objects.exists()
    assert stored_files() == []


def test_picture_without_description_is_not_added(desk, photo):
    data = {**DESCRIBED, "description": "", "file": make.upload(photo, "anh.jpg")}
    response = desk.post(ADD, data)
    assert response.context["form"].errors.keys() == {"description"}
    assert stored_files() == []


def test_picture_without_file_is_not_added(desk):
    assert desk.post(ADD, DESCRIBED).context["form"].errors.keys() == {"file"}


@pytest.mark.parametrize("on_disk", [False, True])
def test_one_of_many_pictures_waits_for_its_description(
    desk, site, editor, photo, settings, on_disk
):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0 if on_disk else 10_000_000
    name = "Ảnh hội nghị.heic" if on_disk else "Ảnh hội nghị.jpg"
    if on_disk:
        photo = make.encoded(make.corners(2_560, 5_120).resize((1_500, 3_000)), "HEIF")
    reply = desk.post(ADD_MANY, {"title": "Hội nghị", "files[]": make.upload(photo, name)}).json()
    assert reply["success"]
    assert not PortalImage.objects.exists()
    waiting = UploadedFile.objects.get()
    assert Image.open(waiting.file).size == (1_280, 2_560)
    waiting.file.close()

    address = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting.pk])
    prefix = f"uploaded-image-{waiting.pk}"
    assert f'name="{prefix}-description"' in reply["form"]
    assert f'name="{prefix}-file"' not in reply["form"]
    assert f'name="{prefix}-title" value="Hội nghị"' in reply["form"]
    without = {f"{prefix}-title": "Hội nghị", f"{prefix}-description": ""}
    assert not desk.post(address, without).json()["success"]
    described = {f"{prefix}-{key}": value for key, value in DESCRIBED.items()}
    assert desk.post(address, described).json()["success"]

    image = PortalImage.objects.get()
    assert_fit(image, site, editor)
    assert not UploadedFile.objects.exists()
    assert stored_files() == [image.file.name] == ["original_images/anh-hoi-nghi.jpg"]


def test_picture_of_many_can_be_taken_back_before_it_is_described(desk, photo):
    desk.post(ADD_MANY, {"title": "Hội nghị", "files[]": make.upload(photo, "anh.jpg")})
    waiting = UploadedFile.objects.get()
    desk.post(reverse("wagtailimages:delete_upload_multiple", args=[waiting.pk]))
    assert stored_files() == []


def test_replaced_picture_leaves_no_old_file_and_no_old_variant(desk, site, photo, run_tasks):
    image = factories.make_image(site)
    run_tasks()
    desk.get("/quan-tri/images/")
    image.refresh_from_db()
    old = {image.sha256, image.file.name, *(entry["name"] for entry in image.variants)}
    assert len(old) == 8
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda function, **_: function())
        data = {**DESCRIBED, "file": make.upload(photo, "moi.jpg")}
        address = reverse("wagtailimages:edit", args=[image.pk])
        assert desk.post(address, data).status_code == 302
    image.refresh_from_db()
    assert image.variants == []
    assert not image.renditions.exists()
    run_tasks()
    image.refresh_from_db()
    assert_fit(image, site, None)
    new = {image.sha256, image.file.name, *(entry["name"] for entry in image.variants)}
    assert len(new) == 8
    assert not new & old
    assert set(stored_files()) == new - {image.sha256}


def test_refused_replacement_changes_nothing(desk, site):
    image = factories.make_image(site)
    data = {**DESCRIBED, "file": make.upload(b"<html></html>", "moi.jpg")}
    response = desk.post(reverse("wagtailimages:edit", args=[image.pk]), data)
    assert "ANH-03" in response.content.decode()
    assert PortalImage.objects.get().file.name == image.file.name
    assert default_storage.listdir("original_images")[1] == ["hoi-nghi.jpg"]


def test_failed_replacement_keeps_the_old_file(desk, site, photo, monkeypatch):
    def fail(form):
        raise RuntimeError("the database went away")

    image = factories.make_image(site)
    monkeypatch.setattr("portal.media.forms.PortalImageForm.forget_derived", fail)
    data = {**DESCRIBED, "file": make.upload(photo, "moi.jpg")}
    with pytest.raises(RuntimeError):
        desk.post(reverse("wagtailimages:edit", args=[image.pk]), data)
    assert PortalImage.objects.get().file.name == image.file.name
    assert default_storage.exists(image.file.name)


def test_new_title_keeps_file_and_variants(desk, site, run_tasks):
    image = factories.make_image(site)
    run_tasks()
    image.refresh_from_db()
    address = reverse("wagtailimages:edit", args=[image.pk])
    assert desk.post(address, {**DESCRIBED, "title": "Tên mới"}).status_code == 302
    edited = PortalImage.objects.get()
    assert edited.title == "Tên mới"
    assert (edited.variants, edited.sha256) == (image.variants, image.sha256)


def test_picture_uploaded_while_choosing(desk, site, editor, photo):
    data = {f"image-chooser-upload-{key}": value for key, value in DESCRIBED.items()}
    data["image-chooser-upload-file"] = make.upload(photo, "anh.jpg")
    reply = desk.post(CHOOSER, data).json()
    assert reply["step"] == "chosen"
    assert_fit(PortalImage.objects.get(), site, editor)


def test_same_picture_a_second_time_is_pointed_out(desk, site, photo):
    data = {f"image-chooser-upload-{key}": value for key, value in DESCRIBED.items()}
    steps = []
    for name in ("anh.jpg", "anh-khac.jpg"):
        data["image-chooser-upload-file"] = make.upload(photo, name)
        steps.append(desk.post(CHOOSER, data).json()["step"])
    assert steps == ["chosen", "duplicate_found"]
    assert desk.post(ADD, {**DESCRIBED, "file": make.upload(photo, "ba.jpg")}).status_code == 302
    hashes = PortalImage.objects.values_list("file_hash", flat=True)
    assert (len(hashes), len(set(hashes))) == (3, 1)


@pytest.mark.parametrize("address", [ADD, ADD_DOCUMENT])
def test_browser_fills_the_title_from_the_file_name(desk, address):
    attributes = desk.get(address).context["form"].fields["file"].widget.attrs
    assert attributes["data-controller"] == "w-sync"
    assert attributes["data-w-sync-target-value"] == "#id_title"


def test_browser_offers_the_accepted_kinds_of_pictures_only(desk):
    page = desk.get(ADD).content.decode()
    assert 'accept=".avif,.gif,.heic,.heif,.jfif,.jpeg,.jpg,.png,.webp"' in page


@pytest.mark.parametrize("address", [ADD_MANY, ADD_DOCUMENTS])
def test_page_for_many_files_says_the_largest_size(desk, address):
    page = desk.get(address)
    assert page.status_code == 200
    limit = {
        ADD_MANY: configured.WAGTAILIMAGES_MAX_UPLOAD_SIZE,
        ADD_DOCUMENTS: configured.WAGTAILDOCS_MAX_UPLOAD_SIZE,
    }[address]
    assert page.context["max_filesize"] == limit


@pytest.mark.parametrize("address", [ADD, ADD_MANY, CHOOSER, ADD_DOCUMENT, ADD_DOCUMENTS])
def test_stranger_cannot_send_anything(site, client, address):
    response = client.post(address, {"files[]": make.upload(make.PDF, "a.pdf")})
    assert response.status_code == 302
    assert response.url.startswith("/quan-tri/login/")
    assert not UploadedFile.objects.exists()


# Several sites


def test_picture_of_somebody_with_two_sites_belongs_to_the_chosen_one(
    desk, site, other_site, editor, photo
):
    from portal.sites.models import Role
    from portal.sites.services import grant_role

    grant_role(person=editor, site=other_site, role=Role.EDITOR)
    data = {**DESCRIBED, "collection": other_site.collection.pk}
    desk.post(ADD, {**data, "file": make.upload(photo, "anh.jpg")})
    image = PortalImage.objects.get()
    assert (image.site, image.collection) == (other_site, other_site.collection)
    address = reverse("wagtailimages:edit", args=[image.pk])
    desk.post(address, {**DESCRIBED, "collection": site.collection.pk})
    image.refresh_from_db()
    assert (image.site, image.collection) == (site, site.collection)


def test_picture_cannot_be_put_into_the_library_of_another_site(desk, site, other_site, photo):
    data = {**DESCRIBED, "collection": other_site.collection.pk}
    desk.post(ADD, {**data, "file": make.upload(photo, "anh.jpg")})
    assert not PortalImage.objects.exists()


# Files


def test_added_file_is_kept_as_it_is(desk, site, editor):
    data = {"title": "Báo cáo", "tags": "", "file": make.upload(make.office(), "Báo cáo số 5.docx")}
    assert desk.post(ADD_DOCUMENT, data).status_code == 302
    document = PortalDocument.objects.get()
    mime_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert assert_in_library(document, site, editor, mime_type) == make.office()
    assert document.file.name == "documents/bao-cao-so-5.docx"


def test_one_of_many_files_is_taken_at_once(desk, site, editor):
    data = {"title": "Báo cáo", "files[]": make.upload(make.PDF, "Báo cáo.pdf")}
    reply = desk.post(ADD_DOCUMENTS, data).json()
    assert reply["success"]
    document = PortalDocument.objects.get()
    assert assert_in_library(document, site, editor, "application/pdf") == make.PDF
    prefix = f"doc-{document.pk}"
    address = reverse("wagtaildocs:edit_multiple", args=[document.pk])
    data = {f"{prefix}-title": "Báo cáo năm", f"{prefix}-tags": ""}
    assert desk.post(address, data).json()["success"]
    document.refresh_from_db()
    assert (document.title, document.site) == ("Báo cáo năm", site)


def test_one_of_many_files_with_too_long_a_title_waits(desk, site, editor):
    data = {"title": "x" * 300, "files[]": make.upload(make.PDF, "Báo cáo.pdf")}
    assert desk.post(ADD_DOCUMENTS, data).json()["success"]
    waiting = UploadedFile.objects.get()
    prefix = f"uploaded-document-{waiting.pk}"
    address = reverse("wagtaildocs:create_multiple_from_uploaded_document", args=[waiting.pk])
    data = {f"{prefix}-title": "Báo cáo", f"{prefix}-tags": ""}
    assert desk.post(address, data).json()["success"]
    assert_in_library(PortalDocument.objects.get(), site, editor, "application/pdf")


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"<html></html>", "trang.pdf", "TEP-03"),
        (b"", "rong.pdf", "TEP-03"),
        (b"MZ" + bytes(50), "chuong-trinh.exe", "TEP-02"),
    ],
)
@pytest.mark.parametrize("address", [ADD_DOCUMENT, ADD_DOCUMENTS])
def test_refused_file_leaves_nothing_behind(desk, address, content, name, code):
    key = "files[]" if address == ADD_DOCUMENTS else "file"
    data = {"title": "Báo cáo", "tags": "", key: make.upload(content, name)}
    response = desk.post(address, data)
    assert response.content.decode().count(code) == 1
    assert not PortalDocument.objects.exists()
    assert stored_files() == []


def test_replaced_file_leaves_no_old_file(desk, site, django_capture_on_commit_callbacks):
    document = store_document(
        actor=None, site=site, file=make.upload(make.PDF, "cu.pdf"), title="Báo cáo"
    )
    address = reverse("wagtaildocs:edit", args=[document.pk])
    data = {"title": "Báo cáo", "tags": "", "file": make.upload(make.office(), "moi.docx")}
    with django_capture_on_commit_callbacks(execute=True):
        assert desk.post(address, data).status_code == 302
    assert stored_files() == ["documents/moi.docx"]
    document.refresh_from_db()
    assert document.mime_type.endswith("wordprocessingml.document")
    assert PortalRendition.objects.count() == 0


def test_refusal_is_one_sentence_for_people(desk):
    reply = desk.post(ADD_MANY, {"files[]": make.upload(b"<html></html>", "trang.jpg")})
    message = json.loads(reply.content)["error_message"]
    assert "\n" not in message
    assert message == escape(message)
