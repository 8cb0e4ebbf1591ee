"""“@name” in a comment tells that person once, if he or she works in the site."""

import pytest
from wagtail.models import Comment, CommentReply

from portal.news.mentions import mentioned, tell_mentioned
from portal.news.models import Notice
from portal.sites.models import Role
from tests import factories
from tests.portal.news import acts, desk


@pytest.fixture
def article(site, contributor):
    return factories.make_article(site, contributor, publish=False)


@pytest.fixture
def colleague(site):
    person = factories.make_person(site, Role.EDITOR, username="le.binh")
    person.first_name, person.last_name = "Bình", "Lê An"
    person.save()
    return person


def _comment(article, user, text):
    return Comment.objects.create(page=article, user=user, text=text, contentpath="lead")


def _told():
    return [notice.person for notice in Notice.objects.order_by("pk")]


@pytest.mark.parametrize("text", ["@le.binh xem giúp", "nhờ @Lê An Bình.", "@LÊ AN BÌNH, sửa nhé"])
def test_user_name_and_full_name_both_reach(article, contributor, colleague, text):
    _comment(article, contributor, text)

    assert tell_mentioned(page=article) == [colleague]
    assert _told() == [colleague]
    assert text in Notice.objects.get().text


@pytest.mark.parametrize("text", ["le.binh", "@le.binhx", "@le.binh.vn", "@Lê An Bìnhh", "a@b.vn"])
def test_other_words_reach_nobody(article, contributor, colleague, text):
    _comment(article, contributor, text)

    assert tell_mentioned(page=article) == []


def test_nobody_is_told_twice(article, contributor, colleague):
    comment = _comment(article, contributor, "@le.binh")
    tell_mentioned(page=article)
    comment.text = "@le.binh, @Lê An Bình: nhanh nhé"
    comment.save()

    assert tell_mentioned(page=article) == []


def test_reply_reaches_too(article, contributor, colleague):
    comment = _comment(article, colleague, "Nguồn?")
    CommentReply.objects.create(comment=comment, user=contributor, text="@Lê An Bình: TTXVN")

    assert tell_mentioned(page=article) == [colleague]


def test_people_of_other_sites_are_left_out(article, contributor, other_site):
    factories.make_person(other_site, Role.EDITOR, username="nguoi.khac")
    _comment(article, contributor, "@nguoi.khac")

    assert tell_mentioned(page=article) == []
    assert not Notice.objects.exists()


def test_nobody_is_told_of_the_own_words(article, colleague):
    _comment(article, colleague, "@le.binh nhớ kiểm tra")

    assert tell_mentioned(page=article) == []


def test_longest_name_counts(site, colleague):
    short = factories.make_person(site, Role.EDITOR, username="le.an")
    short.first_name, short.last_name = "An", "Lê"

    assert mentioned("@Lê An Bình", [colleague, short]) == [colleague]
    assert mentioned("@Lê An, xem", [colleague, short]) == [short]


def test_comment_in_the_editing_screen_reaches(article, contributor, colleague, signed_in):
    client, url = signed_in(contributor), desk.edit_url(article)
    form = desk.fill(desk.open_form(client, url))
    form |= {
        "comments-TOTAL_FORMS": "1",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        "comments-0-text": "@Lê An Bình xem lời dẫn",
        "comments-0-contentpath": "lead",
        "comments-0-position": "",
        "comments-0-id": "",
        "comments-0-replies-TOTAL_FORMS": "0",
        "comments-0-replies-INITIAL_FORMS": "0",
        "comments-0-replies-MIN_NUM_FORMS": "0",
        "comments-0-replies-MAX_NUM_FORMS": "",
    }

    desk.send(client, url, form)
    desk.send(client, url, desk.fill(desk.open_form(client, url)))

    assert _told() == [colleague]
    answer = signed_in(colleague).get(url)
    assert "@Lê An Bình xem lời dẫn" in acts.texts(answer)
