"""Word files made on the spot."""

from __future__ import annotations

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from PIL import Image

from portal.word.body import blocks_of
from portal.word.findings import Findings
from portal.word.package import open_document
from portal.word.reader import read
from portal.word.shape import shape
from portal.word.tidying import tidy

NAME = "bai-viet.docx"


def jpeg(colour="#8a1c1c", size=(640, 360)):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def upload(content, name=NAME):
    content = content if isinstance(content, bytes) else saved(content)
    return SimpleUploadedFile(name, content)


def text(document, words, *, font="", bold=False, italic=False, centre=False, size=0, style=None):
    """A paragraph of one run; returns the run."""
    paragraph = document.add_paragraph(style=style)
    run = paragraph.add_run(words)
    run.bold, run.italic = bold or None, italic or None
    if font:
        in_font(run, font)
    if size:
        run.font.size = Pt(size)
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return run


def in_font(run, name):
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in ("ascii", "hAnsi"):
        fonts.set(qn(f"w:{attribute}"), name)


def picture(document, content=None, *, description=""):
    """A picture in a paragraph of its own."""
    run = document.add_paragraph().add_run()
    shown = run.add_picture(io.BytesIO(content or jpeg()), width=Cm(10))
    shown._inline.docPr.set("descr", description)
    return run


def xml(markup):
    """An element of Word's own vocabulary; ``markup`` without declarations of names."""
    head, _, tail = markup.partition(">")
    closed = head.endswith("/")
    names = nsdecls("w", "r", "m", "a", "wp", "pic")
    return parse_xml(f"{head.removesuffix('/')} {names}{'/' if closed else ''}>{tail}")


def append(document, markup):
    """Put ``markup`` at the end of the body."""
    document.element.body.insert_element_before(xml(markup), "w:sectPr")


def rebuilt(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def shaped(document, name="ten-tep"):
    """(shaped, blocks, findings as {kind: [texts]}) of a document, pictures having the key 7."""
    opened, _content = open_document(upload(document))
    findings = Findings()
    file = read(opened, findings)
    tidy(file, findings)
    result = shape(file, findings, name=name)
    blocks = blocks_of(result, findings, lambda _picture: 7)
    told = {}
    for kind, words, _times in findings.rows():
        told.setdefault(kind, []).append(words)
    return result, blocks, told


def body(document):
    _result, blocks, _told = shaped(document)
    return blocks
