"""What of a Word file gets into the article, and what is told."""

from __future__ import annotations

import io

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from tests.portal.word.builders import append, jpeg, picture, shaped, text, xml


@pytest.fixture
def document():
    """With a title and a lead, so that what follows is the body."""
    made = docx.Document()
    text(made, "Hội nghị tổng kết", bold=True, centre=True, size=16)
    text(made, "Sáng 12/3, Đảng ủy xã tổ chức hội nghị tổng kết công tác năm.", bold=True)
    return made


def link(document, paragraph, address, words):
    relation = document.part.relate_to(address, RT.HYPERLINK, is_external=True)
    paragraph._p.append(
        xml(f'<w:hyperlink r:id="{relation}"><w:r><w:t>{words}</w:t></w:r></w:hyperlink>')
    )


def body(document):
    _result, blocks, _told = shaped(document)
    return blocks


# Text


def test_bold_italic_and_line_break(document):
    paragraph = document.add_paragraph("Thường ")
    paragraph.add_run("đậm").bold = True
    run = paragraph.add_run(" nghiêng")
    run.italic = True
    run.add_break()
    paragraph.add_run("<dòng> hai")
    expected = "<p>Thường <b>đậm</b><i> nghiêng<br/></i>&lt;dòng&gt; hai</p>"
    assert body(document) == [("text", expected)]


def test_bold_of_a_style(document):
    paragraph = document.add_paragraph("Thường ")
    paragraph.add_run("mạnh", style="Strong")
    assert body(document) == [("text", "<p>Thường <b>mạnh</b></p>")]


def test_decomposed_letters_composed(document):
    document.add_paragraph("Hội nghị to\u0302\u0309ng kê\u0301t\u200b")
    _result, blocks, told = shaped(document)
    assert blocks == [("text", "<p>Hội nghị tổng kết</p>")]
    assert len(told["cleaned"]) == 1


def test_raised_and_lowered(document):
    paragraph = document.add_paragraph("100 m")
    paragraph.add_run("2").font.superscript = True
    paragraph.add_run(" CO")
    paragraph.add_run("2").font.subscript = True
    paragraph.add_run(" 1")
    paragraph.add_run("st").font.superscript = True
    _result, blocks, told = shaped(document)
    assert blocks == [("text", "<p>100 m² CO₂ 1st</p>")]
    assert told["script"] == ["st"]


def test_hidden_and_struck_text(document):
    paragraph = document.add_paragraph("Công khai. ")
    paragraph.add_run("Nội bộ.").font.hidden = True
    paragraph.add_run("Bỏ.").font.strike = True
    _result, blocks, told = shaped(document)
    assert blocks == [("text", "<p>Công khai. Bỏ.</p>")]
    assert told["hidden"] == ["Nội bộ."]
    assert told["strike"] == ["Bỏ."]


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://portal.example/a?b=1&c=2", True),
        ("mailto:ban@portal.example", True),
        ("javascript:alert(1)", False),
        ("file:///C:/mat/bi-mat.docx", False),
        ("..\\tep.docx", False),
    ],
)
def test_link(document, address, kept):
    link(document, document.add_paragraph("Xem "), address, "ở đây")
    _result, blocks, told = shaped(document)
    assert ("<a href=" in blocks[0][1]) == kept
    assert "ở đây" in blocks[0][1]
    assert ("link" in told) != kept


def test_link_of_a_field(document):
    paragraph = document.add_paragraph()
    for part in (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        '<w:r><w:instrText> HYPERLINK "https://portal.example/x" \\o "mách"</w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        "<w:r><w:t>liên kết</w:t></w:r>",
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ):
        paragraph._p.append(xml(part))
    assert body(document) == [("text", '<p><a href="https://portal.example/x">liên kết</a></p>')]


def test_field_that_runs_a_program(document):
    paragraph = document.add_paragraph("Trước ")
    paragraph._p.append(
        xml(
            '<w:fldSimple w:instr="DDEAUTO c:\\cmd.exe"><w:r><w:t>kết quả</w:t></w:r></w:fldSimple>'
        )
    )
    _result, blocks, told = shaped(document)
    assert blocks == [("text", "<p>Trước kết quả</p>")]
    assert "DDEAUTO" in told["field"][0]


