"""Links read from stored content."""

import time
from typing import Any

import pytest
from wagtail.models import Page

from portal.checks.found_links import Link, Reader, in_html
from portal.media.models import PortalDocument, PortalImage
from portal.news.models import ArticlePage
from portal.pages.models import HomePage, SiteLayout
from portal.pages.pasted import texts_of

BODY = ArticlePage._meta.get_field("body").stream_block  # type: ignore[union-attr]


def read(json: str, block: Any = BODY) -> list[Link]:
    return Reader().in_json(block, json)


def test_links_of_rich_text_are_read_with_their_texts() -> None:
    html = (
        '<p><a linktype="page" id="7">Xem <b>bài</b> &amp; ảnh</a>'
        '<a id="8" linktype="document">Tệp</a><embed alt="A" embedtype="image" id="9"/>'
        "<a href='/x/?a=1&amp;b=2'>X</a></p>"
    )
    assert list(in_html(html)) == [
        Link(Page, "7", "Xem bài & ảnh"),
        Link(PortalDocument, "8", "Tệp"),
        Link(PortalImage, "9", "A"),
        Link(None, "/x/?a=1&b=2", "X"),
    ]


def test_links_without_a_target_are_left_out() -> None:
    html = '<a name="x">A</a><a href="">B</a><a linktype="page" id="abc">C</a><a linktype="page">'
    assert list(in_html(html)) == []


def test_embeds_and_kinds_nobody_knows_are_left_out() -> None:
    assert (
        list(in_html('<embed embedtype="media" url="https://x/"><a linktype="new" id="1">')) == []
    )


def test_links_of_every_block_are_read() -> None:
    json = """[
        {"type": "text", "value": "<a href='/a/'>A</a>"},
        {"type": "picture", "value": {"image": 3, "caption": "Ảnh"}},
        {"type": "gallery", "value": {"title": "Bộ ảnh", "items": [
            {"type": "item", "value": {"image": 4, "caption": ""}, "id": "x"},
            {"image": 5, "caption": "Năm"}]}},
        {"type": "file", "value": {"document": 6, "title": "Tệp"}},
        {"type": "embed", "value": {"url": "https://vtv.vn/1", "title": "Phim"}},
        {"type": "quote", "value": {"text": "/no/link/"}}]"""
    assert read(json) == [
        Link(None, "/a/", "A"),
        Link(PortalImage, "3", "Ảnh"),
        Link(PortalImage, "4", "Bộ ảnh"),
        Link(PortalImage, "5", "Năm"),
        Link(PortalDocument, "6", "Tệp"),
        Link(None, "https://vtv.vn/1", "Phim"),
    ]


def test_sections_and_addresses_of_side_widgets_are_read() -> None:
    json = """[{"type": "links", "value": {"title": "Hộp", "links": [
        {"type": "item", "value": {"text": "Một", "section": 5, "address": ""}},
        {"type": "item", "value": {"text": "Hai", "section": null, "address": "/hai/"}}]}}]"""
    block = SiteLayout._meta.get_field("aside").stream_block  # type: ignore[union-attr]
    found = read(json, block)
    assert [(link.target, link.text) for link in found] == [("5", "Một"), ("/hai/", "Hai")]
    assert found[0].model is not None
    assert issubclass(found[0].model, Page)


def test_sections_of_a_home_page_are_read() -> None:
    block = HomePage._meta.get_field("blocks").stream_block  # type: ignore[union-attr]
    found = read('[{"type": "section_news", "value": {"section": 5, "count": 3}}]', block)
    assert [link.target for link in found] == ["5"]


def test_content_that_is_broken_holds_no_links() -> None:
    for json in ("", "{", "7", '"x"', "[7, null]", '[{"type": "text"}]', '[{"type": "lạ__x"}]'):
        assert read(json) == []
    assert (
        read('[{"type": "gallery", "value": {"items": 7}}, {"type": "picture", "value": 7}]') == []
    )


def test_links_that_never_end_are_read_in_bounded_time() -> None:
    assert len(list(in_html("<a href='/x/'>" * 20_000))) == 20_000


@pytest.mark.parametrize("text", ["<a " * 66_000, f"<a {'a' * 200_000}>", "<p " * 66_000])
def test_tags_without_an_end_cost_no_more_than_their_length(text: str) -> None:
    """Each was followed to the end of the text: seconds, in which the process stands still."""
    began = time.process_time()
    assert list(in_html(text)) == []
    assert list(texts_of(text))
    assert time.process_time() - began < 2
