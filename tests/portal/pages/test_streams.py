"""Streams that plugins extend, away from any form: what is kept, shown, indexed."""

import json
import pickle
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.writer import MigrationWriter
from django.template import Context, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail import blocks
from wagtail.blocks import StreamBlockValidationError
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import ReferenceIndex

from plugins.sample.blocks import NoticeBlock
from portal.news.models import ArticlePage
from portal.pages.blocks import BodyBlock, HomeBlock
from portal.pages.fields import BodyField
from portal.plugins import faults, points, registry
from portal.plugins.registry import Owned
from tests import factories
from tests.portal.pages.streams_desk import (
    AFTER,
    BEFORE,
    BODY,
    GHOST,
    NOTICE,
    exactly,
    stored,
    switch,
)

SHOWN = "sample-notice"


class FaultyBlock(blocks.CharBlock):
    """Fails in the way its content says."""

    def to_python(self, value):
        return self._or_fail("read", value)

    def bulk_to_python(self, values):
        return [self._or_fail("read", value) for value in values]

    def render(self, value, context=None):
        return self._or_fail("render", value)

    def get_searchable_content(self, value):
        return [self._or_fail("index", value)]

    def get_form_state(self, value):
        return self._or_fail("form", value or "")

    def _or_fail(self, where, value):
        if value == where:
            raise ZeroDivisionError(where)
        return value


@pytest.fixture
def registered(monkeypatch):
    """Registers one more block of the sample plugin for the time of the test."""

    def add(name, block):
        more = Owned("sample", points.BodyBlock(name, block))
        before = registry.extensions(points.BodyBlock)
        monkeypatch.setitem(registry._extensions, points.BodyBlock, [*before, more])
        return f"sample__{name}"

    return add


@pytest.fixture
def article(site, approver):
    return factories.make_article(site, approver, body=json.dumps(BODY))


def _render(page):
    return Template("{% load wagtailcore_tags %}{% include_block page.body %}").render(
        Context({"page": page})
    )


def test_every_stored_item_goes_through_a_page_as_it_is(article):
    article.refresh_from_db()
    list(article.body)  # converts every block
    str(article.body)
    article.save()

    assert exactly(stored(article)) == exactly(BODY)


def test_blocks_of_a_plugin_that_is_on_stay_as_stored_until_they_change(site, article):
    switch(site)
    page = ArticlePage.objects.get(pk=article.pk)
    assert page.body[1].value["text"] == "Lịch tiếp dân  "
    page.save()
    assert exactly(stored(page)) == exactly(BODY)

    page.body[1].value["text"] = "Lịch mới"
    page.save()

    assert stored(page)[1] == {**NOTICE, "value": {"text": "Lịch mới"}}
    assert exactly([*stored(page)[:1], *stored(page)[2:]]) == exactly([BEFORE, AFTER, GHOST])


def test_reading_a_plugins_block_changes_nothing_inside_it(site, approver, registered):
    name = registered("column", BodyBlock())
    items = [{"type": name, "id": "1", "value": [{"type": "text", "value": "<p>Không số</p>"}]}]
    switch(site)
    article = factories.make_article(site, approver, body=json.dumps(items))

    assert "Không số" in _render(article)
    article.save()

    assert exactly(stored(article)) == exactly(items)


def test_items_without_an_id_get_none_while_they_are_kept():
    raw = [{"type": "gone__poll", "value": 1}, {"type": "text", "value": "<p>A</p>"}]
    block = BodyBlock()
    value = block.to_python(raw)

    assert list(block.get_prep_value(value)[0]) == ["type", "value"]
    list(value)
    assert list(block.get_prep_value(value)[0]) == ["type", "value"]
    assert block.get_prep_value(value)[1]["id"]


def test_the_portals_own_blocks_get_an_id_also_next_to_kept_ones():
    value = BodyBlock().to_python([GHOST, {"type": "text", "value": "<p>A</p>"}])
    list(value)

    stored_items = value.get_prep_value()

    assert stored_items[1]["id"]
    assert stored_items == value.get_prep_value()


def test_reading_many_streams_at_once_loses_nothing():
    block = BodyBlock()

    values = block.bulk_to_python([BODY, [GHOST]])

    assert [exactly(block.get_prep_value(value)) for value in values] == [
        exactly(BODY),
        exactly([GHOST]),
    ]


