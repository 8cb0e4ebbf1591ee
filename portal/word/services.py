"""Business acts: a Word file becomes a draft."""

from __future__ import annotations

import hashlib
import logging
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from portal.errors import refuse
from portal.news.models import ArticlePage
from portal.news.services import add_article
from portal.sites.structure import current
from portal.text import clean_pasted
from portal.word.body import blocks_of
from portal.word.findings import Findings
from portal.word.library import Shelf
from portal.word.markup import TooMuchError
from portal.word.models import WordImport
from portal.word.package import damaged, open_document
from portal.word.pasted import read_html
from portal.word.permissions import may_write_in
from portal.word.pictures import with_captions
from portal.word.reader import ReadFile, read
from portal.word.shape import Shaped, shape
from portal.word.tidying import tidy

if TYPE_CHECKING:
    from django.core.exceptions import ValidationError
    from django.core.files.base import File
    from docx.document import Document
    from wagtail.models import Page

    from portal.accounts.models import User

logger = logging.getLogger(__name__)
# Characters of HTML. Word writes ten for one that is read.
MOST_PASTED = 2_000_000


def article_from_word(*, actor: User, section: Page, file: File[bytes]) -> WordImport:
    """Make a draft below ``section`` of a .docx file, with its pictures in the site's library.

    All or nothing: after an error neither rows nor files of pictures stay.

    Raises:
        PermissionDenied: the actor may not write there.
        ValidationError: WD-01 … WD-08 the file cannot be read, WD-09 there is nothing in it,
            WD-12 it is too long.
    """
    if not may_write_in(actor, section):
        raise PermissionDenied
    site = current().site_of(section.path)
    if site is None:
        raise PermissionDenied
    name = clean_pasted(PurePath(file.name or "").name).text
    document, content = open_document(file)
    findings = Findings()
    shaped = _shaped(document, findings, name=PurePath(name).stem)
    shelf = Shelf(actor=actor, site=site, title=shaped.title, findings=findings)
    shelf.look_at(shaped.pictures)
    try:
        with transaction.atomic():
            article = _article(shaped, findings, shelf)
            # The file has no time of the event, and perhaps no lead: the form asks for them.
            add_article(actor=actor, section=section, article=article, is_complete=False)
            return WordImport.objects.create(
                article=article,
                person=actor,
                file_name=name[-255:],
                file_sha256=hashlib.sha256(content).hexdigest(),
                event_hint=shaped.event_hint[:255],
                findings=findings.rows(),
            )
    except BaseException:
        shelf.clear()
        raise


def _shaped(document: Document, findings: Findings, *, name: str) -> Shaped:
    try:
        file = read(document, findings)
    except Exception as error:
        # Strangers' files are odd in ways that no list of errors covers.
        logger.exception("A Word file could not be read")
        raise damaged() from error
    if not file.pieces:
        raise refuse("WD-09", _("The Word file holds no text that could become an article."))
    tidy(file, findings)
    return shape(file, findings, name=name)


def blocks_from_clipboard(html: str) -> tuple[list[dict[str, Any]], Findings]:
    """Pasted HTML as blocks of a body, in the form in which they are stored; writes nothing.

    Raises:
        ValidationError: WD-10 too much text, WD-11 nothing in it.
    """
    if len(html) > MOST_PASTED:
        raise _too_much()
    findings = Findings()
    try:
        file = ReadFile(read_html(html, findings))
    except TooMuchError:
        raise _too_much() from None
    tidy(file, findings)
    shaped = Shaped(body=with_captions(file.pieces, findings))
    blocks = blocks_of(shaped, findings, lambda _picture: None)
    if not blocks:
        raise refuse("WD-11", _("There is no text in what was pasted."))
    return [{"type": kind, "value": value} for kind, value in blocks], findings


def _too_much() -> ValidationError:
    return refuse("WD-10", _("That is too much to paste at once; send the Word file instead."))


def _article(shaped: Shaped, findings: Findings, shelf: Shelf) -> ArticlePage:
    main = shelf.store(shaped.main_picture) if shaped.main_picture else None
    if main is not None:
        findings.add("first_picture", main.title)

    def key_of(picture: object) -> int | None:
        image = shelf.store(picture)  # type: ignore[arg-type]
        return image.pk if image else None

    caption = shaped.main_picture.caption if shaped.main_picture else ""
    body = blocks_of(shaped, findings, key_of)
    if main is None and shaped.main_picture and any(kind == "picture" for kind, _v in body):
        findings.add("main_picture")
    return ArticlePage(
        title=shaped.title,
        lead=shaped.lead,
        author=shaped.author[:150],
        source=shaped.source[:200],
        main_image=main,
        main_image_caption=caption if main else "",
        body=[{"type": kind, "value": value} for kind, value in body],
    )
