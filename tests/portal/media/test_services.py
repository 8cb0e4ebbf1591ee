"""Taking pictures and files in without the admin, and what happens to them later."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from wagtail.models import UploadedFile

from portal.media import jobs, services
from portal.media.models import PortalDocument, PortalImage
from tests import factories
from tests.portal.media import builders as make

pytestmark = pytest.mark.usefixtures("clean_storage")
NFD = "Quye\u0302\u0301t đi\u0323nh"


def test_stored_picture_has_all_facts(site, editor):
    file = ContentFile(make.encoded(make.corners()), name="Hội nghị.JPG")
    image = services.store_image(
        actor=editor, site=site, file=file, title=NFD, description="Quang cảnh", credit="Báo"
    )
    image = PortalImage.objects.get(pk=image.pk)
    assert (image.title, image.site, image.uploaded_by_user) == ("Quyết định", site, editor)
    assert (image.collection, image.mime_type) == (site.collection, "image/jpeg")
    assert (len(image.sha256), len(image.file_hash)) == (64, 40)
    assert image.file.name == "original_images/hoi-nghi.jpg"
    assert image.default_alt_text == "Quang cảnh"


def test_stored_file_has_all_facts(site, editor):
    file = ContentFile(make.PDF, name="Quyết định.PDF")
    document = services.store_document(actor=editor, site=site, file=file, title=NFD)
    document = PortalDocument.objects.get(pk=document.pk)
    assert (document.title, document.site) == ("Quyết định", site)
    assert (document.collection, document.mime_type) == (site.collection, "application/pdf")
    assert document.file_size == len(make.PDF)
    assert len(document.sha256) == 64


@pytest.mark.parametrize(
    ("content", "description", "code"),
    [(b"<html>", "Quang cảnh", "ANH-03"), (make.encoded(make.corners()), "", None)],
)
def test_refused_picture_leaves_nothing(site, content, description, code):
    file = ContentFile(content, name="anh.jpg")
    with pytest.raises(ValidationError) as caught:
        services.store_image(
            actor=None, site=site, file=file, title="Hội nghị", description=description
        )
    if code:
        assert caught.value.code == code
    else:
        assert caught.value.message_dict.keys() == {"description"}
    assert not PortalImage.objects.exists()
    assert not default_storage.exists("original_images")


def test_refused_file_leaves_nothing(site):
    with pytest.raises(ValidationError):
        services.store_document(
            actor=None, site=site, file=ContentFile(b"<html>", name="a.pdf"), title="Báo cáo"
        )
    assert not PortalDocument.objects.exists()
    assert not default_storage.exists("documents")


def test_media_follow_the_collection_they_are_moved_to(site, other_site, signed_in, approver):
    from portal.sites.models import Role
    from portal.sites.services import grant_role

    grant_role(person=approver, site=other_site, role=Role.APPROVER)
    image = factories.make_image(site)
    address = f"/quan-tri/bulk/media/portalimage/add_to_collection/?id={image.pk}"
    data = {"collection": other_site.collection.pk}
    assert signed_in(approver).post(address, data).status_code == 302
    image.refresh_from_db()
    assert (image.collection, image.site) == (other_site.collection, other_site)


def waiting(name, *, days):
    upload = UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(PortalImage),
        file=ContentFile(b"x", name=name),
    )
    sent = (timezone.now() - timedelta(days=days)).timestamp()
    os.utime(upload.file.path, (sent, sent))
    return upload


def test_uploads_that_nobody_described_are_forgotten(db):
    old, new, lost = waiting("cu.jpg", days=8), waiting("moi.jpg", days=6), waiting("x", days=1)
    Path(lost.file.path).unlink()
    jobs.forget_old_unfinished_uploads()
    assert UploadedFile.objects.get() == new
    assert default_storage.exists(new.file.name)
    assert not default_storage.exists(old.file.name)
