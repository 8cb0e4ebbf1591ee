"""The HTML of each block of an article's body, also with awkward content."""

from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management import call_command
from wagtail.blocks import StreamBlockValidationError

from portal.media.services import store_document
from portal.pages.blocks import BodyBlock, EmbedBlock
from tests import factories

CODE = "<script>alert(1)</script>"
VIDEO = "https://www.youtube.com/watch?v=1"


def _html(kind, value):
    block = BodyBlock()
    return block.render(block.to_python([{"type": kind, "value": value, "id": "1"}]))


def _item(image, caption=""):
    return {"type": "item", "id": "1", "value": {"image": image, "caption": caption}}


def _table(*rows, **values):
    return {"data": rows, "table_caption": "", **values}


def test_migrations_hold_no_blocks(db):
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())


def test_text_keeps_its_tags():
    assert "<b>Chữ</b>" in _html("text", "<p><b>Chữ</b></p>")


def test_picture_shows_caption_and_credit_or_nothing(site):
    image = factories.make_image(site, credit="Ảnh: An")

    shown = _html("picture", {"image": image.pk, "caption": CODE, "credit": ""})
    bare = _html("picture", {"image": image.pk, "caption": "", "credit": ""})

    assert 'alt="Quang cảnh hội nghị"' in shown
    assert "Ảnh: An" in shown
    assert "<script" not in shown
    assert "<script" not in bare


def test_picture_that_was_deleted_leaves_the_article_whole(site):
    image = factories.make_image(site)
    number = image.pk
    image.delete()

    assert "<figure" not in _html("picture", {"image": number, "caption": "Ảnh", "credit": ""})
    gallery = _html("gallery", {"title": "Chùm ảnh", "items": [_item(number), _item(number)]})
    assert "Chùm ảnh" in gallery
    assert "<figure" not in gallery


def test_gallery_shows_every_picture_once(site):
    images = [factories.make_image(site, title=f"Ảnh {n}") for n in range(3)]

    html = _html("gallery", {"title": CODE, "items": [_item(i.pk, i.title) for i in images]})

    assert html.count("<img") == 3
    assert "Ảnh 2" in html
    assert "<script" not in html


def test_quotation_keeps_lines_and_needs_no_speaker():
    html = _html("quote", {"text": f"Dòng một\nDòng hai {CODE}", "attribution": ""})

    assert "Dòng một<br>Dòng hai" in html
    assert "<figcaption" not in html
    assert "<script" not in html


@pytest.mark.parametrize(
    ("header_row", "header_column", "row_heads", "column_heads"),
    [(False, False, 0, 0), (True, False, 0, 2), (False, True, 2, 0), (True, True, 1, 2)],
)
def test_table_marks_its_headers(header_row, header_column, row_heads, column_heads):
    html = _html(
        "table",
        _table(
            ["A", "B"],
            ["1", "2"],
            first_row_is_table_header=header_row,
            first_col_is_header=header_column,
        ),
    )

    assert html.count('<th scope="row">') == row_heads
    assert html.count('<th scope="col">') == column_heads


def test_table_escapes_its_cells_and_bears_empty_ones():
    html = _html("table", _table([CODE, None], ["", "a\nb"], table_caption=CODE))

    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "a<br>b" in html
    assert html.count("<td>") == 4


def test_table_of_twenty_columns_scrolls_by_itself():
    html = _html("table", _table([str(n) for n in range(20)]))

    assert html.count("<td>") == 20
    assert 'class="scroll"' in html


@pytest.mark.parametrize("value", [None, {}, {"data": []}, {"data": [[]]}])
def test_table_without_content_is_no_error(value):
    assert "<td" not in _html("table", value)


@pytest.fixture
def document(site):
    file = ContentFile("Số,Tên\n1,An\n".encode(), name="bang.csv")
    return store_document(actor=None, site=site, file=file, title="Bảng")


def test_file_shows_title_and_kind(document):
    html = _html("file", {"document": document.pk, "title": "Biểu <1>"})

    assert document.url in html
    assert "CSV" in html
    assert "Biểu &lt;1&gt;" in html


def test_file_that_was_deleted_leaves_no_trace(document, site, approver):
    body = [("text", "<p>Chữ</p>"), ("file", {"document": document, "title": "Biểu"})]
    article = factories.make_article(site, approver, body=body)
    document.delete()
    article.refresh_from_db()

    html = article.body.render_as_block()

    assert "Chữ" in html
    assert "Biểu" not in html


def test_video_is_a_link_and_no_frame():
    html = _html("embed", {"url": VIDEO, "title": CODE})

    assert f'href="{VIDEO}"' in html
    assert "www.youtube.com" in html
    assert "<iframe" not in html
    assert "<script" not in html


def _check(url):
    block = EmbedBlock()
    return block.clean(block.to_python({"url": url, "title": "Video"}))


@pytest.mark.parametrize("url", [VIDEO, "https://YouTube.com/x", "https://vtv.vn/video/1.htm"])
def test_video_of_an_allowed_host_is_taken(url):
    assert _check(url)["url"] == url


@pytest.mark.parametrize(
    "url",
    [
        "https://video.example/1",
        "http://www.youtube.com/watch?v=1",
        "https://www.youtube.com.evil.example/1",
        "https://www.youtube.com@evil.example/1",
        "https://evil.example/https://www.youtube.com/",
        "https://myoutube.com/1",
    ],
)
def test_video_of_another_host_is_refused(url):
    with pytest.raises(ValidationError) as refused:
        _check(url)

    assert "NH-01" in str(refused.value.as_json_data())


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "https://[::1", "youtube"])
def test_video_without_a_proper_address_is_refused(url):
    with pytest.raises(ValidationError):
        _check(url)


def test_gallery_of_one_picture_is_refused(site):
    image = factories.make_image(site)
    block = BodyBlock()
    value = [{"type": "gallery", "value": {"title": "", "items": [_item(image.pk)]}}]

    with pytest.raises(StreamBlockValidationError):
        block.clean(block.to_python(value))


def test_block_nobody_knows_any_more_is_left_out():
    block = BodyBlock()
    raw = [{"type": "poll", "value": 1}, {"type": "text", "value": "<p>Chữ</p>"}]

    assert "Chữ" in block.render(block.to_python(raw))
