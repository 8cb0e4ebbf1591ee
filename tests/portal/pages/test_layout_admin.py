"""Layouts in the admin: each site's editors prepare and approvers publish their own only."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from portal.pages.blocks import RICH_TEXT_FEATURES
from portal.pages.models import SiteLayout
from portal.plugins import services
from portal.plugins.scopes import Scope
from portal.sites.models import Role
from portal.sites.services import grant_role
from tests import factories

LIST = "/quan-tri/bo-cuc/"
ADD = f"{LIST}add/"
REFUSED = {302, 403, 404}


def text(words="Thông báo", title="Tiêu đề"):
    html = rich_text(f"<p>{words}</p>", features=RICH_TEXT_FEATURES)
    return "text", {"title": title, "text": html}


def link(**values):
    item = {"text": "", "section": "", "address": "", **values}
    return "links", {"title": "", "links": streamfield([("item", item)])}


def form(site, *aside, **values):
    regions = {"top": streamfield([]), "aside": streamfield(aside), "bottom": streamfield([])}
    return nested_form_data({"site": str(site.pk), "inherits": "on", **regions, **values})


def edit_url(layout):
    return f"{LIST}edit/{layout.pk}/"


@pytest.fixture
def own(site):
    return SiteLayout.objects.create(site=site)


@pytest.fixture
def foreign(other_site):
    return SiteLayout.objects.create(site=other_site)


@pytest.fixture
def administrator(province, signed_in):
    return signed_in(get_user_model().objects.create_superuser("quantri", "q@portal.example", "x"))


def _errors(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_editor_makes_a_draft_and_approver_publishes_it(site, editor, approver, signed_in):
    answer = signed_in(editor).post(ADD, {**form(site, text()), "action-publish": "1"})

    layout = SiteLayout.objects.get()
    assert answer.status_code == 302
    assert (layout.site, layout.live) == (site, False)

    signed_in(approver).post(edit_url(layout), {**form(site, text("Mới")), "action-publish": "1"})
    layout.refresh_from_db()
    assert layout.live
    assert "Mới" in str(layout.aside)


def test_editor_cannot_publish_changes(site, own, editor, signed_in):
    client = signed_in(editor)

    client.post(edit_url(own), {**form(site, text("Mới")), "action-publish": "1"})

    own.refresh_from_db()
    assert not own.aside
    assert own.has_unpublished_changes
    assert "action-publish" not in client.get(edit_url(own)).content.decode()


def test_approver_is_offered_publishing_and_withdrawing_once(own, approver, signed_in):
    html = signed_in(approver).get(edit_url(own)).content.decode()

    assert html.count('name="action-publish"') == 1
    assert f"{LIST}unpublish/{own.pk}/" in html


def test_approver_here_is_only_an_editor_there(site, foreign, other_site, approver, signed_in):
    grant_role(person=approver, site=other_site, role=Role.EDITOR)
    client = signed_in(approver)

    client.post(edit_url(foreign), {**form(other_site, text()), "action-publish": "1"})

    foreign.refresh_from_db()
    assert not foreign.aside
    assert client.post(f"{LIST}unpublish/{foreign.pk}/").status_code in REFUSED
    assert client.post(f"{LIST}delete/{foreign.pk}/").status_code in REFUSED
    foreign.refresh_from_db()
    assert foreign.live


def test_every_screen_of_another_sites_layout_is_closed(foreign, approver, signed_in):
    client = signed_in(approver)
    foreign.save_revision()
    revision = foreign.save_revision()
    pk = foreign.pk
    screens = [
        *(f"{LIST}{name}/{pk}/" for name in ("edit", "delete", "history", "usage", "unpublish")),
        f"{LIST}preview/{pk}/",
        f"{LIST}history/{pk}/",
        f"{LIST}history/{pk}/revisions/{revision.pk}/revert/",
        f"{LIST}history/{pk}/revisions/{revision.pk}/view/",
        f"{LIST}history/{pk}/revisions/compare/earliest...latest/",
    ]

    seen = {url: signed_in(approver).get(url).status_code for url in screens}

    assert {url: code for url, code in seen.items() if code not in REFUSED} == {}
    before = foreign.revisions.count()
    client.post(edit_url(foreign), form(foreign.site, text()))
    assert foreign.revisions.count() == before


def test_screens_of_the_own_layout_are_open(own, approver, signed_in):
    client = signed_in(approver)
    revision = own.save_revision()
    screens = [
        *(f"{LIST}{name}/{own.pk}/" for name in ("edit", "delete", "history", "usage")),
        f"{LIST}history/{own.pk}/revisions/{revision.pk}/revert/",
        f"{LIST}history/{own.pk}/revisions/{revision.pk}/view/",
    ]

    assert {url: client.get(url).status_code for url in screens} == dict.fromkeys(screens, 200)


def test_list_and_choice_hold_the_own_site_only(own, foreign, site, other_site, editor, signed_in):
    client = signed_in(editor)

    html = client.get(LIST).content.decode()
    assert site.name in html
    assert other_site.name not in html

    own.delete()
    html = client.get(ADD).content.decode()
    assert site.name in html
    assert other_site.name not in html


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, None])
def test_others_have_no_side_widgets_in_their_admin(site, own, role, signed_in):
    client = signed_in(factories.make_person(site, role))

    for url in (LIST, ADD, edit_url(own)):
        assert client.get(url).status_code in REFUSED


def test_layout_for_another_site_is_refused(other_site, editor, signed_in):
    answer = signed_in(editor).post(ADD, form(other_site, text()))

    assert "BC-01" in _errors(answer)
    assert not SiteLayout.objects.exists()


def test_second_layout_of_a_site_is_refused(own, site, editor, signed_in):
    answer = signed_in(editor).post(ADD, form(site, text()))

    assert "BC-02" in _errors(answer)
    assert SiteLayout.objects.count() == 1


def test_layout_never_moves_to_another_site(own, site, other_site, approver, signed_in):
    signed_in(approver).post(edit_url(own), {**form(other_site, text()), "action-publish": "1"})

    own.refresh_from_db()
    assert own.site == site
    assert "Thông báo" in str(own.aside)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"text": "Không đâu"}, "BC-03"),
        ({"text": "Bẫy", "address": "javascript:alert(1)"}, "BC-04"),
        ({"text": "Nơi khác", "address": "//example.org"}, "BC-04"),
        ({"address": "https://example.org/"}, "BC-05"),
    ],
)
def test_wrong_link_is_refused(site, own, approver, signed_in, values, code):
    data = {**form(site, link(**values)), "action-publish": "1"}

    assert code in _errors(signed_in(approver).post(edit_url(own), data))
    own.refresh_from_db()
    assert not own.aside


def test_link_to_a_section_is_kept_as_its_number(site, own, approver, signed_in):
    section = factories.section_of(site)
    data = {**form(site, link(section=str(section.pk))), "action-publish": "1"}

    assert signed_in(approver).post(edit_url(own), data).status_code == 302
    own.refresh_from_db()
    [block] = own.aside.raw_data
    assert block["value"]["links"][0]["value"]["section"] == section.pk
    assert str(section.pk) in signed_in(approver).get(edit_url(own)).content.decode()


def test_pasted_code_is_refused(site, own, approver, signed_in):
    data = form(site, text(title="<script>alert(1)</script>"))

    assert "TIN-03" in _errors(signed_in(approver).post(edit_url(own), data))


def test_preview_shows_the_home_page_with_what_was_typed(site, own, editor, signed_in):
    client = signed_in(editor)
    url = f"{LIST}preview/{own.pk}/"

    assert client.post(url, form(site, text("Chưa lưu"))).json()["is_available"]

    html = client.get(url).content.decode()
    assert "Chưa lưu" in html
    assert site.name in html
    own.refresh_from_db()
    assert not own.aside


def test_preview_of_a_new_layout_shows_the_chosen_site(site, editor, signed_in):
    client = signed_in(editor)
    url = f"{LIST}preview/"
    client.post(url, form(site, text("Chưa lưu")))

    html = client.get(url).content.decode()

    assert "Chưa lưu" in html
    assert site.name in html


def test_new_layout_offers_widgets_of_plugins_that_are_on_for_its_site(
    site, other_site, editor, signed_in
):
    def switch(place, *, enabled):
        scope = Scope.site(place.pk)
        services.switch(actor=None, slug="sample", scope=scope, enabled=enabled)

    client = signed_in(editor)
    switch(other_site, enabled=True)
    switch(site, enabled=False)
    assert "sample__latest" not in client.get(ADD).content.decode()

    switch(site, enabled=True)
    assert "sample__latest" in client.get(ADD).content.decode()


def test_administrator_makes_the_layout_of_any_site(other_site, administrator):
    data = {**form(other_site, text()), "action-publish": "1"}

    assert administrator.post(ADD, data).status_code == 302
    assert SiteLayout.objects.get(live=True).site == other_site


def test_saving_a_draft_leaves_the_structure_as_it_is(own):
    with CaptureQueriesContext(connection) as captured:
        own.save_revision()

    assert not [q for q in captured if "sites_structureversion" in q["sql"]]
