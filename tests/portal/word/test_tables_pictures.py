"""What becomes of the tables and pictures of a Word file."""

from __future__ import annotations

import io

from docx.opc.constants import RELATIONSHIP_TYPE as RT

from tests.portal.word.builders import body, jpeg, picture, shaped, text, xml


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
