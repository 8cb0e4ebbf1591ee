"""An article and its copies count together where somebody counts."""

import pytest
from django.urls import reverse

from portal.desk import figures
from portal.reading import counts
from portal.syndication.together import copies_of, origins_of, together


def test_copies_and_origins_are_found_both_ways(copy, article):
    assert copies_of([article.pk, copy.pk]) == {article.pk: [copy.pk]}
    assert origins_of([article.pk, copy.pk]) == {copy.pk: article.pk}


@pytest.fixture
def counter(copy, article):
    numbers = {article.pk: 1200, copy.pk: 34}

    def count(page_ids):
        return {key: numbers[key] for key in page_ids if key in numbers}

    figures.register("views", label="Lượt xem", count=together(count))
    counts.register(views=together(count), most_read=lambda *_given: [])
    yield
    figures.forget("views")
    counts.forget()


def test_desk_shows_the_sum_for_both(counter, copy, article, chief, approver, signed_in):
    for person in (approver, chief):
        page = signed_in(person).get(reverse("desk:index")).content.decode()
        assert "1.234" in page or "1234" in page


def test_readers_see_the_sum_for_both(counter, copy, article, site, province):
    assert counts.views_of(article.pk, site) == counts.views_of(copy.pk, province) == 1234


def test_article_that_nobody_counted_has_no_number(db):
    assert together(lambda _keys: {})([1, 2]) == {}
