"""Search finds the text of a plugin's block only where the plugin is on, also after switching."""

import json

import pytest

from portal.pages import tasks
from portal.plugins.scopes import INSTALLATION, Scope
from portal.search.services import search_articles
from portal.sites.models import Role
from tests import factories
from tests.portal.pages.streams_desk import BODY, switch


@pytest.fixture
def articles(site, other_site, approver, run_tasks):
    found = []
    for place in (site, other_site):
        person = factories.make_person(place, Role.APPROVER, f"duyet.{place.code}")
        found.append(factories.make_article(place, person, body=json.dumps(BODY)))
    factories.make_article(site, approver, title="Không có khung", body=[("text", "<p>A</p>")])
    run_tasks()
    return [article.pk for article in found]


def _found():
    return set(search_articles("lịch tiếp dân"))


def test_text_of_a_block_is_found_where_it_was_switched_on(articles, site, run_tasks):
    assert _found() == set()

    switch(site)
    tasks.index_after_switch("sample", Scope.site(site.pk))
    run_tasks()

    assert _found() == {articles[0]}


def test_text_of_a_block_is_lost_where_it_was_switched_off(articles, site, other_site, run_tasks):
    for place in (site, other_site):
        switch(place)
    tasks.index_after_switch("sample", INSTALLATION)
    run_tasks()
    assert _found() == set(articles)

    switch(site, enabled=False)
    tasks.index_after_switch("sample", Scope.site(site.pk))
    run_tasks()

    assert _found() == {articles[1]}


def test_only_pages_with_a_block_of_the_plugin_are_indexed_again(articles, site):
    pages = tasks._holding('"type": "sample__', site.pk)

    assert [page.pk for page in pages] == articles[:1]
