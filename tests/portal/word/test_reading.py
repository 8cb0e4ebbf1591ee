"""What of a Word file gets into the article, and what is told."""

from __future__ import annotations

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from portal.word.names import number
from portal.word.numbering import as_written
from tests.portal.word.builders import append, body, shaped, text, xml


def link(document, paragraph, address, words):
    relation = document.part.relate_to(address, RT.HYPERLINK, is_external=True)
    paragraph._p.append(
        xml(f'<w:hyperlink r:id="{relation}"><w:r><w:t>{words}</w:t></w:r></w:hyperlink>')
    )


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


def test_equation_within_equations_without_end(document):
    deep = "<m:e>" * 60 + "<m:r><m:t>x</m:t></m:r>" + "</m:e>" * 60
    document.add_paragraph("Có")._p.append(xml(f"<m:oMath>{deep}</m:oMath>"))
    assert body(document) == [("text", "<p>Có …</p>")]


def test_letters_and_numbers_of_lists_end():
    assert as_written(27, "lowerLetter") == "aa"
    assert as_written(999_999_999, "lowerLetter") == "999999999"
    assert [number(text, 7) for text in ("12", "-3", "--5", "9" * 5000, "")] == [12, -3, 7, 7, 7]