def test_a_stream_inside_another_block_loses_nothing():
    outer = blocks.ListBlock(BodyBlock())
    raw = [{"type": "item", "id": "1", "value": BODY}]

    assert exactly(outer.get_prep_value(outer.to_python(raw))[0]["value"]) == exactly(BODY)


def test_a_home_page_keeps_what_it_does_not_know():
    block = HomeBlock()

    assert exactly(block.get_prep_value(block.to_python([GHOST]))) == exactly([GHOST])


def test_text_that_is_no_json_is_an_empty_stream():
    assert BodyBlock().to_python("<p>Cũ</p>").raw_text == "<p>Cũ</p>"


def test_values_are_equal_by_what_they_store():
    block = BodyBlock()

    assert block.to_python(BODY) == block.to_python(json.dumps(BODY))
    assert block.to_python(BODY) != block.to_python([BEFORE, {**NOTICE, "value": {}}, AFTER, GHOST])
    assert block.to_python(BODY) != block.to_python(BODY[:3])


def test_a_page_can_be_pickled(article):
    page = ArticlePage.objects.get(pk=article.pk)

    again = pickle.loads(pickle.dumps(page))  # noqa: S301

    assert exactly(again.body.get_prep_value()) == exactly(BODY)


def test_a_value_given_to_another_page_stays_the_first_ones(article):
    other = ArticlePage(title="Khác", body=article.body)

    assert article.body.owner is article
    assert other.body.owner is other
    assert exactly(other.body.get_prep_value()) == exactly(BODY)


def test_readers_see_a_plugins_block_only_where_it_is_on(site, other_site, article):
    assert SHOWN not in _render(article)
    switch(other_site)
    assert SHOWN not in _render(article)
    switch(site)
    assert SHOWN in _render(article)
    switch(site, enabled=False)
    html = _render(article)
    assert SHOWN not in html
    assert "sample" not in html
    assert "gone" not in html
    assert html.index("Đoạn trước") < html.index("Đoạn sau")


@pytest.mark.parametrize(
    "template",
    [
        "{% include_block page.body %}",
        "{{ page.body }}",
        "{% for block in page.body %}{% include_block block %}{% endfor %}",
        "{% for block in page.body %}{{ block }}{% endfor %}",
        "{% for block in page.body %}{{ block.render }}{% endfor %}",
        "{% for block in page.body %}{{ block.render_as_block }}{% endfor %}",
        "{% for block in page.body %}{% include_block block.value %}{% endfor %}",
    ],
)
def test_no_template_gets_past_the_gate(site, other_site, article, template):
    def html():
        page = ArticlePage.objects.get(pk=article.pk)
        return Template("{% load wagtailcore_tags %}" + template).render(Context({"page": page}))

    switch(other_site)  # on somewhere, not here
    assert SHOWN not in html()
    switch(site)
    assert SHOWN in html()


def test_without_a_page_the_site_of_the_request_decides(site, other_site, rf: RequestFactory):
    switch(site)
    block = BodyBlock()
    value = block.to_python([NOTICE])
    request = rf.get("/")

    request.portal_site = other_site
    assert SHOWN not in block.render(value, {"request": request})
    request.portal_site = site
    assert SHOWN in block.render(value, {"request": request})
    assert SHOWN in block.render(value)


def test_a_page_of_a_reader_shows_the_block_without_a_query_more(site, article, client):
    address = article.get_url()
    client.get(address)
    with CaptureQueriesContext(connection) as closed:
        assert SHOWN not in client.get(address).content.decode()
    switch(site)
    client.get(address)
    with CaptureQueriesContext(connection) as opened:
        assert SHOWN in client.get(address).content.decode()

    assert len(opened) == len(closed)


@pytest.mark.parametrize("where", ["read", "render", "index"])
def test_a_block_that_fails_leaves_the_page_whole(site, approver, registered, where):
    name = registered("faulty", FaultyBlock(required=False))
    items = [
        BEFORE,
        {"type": name, "value": where, "id": "1"},
        {"type": name, "value": "tốt", "id": "2"},
    ]
    switch(site)
    before = faults.count("sample")

    article = factories.make_article(site, approver, body=json.dumps(items))
    html = _render(ArticlePage.objects.get(pk=article.pk))

    assert "Đoạn trước" in html
    assert "tốt" in html
    if where != "index":
        assert html.count("w-block-sample__faulty") == 1
    assert "tốt" in article.body.stream_block.get_searchable_content(article.body)
    assert faults.count("sample") > before
    assert exactly(stored(article)) == exactly(items)


