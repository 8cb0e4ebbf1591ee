"""Looking without changing: auditors everywhere, and everybody in a site that is frozen."""

import pytest
from wagtail.models import Page

from portal.media.models import PortalImage
from portal.sites import structure
from portal.sites.models import MemberSite, Role, SiteState
from portal.sites.services import grant_role
from tests import factories

ADMIN = "/quan-tri"


@pytest.fixture
def auditor(signed_in, province):
    return signed_in(factories.make_person(None, Role.AUDITOR))


@pytest.fixture
def article(site, approver):
    page = factories.make_article(site, approver, title="Bài đã đăng")
    page.title = "Bài sửa"
    page.save_revision(user=approver, log_action=True)
    return page


@pytest.fixture
def image(site):
    return factories.make_image(site, title="Ảnh của xã")


def freeze(site):
    MemberSite.objects.filter(pk=site.pk).update(state=SiteState.FROZEN)
    structure.forget()


def readable(article, image):
    first, last = article.revisions.order_by("pk").first(), article.latest_revision
    return [
        f"{ADMIN}/pages/{article.get_parent().pk}/",
        f"{ADMIN}/pages/{article.pk}/history/",
        f"{ADMIN}/pages/{article.pk}/view_draft/",
        f"{ADMIN}/pages/{article.pk}/usage/",
        f"{ADMIN}/pages/{article.pk}/revisions/{last.pk}/view/",
        f"{ADMIN}/pages/{article.pk}/revisions/compare/{first.pk}...{last.pk}/",
        f"{ADMIN}/images/",
        f"{ADMIN}/images/{image.pk}/",
        f"{ADMIN}/documents/",
        f"{ADMIN}/reports/workflow/",
        f"{ADMIN}/reports/site-history/",
        f"{ADMIN}/reports/locked/",
        f"{ADMIN}/reports/aging-pages/",
    ]


def test_auditor_reads_pages_pictures_and_reports(auditor, article, image):
    shut = [url for url in readable(article, image) if auditor.get(url).status_code != 200]

    assert shut == []


def test_auditor_finds_pages_by_their_titles(auditor, article):
    listing = auditor.get(f"{ADMIN}/pages/{article.get_parent().pk}/").content.decode()
    answer = auditor.get(f"{ADMIN}/pages/{article.pk}/edit/", follow=True)

    assert f"/pages/{article.pk}/edit/" in listing
    assert answer.redirect_chain[-1][0].endswith(f"/pages/{article.pk}/history/")
    assert "mã CL-03" not in answer.content.decode()


def test_rows_of_the_log_lead_auditors_to_the_page(auditor, article):
    log = auditor.get(f"{ADMIN}/reports/site-history/").content.decode()

    assert f'href="{ADMIN}/pages/{article.pk}/edit/"' in log


def test_auditor_sees_pages_in_the_menu(auditor, article):
    assert '"/quan-tri/pages/"' in auditor.get(f"{ADMIN}/").content.decode()


def test_auditor_changes_nothing(auditor, article, image):
    for url in (
        f"{ADMIN}/pages/{article.pk}/edit/",
        f"{ADMIN}/pages/{article.pk}/delete/",
        f"{ADMIN}/images/{image.pk}/",
        f"{ADMIN}/nguoi-cua-trang/moi/",
        f"{ADMIN}/pages/{article.pk}/lock/",
    ):
        answer = auditor.post(url, {"title": "Sửa lén"}, follow=True)
        assert "mã CL-04" in answer.content.decode(), url

    assert Page.objects.get(pk=article.pk).title == "Bài đã đăng"
    assert not Page.objects.get(pk=article.pk).locked
    assert PortalImage.objects.get(pk=image.pk).title == "Ảnh của xã"


def test_auditor_may_change_the_own_account(auditor):
    answer = auditor.post(f"{ADMIN}/account/", {}, follow=True)

    assert "mã CL-04" not in answer.content.decode()


def test_picture_is_shown_to_auditors_without_a_button(auditor, image):
    shown = auditor.get(f"{ADMIN}/images/{image.pk}/").content.decode()

    assert "Ảnh của xã" in shown
    assert 'data-w-progress-target="label"' not in shown


def test_auditor_who_writes_in_one_site_keeps_working_there(signed_in, province, site, approver):
    person = factories.make_person(None, Role.AUDITOR)
    grant_role(person=person, role=Role.EDITOR, site=site)
    article = factories.make_article(site, approver)

    assert signed_in(person).get(f"{ADMIN}/pages/{article.pk}/edit/").status_code == 200


@pytest.mark.parametrize("role", [Role.EDITOR, Role.SITE_ADMIN])
def test_frozen_site_is_read_by_its_people(role, site, article, image, signed_in):
    client = signed_in(factories.make_person(site, role))
    freeze(site)

    shut = [url for url in readable(article, image) if client.get(url).status_code != 200]
    listed = client.get(f"{ADMIN}/images/").content.decode()

    assert [url for url in shut if "reports/locked" not in url] == []
    assert "Ảnh của xã" in listed
    assert '"/quan-tri/pages/"' in client.get(f"{ADMIN}/").content.decode()


def test_frozen_site_says_so_where_something_would_be_changed(site, article, image, signed_in):
    admin = factories.make_person(site, Role.SITE_ADMIN)
    root = factories.make_person(None, None, "goc")
    root.is_superuser = True
    root.save()
    freeze(site)

    for person in (admin, root):
        for url in (
            f"{ADMIN}/pages/{article.pk}/edit/",
            f"{ADMIN}/pages/{article.pk}/move/",
            f"{ADMIN}/pages/{article.get_parent().pk}/add_subpage/",
            f"{ADMIN}/images/{image.pk}/",
            f"{ADMIN}/images/{image.pk}/delete/",
        ):
            answer = signed_in(person).get(url, follow=True)
            assert "mã CL-03" in answer.content.decode(), url


def test_contributor_reads_only_the_own_drafts_of_a_frozen_site(site, approver, signed_in):
    person = factories.make_person(site, Role.CONTRIBUTOR)
    own = factories.make_article(site, person, publish=False)
    others = factories.make_article(site, approver, publish=False)
    client = signed_in(person)
    freeze(site)

    answers = [client.get(f"{ADMIN}/pages/{p.pk}/view_draft/").status_code for p in (own, others)]

    assert answers == [200, 302]


def test_reading_gives_contributors_nothing_of_others(site, approver, image, signed_in):
    client = signed_in(factories.make_person(site, Role.CONTRIBUTOR))
    others = factories.make_article(site, approver, publish=False)

    for url in (f"pages/{others.pk}/history/", f"pages/{others.pk}/view_draft/"):
        assert client.get(f"{ADMIN}/{url}").status_code == 302, url
    assert client.get(f"{ADMIN}/images/{image.pk}/").status_code == 302
    assert "Ảnh của xã" not in client.get(f"{ADMIN}/images/").content.decode()


def test_editor_gets_no_button_to_delete_by_looking(site, image, signed_in):
    client = signed_in(factories.make_person(site, Role.EDITOR))

    shown = client.get(f"{ADMIN}/images/{image.pk}/").content.decode()

    assert 'data-w-progress-target="label"' in shown
    assert f"/images/{image.pk}/delete/" not in shown
