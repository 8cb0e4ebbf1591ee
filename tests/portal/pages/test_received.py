"""Values that no browser of ours sends: an answer that says so, never a fault."""

import json

import pytest
from django.core.exceptions import BadRequest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.test.utils.form_data import querydict_from_html

from portal.pages.received import check_blocks, number_of
from tests import factories
from tests.portal.news import desk

HUGE = "9" * 30


@pytest.fixture
def client(approver, signed_in):
    return signed_in(approver)


@pytest.fixture
def article(site, approver):
    return factories.make_article(site, approver)


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        *((raw, 7) for raw in ("7", " 7", "+7", "0_7", "\uff17", 7)),
        *((raw, None) for raw in ("abc", 7.0, True, HUGE, "-1", None, [], "9" * 5000)),
    ],
)
def test_number(raw, number):
    assert number_of(raw) == number


def state(kind="LINK", key="abc", at=0):
    entity = {"type": kind, "mutability": "MUTABLE", "data": {"id": key}}
    ranges = [{"offset": 0, "length": 2, "key": at}]
    block = {"key": "a", "text": "abc", "type": "unstyled", "depth": 0, "entityRanges": ranges}
    return json.dumps({"blocks": [{**block, "inlineStyleRanges": []}], "entityMap": {"0": entity}})


TEXTS = [
    *("", "[]", "1", "x", '{"blocks": "abc"}', '{"blocks": [1], "entityMap": {}}', "[" * 9000),
    *(state(key=key) for key in ("abc", 254.0, True, HUGE, [], {})),
    *(state("DOCUMENT"), state("IMAGE"), state(key=1, at=7)),
]


@pytest.mark.parametrize("text", TEXTS)
def test_text_that_no_editor_wrote_is_a_bad_request(text):
    with pytest.raises(BadRequest):
        ContentstateConverter(["link", "document-link"]).to_database_format(text)


@pytest.mark.parametrize("key", ["0254", " 254", "+254", "2_54", "２５４", 254])
def test_key_in_a_text_is_stored_in_one_spelling(key):
    assert 'id="254"' in ContentstateConverter(["link"]).to_database_format(state(key=key))


@pytest.mark.parametrize(
    "values",
    [
        {"body-count": "abc"},
        {"body-count": HUGE},
        {"body-count": "-1"},
        {"body-count": "2"},
        {"body-0-order": "abc"},
        {"body-0-type": None},
        {"body-0-deleted": None},
    ],
)
def test_stream_that_cannot_be_counted_is_a_bad_request(values):
    given = {"body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "text"}
    data = {name: value for name, value in {**given, **values}.items() if value is not None}

    with pytest.raises(BadRequest):
        check_blocks(data, "body", with_type=True)
    check_blocks(given, "body", with_type=True)


def test_article_with_such_values_is_a_bad_request(article, client):
    url = desk.edit_url(article)
    form = desk.fill(desk.open_form(client, url))
    gallery = {"title": "", "items-count": "abc"}
    for values in (
        {"main_image": "abc"},
        {"main_image": HUGE},
        {"body-count": "abc"},
        {"body-0-value": state()},
        {"body-0-value": state(key=HUGE)},
        {"body-0-value": "[]"},
        {"body-0-type": "table", "body-0-value": "1"},
        {"body-0-type": "table", "body-0-value": "x"},
        {"body-0-type": "picture", "body-0-value-image": "abc", "body-0-value-caption": "x"},
        {"body-0-type": "file", "body-0-value-document": HUGE, "body-0-value-title": "x"},
        {"body-0-type": "gallery", **{f"body-0-value-{k}": v for k, v in gallery.items()}},
    ):
        for address in (url, f"{url}preview/"):
            answer = client.post(address, {**form, **values})
            assert answer.status_code == 400, (values, address)


def test_destinations_of_pages_that_are_no_numbers_are_bad_requests(article, client):
    copied = {"new_title": "x", "new_slug": "x", "new_parent_page": "abc"}
    for address, data in (
        (f"pages/{article.pk}/copy/", copied),
        (f"pages/{article.pk}/copy/", {**copied, "new_parent_page": HUGE}),
        (f"pages/{article.pk}/move/", {"new_parent_page": "abc"}),
        (f"bulk/wagtailcore/page/move/?id={article.pk}", {"chooser": "abc"}),
        ("pages/news/articlepage/choose_parent/", {"parent_page": "abc"}),
    ):
        answer = client.post(f"/quan-tri/{address}", data)
        assert answer.status_code in {400, 404}, address


@pytest.mark.parametrize("page", ["abc", HUGE])
def test_old_address_to_what_is_no_page_is_a_bad_request(site, signed_in, page):
    from portal.sites.models import Role

    client = signed_in(factories.make_person(site, Role.SITE_ADMIN))
    form = {"address": "/tuy-phong/q", "page": page, "other": "", "legacy_key": ""}

    assert client.post("/quan-tri/dia-chi-cu/new/", form).status_code == 400


def test_form_of_the_editor_still_passes(article, client):
    url = desk.edit_url(article)
    answer = client.get(url)
    form = querydict_from_html(answer.content.decode(), form_id="page-edit-form").dict()

    assert desk.send(client, url, desk.fill(form)).status_code == 302
