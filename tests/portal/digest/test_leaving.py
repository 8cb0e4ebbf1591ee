"""Leaving, and changing the choice, by the links of mails."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from portal.digest.models import Subscriber
from portal.digest.tokens import confirm_token, own_token
from tests.portal.digest.readers import reader


@pytest.fixture
def row(site, topics):
    return reader(site, "an@example.vn", topics[0], topics[1])


def test_mail_program_leaves_with_one_press_without_cookies_or_token_of_a_form(row):
    client = Client(enforce_csrf_checks=True)
    path = reverse("digest_leave", args=[own_token(row)])
    answer = client.post(path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not Subscriber.objects.exists()
    assert not client.cookies
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200


def test_opening_the_link_changes_nothing(client, row):
    answer = client.get(reverse("digest_leave", args=[own_token(row)]))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "a•••@example.vn" in text
    assert "an@example.vn" not in text
    assert Subscriber.objects.count() == 1


def test_choice_is_changed_by_the_same_token(client, row, topics):
    path = reverse("digest_choice", args=[own_token(row)])
    assert "checked" in client.get(path).content.decode()
    answer = client.post(path, {"topics": [topics[2].pk], "frequency": "weekly"})
    assert answer.status_code == 200
    row.refresh_from_db()
    assert list(row.topics.all()) == [topics[2]]
    assert row.frequency == "weekly"


@pytest.mark.parametrize(("data", "code"), [({}, "NT-03"), ({"frequency": "x"}, "NT-05")])
def test_wrong_choice_is_refused_and_the_old_one_stays(data, code, client, row, topics):
    data = {**data, "topics": [topics[0].pk]} if data else data
    answer = client.post(reverse("digest_choice", args=[own_token(row)]), data)
    assert answer.status_code == 422
    assert f"(mã {code})" in answer.content.decode()
    assert row.topics.count() == 2


def test_topic_offered_no_more_stays_with_who_has_it(client, row, topics, site):
    topics[1].is_offered = False
    topics[1].save()
    path = reverse("digest_choice", args=[own_token(row)])
    client.post(path, {"topics": [topics[1].pk], "frequency": "daily"})
    assert list(row.topics.all()) == [topics[1]]
    topics[2].is_offered = False
    topics[2].save()
    assert client.post(path, {"topics": [topics[2].pk], "frequency": "daily"}).status_code == 422


def test_tokens_are_not_exchangeable(client, row):
    assert client.get(reverse("digest_choice", args=[confirm_token(row)])).status_code == 410
    assert client.get(reverse("digest_confirm", args=[own_token(row)])).status_code == 410


def test_deleted_section_takes_its_topic_along_and_no_reader(client, row, topics):
    topics[1].section.delete()
    answer = client.get(reverse("digest_choice", args=[own_token(row)]))
    assert answer.status_code == 200
    assert "Tin tức</span>" not in answer.content.decode()
    assert list(row.topics.all()) == [topics[0]]
