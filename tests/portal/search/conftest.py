import pytest
from wagtail.search.backends import get_search_backend

from portal.news.models import ArticlePage


@pytest.fixture
def index_articles(db):
    """Write all articles into the index at once, as the background tasks do one by one."""

    def index():
        get_search_backend().add_bulk(ArticlePage, list(ArticlePage.objects.all()))

    return index
