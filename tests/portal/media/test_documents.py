"""A file answers at one address: below its own site."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.documents.models import document_served
from wagtail.models import CollectionViewRestriction

from portal.media.models import PortalDocument
from portal.media.services import store_document
from portal.sites import structure
from portal.sites.models import MemberSite, SiteState
from tests import factories

HOST = "tuyphong.example.test"


@pytest.fixture
def document(site):
    return _document(site)


@pytest.fixture
def reader():
    return Client()


def _document(site, name="so-5.txt"):
    file = ContentFile("Báo cáo".encode(), name=name)
    return store_document(actor=None, site=site, file=file, title="Báo cáo")


def _status(client, url):
    """Read to the end, as a browser does."""
    answer = client.get(url)
    b"".join(answer)
    return answer.status_code


def _put(site, **values):
    MemberSite.objects.filter(pk=site.pk).update(**values)
    structure.bump()


def test_file_of_a_site_lies_below_its_code(site, document, reader):
    answer = reader.get(document.url)

    assert document.url == f"/tuy-phong/tai-lieu/{document.pk}/{document.filename}"
    assert b"".join(answer) == "Báo cáo".encode()
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_file_of_the_province_lies_at_the_root(province, site, reader):
    document = _document(province, "chung.txt")

    assert document.url == f"/tai-lieu/{document.pk}/{document.filename}"
    assert _status(reader, document.url) == 200
    assert reader.get(f"/tuy-phong{document.url}").status_code == 404


def test_file_is_not_found_below_another_site_or_name(site, other_site, document, reader):
    pk, name = document.pk, document.filename
    for url in (
        f"/la-gi/tai-lieu/{pk}/{name}",
        f"/tinh/tai-lieu/{pk}/{name}",
        f"/khong-co/tai-lieu/{pk}/{name}",
        f"/tuy-phong/tai-lieu/{pk}/khac.txt",
        f"/tuy-phong/tai-lieu/{pk + 1}/{name}",
        f"/tai-lieu/{pk}/khac.txt",
    ):
        assert reader.get(url).status_code == 404, url


def test_address_without_a_site_leads_to_that_of_the_site(site, document, reader):
    answer = reader.get(f"/tai-lieu/{document.pk}/{document.filename}")

    assert (answer.status_code, answer["Location"]) == (301, f"http://testserver{document.url}")


def test_file_of_a_site_with_a_host_lies_there_alone(site, other_site, document, reader):
    _put(site, host=HOST)
    _put(other_site, host="lagi.example.test")
    path = f"/tai-lieu/{document.pk}/{document.filename}"
    own = f"http://{HOST}{path}"

    assert document.url == own
    assert _status(Client(headers={"host": HOST}), path) == 200
    for url in (path, f"/tuy-phong{path}"):
        assert reader.get(url)["Location"] == own
    assert Client(headers={"host": "lagi.example.test"}).get(path).status_code == 404


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"state": SiteState.DRAFT}, 404),
        ({"state": SiteState.CLOSED}, 410),
        ({"state": SiteState.FROZEN}, 200),
        ({"maintenance": True}, 503),
    ],
)
def test_file_follows_the_state_of_its_site(site, document, reader, values, status):
    url = document.url
    _put(site, **values)

    assert _status(reader, url) == status
    assert reader.get(f"/tai-lieu/{document.pk}/{document.filename}").status_code == (
        301 if status == 200 else 404
    )


def test_file_that_moved_into_the_successor_is_led_to(site, other_site, document, reader):
    old = document.url
    _put(site, state=SiteState.REDIRECTED, successor=other_site)
    PortalDocument.objects.update(site=other_site, collection=other_site.collection)
    document.refresh_from_db()

    answer = reader.get(old)

    assert (answer.status_code, answer["Location"]) == (301, f"http://testserver{document.url}")


@pytest.mark.parametrize("kind", ["login", "password"])
def test_file_in_a_restricted_collection_is_never_public(site, document, reader, kind):
    CollectionViewRestriction.objects.create(
        collection=site.collection, restriction_type=kind, password="bi-mat"
    )

    answer = reader.get(document.url)

    assert answer.status_code in {200, 302}
    assert "Báo cáo".encode() not in answer.content


def test_serving_a_file_is_told_to_whoever_counts(site, document, reader):
    told = []

    def listen(sender, instance, **kwargs):
        told.append(instance.pk)

    document_served.connect(listen)
    try:
        _status(reader, document.url)
    finally:
        document_served.disconnect(listen)

    assert told == [document.pk]


def test_texts_and_attachments_name_the_address_of_the_site(site, approver, document, reader):
    link = f'<p><a linktype="document" id="{document.pk}">tải</a></p>'
    block = {"document": document, "title": "Tệp"}
    article = factories.make_article(
        site, approver, slug="bai", body=[("text", link), ("file", block)]
    )

    html = reader.get(article.url).content.decode()

    assert html.count(f'href="{document.url}"') == 2


def test_many_files_on_a_page_cost_no_query_each(site, approver, reader):
    def cost(count):
        files = [_document(site, f"tep-{count}-{n}.txt") for n in range(count)]
        links = "".join(f'<p><a linktype="document" id="{f.pk}">x</a></p>' for f in files)
        page = factories.make_article(site, approver, body=[("text", links)], slug=f"b{count}")
        reader.get(page.url)
        with CaptureQueriesContext(connection) as captured:
            reader.get(page.url)
        return len(captured)

    assert cost(1) == cost(9)