def test_a_fault_in_the_portals_own_block_is_no_secret(article):
    block = BodyBlock([("faulty", FaultyBlock())])

    with pytest.raises(ZeroDivisionError):
        block.render(block.to_python([{"type": "faulty", "value": "render"}]))


def _indexed(page):
    return " ".join(ArticlePage._meta.get_field("body").get_searchable_content(page.body))


def test_search_reads_a_plugins_block_only_where_it_is_on(site, article):
    assert "Đoạn trước" in _indexed(article)
    assert "Lịch" not in _indexed(article)
    switch(site)
    assert "Lịch" in _indexed(article)


def test_api_shows_a_plugins_block_only_where_it_is_on(site, article):
    def kinds():
        shown = article.body.stream_block.get_api_representation(article.body, {"page": article})
        return [block["type"] for block in shown]

    assert kinds() == ["text", "text"]
    switch(site)
    assert kinds() == ["text", "sample__notice", "text"]


@pytest.mark.parametrize("on", [True, False])
def test_a_picture_in_a_plugins_block_is_in_use_also_while_it_is_off(
    site, approver, registered, on
):
    image = factories.make_image(site)
    switch(site, enabled=on)
    item = {"type": registered("pictured", ImageChooserBlock()), "value": image.pk, "id": "1"}

    article = factories.make_article(site, approver, body=json.dumps([item, GHOST]))
    ReferenceIndex.create_or_update_for_object(article)

    assert "Pictured" in ReferenceIndex.get_references_to(image).get().describe_source_field()


def test_a_picture_in_a_kept_block_of_the_editor_is_in_use(site, registered):
    image = factories.make_image(site)
    item = {"type": registered("pictured", ImageChooserBlock()), "value": image.pk, "id": "1"}
    stream = BodyBlock().bound_to(site)

    found = list(stream.extract_references(stream.to_python([item, GHOST])))

    assert [(model, number) for model, number, *_paths in found] == [(type(image), str(image.pk))]


def test_where_a_picture_of_a_removed_plugin_is_used_can_still_be_told(
    site, approver, registered, monkeypatch
):
    image = factories.make_image(site)
    item = {"type": registered("pictured", ImageChooserBlock()), "value": image.pk, "id": "1"}
    article = factories.make_article(site, approver, body=json.dumps([item]))
    ReferenceIndex.create_or_update_for_object(article)

    monkeypatch.undo()

    assert "pictured" in ReferenceIndex.get_references_to(image).get().describe_source_field()


def test_copying_a_page_copies_every_item(article):
    copied = article.copy(update_attrs={"slug": "ban-sao", "title": "Bản sao"})

    assert exactly(stored(copied)) == exactly(BODY)


def test_migrations_hold_no_blocks(db):
    text, _imports = MigrationWriter.serialize(BodyField(BodyBlock(), blank=True))

    assert text == "portal.pages.fields.BodyField(blank=True)"
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())


def test_a_plain_stream_field_is_told_to_be_a_body_field():
    def told(field):
        return [error.id for error in BodyBlock().check(field=field)]

    assert told(StreamField(BodyBlock())) == ["portal_pages.E001"]
    assert told(BodyField(BodyBlock())) == []


def test_a_blocks_name_and_class_stay_its_own():
    block = BodyBlock().child_blocks["sample__notice"]

    assert block.name == "sample__notice"
    assert str(block.label) == str(NoticeBlock().label)
    assert isinstance(block, NoticeBlock)
    assert block is BodyBlock().child_blocks["sample__notice"]
    assert BodyBlock().check() == []


def test_a_block_that_a_stream_does_not_accept_is_kept(monkeypatch):
    monkeypatch.setattr(BodyBlock, "accepts", lambda self, extension: False)

    assert "sample__notice" not in BodyBlock().child_blocks
    assert BodyBlock().to_python([NOTICE])[0].render() == ""


def test_limits_count_kept_blocks_too():
    block = BodyBlock(max_num=3)

    with pytest.raises(StreamBlockValidationError):
        block.clean(block.to_python([GHOST, BEFORE, AFTER, GHOST]))
