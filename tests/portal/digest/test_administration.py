"""What administrators of sites see and do; what others do not."""

from __future__ import annotations

import json

import pytest
from django.core import mail
from django.urls import reverse

from portal.digest.administration import Offer, change_settings
from portal.digest.models import DigestSettings, DigestTopic, Subscriber
from portal.sites.models import Role, SiteLink
from tests import factories
from tests.portal.digest.readers import article, reader, switch_on


@pytest.fixture
def desk(admin, signed_in):
    return signed_in(admin)


def url(name, site):
    return reverse(f"digest:{name}", args=[site.pk])


FORM = {"is_on": "on", "hour": "6", "weekday": "1", "most_per_topic": "5", "all_news": "on"}


def test_administrator_switches_the_mails_on_and_a_link_stands_in_the_foot(desk, site, client):
    section = factories.section_of(site).pk
    answer = desk.post(url("settings", site), {**FORM, "sections": [section]})
    assert answer.status_code == 302, answer.content.decode()
    rules = DigestSettings.objects.get(site=site)
    assert (rules.is_on, rules.hour, rules.weekday) == (True, 6, 1)
    assert DigestTopic.objects.filter(site=site).count() == 2
    assert 'href="/tuy-phong/ban-tin/"' in client.get("/tuy-phong/").content.decode()
    desk.post(url("settings", site), {**FORM, "is_on": ""})
    assert not SiteLink.objects.filter(url="/tuy-phong/ban-tin/").exists()
    assert client.get("/tuy-phong/ban-tin/").status_code == 410


WRONG = [
    {"hour": "24"},
    {"hour": "-1"},
    {"weekday": "9"},
    {"most_per_topic": "0"},
    {"sender_name": "A <b@example.vn>"},
    {"sections": ["999999"]},
    {"sections": ["x"]},
    {"tags": "Không có"},
    {"all_news": ""},
]


def test_wrong_settings_are_refused_and_nothing_changes(desk, site):
    for changed in WRONG:
        answer = desk.post(url("settings", site), {**FORM, **changed})
        assert answer.status_code == 200, changed
    assert not DigestSettings.objects.exists()
    assert not DigestTopic.objects.exists()


def test_topic_with_readers_stays_when_it_is_offered_no_more(site, topics, admin):
    reader(site, "a@example.vn", topics[1])
    change_settings(actor=admin, site=site, offer=Offer(), is_on=True)
    assert list(DigestTopic.objects.values_list("pk", "is_offered")) == [
        (topics[0].pk, True),
        (topics[1].pk, False),
    ]


def test_list_shows_masked_addresses_and_finds_by_the_whole_one(desk, site, topics):
    reader(site, "an.nguyen@example.vn", topics[1])
    reader(site, "binh@example.vn", topics[0], state="paused")
    text = desk.get(url("subscribers", site)).content.decode()
    assert "a•••n@example.vn" in text
    assert "an.nguyen@example.vn" not in text
    found = desk.get(url("subscribers", site), {"email": "AN.nguyen@example.vn"}).content.decode()
    assert "a•••n@example.vn" in found
    assert "b•••@example.vn" not in found
    odd = {"email": "x" * 500, "state": "nobody", "p": "9999"}
    assert desk.get(url("subscribers", site), odd).status_code == 200


def test_reader_s_data_are_given_out_and_deleted_on_request(desk, site, topics):
    row = reader(site, "an@example.vn", topics[1], consent_text="Tôi đồng ý")
    given = json.loads(desk.post(reverse("digest:export", args=[row.pk])).content)
    assert given["email"] == "an@example.vn"
    assert given["consent_text"] == "Tôi đồng ý"
    assert given["topics"] == ["Tin tức"]
    path = reverse("digest:erase", args=[row.pk])
    assert desk.get(path).status_code == 200
    assert Subscriber.objects.exists()
    assert desk.post(path).status_code == 302
    assert not Subscriber.objects.exists()


