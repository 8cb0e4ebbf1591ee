"""The skeleton in memory is never older than the last committed change."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from portal.pages.models import SectionPage
from portal.sites import structure
from portal.sites.models import MemberSite, StructureVersion
from tests import factories

URL = "/tuy-phong/tin-tuc/"


@pytest.fixture
def section(site):
    return factories.section_of(site)


def _menu(path="/tuy-phong/"):
    return [item.title for item in Client().get(path).context["chrome"].menu]


def test_unchanged_structure_costs_one_query(site):
    structure.current()

    with CaptureQueriesContext(connection) as captured:
        assert structure.current() is structure.current()

    assert len(captured) == 2


def test_added_section_appears(site):
    assert "Hoạt động" not in _menu()

    page = SectionPage(title="Hoạt động", slug="hoat-dong", show_in_menus=True)
    site.root_page.add_child(instance=page)

    assert "Hoạt động" in _menu()
    assert Client().get("/tuy-phong/hoat-dong/").status_code == 200


def test_renamed_section_changes_title_and_addresses_below(site, approver, section):
    factories.make_article(site, approver, title="Bài", slug="bai")
    structure.current()

    section.title, section.slug = "Thời sự", "thoi-su"
    section.save_revision().publish()

    assert "Thời sự" in _menu()
    assert structure.current().nodes_by_id[section.pk].url == "/tuy-phong/thoi-su/"
    assert Client().get("/tuy-phong/thoi-su/bai/").status_code == 200


def test_moved_section_takes_its_sections_along(province, site, section):
    section.add_child(instance=SectionPage(title="Con", slug="con", show_in_menus=True))
    structure.current()

    section.move(factories.section_of(province, "xay-dung-dang"), pos="last-child")

    assert "Tin tức" not in _menu()
    assert Client().get("/xay-dung-dang/tin-tuc/con/").status_code == 200
    assert structure.current().site_of(Page.objects.get(slug="con").path) == province


def test_reordered_sections_change_the_menu(site, section):
    assert _menu() == ["Tin tức", "Xây dựng Đảng"]

    section.move(factories.section_of(site, "xay-dung-dang"), pos="right")

    assert _menu() == ["Xây dựng Đảng", "Tin tức"]


def test_unpublished_section_disappears(site, section):
    structure.current()

    section.unpublish()

    assert "Tin tức" not in _menu()
    assert Client().get(URL).status_code == 404


def test_deleted_section_disappears(site, section):
    structure.current()

    section.delete()

    assert "Tin tức" not in _menu()
    assert section.pk not in structure.current().nodes_by_id


def test_edited_member_site_shows_its_new_details(site):
    structure.current()

    site.phone = "0252 000 000"
    site.save()

    assert Client().get("/tuy-phong/").context["chrome"].site.phone == "0252 000 000"


def test_restriction_counts_when_set_and_when_lifted(site, section):
    structure.current()

    restriction = PageViewRestriction.objects.create(page=section, restriction_type="login")
    assert structure.current().is_restricted(section.path)
    assert Client().get(URL).status_code == 302

    restriction.delete()
    assert Client().get(URL).status_code == 200


def test_change_that_was_rolled_back_leaves_no_trace(site, section):
    before = structure.current().version

    def change_and_fail():
        with transaction.atomic():
            section.title = "Thoáng qua"
            section.save()
            assert structure.current().nodes_by_id[section.pk].title == "Thoáng qua"
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change_and_fail()

    now = structure.current()
    assert now.version == before
    assert now.nodes_by_id[section.pk].title == "Tin tức"


def test_change_of_another_process_is_seen_by_its_token(site, section):
    structure.current()

    # As another process does it: rows change, this process hears nothing but the new token.
    Page.objects.filter(pk=section.pk).update(title="Từ nơi khác")
    assert structure.current().nodes_by_id[section.pk].title == "Tin tức"
    StructureVersion.objects.update(token="khac")

    assert structure.current().nodes_by_id[section.pk].title == "Từ nơi khác"


def test_article_is_no_part_of_the_structure(site, approver):
    before = structure.current().version

    factories.make_article(site, approver)

    assert structure.current().version == before


def test_nearest_root_above_owns_a_page(province, site, other_site):
    now = structure.current()

    assert now.site_of(site.root_page.path) == site
    assert now.site_of(factories.section_of(site).path + "0001") == site
    assert now.site_of(factories.section_of(province).path) == province
    assert now.site_of("0009") is None
    assert MemberSite.objects.of_page(factories.section_of(other_site)) == other_site


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_other_connection_sees_a_change_when_it_is_committed(site, section):
    def seen_elsewhere():
        try:
            return structure.current().nodes_by_id[section.pk].title
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as elsewhere:
        with transaction.atomic():
            section.title = "Mới"
            section.save()
            assert structure.current().nodes_by_id[section.pk].title == "Mới"
            assert elsewhere.submit(seen_elsewhere).result() == "Tin tức"
            assert structure.current().nodes_by_id[section.pk].title == "Mới"

        assert elsewhere.submit(seen_elsewhere).result() == "Mới"
        assert structure.current().nodes_by_id[section.pk].title == "Mới"