def test_tracked_changes_accepted(document):
    paragraph = document.add_paragraph("Còn ")
    paragraph._p.append(xml("<w:del><w:r><w:delText>bỏ đi</w:delText></w:r></w:del>"))
    paragraph._p.append(xml("<w:ins><w:r><w:t>thêm vào</w:t></w:r></w:ins>"))
    paragraph._p.append(xml("<w:moveFrom><w:r><w:t>dời</w:t></w:r></w:moveFrom>"))
    paragraph._p.append(xml("<w:moveTo><w:r><w:t> dời</w:t></w:r></w:moveTo>"))
    _result, blocks, told = shaped(document)
    assert blocks == [("text", "<p>Còn thêm vào dời</p>")]
    assert told["deleted"] == ["bỏ đi"]
    assert "inserted" in told


def test_deleted_end_of_paragraph_joins(document):
    first = document.add_paragraph("Nửa đầu, ")
    first._p.get_or_add_pPr().append(xml("<w:rPr><w:del/></w:rPr>"))
    document.add_paragraph("nửa sau.")
    assert body(document) == [("text", "<p>Nửa đầu, nửa sau.</p>")]


def test_comment_told_not_shown(document):
    paragraph = document.add_paragraph("Đoạn văn.")
    document.add_comment(paragraph.runs, text="Kiểm tra số liệu", author="Biên tập", initials="BT")
    _result, blocks, told = shaped(document)
    assert blocks == [("text", "<p>Đoạn văn.</p>")]
    assert told["comment"] == ["Biên tập: Kiểm tra số liệu"]


def test_header_and_page_number(document):
    document.sections[0].header.paragraphs[0].text = "Lưu hành nội bộ"
    document.sections[0].footer.paragraphs[0].text = "12"
    document.add_paragraph("Đoạn văn.")
    told = shaped(document)[2]
    assert told["header"] == ["Lưu hành nội bộ"]
    assert "footer" not in told


def test_equation_as_text(document):
    paragraph = document.add_paragraph("Ta có ")
    half = (
        "<m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
    )
    paragraph._p.append(xml(f"<m:oMath>{half}</m:oMath>"))
    _result, blocks, told = shaped(document)
    assert "(a+b)/2" in blocks[0][1]
    assert told["equation"] == ["(a+b)/2"]