def test_overview_and_preview_and_test_mail(desk, site, topics, approver, admin):
    assert desk.get(url("preview", site)).status_code == 200
    desk.post(url("trial", site))
    assert not mail.outbox  # no news at all
    article(site, approver, "Tin mới của xã")
    reader(site, "a@example.vn", topics[0])
    assert desk.get(url("site", site)).status_code == 200
    framed = desk.get(url("mail", site))
    assert "Tin mới của xã" in framed.content.decode()
    assert framed["X-Frame-Options"] == "SAMEORIGIN"
    desk.post(url("trial", site))
    [message] = mail.outbox
    assert message.to == [admin.email]
    assert "List-Unsubscribe" not in message.extra_headers


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR, Role.APPROVER, Role.NEWSROOM])
def test_others_of_the_site_see_nothing_of_it(role, site, topics, signed_in):
    row = reader(site, "an@example.vn", topics[0])
    client = signed_in(factories.make_person(None if role == Role.NEWSROOM else site, role))
    for name in ("site", "settings", "preview", "mail", "subscribers"):
        assert client.get(url(name, site)).status_code == 404
    for name in ("export", "erase"):
        assert client.post(reverse(f"digest:{name}", args=[row.pk])).status_code == 404
    assert Subscriber.objects.exists()


def test_administrator_of_another_site_sees_nothing_of_it(site, other_site, topics, signed_in):
    row = reader(site, "an@example.vn", topics[0])
    client = signed_in(factories.make_person(other_site, Role.SITE_ADMIN))
    assert client.get(url("subscribers", site)).status_code == 404
    assert client.post(url("settings", site), FORM).status_code == 404
    assert client.post(reverse("digest:erase", args=[row.pk])).status_code == 404
    assert client.post(reverse("digest:export", args=[row.pk])).status_code == 404
    assert Subscriber.objects.exists()


def test_auditor_looks_and_does_nothing(site, topics, signed_in):
    row = reader(site, "an@example.vn", topics[0])
    client = signed_in(factories.make_person(None, Role.AUDITOR))
    assert client.get(url("subscribers", site)).status_code == 200
    assert client.get(url("settings", site)).status_code in {403, 404}
    client.post(reverse("digest:erase", args=[row.pk]))
    assert b"an@" not in client.post(reverse("digest:export", args=[row.pk])).content
    assert Subscriber.objects.exists()


def test_province_offers_its_member_sites(province, site, signed_in, client):
    desk = signed_in(factories.make_person(None, Role.PORTAL_ADMIN))
    answer = desk.post(url("settings", province), {**FORM, "sites": [site.pk]})
    assert answer.status_code == 302
    assert "Tuy Phong</span>" in client.get("/ban-tin/").content.decode()


def test_merging_brings_readers_to_the_successor(site, other_site, topics):
    from portal.digest.merging import move_subscribers

    target = switch_on(other_site)
    mine = reader(site, "a@example.vn", topics[0])
    reader(site, "b@example.vn", topics[0], topics[1])
    twin = reader(other_site, "b@example.vn", target[1])
    assert move_subscribers(site=site, target=other_site) == 2
    mine.refresh_from_db()
    assert mine.site == other_site
    assert list(mine.topics.all()) == [target[0]]
    assert target[0] in twin.topics.all()
    assert target[1] in twin.topics.all()
    assert Subscriber.objects.count() == 2
    assert not DigestTopic.objects.filter(site=site).exists()


def test_widget_leads_to_the_page_only_where_mails_are_sent(site, province, topics, rf):
    from django.template.loader import render_to_string

    from portal.digest.widgets import DigestWidget
    from portal.pages.models import SiteLayout

    assert "digest" in SiteLayout._meta.get_field("aside").stream_block.child_blocks
    block = DigestWidget()
    shown = block.to_python({"title": "", "text": ""})
    for code, expected in ((site, True), (province, False)):
        request = rf.get("/")
        request.portal_site = code
        html = render_to_string(
            "pages/widgets/digest.html", block.get_context(shown, {"request": request})
        )
        assert ("ban-tin" in html) is expected
