"""What widgets ask for is read together; one that asks for nonsense is lost alone."""

import pytest
from django.db.models import Q

from portal.pages.catalogue.news import NoticesWidget
from portal.pages.catalogue.place import Wanted
from tests import factories
from tests.portal.pages.widgets_desk import arrange, beside, headline, main, of_section


@pytest.fixture
def article(site, approver):
    return factories.make_article(site, approver, title="Bài mới")


@pytest.mark.parametrize(
    "wish",
    [
        Wanted(("x", 1), -3, Q()),
        Wanted(("x", 2), 3, Q(no_such_column=1)),
        Wanted(("x", 3), 3, Q(), holds=lambda _card: 1 / 0),
        Wanted(("x", 4), "3", Q()),
        5,
    ],
)
def test_wish_that_cannot_be_read_is_the_only_one_lost(site, article, monkeypatch, wish):
    monkeypatch.setattr(NoticesWidget, "wants", lambda *_args: [wish])
    arrange(site, headline(count=2))
    beside(site, of_section("notices", factories.section_of(site)))

    assert "Bài mới" in main()


def test_stored_number_below_nothing_takes_no_page_down(site, article):
    arrange(
        site, headline(count=2), of_section("section_news", factories.section_of(site), count=-5)
    )

    assert "Bài mới" in main()
