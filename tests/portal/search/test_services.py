import pytest
from wagtail.models import Page, PageViewRestriction

from portal.search.services import search_articles
from portal.sites.models import Role
from tests import factories


@pytest.fixture
def other_approver(other_site):
    return factories.make_person(other_site, Role.APPROVER)


@pytest.fixture
def published(site, other_site, approver, other_approver, index_articles):
    pages = [
        factories.make_article(site, approver, title="Hội nghị đảng bộ xã Tuy Phong"),
        factories.make_article(other_site, other_approver, title="Hội nghị đảng bộ xã La Gi"),
    ]
    index_articles()
    return pages


def test_results_are_ids_of_published_pages_newest_first(published):
    found = search_articles("hoi nghi dang bo xa")
    assert found.count() == 2
    assert list(found) == [published[1].pk, published[0].pk]
    assert list(found[1:2]) == [published[0].pk]


def test_drafts_and_withdrawn_articles_are_not_found(site, approver, index_articles):
    factories.make_article(site, approver, title="Tin nháp", publish=False)
    withdrawn = factories.make_article(site, approver, title="Tin gỡ bỏ")
    withdrawn.unpublish()
    index_articles()
    assert list(search_articles("tin nhap")) == []
    assert list(search_articles("tin go bo")) == []


def test_structural_pages_are_not_found(site, index_articles):
    index_articles()
    assert Page.objects.filter(title="Xây dựng Đảng").exists()
    assert list(search_articles("xây dựng đảng")) == []


def test_a_site_finds_its_own_pages_only(published, province, site, other_site):
    assert list(search_articles("hội nghị", site=site)) == [published[0].pk]
    assert list(search_articles("hội nghị", site=other_site)) == [published[1].pk]
    assert list(search_articles("hội nghị", site=province)) == []


def test_restricted_pages_are_not_found(published, site):
    section = factories.section_of(site)
    PageViewRestriction.objects.create(page=section, restriction_type="login")
    assert list(search_articles("hội nghị")) == [published[1].pk]


def test_the_beginning_of_a_word_is_taken_when_nothing_else_is_found(published):
    assert set(search_articles("hội ngh")) == {page.pk for page in published}
    assert list(search_articles("tuy phon")) == [published[0].pk]


def test_nothing_found_is_empty(published):
    found = search_articles("không có gì như thế")
    assert found.count() == 0
    assert list(found[0:20]) == []
    assert list(search_articles("")) == []
