"""The list of links, withdrawing one, the rules, and the button of the editing screen."""

import pytest
from django.utils.translation import gettext
from wagtail.models import PageLogEntry

from portal.approving.models import ApprovalLink, LinkRules
from portal.sites.models import Role
from tests import factories
from tests.portal.approving import links
from tests.portal.news import desk

LIST = "/quan-tri/duong-dan-duyet/"


@pytest.fixture
def administrator(site, signed_in):
    return signed_in(factories.make_person(site, Role.SITE_ADMIN))


def _revoke(client):
    return client.post(f"{LIST}{links.the_link().pk}/thu-hoi/")


def test_administrator_sees_the_links_of_the_own_site(address, administrator, approver):
    shown = links.text(administrator.get(LIST))

    assert "Tổng kết công tác năm" in shown
    assert str(approver) in shown


def test_administrator_of_another_site_sees_and_withdraws_none(address, other_site, signed_in):
    stranger = signed_in(factories.make_person(other_site, Role.SITE_ADMIN))

    assert "Tổng kết công tác năm" not in links.text(stranger.get(LIST))
    assert _revoke(stranger).status_code == 404
    assert links.the_link().state == "open"


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR, Role.APPROVER])
def test_other_roles_have_no_such_screen(address, site, signed_in, role):
    client = signed_in(factories.make_person(site, role, username="nguoi-khac"))

    assert client.get(LIST).status_code == 404
    assert _revoke(client).status_code == 404
    assert links.the_link().state == "open"


def test_auditor_looks_and_withdraws_nothing(address, province, signed_in):
    client = signed_in(factories.make_person(None, Role.AUDITOR))

    assert "Tổng kết công tác năm" in links.text(client.get(LIST))
    _revoke(client)
    assert links.the_link().state == "open"


def test_withdrawn_link_works_no_more_and_is_logged(address, administrator, article):
    assert _revoke(administrator).status_code == 302

    assert "DL-04" in links.text(links.press(address))
    assert PageLogEntry.objects.filter(action="approving.revoked").exists()


def test_used_link_is_not_withdrawn(address, administrator):
    links.press(address)

    _revoke(administrator)

    assert "DL-23" in links.text(administrator.get(LIST))
    assert links.the_link().revoked_at is None


@pytest.mark.parametrize(
    ("query", "found"),
    [("state=open", 1), ("state=used", 0), ("state=expired", 0), ("state=x", 1), ("site=x", 1)],
)
def test_list_is_filtered_and_leaves_out_what_it_does_not_know(
    address, administrator, query, found
):
    shown = links.text(administrator.get(f"{LIST}?{query}&p=99"))

    assert shown.count("Tổng kết công tác năm") == found


def test_rules_are_for_portal_administrators(province, administrator, signed_in):
    portal = signed_in(factories.make_person(None, Role.PORTAL_ADMIN))

    assert administrator.get(f"{LIST}quy-dinh/").status_code == 404
    portal.post(f"{LIST}quy-dinh/", {"hours": "12", "lock_minutes": "60"})

    assert LinkRules.load().hours == 12


def test_button_of_the_editor_leads_to_sending(article, approver, signed_in):
    client = signed_in(approver)
    url = f"/quan-tri/bai/{article.pk}/duong-dan-duyet/"

    assert url in links.text(client.get(desk.edit_url(article)))
    assert 'value="me"' in links.text(client.get(url))
    client.post(url, {"to": "me"})

    assert ApprovalLink.objects.count() == 2


def test_author_sends_to_the_approvers_but_not_to_himself(article, contributor, signed_in):
    client = signed_in(contributor)
    url = f"/quan-tri/bai/{article.pk}/duong-dan-duyet/"

    assert 'value="me"' not in links.text(client.get(url))
    assert client.post(url, {"to": "me"}).status_code == 404
    client.post(url, {"to": "approvers"})

    assert ApprovalLink.objects.count() == 2


def test_draft_offers_no_link(site, contributor, approver, signed_in):
    draft = factories.make_article(site, contributor, publish=False)
    client = signed_in(contributor)

    assert "duong-dan-duyet" not in links.text(client.get(desk.edit_url(draft)))
    assert client.get(f"/quan-tri/bai/{draft.pk}/duong-dan-duyet/").status_code == 404


def test_history_of_the_article_names_the_link(address, article, approver, signed_in):
    links.press(address, comment="Được, đăng ngay")

    shown = links.text(signed_in(approver).get(f"/quan-tri/pages/{article.pk}/history/"))

    assert gettext("Approved by link") in shown
    assert shown.count("Được, đăng ngay") == 2  # the step's own entry, and the one of the link