def test_text_box_behind_its_paragraph_once(document):
    paragraph = document.add_paragraph("Đoạn chính.")
    box = "<w:txbxContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:txbxContent>"
    wps = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    v = 'xmlns:v="urn:schemas-microsoft-com:vml"'
    drawing = f"<w:drawing><wps:wsp {wps}><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing>"
    old = f"<w:pict><v:shape {v}><v:textbox>{box}</v:textbox></v:shape></w:pict>"
    both = (
        f'<mc:AlternateContent {mc}><mc:Choice Requires="wps">{drawing}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    )
    paragraph._p.append(xml(f"<w:r>{both}</w:r>"))
    _result, blocks, told = shaped(document)
    assert blocks == [("text", "<p>Đoạn chính.</p><p>Trong khung</p>")]
    assert told["text_box"] == ["Trong khung"]


def test_text_box_in_a_group_once(document):
    paragraph = document.add_paragraph("Đoạn chính.")
    box = "<w:txbxContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = f"<mc:Choice Requires='x'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    drawing = f"<w:drawing><mc:AlternateContent {mc}>{both}</mc:AlternateContent></w:drawing>"
    paragraph._p.append(xml(f"<w:r>{drawing}</w:r>"))
    assert body(document) == [("text", "<p>Đoạn chính.</p><p>Trong khung</p>")]


def test_unknown_part_told(document):
    paragraph = document.add_paragraph("Đoạn.")
    paragraph._p.append(xml("<w:somethingNew><w:r><w:t>chữ lạ</w:t></w:r></w:somethingNew>"))
    assert shaped(document)[2]["unknown"] == ["somethingNew: chữ lạ"]


def test_embedded_object_and_chart_told(document):
    paragraph = document.add_paragraph("Đoạn.")
    o = 'xmlns:o="urn:schemas-microsoft-com:office:office"'
    sheet = f'<w:object><o:OLEObject {o} ProgID="Excel.Sheet.12" r:id="rId999"/></w:object>'
    paragraph._p.append(xml(f"<w:r>{sheet}</w:r>"))
    c = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    inner = f'<a:graphic><a:graphicData><c:chart {c} r:id="rId998"/></a:graphicData></a:graphic>'
    shape = f'<wp:inline><wp:docPr id="1" name="x" descr="Biểu đồ số liệu"/>{inner}</wp:inline>'
    paragraph._p.append(xml(f"<w:r><w:drawing>{shape}</w:drawing></w:r>"))
    told = shaped(document)[2]
    assert told["object"] == ["Excel.Sheet.12"]
    assert told["chart"] == ["Biểu đồ số liệu"]


def test_words_of_a_chart_told(document):
    kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    content = (
        f'<c:chart xmlns:c="{drawing}/chart" xmlns:a="{drawing}/main"><a:t>Thu ngân sách</a:t>'
        "<c:v>1.315</c:v></c:chart>"
    )
    part = Part(PackURI("/word/charts/chart1.xml"), kind, content.encode(), document.part.package)
    relation = document.part.relate_to(part, RT.CHART)
    inner = f'<c:chart xmlns:c="{drawing}/chart" r:id="{relation}"/>'
    paragraph = document.add_paragraph("Đoạn.")
    paragraph._p.append(xml(f"<w:r><w:drawing>{inner}</w:drawing></w:r>"))
    assert shaped(document)[2]["chart"] == ["Thu ngân sách · 1.315"]


def test_table_of_contents_left_out(document):
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    line = "<w:p><w:r><w:t>Phần một 3</w:t></w:r></w:p>"
    append(
        document, f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{line}</w:sdtContent></w:sdt>"
    )
    append(document, f"<w:sdt><w:sdtContent>{line.replace('3', '')}</w:sdtContent></w:sdt>")
    _result, blocks, told = shaped(document)
    assert blocks == [("text", "<p>Phần một</p>")]
    assert told["contents"] == ["Phần một 3"]


# Headings, lists, notes


def test_headings_begin_with_the_second_level(document):
    document.add_heading("Mục lớn", 2)
    document.add_heading("Mục nhỏ", 3)
    document.add_heading("Mục nhỏ nữa", 4)
    _result, blocks, told = shaped(document)
    assert blocks == [("text", "<h2>Mục lớn</h2><h3>Mục nhỏ</h3><h3>Mục nhỏ nữa</h3>")]
    assert told["heading"] == ["Mục nhỏ nữa"]


def test_lists_nested():
    document = docx.Document()
    text(document, "Tiêu đề", style="Title")
    text(document, "Lời dẫn.", style="Subtitle")
    abstract = (
        '<w:abstractNum w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1">'
        '<w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl></w:abstractNum>'
    )
    numbering = document.part.numbering_part.element
    numbering.insert(0, xml(abstract))
    numbering.append(xml('<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for words, depth in (("Một", 0), ("Một a", 1), ("Một b", 1), ("Hai", 0)):
        item(document, words, depth)
    expected = "<ol><li>Một<ul><li>Một a</li><li>Một b</li></ul></li><li>Hai</li></ol>"
    assert body(document) == [("text", expected)]
    # Interrupted, it goes on with 3, which the portal's list cannot.
    document.add_paragraph("Đoạn xen giữa.")
    item(document, "Ba", 0)
    _result, blocks, told = shaped(document)
    assert blocks == [("text", f"{expected}<p>Đoạn xen giữa.</p><p>3. Ba</p>")]
    assert told["labels"] == ["3. Ba"]


def item(document, words, depth):
    paragraph = document.add_paragraph(words)
    mark = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="90"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(xml(mark))


def test_footnotes_at_the_end():
    document = docx.Document()
    document.add_paragraph("Tiêu đề")
    document.add_paragraph("Lời dẫn của bài.")
    paragraph = document.add_paragraph("Số liệu")
    paragraph._p.append(xml('<w:r><w:footnoteReference w:id="2"/></w:r>'))
    paragraph._p.append(xml('<w:r><w:footnoteReference w:id="9"/></w:r>'))
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t xml:space="preserve"> Theo báo cáo.'
        "</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
    document.part.relate_to(part, RT.FOOTNOTES)
    _result, blocks, told = shaped(document)
    html = blocks[0][1]
    assert html.startswith("<p>Số liệu[1][2]</p><h2>")
    assert html.endswith("</h2><p>[1] Theo báo cáo.</p>")
    assert told["note_missing"] == ["[2]"]


# Tables and pictures


def test_table_with_merged_cells(document):
    table = document.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    merged = table.cell(1, 0).merge(table.cell(2, 0))
    merged.text = "dọc"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "ngang"
    for cell in (table.cell(0, 0), table.cell(0, 1)):
        for paragraph in cell.paragraphs:
            for run in paragraph.runs:
                run.bold = True
    _result, blocks, told = shaped(document)
    kind, value = blocks[0]
    assert kind == "table"
    assert value["data"] == [["00", "ngang", ""], ["dọc", "11", "12"], ["", "21", "22"]]
    assert value["first_row_is_table_header"] is True
    assert told["merged"] == ["00 | ngang |"]


def test_text_below_a_merged_cell_told(document):
    table = document.add_table(2, 2)
    for at, words in enumerate(("a", "b", "che khuất", "d")):
        table.cell(at // 2, at % 2).text = words
    for row, merge in enumerate(('<w:vMerge w:val="restart"/>', "<w:vMerge/>")):
        table.rows[row].cells[0]._tc.get_or_add_tcPr().append(xml(merge))
        assert table.rows[row]
    _result, blocks, told = shaped(document)
    assert blocks[0][1]["data"] == [["a", "b"], ["", "d"]]
    assert told["hidden"] == ["che khuất"]


def test_table_within_a_table_as_lines(document):
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "Ngoài"
    inner = table.cell(0, 1).add_table(2, 2)
    for at, words in enumerate(("a", "b", "c", "d")):
        inner.cell(at // 2, at % 2).text = words
    _result, blocks, told = shaped(document)
    assert blocks[0][1]["data"] == [["Ngoài", "a | b\nc | d"]]
    assert told["nested"] == ["a | b / c | d"]


def test_frame_of_one_cell_is_no_table(document):
    document.add_table(1, 1).cell(0, 0).text = "Trong khung"
    assert body(document) == [("text", "<p>Trong khung</p>")]


def test_picture_with_caption_and_credit(document):
    document.add_paragraph("Đoạn đầu.")
    picture(document, description="Hội trường")
    text(document, "Quang cảnh hội nghị. Ảnh: Hồng Phúc", italic=True)
    document.add_paragraph("Đoạn sau.")
    _result, blocks, told = shaped(document)
    assert [kind for kind, _value in blocks] == ["text", "picture", "text"]
    assert blocks[1][1] == {
        "image": 7,
        "caption": "Quang cảnh hội nghị.",
        "credit": "Hồng Phúc",
    }
    assert "main_picture" in told


def test_picture_below_the_lead_is_the_main_one(document):
    picture(document)
    text(document, "Quang cảnh hội nghị", centre=True)
    document.add_paragraph("Đoạn đầu.")
    result, blocks, _told = shaped(document)
    assert result.main_picture.caption == "Quang cảnh hội nghị"
    assert blocks == [("text", "<p>Đoạn đầu.</p>")]


def test_table_that_lays_out_pictures(document):
    document.add_paragraph("Đoạn đầu.")
    table = document.add_table(2, 2)
    for column in range(2):
        table.cell(0, column).paragraphs[0].add_run().add_picture(_file(column))
        table.cell(1, column).text = f"Ảnh {column}"
    blocks = body(document)
    assert [value["caption"] for kind, value in blocks if kind == "picture"] == ["Ảnh 0", "Ảnh 1"]
    assert not any(kind == "table" for kind, _value in blocks)


def _file(number):
    return io.BytesIO(jpeg(("#111111", "#222222")[number]))


def test_picture_outside_of_the_file(document):
    relation = document.part.relate_to("https://xa.example/a.jpg", RT.IMAGE, is_external=True)
    blip = f'<pic:pic><pic:blipFill><a:blip r:link="{relation}"/></pic:blipFill></pic:pic>'
    paragraph = document.add_paragraph("Đoạn.")
    paragraph._p.append(xml(f"<w:r><w:drawing>{blip}</w:drawing></w:r>"))
    told = shaped(document)[2]
    assert told["picture_outside"] == ["https://xa.example/a.jpg"]


# Title, lead, author, date


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
