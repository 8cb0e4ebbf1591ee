"""From the form to the confirmed subscription."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from portal.digest import jobs, limits, services
from portal.digest.administration import Offer, change_settings
from portal.digest.models import AddressGuard, Subscriber
from portal.digest.rendering import address
from portal.digest.tokens import own_token
from portal.sites.models import SiteLink, SiteState
from tests.portal.digest.readers import last_mail, link_in, reader, switch_on

PAGE = "/tuy-phong/ban-tin/"
ASKED = "/tuy-phong/ban-tin/da-gui/"


def send(client, offered, **changed):
    data = {"email": "An@Example.VN ", "topics": [t.pk for t in offered[:1]]}
    data |= {"frequency": "daily", "consent": "1", "website": "", **changed}
    return client.post(PAGE, data)


def test_form_shows_topics_of_the_site_and_sets_no_cookie(client, topics):
    answer = client.get(PAGE)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Xây dựng Đảng" in text
    assert "Tuy Phong" in text
    assert not answer.cookies
    assert "csrfmiddlewaretoken" not in text


def test_subscription_begins_with_the_press_in_the_mail_and_not_by_opening_it(topics, run_tasks):
    client = Client(enforce_csrf_checks=True)
    answer = send(client, topics)
    assert (answer.status_code, answer["Location"]) == (302, ASKED)
    run_tasks()
    row = Subscriber.objects.get()
    assert (row.email, row.state) == ("an@example.vn", "pending")
    path = link_in(last_mail(), "xac-nhan")
    opened = client.get(path)
    assert "Tuy Phong" in opened.content.decode()
    assert opened["Referrer-Policy"] == "no-referrer"
    assert Subscriber.objects.get().state == "pending"
    pressed = client.post(path, {"answer": "yes"})
    assert pressed.status_code == 200
    row = Subscriber.objects.get()
    assert row.state == "active"
    assert row.confirmed_at is not None
    assert "Đảng ủy xã Tuy Phong" in row.consent_text
    assert not client.cookies
    assert client.post(path).status_code == 200  # again: nothing more happens
    assert Subscriber.objects.get().confirmed_at == row.confirmed_at


@pytest.mark.parametrize("state", ["active", "paused", "pending", None])
def test_answer_is_the_same_whatever_is_known_of_the_address(
    state, client, site, topics, run_tasks
):
    if state:
        reader(site, "an@example.vn", topics[1], state=state)
    answer = send(client, topics)
    assert (answer.status_code, answer["Location"]) == (302, ASKED)
    run_tasks()
    assert len(mail.outbox) == 1
    row = Subscriber.objects.get()
    assert row.state == (state or "pending")
    # Only the owner changes what was confirmed.
    kept = topics[1] if state in {"active", "paused"} else topics[0]
    assert list(row.topics.all()) == [kept]
    assert ("/xac-nhan/" in last_mail().body) == (state != "active")


def test_no_more_than_three_mails_a_day_go_to_an_address(client, topics, run_tasks):
    answers = {send(client, topics)["Location"] for _ in range(5)}
    run_tasks()
    assert answers == {ASKED}
    assert len(mail.outbox) == limits.MOST_TO_ADDRESS
    AddressGuard.objects.update(day=timezone.localdate() - timedelta(days=1))
    send(client, topics)
    run_tasks()
    assert len(mail.outbox) == limits.MOST_TO_ADDRESS + 1


def test_too_many_forms_from_one_network_are_refused(client, topics, monkeypatch):
    monkeypatch.setattr(limits, "MOST_BY_SENDER", 2)
    codes = [send(client, topics, email=f"a{n}@example.vn").status_code for n in range(3)]
    assert codes == [302, 302, 429]
    assert Subscriber.objects.count() == 2


def test_owner_who_did_not_ask_gets_no_further_mail(client, topics, run_tasks):
    send(client, topics)
    run_tasks()
    client.post(link_in(last_mail(), "xac-nhan"), {"answer": "no"})
    assert not Subscriber.objects.exists()
    assert send(client, topics)["Location"] == ASKED
    run_tasks()
    assert len(mail.outbox) == 1
    assert not Subscriber.objects.exists()


def test_program_that_fills_in_everything_is_told_nothing(client, topics):
    assert send(client, topics, website="https://spam.example")["Location"] == ASKED
    assert not Subscriber.objects.exists()


BAD = [
    ({"email": ""}, "NT-01"),
    ({"email": "không phải thư"}, "NT-01"),
    ({"email": "a@example.vn\nBcc: b@example.vn"}, "NT-01"),
    ({"email": "a@example.vn,b@example.vn"}, "NT-01"),
    ({"email": f"{'a' * 300}@example.vn"}, "NT-01"),
    ({"email": "a" * 5000}, "NT-01"),
    ({"email": "a\x00@example.vn"}, "NT-01"),
    ({"email": "a@"}, "NT-01"),
    ({"email": f"a@{'ế' * 70}.vn"}, "NT-01"),
    ({"email": "Nguyễn@example.vn"}, "NT-02"),
    ({"topics": []}, "NT-03"),
    ({"topics": ["x", "-1", "9" * 40, "1' OR 1=1"]}, "NT-03"),
    ({"frequency": ""}, "NT-05"),
    ({"frequency": "hourly" * 100}, "NT-05"),
    ({"consent": ""}, "NT-08"),
]


def test_bad_input_gets_one_sentence_and_stores_nothing(client, topics):
    for changed, code in BAD:
        answer = send(client, topics, **changed)
        assert answer.status_code == 422, changed
        assert f"(mã {code})" in answer.content.decode(), changed
    assert not Subscriber.objects.exists()
    assert not AddressGuard.objects.exists()


def test_missing_fields_and_wrong_methods_are_no_errors_of_the_server(client, topics):
    assert client.post(PAGE).status_code == 422
    assert client.post(PAGE, {"email[]": ["a", "b"], "topics[0]": "1"}).status_code == 422
    assert client.put(PAGE).status_code == 405
    assert client.post(PAGE, "{", content_type="application/json").status_code == 422
    assert client.post(ASKED).status_code == 405


def test_domain_in_unicode_is_stored_in_letters_that_servers_know(client, topics):
    send(client, topics, email="an@báo.vn")
    assert Subscriber.objects.get().email == "an@xn--bo-mia.vn"


def test_form_of_another_site_is_refused(client, topics):
    data = {"email": "an@example.vn", "topics": [topics[0].pk], "frequency": "daily"}
    answer = client.post(PAGE, {**data, "consent": "1"}, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 422
    assert not Subscriber.objects.exists()


def test_topic_of_another_site_is_not_taken(client, topics, other_site):
    foreign = switch_on(other_site)
    assert send(client, topics, topics=[foreign[0].pk]).status_code == 422
    given = {"email": "an@example.vn", "frequency": "daily", "consent_text": "Tôi đồng ý"}
    with pytest.raises(ValidationError, match="NT-04"):
        services.subscribe(site=topics[0].site, topics=[foreign[0].pk], **given)


def test_wrong_link_is_told_in_one_sentence(client, topics):
    for part in ("xac-nhan", "tuy-chon", "thoi-nhan"):
        for token in ("x", "1.abc.def", "1-abc.xyz", "a" * 200):
            path = f"/ban-tin/{part}/{token}/"
            for answer in (client.get(path), client.post(path)):
                assert answer.status_code == 410
                assert "(mã NT-09)" in answer.content.decode()
        assert client.get(f"/ban-tin/{part}/{'a' * 300}/").status_code == 404


def test_site_with_a_host_of_its_own_has_the_form_there(client, site, topics, run_tasks):
    site.host = "tuyphong.example.vn"
    site.save()
    host = {"HTTP_HOST": "tuyphong.example.vn"}
    assert client.get("/ban-tin/", **host).status_code == 200
    data = {"email": "an@example.vn", "topics": [topics[0].pk], "frequency": "daily"}
    origin = {"HTTP_ORIGIN": "http://tuyphong.example.vn"}
    answer = client.post("/ban-tin/", {**data, "consent": "1"}, **host, **origin)
    assert (answer.status_code, answer["Location"]) == (302, "/ban-tin/da-gui/")
    run_tasks()
    path = link_in(last_mail(), "xac-nhan")
    assert client.get(path, **host).status_code == 404  # links are on the main host only
    assert client.get(path).status_code == 200


def test_old_link_is_refused_and_its_row_forgotten(client, topics, run_tasks, monkeypatch):
    send(client, topics)
    run_tasks()
    path = link_in(last_mail(), "xac-nhan")
    long_ago = timezone.now() - timedelta(days=4)
    monkeypatch.setattr("portal.digest.tokens.GOOD_FOR", timedelta(seconds=-1))
    answer = client.post(path, {"answer": "yes"})
    assert answer.status_code == 410
    assert "(mã NT-10)" in answer.content.decode()
    monkeypatch.undo()
    jobs.forget_old()
    assert Subscriber.objects.count() == 1
    Subscriber.objects.update(asked_at=long_ago)
    jobs.forget_old()
    assert not Subscriber.objects.exists()


def test_link_that_confirmed_is_dead_after_leaving(client, topics, run_tasks):
    send(client, topics)
    run_tasks()
    path = link_in(last_mail(), "xac-nhan")
    client.post(path, {"answer": "yes"})
    Subscriber.objects.all().delete()
    assert client.post(path, {"answer": "yes"}).status_code == 410
    assert not Subscriber.objects.exists()


def test_site_that_sends_nothing_takes_nobody(client, site, topics):
    SiteLink.objects.all().delete()
    assert client.get(PAGE).status_code == 200
    change_settings(actor=None, site=site, offer=Offer(), is_on=False)
    assert client.get(PAGE).status_code == 410
    assert send(client, topics).status_code == 410
    assert not Subscriber.objects.exists()


def test_frozen_site_takes_nobody_but_lets_everybody_leave(client, site, topics):
    row = reader(site, "an@example.vn", topics[0])
    site.state = SiteState.FROZEN
    site.save()
    assert client.get(PAGE).status_code == 410
    assert send(client, topics).status_code == 403
    path = address("digest_leave", own_token(row)).partition("/ban-tin")[2]
    assert client.post(f"/ban-tin{path}").status_code == 200
    assert not Subscriber.objects.exists()
