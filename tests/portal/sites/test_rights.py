"""What each role may do on the admin's real screens, in its own site and in another."""

import pytest
from django.core.files.base import ContentFile
from wagtail.models import Revision

from portal.media.models import PortalDocument, PortalImage
from portal.media.services import store_document
from portal.news.models import ArticlePage
from portal.sites.models import Role
from portal.sites.rights import SITE_ROLES
from tests import factories
from tests.portal.news import desk

REFUSED = {302, 403, 404}


@pytest.fixture
def others_draft(site, approver):
    return factories.make_article(site, approver, publish=False, title="Bài của người khác")


def _save(client, page, action="save", **values):
    url = desk.edit_url(page)
    return desk.send(client, url, desk.fill(desk.open_form(client, url), **values), action)


def _draft_title(page):
    return Revision.objects.for_instance(page).latest("pk").content["title"]


def test_contributor_adds_and_edits_own_articles(contributor, signed_in, site):
    client = signed_in(contributor)
    desk.write(client, site)
    article = ArticlePage.objects.get()

    assert _save(client, article, title="Sửa").status_code == 302
    assert _draft_title(article) == "Sửa"


def test_contributor_may_not_open_or_change_others_articles(contributor, signed_in, others_draft):
    client = signed_in(contributor)
    url = desk.edit_url(others_draft)

    assert client.get(url).status_code in REFUSED
    assert client.post(url, desk.fill({}, title="Sửa")).status_code in REFUSED
    assert _draft_title(others_draft) == "Bài của người khác"


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR])
def test_publishing_is_for_approvers(role, signed_in, site):
    client = signed_in(factories.make_person(site, role))
    desk.write(client, site)
    article = ArticlePage.objects.get()

    _save(client, article, "publish")

    article.refresh_from_db()
    assert not article.live


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR])
def test_unpublishing_and_deleting_live_articles_is_for_approvers(role, signed_in, site, approver):
    article = factories.make_article(site, approver)
    client = signed_in(factories.make_person(site, role))

    for action in ("unpublish", "delete"):
        assert client.post(f"/quan-tri/pages/{article.pk}/{action}/").status_code in REFUSED

    article.refresh_from_db()
    assert article.live


def test_editor_edits_all_articles_of_the_site(editor, signed_in, others_draft):
    assert _save(signed_in(editor), others_draft, title="Sửa").status_code == 302
    assert _draft_title(others_draft) == "Sửa"


def test_approver_publishes_and_withdraws(approver, signed_in, others_draft):
    client = signed_in(approver)

    _save(client, others_draft, "publish")
    others_draft.refresh_from_db()
    assert others_draft.live

    client.post(f"/quan-tri/pages/{others_draft.pk}/unpublish/")
    others_draft.refresh_from_db()
    assert not others_draft.live


@pytest.fixture(params=SITE_ROLES, ids=lambda role: role.value)
def stranger(request, other_site, signed_in):
    """Somebody with each of the roles, but in another site."""
    return signed_in(factories.make_person(other_site, request.param))


def test_stranger_reaches_no_page_of_the_site(stranger, site, approver):
    article = factories.make_article(site, approver, title="Bài của xã")
    section = factories.section_of(site)
    screens = [
        *(f"pages/{article.pk}/{name}/" for name in ("edit", "history", "copy", "delete")),
        *(f"pages/{article.pk}/{name}/" for name in ("unpublish", "move", "lock", "view_draft")),
        f"pages/add/news/articlepage/{section.pk}/",
        f"pages/{section.pk}/add_subpage/",
        f"pages/{site.root_page_id}/edit/",
        f"pages/{article.pk}/privacy/",
    ]
    before = article.revisions.count()

    for screen in screens:
        for answer in (
            stranger.get(f"/quan-tri/{screen}"),
            stranger.post(f"/quan-tri/{screen}", desk.fill({}, title="Sửa lén")),
        ):
            assert answer.status_code in {*REFUSED, 405}, screen

    article.refresh_from_db()
    assert (article.title, article.live, article.locked) == ("Bài của xã", True, False)
    assert article.revisions.count() == before
    assert ArticlePage.objects.count() == 1
    assert not article.get_view_restrictions()


def test_stranger_may_not_move_an_own_article_into_the_site(other_site, site, signed_in):
    person = factories.make_person(other_site, Role.APPROVER)
    article = factories.make_article(other_site, person)
    target = factories.section_of(site)

    signed_in(person).post(f"/quan-tri/pages/{article.pk}/move/{target.pk}/confirm/", {"x": "1"})

    assert article.get_parent().get_parent().pk == other_site.root_page_id


def test_stranger_reaches_no_picture_of_the_site(stranger, site):
    image = factories.make_image(site, title="Ảnh của xã")

    assert stranger.get(f"/quan-tri/images/{image.pk}/").status_code in REFUSED
    for screen in ("", "delete/"):
        answer = stranger.post(f"/quan-tri/images/{image.pk}/{screen}", {"title": "Sửa lén"})
        assert answer.status_code in REFUSED
    for screen in ("images/", "images/chooser/"):
        assert "Ảnh của xã" not in stranger.get(f"/quan-tri/{screen}").content.decode()

    assert PortalImage.objects.get(pk=image.pk).title == "Ảnh của xã"


def test_stranger_reaches_no_file_of_the_site(stranger, site):
    file = ContentFile("Số,Tên\n1,An\n".encode(), name="bang.csv")
    document = store_document(actor=None, site=site, file=file, title="Bảng của xã")

    assert stranger.get(f"/quan-tri/documents/edit/{document.pk}/").status_code in REFUSED
    for screen in ("edit", "delete"):
        answer = stranger.post(f"/quan-tri/documents/{screen}/{document.pk}/", {"title": "Lén"})
        assert answer.status_code in REFUSED
    for screen in ("documents/", "documents/chooser/"):
        assert "Bảng của xã" not in stranger.get(f"/quan-tri/{screen}").content.decode()

    assert PortalDocument.objects.get(pk=document.pk).title == "Bảng của xã"


def test_person_without_role_does_not_enter_the_admin(signed_in, site):
    client = signed_in(factories.make_person(None, None))

    assert client.get("/quan-tri/").status_code in REFUSED
    assert client.get(f"/quan-tri/pages/{site.root_page_id}/").status_code in REFUSED
