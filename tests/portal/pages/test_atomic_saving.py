"""A page is saved wholly or not at all, whatever happens in between."""

import pytest
from django.db import connection

from portal.news.models import ArticlePage
from portal.pages import cards
from tests.portal.news import desk


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_failure_while_publishing_leaves_no_half_published_article(
    approver, signed_in, site, monkeypatch
):
    client = signed_in(approver)
    client.raise_request_exception = False
    url = desk.create_url(site)
    form = desk.fill(desk.open_form(client, url))

    def fall_over(page):
        raise RuntimeError

    monkeypatch.setattr(cards, "refresh", fall_over)
    answer = desk.send(client, url, form, "publish")

    assert answer.status_code == 500
    assert not ArticlePage.objects.exists()
    assert not connection.in_atomic_block
