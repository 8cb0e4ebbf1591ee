"""Bulk actions: each article for itself, and what is refused is named."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.desk.models import Assignment, State
from portal.news.models import ArticlePage
from portal.sites.models import Role
from portal.syndication.models import Offer
from tests import factories
from tests.portal.desk import desk
from tests.portal.desk.desk import LIST, row


@pytest.fixture
def articles(site, contributor):
    return [desk.draft(site, contributor, title=title) for title in ("Một", "Hai")]


def _send(client, act, articles, **values):
    keys = [str(article.pk) for article in articles]
    return client.post(f"{LIST}lam/{act}/", {"id": keys, **values})


def test_form_names_what_is_marked(articles, editor, signed_in):
    keys = "&".join(f"id={article.pk}" for article in articles)
    text = signed_in(editor).get(f"{LIST}lam/giao/?{keys}&loc=q%3Dmot").content.decode()
    assert "Một" in text
    assert "Hai" in text
    assert f"{LIST}?q=mot" in text


def test_marked_articles_are_handed_over(articles, editor, approver, signed_in):
    answer = _send(signed_in(editor), "giao", articles, person=approver.pk)
    assert len(answer.context["outcome"].done) == 2
    assert {given.person for given in Assignment.objects.all()} == {approver}


def test_marked_articles_are_scheduled(articles, approver, signed_in):
    at = timezone.localtime() + timedelta(days=2)
    _send(signed_in(approver), "hen-gio", articles, at=f"{at:%d/%m/%Y %H:%M}")
    assert {row(article).state for article in articles} == {State.SCHEDULED}


def test_marked_articles_get_topics(articles, editor, signed_in):
    _send(signed_in(editor), "chu-de", articles, names="số, xã")
    for article in articles:
        draft = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
        assert {tag.name for tag in draft.tags.all()} == {"số", "xã"}


def test_published_ones_among_the_marked_are_offered_to_the_province(
    articles, site, province, approver, editor, signed_in
):
    articles[0].get_latest_revision().publish(user=approver)
    client = signed_in(editor)
    answer = _send(client, "gui-bai", articles, receivers=[province.pk], note="Tin hay")
    outcome = answer.context["outcome"]
    assert [done.pk for done in outcome.done] == [articles[0].pk]
    assert [(kept.pk, "TD-01" in text) for kept, text in outcome.refused] == [
        (articles[1].pk, True)
    ]
    offer = Offer.objects.get()
    assert (offer.article_id, offer.receiver, offer.note) == (articles[0].pk, province, "Tin hay")


def test_marked_articles_are_moved(articles, site, approver, signed_in):
    target = factories.section_of(site, "xay-dung-dang")
    _send(signed_in(approver), "chuyen-muc", articles, section=target.pk)
    assert {row(article).section_id for article in articles} == {target.pk}


def test_refusal_of_one_stops_none_of_the_others(
    articles, site, approver, other_site, admin, signed_in
):
    author = factories.make_person(other_site, Role.CONTRIBUTOR)
    foreign = desk.draft(other_site, author, title="Khác")
    target = factories.section_of(site, "xay-dung-dang")
    answer = _send(signed_in(admin), "chuyen-muc", [*articles, foreign], section=target.pk)
    outcome = answer.context["outcome"]
    assert len(outcome.done) == 2
    [(refused, why)] = outcome.refused
    assert refused.pk == foreign.pk
    assert "BB-05" in why
    assert "Khác" in answer.content.decode()
    assert row(foreign).site_id == other_site.pk


def test_what_the_person_may_not_do_is_refused_per_article(site, contributor, approver, signed_in):
    own = desk.draft(site, contributor, title="Của tôi")
    other = desk.draft(site, approver, title="Của người khác")
    answer = _send(signed_in(contributor), "chu-de", [own, other], names="số")
    assert [one.pk for one in answer.context["outcome"].done] == [own.pk]
    assert "BB-07" in answer.context["outcome"].refused[0][1]
    draft = ArticlePage.objects.get(pk=other.pk).get_latest_revision_as_object()
    assert not draft.tags.all()


def test_articles_of_others_are_as_if_they_did_not_exist(editor, other_site, signed_in):
    author = factories.make_person(other_site, Role.CONTRIBUTOR)
    foreign = desk.draft(other_site, author, title="Khác")
    answer = _send(signed_in(editor), "chu-de", [foreign], names="số")
    assert answer.status_code == 302
    draft = ArticlePage.objects.get(pk=foreign.pk).get_latest_revision_as_object()
    assert not draft.tags.all()


def test_people_and_sections_of_other_sites_cannot_be_chosen(
    articles, editor, other_site, signed_in
):
    stranger = factories.make_person(other_site, Role.EDITOR)
    answer = _send(signed_in(editor), "giao", articles, person=stranger.pk)
    assert answer.context["form"].errors
    section = factories.section_of(other_site)
    answer = _send(signed_in(editor), "chuyen-muc", articles, section=section.pk)
    assert answer.context["form"].errors
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("keys", [[], ["abc"], ["9" * 30], ["²"], ["-1"]])
def test_nothing_marked_is_told(articles, editor, signed_in, keys):
    client = signed_in(editor)
    answer = client.post(f"{LIST}lam/chu-de/", {"id": keys, "names": "số"}, follow=True)
    assert "BB-10" in answer.content.decode()


def test_unknown_action_does_not_exist(articles, editor, signed_in):
    assert _send(signed_in(editor), "xoa", articles).status_code == 404
