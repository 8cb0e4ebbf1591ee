"""Title, lead, author and date are found in the text of a Word file."""

from __future__ import annotations

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH

from tests.portal.word.builders import shaped, text


def test_letterhead_left_out_and_date_kept():
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "ĐẢNG BỘ TỈNH BÌNH THUẬN\nĐẢNG ỦY XÃ TUY PHONG\n*"
    table.cell(0, 1).text = "ĐẢNG CỘNG SẢN VIỆT NAM"
    table.cell(0, 1).add_paragraph("Tuy Phong, ngày 12 tháng 3 năm 2026")
    text(document, "Số 12-BC/ĐU")
    text(document, "ĐẢNG ỦY XÃ TUY PHONG TỔNG KẾT", bold=True, centre=True)
    text(document, "CÔNG TÁC NĂM 2025", bold=True, centre=True)
    document.add_paragraph("Đoạn đầu thành lời dẫn.")
    document.add_paragraph("Đoạn hai.")
    result, _blocks, told = shaped(document)
    assert result.title == "ĐẢNG ỦY XÃ TUY PHONG TỔNG KẾT CÔNG TÁC NĂM 2025"
    assert result.event_hint == "Tuy Phong, ngày 12 tháng 3 năm 2026"
    assert result.lead == "Đoạn đầu thành lời dẫn."
    assert len(told["letterhead"]) == 2
    assert told["event"] == ["Tuy Phong, ngày 12 tháng 3 năm 2026"]


def test_every_line_of_date_that_is_left_out_told(document):
    document.add_paragraph("Tuy Phong, ngày 12 tháng 3 năm 2026")
    document.add_paragraph("Đoạn văn.")
    document.add_paragraph("Tuy Phong, ngày 13 tháng 3 năm 2026")
    result, blocks, told = shaped(document)
    assert result.event_hint == "Tuy Phong, ngày 12 tháng 3 năm 2026"
    assert told["event"] == [
        "Tuy Phong, ngày 12 tháng 3 năm 2026",
        "Tuy Phong, ngày 13 tháng 3 năm 2026",
    ]
    assert blocks == [("text", "<p>Đoạn văn.</p>")]


@pytest.mark.parametrize(
    ("line", "right", "author", "source"),
    [
        ("TT_TN", False, "TT_TN", ""),
        ("Tin, ảnh: Hồng Phúc", False, "Hồng Phúc", ""),
        ("Nguyễn Văn An", True, "Nguyễn Văn An", ""),
        ("Nguyễn Văn An", False, "", ""),
        ("Theo TTXVN", True, "", "TTXVN"),
        ("Nguồn: Báo Nhân Dân", False, "", "Báo Nhân Dân"),
        ("Hội nghị kết thúc tốt đẹp.", True, "", ""),
    ],
)
def test_signature(document, line, right, author, source):
    document.add_paragraph("Đoạn văn của bài.")
    paragraph = document.add_paragraph(line)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    result, blocks, told = shaped(document)
    assert (result.author, result.source) == (author, source)
    assert (line in blocks[-1][1]) == (not author and not source)
    assert ("author" in told) == bool(author or source)


def test_title_by_style_wins():
    document = docx.Document()
    text(document, "Chuyên mục", bold=True)
    text(document, "Tên bài", style="Title")
    text(document, "Lời dẫn theo kiểu.", style="Subtitle")
    document.add_paragraph("Đoạn.")
    result, blocks, _told = shaped(document)
    assert result.title == "Tên bài"
    # What stood above the title stays in the text.
    assert "Chuyên mục" in result.lead + str(blocks)
    assert "Đoạn." in blocks[-1][1]


def test_text_without_title_named_after_the_file():
    document = docx.Document()
    document.add_paragraph("Một đoạn văn dài kết thúc bằng dấu chấm, không phải tiêu đề.")
    document.add_paragraph("Đoạn hai.")
    result, _blocks, told = shaped(document, name="Tin hội nghị")
    assert result.title == "Tin hội nghị"
    assert told["file_name_title"] == ["Tin hội nghị"]


def test_title_too_long_shortened_and_told():
    document = docx.Document()
    long = "Hội nghị " * 40
    text(document, long, style="Title")
    document.add_paragraph("Đoạn.")
    result, _blocks, told = shaped(document)
    assert len(result.title) <= 255
    assert told["long_title"] == [long.strip()]


def test_lead_too_long_stays_in_the_body(document):
    made = docx.Document()
    text(made, "Tên bài", style="Title")
    made.add_paragraph("Câu dài. " * 200)
    made.add_paragraph("Đoạn hai.")
    result, blocks, told = shaped(made)
    assert result.lead == ""
    assert "Câu dài." in blocks[0][1]
    assert "no_lead" in told
