"""Kept blocks in the history of an article: compared, reverted, deleted meanwhile."""

import json

import pytest
from django.urls import reverse
from wagtail.models import Revision

from portal.news.models import ArticlePage
from portal.pages.kept import plugin_name
from tests import factories
from tests.portal.news import desk
from tests.portal.pages.streams_desk import (
    BEFORE,
    BODY,
    GHOST,
    NOTICE,
    drafted,
    exactly,
    form_with,
    kept_of,
    stored,
    switch,
    without,
)


@pytest.fixture
def client(approver, signed_in):
    return signed_in(approver)


@pytest.fixture
def article(site, approver):
    return factories.make_article(site, approver, body=json.dumps(BODY))


@pytest.fixture
def url(article):
    return desk.edit_url(article)


def _comparison(article, first, second):
    numbers = [article.pk, first.pk, second.pk]
    return reverse("wagtailadmin_pages:revisions_compare", args=numbers)


def test_versions_are_compared_without_reading_what_is_off(client, site, article, url):
    changed = {**GHOST, "value": ["Câu hỏi khác"]}
    newer = ArticlePage.objects.get(pk=article.pk)
    newer.body = json.dumps([BEFORE, changed])
    second = newer.save_revision()
    first = Revision.objects.for_instance(article).order_by("pk").first()

    address = reverse(
        "wagtailadmin_pages:revisions_compare", args=[article.pk, first.pk, second.pk]
    )
    response = client.get(address)

    shown = response.content.decode()
    assert response.status_code == 200
    assert "Lịch tiếp dân" not in shown
    assert plugin_name("sample") in shown  # the notice of the block that was deleted
    assert "Câu hỏi khác" in shown


def test_comparison_shows_a_plugins_block_where_it_is_on(client, site, article):
    switch(site)
    newer = ArticlePage.objects.get(pk=article.pk)
    newer.body = json.dumps([BEFORE])
    second = newer.save_revision()
    first = Revision.objects.for_instance(article).order_by("pk").first()

    address = reverse(
        "wagtailadmin_pages:revisions_compare", args=[article.pk, first.pk, second.pk]
    )

    assert "Lịch tiếp dân" in client.get(address).content.decode()


def test_reverting_brings_kept_blocks_back_as_they_were(client, article, url):
    first = Revision.objects.for_instance(article).order_by("pk").first()
    changed = form_with(client, url, without("sample__notice"))
    desk.send(client, url, {**changed}, "publish")
    assert [item["type"] for item in stored(article)] == ["text", "text", "gone__poll"]
    revert = reverse("wagtailadmin_pages:revisions_revert", args=[article.pk, first.pk])

    response = desk.send(client, revert, form_with(client, revert), "publish")

    assert response.status_code == 302
    assert exactly(kept_of(stored(article))) == exactly([NOTICE, GHOST])


def test_a_block_deleted_meanwhile_by_somebody_else_can_be_saved_again(
    client, site, article, url, signed_in, editor
):
    mine = form_with(client, url)
    theirs = signed_in(editor)
    desk.send(theirs, url, form_with(theirs, url, without("sample__notice")))
    refused = desk.send(client, url, mine)
    assert "TIN-05" in desk.errors_of(refused)
    newer = desk.querydict_from_html(refused.content.decode(), form_id="page-edit-form").dict()

    again = {**mine, "newer_version": newer["newer_version"]}
    for name in ("loaded_revision_id", "loaded_revision_created_at", "overwrite_revision_id"):
        if name in newer:
            again[name] = newer[name]
    again["loaded_revision_id"] = mine["loaded_revision_id"]
    response = desk.send(client, url, again)

    assert response.status_code == 302
    assert exactly(kept_of(drafted(article))) == exactly([NOTICE, GHOST])
