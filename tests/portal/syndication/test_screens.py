"""The screens: who finds what, and what the buttons answer."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from portal.news.models import ArticlePage
from portal.sites import structure
from portal.sites.models import Role
from portal.sites.services import grant_role
from portal.syndication.models import Offer, SiteExchange
from portal.syndication.updating import compare
from tests import factories
from tests.portal.syndication import exchange

INDEX = reverse("exchange:index")


def _text(response):
    return response.content.decode()


def _form(page, **changed):
    """What the editor sends of a copy whose body is one text, to publish it."""
    none = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0}
    values = {
        "title": page.title,
        "slug": page.slug,
        "lead": page.lead,
        "body": streamfield([("text", rich_text(page.body.raw_data[0]["value"]))]),
        "event_at": timezone.localtime(page.event_at).strftime("%d/%m/%Y %H:%M"),
        "author": page.author,
        "source": page.source,
        "tags": ", ".join(f'"{tag.name}"' for tag in page.tags.all()),
        "attachments": none,
        "comments": none,
        "action-publish": "1",
    }
    return nested_form_data(values | changed)


def _sheet(offer, name="offer"):
    return reverse(f"exchange:{name}", args=[offer.pk])


def test_editor_offers_from_the_article(article, editor, province, signed_in):
    client = signed_in(editor)
    address = reverse("exchange:send", args=[article.pk])
    editing = _text(client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])))

    assert address in editing
    client.post(address, {"receivers": [province.pk], "note": "Mời xem"})

    offer = Offer.objects.get()
    assert (offer.receiver, offer.note, offer.offered_by) == (province, "Mời xem", editor)
    assert "Mời xem" not in _text(client.get(address))


def test_draft_has_no_button(site, editor, signed_in):
    draft = factories.make_article(site, editor, publish=False)
    page = _text(signed_in(editor).get(reverse("wagtailadmin_pages:edit", args=[draft.pk])))

    assert reverse("exchange:send", args=[draft.pk]) not in page


def test_nothing_chosen_is_said_above_the_form(site, province, chief, signed_in):
    article = factories.make_article(province, chief)
    response = signed_in(chief).post(reverse("exchange:send", args=[article.pk]), {})

    assert "TD-02" in _text(response)


def test_site_that_may_not_be_asked_cannot_be_posted(article, other_site, editor, signed_in):
    address = reverse("exchange:send", args=[article.pk])
    signed_in(editor).post(address, {"receivers": [other_site.pk]})
    signed_in(editor).post(address, {"receivers": ["x", "999999"]})

    assert not Offer.objects.exists()


def test_lists_show_both_ends_and_the_number_that_waits(offer, editor, reporter, signed_in):
    received = _text(signed_in(reporter).get(INDEX))
    sent = _text(signed_in(editor).get(INDEX, {"huong": "gui"}))

    assert _sheet(offer) in received
    assert "(1)" in received
    assert _sheet(offer) in sent
    assert _sheet(offer) not in _text(signed_in(editor).get(INDEX))


@pytest.mark.parametrize("query", ["tt=declined", "q=khong-co", "trang=999"])
def test_filters_narrow_the_list(offer, reporter, signed_in, query):
    found = _text(signed_in(reporter).get(f"{INDEX}?{query}"))

    assert (_sheet(offer) in found) == (query == "trang=999")


@pytest.mark.parametrize("query", ["tt=x&huong=y&trang=z&p=-1", "p=abc&q=%00"])
def test_odd_parameters_are_left_out(offer, reporter, signed_in, query):
    assert signed_in(reporter).get(f"{INDEX}?{query}").status_code == 200


def test_receiver_sees_the_article_without_rights_in_its_site(offer, article, reporter, signed_in):
    client = signed_in(reporter)

    assert article.lead in _text(client.get(_sheet(offer)))
    foreign = client.get(reverse("wagtailadmin_pages:edit", args=[article.pk]))
    assert foreign.status_code == 404


def test_article_that_readers_lost_is_not_shown(offer, article, reporter, signed_in):
    PageViewRestriction.objects.create(page=article, restriction_type="password", password="x")

    assert article.lead not in _text(signed_in(reporter).get(_sheet(offer)))


@pytest.mark.parametrize("name", ["offer", "accept", "decline", "take_back", "release", "update"])
def test_offers_between_others_do_not_exist(offer, other_site, province, name, signed_in):
    outsider = factories.make_person(other_site, Role.SITE_ADMIN)
    contributor = factories.make_person(province, Role.CONTRIBUTOR)
    # Finds things of the province, and edits elsewhere.
    both = factories.make_person(province, Role.CONTRIBUTOR, username="hai-noi")
    grant_role(person=both, site=other_site, role=Role.EDITOR)

    for person in (outsider, contributor, both):
        client = signed_in(person)
        values = {"reason": "x"}
        response = (
            client.get(_sheet(offer))
            if name == "offer"
            else client.post(_sheet(offer, name), values)
        )
        assert response.status_code == 404
        assert offer.title not in _text(client.get(INDEX, {"trang": "tat-ca"}))

    assert exchange.fresh(offer).is_waiting


def test_accepted_article_opens_in_the_editor(offer, province, reporter, signed_in):
    section = factories.section_of(province).pk
    response = signed_in(reporter).post(
        _sheet(offer, "accept"), {"section": section, "then": "draft"}, follow=True
    )

    copy = ArticlePage.objects.get(origin=offer.article)
    assert response.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[copy.pk])


@pytest.mark.parametrize("values", [{}, {"section": "x"}, {"section": "999999"}])
def test_acceptance_without_a_fit_section_comes_back(offer, reporter, values, signed_in):
    response = signed_in(reporter).post(_sheet(offer, "accept"), values)

    assert response.status_code < 500
    assert exchange.fresh(offer).is_waiting


def test_second_press_is_told_who_was_quicker(offer, province, reporter, chief, signed_in):
    exchange.accepted(offer, reporter)
    section = factories.section_of(province).pk
    response = signed_in(chief).post(_sheet(offer, "accept"), {"section": section})

    assert "TD-10" in _text(response)


def test_decline_without_a_reason_comes_back(offer, reporter, signed_in):
    client = signed_in(reporter)

    assert "TD-16" in _text(client.post(_sheet(offer, "decline"), {}))
    client.post(_sheet(offer, "decline"), {"reason": "Trùng"})
    assert exchange.fresh(offer).reason == "Trùng"


def test_new_version_is_compared_and_chosen(copy, offer, article, approver, chief, signed_in):
    client = signed_in(chief)
    exchange.edit(copy, chief, title="Tên của tỉnh")
    exchange.edit(article, approver, title="Tên mới của xã", lead="Lời dẫn mới.")
    editing = _text(client.get(reverse("wagtailadmin_pages:edit", args=[copy.pk])))
    page = _text(client.get(_sheet(offer, "update")))

    assert _sheet(offer, "update") in editing
    assert "choice_title" in page
    assert "choice_lead" not in page
    assert "TD-21" in _text(client.post(_sheet(offer, "update"), {}))
    client.post(_sheet(offer, "update"), {"choice_title": "ours", "publish": "1"})
    now = exchange.fresh(copy)
    assert (now.title, now.lead) == ("Tên của tỉnh", "Lời dẫn mới.")
    assert client.get(_sheet(offer, "update")).status_code == 302


def test_withdrawal_and_release_by_hand(copy, offer, editor, chief, province, signed_in, run_tasks):
    SiteExchange.objects.create(site=province, follows_withdrawal=False)
    assert "TD-07" in _text(signed_in(editor).post(_sheet(offer, "take_back"), {}))
    signed_in(editor).post(_sheet(offer, "take_back"), {"reason": "Sai tên"})
    run_tasks()

    client = signed_in(chief)
    assert "Sai tên" in _text(client.get(_sheet(offer)))
    client.post(_sheet(offer, "release"))
    assert not exchange.fresh(copy).live


def test_withdrawn_copy_is_not_published_from_the_editor(
    copy, article, chief, signed_in, run_tasks
):
    article.unpublish()
    run_tasks()
    url = reverse("wagtailadmin_pages:edit", args=[copy.pk])
    response = signed_in(chief).post(url, _form(copy))

    assert "TD-31" in _text(response)
    assert not exchange.fresh(copy).live


def test_settings_are_changed_by_the_administrator(site, editor, signed_in):
    admin = factories.make_person(site, Role.SITE_ADMIN)
    address = reverse("exchange:site", args=[site.pk])
    assert signed_in(editor).get(address).status_code == 404
    assert signed_in(editor).get(reverse("exchange:settings")).status_code == 404

    client = signed_in(admin)
    assert site.short_name in _text(client.get(reverse("exchange:settings")))
    client.post(address, {"editors_offer": "on"})
    row = SiteExchange.of(site)
    assert (row.follows_withdrawal, row.editors_offer) == (False, True)


def test_newsroom_of_the_portal_sees_the_province_first(offer, site, province, chief, signed_in):
    person = factories.make_person(None, Role.NEWSROOM)
    outgoing = exchange.offered(factories.make_article(province, chief), chief, site)
    client = signed_in(person)

    first = _text(client.get(INDEX))
    assert _sheet(offer) in first
    assert _sheet(outgoing) not in first
    assert _sheet(outgoing) in _text(client.get(INDEX, {"trang": "tat-ca"}))


def test_receiver_without_a_home_page_has_nowhere_to_take_it(site, province, chief, signed_in):
    row = exchange.offered(factories.make_article(province, chief), chief, site)
    admin = factories.make_person(site, Role.SITE_ADMIN)
    type(site).objects.filter(pk=site.pk).update(root_page=None)
    structure.bump()

    assert signed_in(admin).get(_sheet(row)).status_code == 200
    assert signed_in(admin).post(_sheet(row, "accept"), {}).status_code == 200


def test_auditor_looks_and_changes_nothing(offer, signed_in):
    client = signed_in(factories.make_person(None, Role.AUDITOR))

    page = _text(client.get(_sheet(offer)))
    assert offer.title in page
    assert _sheet(offer, "accept") not in page
    client.post(_sheet(offer, "decline"), {"reason": "x"})
    assert exchange.fresh(offer).is_waiting


def test_saving_in_the_editor_counts_only_what_was_changed(
    copy, offer, article, approver, chief, signed_in
):
    url = reverse("wagtailadmin_pages:edit", args=[copy.pk])
    signed_in(chief).post(url, _form(copy, title="Tên của tỉnh"))
    everything = {"title": "Khác", "lead": "Khác.", "body": [("text", "<p>Khác.</p>")]}
    exchange.edit(article, approver, author="Bình", **everything)

    found = compare(exchange.fresh(offer))

    assert exchange.fresh(copy).title == "Tên của tỉnh"
    assert {one.name for one in found.differences} == {"title", "lead", "body", "author"}
    assert [one.name for one in found.conflicts] == ["title"]


def test_list_asks_as_many_questions_for_many_as_for_one(
    offer, site, approver, province, reporter, signed_in
):
    client = signed_in(reporter)
    with CaptureQueriesContext(connection) as one:
        client.get(INDEX)
    for number in range(3):
        other = factories.make_article(site, approver, title=f"Tin {number}")
        exchange.accepted(exchange.offered(other, approver, province), reporter)

    with CaptureQueriesContext(connection) as many:
        client.get(INDEX)
    assert len(many) <= len(one)
