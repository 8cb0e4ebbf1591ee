"""Text in TCVN3 and VNI becomes Unicode."""

from __future__ import annotations

import docx
import pytest

from portal.word.legacy import code_of_text, from_tcvn3, from_vni, text_of
from portal.word.parts import Span
from portal.word.syllables import is_syllable
from tests.portal.word.builders import in_font, shaped, text

# Written out, not computed from the tables they test.
SENTENCE = "Đảng bộ tỉnh Bình Thuận tổ chức hội nghị quán triệt nghị quyết của Trung ương"
IN_TCVN3 = "§¶ng bé tØnh B×nh ThuËn tæ chøc héi nghÞ qu¸n triÖt nghÞ quyÕt cña Trung \u00ad¬ng"
IN_VNI = "Ñaûng boä tænh Bình Thuaän toå chöùc hoäi nghò quaùn trieät nghò quyeát cuûa Trung öông"
LOUD = "HỘI NGHỊ TỔNG KẾT NĂM"
# Fonts for capitals show the small letters of the code as capitals.
LOUD_IN_TCVN3 = "héi nghÞ tæng kÕt n¨m"
LOUD_IN_VNI = "HOÄI NGHÒ TOÅNG KEÁT NAÊM"

# All letters with marks; the bytes as glibc's iconv (-f TCVN) reads them.
LETTERS = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
TCVN3_BYTES = (
    "a1a2a3a4a5a6a7a8a9aaabacadaeb5b6b7b8b9bbbcbdbec6c7c8c9cacbcccecfd0d1d2d3d4d5d6d7d8dcddde"
    "dfe1e2e3e4e5e6e7e8e9eaebecedeeeff1f2f3f4f5f6f7f8f9fafbfcfdfe"
)
VNI_LETTERS = (
    "AÊ AÂ EÂ OÂ Ô Ö Ñ aê aâ eâ oâ ô ö ñ aø aû aõ aù aï aè aú aü aé aë aà aå aã aá aä eø eû eõ eù "
    "eï eà eå eã eá eä ì æ ó í ò oø oû oõ où oï oà oå oã oá oä ôø ôû ôõ ôù ôï uø uû uõ uù uï öø öû "
    "öõ öù öï yø yû yõ yù î"
)


def spans(*pairs):
    return [Span(words, font=font) for words, font in pairs]


def test_tcvn3_letters_all():
    assert text_of(from_tcvn3(bytes.fromhex(TCVN3_BYTES).decode("latin-1"))) == LETTERS


def test_vni_letters_all():
    assert "".join(text_of(from_vni(one)) for one in VNI_LETTERS.split()) == LETTERS


@pytest.mark.parametrize("word", ["giếng", "gì", "quyết", "khuya", "nghiêng", "Đắk", "huỳnh", "ư"])
def test_syllable_vietnamese(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["René", "café", "Müller", "ñaûng", "quyÕt", "các̀", "tiêp"])
def test_syllable_other(word):
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("old", "code"),
    [(IN_TCVN3, "TCVN3 (ABC)"), (IN_VNI, "VNI"), (LOUD_IN_VNI, "VNI")],
)
def test_code_without_font(old, code):
    assert code_of_text(old) == code


@pytest.mark.parametrize(
    "words",
    [
        SENTENCE,
        "René Müller à la carte, señor, façade, Åse",
        "© 2020 · § 5 · ½ giờ · 20°C · m² · «trích»",
        "© 2020, ½ §, µ, ®, ¾",
        # One word may be chance.
        "Dupont t«i",
        "t«i Müller René façade señor",
        "Hà và nhà già trí hòa là bà",
        "plain words only",
    ],
)
def test_code_of_other_text_none(words):
    assert code_of_text(words) == ""


@pytest.mark.parametrize(
    ("old", "font", "new"),
    [
        (IN_TCVN3, ".VnTime", SENTENCE),
        (IN_VNI, "VNI-Times", SENTENCE),
        (LOUD_IN_TCVN3, ".VnTimeH", LOUD),
        ("ban", ".VnArialH", "BAN"),
        (LOUD_IN_VNI, "VNI-Helve", LOUD),
        # The name of the font is wrong.
        (SENTENCE, ".VnTime", SENTENCE),
        (SENTENCE, "VNI-Times", SENTENCE),
        (IN_TCVN3, "Times New Roman", SENTENCE),
        (IN_VNI, "Times New Roman", SENTENCE),
        ("Hà Nội", ".VnTimeH", "Hà Nội"),
    ],
)
def test_run_by_font_and_content(old, font, new):
    document = docx.Document()
    in_font(document.add_paragraph().add_run(old), font)
    document.add_paragraph("Đây là đoạn thứ hai của bài, viết bằng Unicode.")
    result, _blocks, told = shaped(document)
    assert result.title == new
    assert ("legacy" in told) == (old != new)


def test_mixed_paragraph_each_run_by_its_own_font():
    document = docx.Document()
    document.add_paragraph("Tiêu đề")
    document.add_paragraph("Lời dẫn của bài viết.")
    paragraph = document.add_paragraph("Chữ Unicode, ")
    in_font(paragraph.add_run("§¶ng bé "), ".VnTime")
    in_font(paragraph.add_run("héi nghÞ"), ".VnTimeH")
    in_font(paragraph.add_run(" toå chöùc"), "VNI-Times")
    _result, blocks, told = shaped(document)
    assert blocks == [("text", "<p>Chữ Unicode, Đảng bộ HỘI NGHỊ tổ chức</p>")]
    assert len(told["legacy"]) == 2
    assert any("TCVN3 (ABC)" in words and "Đảng bộ" in words for words in told["legacy"])


def test_letter_and_mark_in_different_runs_of_vni():
    document = docx.Document()
    document.add_paragraph("Tiêu đề")
    paragraph = document.add_paragraph()
    for piece, bold in (("Ñ", True), ("a", True), ("ûng boä", False)):
        run = paragraph.add_run(piece)
        run.bold = bold
        in_font(run, "VNI-Times")
    document.add_paragraph("Đoạn sau.")
    result, _blocks, _told = shaped(document)
    assert result.lead == "Đảng bộ"


def test_single_old_word_when_code_is_known():
    document = docx.Document()
    text(document, IN_TCVN3, font=".VnTime")
    document.add_paragraph("Lời dẫn của bài viết.")
    document.add_paragraph("thµnh")
    _result, blocks, _told = shaped(document)
    assert blocks == [("text", "<p>thành</p>")]


def test_font_of_a_style_counts():
    document = docx.Document()
    fonts = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    in_font(document.styles["Normal"], ".VnTime")
    document.add_paragraph("Héi nghÞ")
    document.add_paragraph("Thµnh c«ng")
    result, _blocks, _told = shaped(document)
    assert result.title == "Hội nghị"


def test_old_text_in_cells_and_deletions_converted():
    document = docx.Document()
    text(document, IN_TCVN3, font=".VnTime")
    document.add_paragraph("Lời dẫn của bài viết.")
    table = document.add_table(1, 2)
    in_font(table.cell(0, 0).paragraphs[0].add_run("Tæng sè"), ".VnTime")
    table.cell(0, 1).text = "12"
    _result, blocks, _told = shaped(document)
    assert blocks[0][1]["data"] == [["Tổng số", "12"]]


def test_private_area_letters_of_symbol_font():
    document = docx.Document()
    moved = "".join(chr(ord(c) + 0xF000) if ord(c) > 0x20 else c for c in "Héi nghÞ")
    text(document, moved, font=".VnTime")
    document.add_paragraph("Đoạn sau.")
    assert shaped(document)[0].title == "Hội nghị"
