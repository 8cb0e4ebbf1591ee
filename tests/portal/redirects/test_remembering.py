"""Old addresses that come by themselves: pages renamed and moved, sites renamed and merged."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from portal.pages.models import SectionPage
from portal.redirects import handlers, services
from portal.redirects.models import Kind, MissedAddress, OldAddress
from tests import factories
from tests.portal.redirects.desk import answer, typed

URL = "/tuy-phong/tin-tuc/bai/"


@pytest.fixture
def article(site, approver):
    return factories.make_article(site, approver, title="Bài", slug="bai")


@pytest.fixture
def renamed(django_capture_on_commit_callbacks):
    def rename(page, slug):
        with django_capture_on_commit_callbacks(execute=True):
            page = Page.objects.get(pk=page.pk).specific
            page.slug = slug
            page.save_revision().publish()

    return rename


def _rows():
    return dict(OldAddress.objects.values_list("path", "target_id"))


def test_renamed_page_is_found_at_its_old_address(article, site, renamed):
    renamed(article, "moi")

    assert _rows() == {"/tuy-phong/tin-tuc/bai": article.pk}
    row = OldAddress.objects.get()
    assert (row.kind, row.site) == (Kind.RENAMED, site)
    assert answer(URL) == (301, "/tuy-phong/tin-tuc/moi/")


def test_everything_below_a_renamed_section_is_remembered(article, site, approver, renamed):
    section = factories.section_of(site)
    draft = factories.make_article(site, approver, slug="nhap", publish=False)
    gone = factories.make_article(site, approver, slug="da-go")
    gone.unpublish()

    renamed(section, "thoi-su")

    assert _rows() == {
        "/tuy-phong/tin-tuc": section.pk,
        "/tuy-phong/tin-tuc/bai": article.pk,
        "/tuy-phong/tin-tuc/da-go": gone.pk,
    }
    assert draft.pk not in _rows().values()


def test_renaming_back_leaves_no_row_at_the_page(article, renamed):
    renamed(article, "moi")
    renamed(article, "bai")

    assert _rows() == {"/tuy-phong/tin-tuc/moi": article.pk}
    assert answer(URL)[0] == 200
    assert answer("/tuy-phong/tin-tuc/moi/") == (301, URL)


def test_moved_page_is_found_and_belongs_to_its_old_site(article, site, other_site):
    article.move(factories.section_of(other_site), pos="last-child")

    assert answer(URL) == (301, "/la-gi/tin-tuc/bai/")
    row = OldAddress.objects.get()
    assert (row.kind, row.site) == (Kind.MOVED, site)


def test_reordered_page_leaves_no_row(article, site, approver):
    factories.make_article(site, approver, slug="hai")

    article.move(factories.section_of(site), pos="last-child")

    assert _rows() == {}


def test_page_renamed_and_moved_in_one_act_keeps_both_addresses(
    article, site, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        article.slug = "moi"
        article.save_revision().publish()
        article.move(factories.section_of(site, "xay-dung-dang"), pos="last-child")

    assert answer(URL) == (301, "/tuy-phong/xay-dung-dang/moi/")
    assert answer("/tuy-phong/tin-tuc/moi/") == (301, "/tuy-phong/xay-dung-dang/moi/")


def test_typed_row_to_the_old_address_follows_the_page(article, renamed):
    OldAddress.objects.create(
        path="/cu", target_url="/tuy-phong/tin-tuc/bai/", target_key="/tuy-phong/tin-tuc/bai"
    )

    renamed(article, "moi")

    assert answer("/cu/") == (301, "/tuy-phong/tin-tuc/moi/")
    assert OldAddress.objects.get(path="/cu").target_id == article.pk


def test_remembered_address_takes_over_an_older_row(article, site):
    typed("/tuy-phong/cu", "/tim-kiem/")

    assert services.remember_addresses([("/tuy-phong/cu/", article.pk)], kind=Kind.MERGED) == 1

    row = OldAddress.objects.get()
    assert (row.target_id, row.target_url, row.target_key) == (article.pk, "", "")
    assert (row.kind, row.site) == (Kind.MERGED, site)


def test_remembered_address_leaves_the_report_of_misses(article, site):
    day = "2026-11-01"
    for path in ("/tuy-phong/cu", "/tuy-phong/khac"):
        MissedAddress.objects.create(path=path, count=3, first_day=day, last_day=day)

    services.remember_addresses([("/tuy-phong/cu/", article.pk)])

    assert list(MissedAddress.objects.values_list("path", flat=True)) == ["/tuy-phong/khac"]


def test_pages_that_are_gone_and_addresses_that_are_none_are_left_out(article):
    pairs = [("/a/", 999_999), ("khong phai", article.pk), ("/", article.pk), (URL, article.pk)]

    assert services.remember_addresses(pairs) == 0
    assert _rows() == {}


def test_address_on_a_sites_own_host_is_remembered_below_its_path(article, site):
    site.host = "tuyphong.example.vn"
    site.save()

    services.remember_addresses([("https://tuyphong.example.vn/cu/", article.pk)])

    assert _rows() == {"/tuy-phong/cu": article.pk}


def test_legacy_number_is_read_from_a_remembered_address(article):
    services.remember_addresses([("/tuy-phong/tin/bai-235.html", article.pk)])

    assert OldAddress.objects.get().legacy_key == "nukeviet:235"


@pytest.mark.slow
def test_thousand_pages_are_remembered_in_three_seconds(site, approver):
    section = factories.section_of(site)
    first = factories.make_article(site, approver, slug="bai-0")
    page = section.add_child(instance=SectionPage(title="Kho", slug="kho"))
    _copies(first, page, 1000)
    before = page.url_path
    page.slug = "kho-moi"
    page.save()

    start = time.process_time()
    with CaptureQueriesContext(connection) as captured:
        handlers.remember_below(page.pk, before, kind=Kind.RENAMED)
    seconds = time.process_time() - start

    assert OldAddress.objects.count() == 1001
    assert len(captured) < 40
    assert seconds < 3, seconds


def _copies(first, parent, number):
    """Rows of pages as a big section has them, without a second for each."""
    pages = []
    for index in range(number):
        page = Page(
            path=Page._get_path(parent.path, parent.depth + 1, index + 1),
            depth=parent.depth + 1,
            title=f"Bài {index}",
            draft_title=f"Bài {index}",
            slug=f"bai-{index}",
            url_path=f"{parent.url_path}bai-{index}/",
            content_type_id=first.content_type_id,
            locale_id=first.locale_id,
            live=True,
        )
        pages.append(page)
    Page.objects.bulk_create(pages)
    Page.objects.filter(pk=parent.pk).update(numchild=number)
