"""A new-page form sent twice makes one page (TIN-06)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import connections
from wagtail.models import Page, Revision

from portal.news.models import ArticlePage
from tests import factories
from tests.portal.news import desk


@pytest.mark.parametrize("action", ["save", "submit"])
def test_second_sending_leads_to_the_first_page(contributor, approver, signed_in, site, action):
    client = signed_in(contributor)
    url = desk.create_url(site)
    form = desk.fill(desk.open_form(client, url))
    desk.send(client, url, form, action)
    mails = len(mail.outbox)

    second = desk.send(client, url, form, action)

    article = ArticlePage.objects.get()
    assert (second.status_code, second.headers["Location"]) == (302, desk.edit_url(article))
    assert "TIN-06" in client.get(second.headers["Location"]).content.decode()
    assert Revision.objects.for_instance(article).count() == 1
    assert len(mail.outbox) == mails


def test_form_that_was_refused_may_be_sent_again(contributor, signed_in, site):
    client = signed_in(contributor)
    url = desk.create_url(site)
    form = desk.fill(desk.open_form(client, url))
    desk.send(client, url, {**form, "title": "<script>"})

    assert desk.send(client, url, form).status_code == 302
    assert ArticlePage.objects.count() == 1


def test_two_forms_opened_side_by_side_make_two_pages(contributor, signed_in, site):
    client = signed_in(contributor)
    url = desk.create_url(site)
    forms = [desk.fill(desk.open_form(client, url)) for _ in range(2)]

    for form in forms:
        assert desk.send(client, url, form).status_code == 302

    assert ArticlePage.objects.count() == 2


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_sendings_at_the_same_moment_make_one_page(contributor, signed_in, site):
    url = desk.create_url(site)
    form = desk.fill(desk.open_form(signed_in(contributor), url))

    def send_form(_number):
        try:
            return desk.send(signed_in(contributor), url, form).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(send_form, range(2)))

    assert answers == [302, 302]
    # Whichever was recorded first stays; its address may bear the number 2.
    [page] = factories.section_of(site).get_children()
    assert page.slug.startswith(form["slug"])
    assert Page.find_problems() == ([], [], [], [], [])


def test_form_changed_before_it_was_sent_again_loses_nothing(contributor, signed_in, site):
    client = signed_in(contributor)
    url = desk.create_url(site)
    form = desk.fill(desk.open_form(client, url))
    desk.send(client, url, form)

    desk.send(client, url, {**form, "lead": "Dẫn đề viết lại sau khi bấm Quay lại."})

    leads = set(ArticlePage.objects.values_list("lead", flat=True))
    assert leads == {form["lead"], "Dẫn đề viết lại sau khi bấm Quay lại."}


def test_save_then_back_then_submit_is_one_page(contributor, signed_in, site):
    client = signed_in(contributor)
    url = desk.create_url(site)
    form = desk.fill(desk.open_form(client, url))
    desk.send(client, url, form, "save")

    second = desk.send(client, url, form, "submit")

    assert second.headers["Location"] == desk.edit_url(ArticlePage.objects.get())
