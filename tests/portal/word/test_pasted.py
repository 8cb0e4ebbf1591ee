"""Text pasted with a table becomes blocks."""

from __future__ import annotations

import time

import pytest
from django.core.exceptions import ValidationError

from portal.word import services
from portal.word.services import blocks_from_clipboard
from tests import factories

PASTE = "/quan-tri/tu-tep-word/dan/"
TABLE = (
    "<table><tr><th>Chỉ tiêu</th><th>Kết quả</th></tr><tr><td>Thu</td><td>1.315</td></tr></table>"
)


def blocks(html):
    return [(block["type"], block["value"]) for block in blocks_from_clipboard(html)[0]]


def told(html):
    return {row[0] for row in blocks_from_clipboard(html)[1].rows()}


def test_text_before_and_behind_a_table():
    found = blocks(f"<p>Trước <b>đậm</b></p>{TABLE}<p>Sau</p>")
    assert [kind for kind, _value in found] == ["text", "table", "text"]
    assert found[0][1] == "<p>Trước <b>đậm</b></p>"
    assert found[1][1]["data"] == [["Chỉ tiêu", "Kết quả"], ["Thu", "1.315"]]
    assert found[1][1]["first_row_is_table_header"] is True


def test_merged_cells():
    html = (
        "<table><tr><td rowspan=2>A</td><td colspan=2>B</td></tr>"
        "<tr><td>c</td><td>d</td></tr></table>"
    )
    assert blocks(html)[0][1]["data"] == [["A", "B", ""], ["", "c", "d"]]
    assert "merged" in told(html)


def test_cell_that_reaches_beyond_the_last_row():
    html = "<table><tr><td rowspan=9>A</td><td>b</td></tr><tr><td>c</td></tr></table>"
    assert blocks(html)[0][1]["data"] == [["A", "b"], ["", "c"]]


def test_lists_of_word():
    item = "<p style='mso-list:l0 level{0} lfo1'><span style='mso-list:Ignore'>{1}</span>{2}</p>"
    html = item.format(1, "1.", "Một") + item.format(2, "-", "Con") + item.format(1, "2.", "Hai")
    expected = "<ol><li>Một<ul><li>Con</li></ul></li><li>Hai</li></ol>"
    assert blocks(html) == [("text", expected)]


def test_lists_of_browsers():
    html = "<ul><li>Một<ol><li>Con</li></ol></li><li>Hai</li></ul>"
    expected = "<ul><li>Một<ol><li>Con</li></ol></li><li>Hai</li></ul>"
    assert blocks(html) == [("text", expected)]


def test_old_code_by_font():
    html = "<p><span style='font-family:\".VnTime\"'>§¶ng bé</span></p>"
    assert blocks(html) == [("text", "<p>Đảng bộ</p>")]
    assert "legacy" in told(html)


@pytest.mark.parametrize(
    "html",
    [
        "<p>Chữ<script>alert(1)</script></p>",
        "<p onclick=x>Chữ</p>",
        "<style>p{}</style><p>Chữ<!--[if gte mso 9]><xml>x</xml><![endif]--></p>",
        "<p>Chữ<span style='display:none'>ẩn</span></p>",
        "<p><a href='javascript:x'>Chữ</a></p>",
        "<p>Ch\u1eef\u200b</p>",
    ],
)
def test_only_text_comes_through(html):
    assert blocks(html) == [("text", "<p>Chữ</p>")]


def test_picture_told():
    assert "picture_outside" in told("<p>Chữ</p><img src='file:///c/a.png'>")


def test_deep_nesting_ends():
    html = "<div>" * 150 + "đáy" + "</div>" * 150
    assert blocks(html) == [("text", "<p>đáy</p>")]


TOO_MUCH = {
    "deep": "<b>a" * 400,
    "deep, with ends of others": "<b></p>a" * 400,
    "elements": "<i>a</i>" * 50_001,
    "cells that reach down": (
        f"<table><tr>{'<td rowspan=1000>a</td>' * 5000}</tr>{'<tr></tr>' * 900}</table>"
    ),
}


@pytest.mark.parametrize("case", TOO_MUCH)
def test_too_many_elements_refused(case):
    with pytest.raises(ValidationError, match="WD-10"):
        blocks_from_clipboard(TOO_MUCH[case])


@pytest.mark.parametrize("part", ["<a ", "<a x=", "<a '", '<a b="', "<a/", "<a <", "</"])
def test_tags_that_never_end_cost_no_more_than_their_length(part):
    """The parser of the standard library alone takes minutes for them."""
    html = "<p>Chữ</p>" + part * (60_000 // len(part))
    began = time.process_time()
    blocks_from_clipboard(html)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "html",
    [
        '<p style="mso-list:l9 level{}">x',
        '<b style="font-weight:{}">x',
        '<p style="mso-list:l9 level1"><span style="mso-list:Ignore">{}.</span>x',
        '<table><tr><td colspan="{}" rowspan="--5">x</table>',
        "<ol start={}><li>x</ol>",
    ],
)
def test_number_without_end(html):
    assert blocks(html.format("9" * 5000))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>2 < 3 và 5 > 4</p>", "<p>2 &lt; 3 và 5 &gt; 4</p>"),
        ("<p title='a > b'>Chữ</p>", "<p>Chữ</p>"),
        ("<p><![if !x]>Chữ<![endif]><![x</p>", "<p>Chữ</p>"),
        ("<P><B v:x='1' style=font-weight:normal>Chữ</B>&nbsp;&amp;</P>", "<p>Chữ &amp;</p>"),
        ('<p><a href="https://a.vn/?b=1&amp;c=2">Chữ</a></p>', None),
    ],
)
def test_odd_markup_read(html, expected):
    expected = expected or '<p><a href="https://a.vn/?b=1&amp;c=2">Chữ</a></p>'
    assert blocks(html) == [("text", expected)]


@pytest.mark.parametrize(
    ("html", "code"), [("", "WD-11"), ("<p> </p>", "WD-11"), ("x" * 50, "WD-10")]
)
def test_refused(html, code, monkeypatch):
    monkeypatch.setattr(services, "MOST_PASTED", 40)
    with pytest.raises(ValidationError, match=code):
        blocks_from_clipboard(html)


def test_address_gives_states_of_the_editor(site, contributor, signed_in):
    client = signed_in(contributor)
    answer = client.post(PASTE, {"html": f"<p>Trước</p>{TABLE}"}).json()
    assert [block["type"] for block in answer["blocks"]] == ["text", "table"]
    assert '"unstyled"' in answer["blocks"][0]["value"]
    assert answer["told"] == []
    refused = client.post(PASTE, {"html": ""})
    assert refused.status_code == 400
    assert "WD-11" in refused.json()["message"]
    assert client.get(PASTE).status_code == 405


def test_address_only_for_writers(site, signed_in):
    auditor = factories.make_person(None, factories.Role.AUDITOR)
    assert signed_in(auditor).post(PASTE, {"html": TABLE}).status_code != 200
