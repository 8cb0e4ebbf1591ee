"""A Word file becomes a draft, whole or not at all."""

from __future__ import annotations

import docx
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from portal.media.models import PortalImage
from portal.news.models import ArticlePage
from portal.word import services
from portal.word.models import WordImport
from portal.word.services import article_from_word
from tests import factories
from tests.portal.word.builders import append, jpeg, picture, text, upload


def article(pictures=1):
    """Title, lead, main picture, text, further pictures, table, author."""
    document = docx.Document()
    text(document, "Hội nghị tổng kết", bold=True, centre=True, size=16)
    text(document, "Sáng 12/3, Đảng ủy xã tổ chức hội nghị tổng kết năm.", bold=True)
    for at in range(pictures):
        picture(document, jpeg(f"#{60 * at:02x}0000"), description="Hội trường" if at == 0 else "")
        text(document, f"Chú thích {at}. Ảnh: Hồng Phúc", italic=True)
        document.add_paragraph(f"Đoạn {at}.")
    document.add_table(1, 2).cell(0, 0).text = "Ô"
    text(document, "TT_TN")
    return document


def stored_files():
    folder = "original_images"
    return default_storage.listdir(folder)[1] if default_storage.exists(folder) else []


def test_draft_of_the_person(site, contributor):
    section = factories.section_of(site)
    made = article_from_word(actor=contributor, section=section, file=upload(article(2)))
    page = ArticlePage.objects.get(pk=made.article_id)
    assert (page.title, page.author, page.live) == ("Hội nghị tổng kết", "TT_TN", False)
    assert page.lead.startswith("Sáng 12/3")
    assert page.owner == contributor
    assert page.get_parent().pk == section.pk
    assert page.event_at is None
    assert page.latest_revision.user == contributor
    assert page.main_image.description == "Hội trường"
    assert page.main_image.credit == "Hồng Phúc"
    assert page.main_image_caption == "Chú thích 0."
    assert [block.block_type for block in page.body] == ["text", "picture", "text", "table"]
    assert page.body[1].value["image"].site == site
    assert page.body[1].value["image"].collection == site.collection
    assert page.body[1].value["image"].uploaded_by_user == contributor
    # The form of the latest version holds the same.
    assert page.latest_revision.as_object().body[2].value.source == "<p>Đoạn 1.</p>"


def test_list_kept_with_the_article(site, contributor):
    made = article_from_word(
        actor=contributor, section=factories.section_of(site), file=upload(article(2))
    )
    kinds = {kind for kind, _text, _times in WordImport.objects.get(pk=made.pk).findings}
    assert kinds == {"author", "first_picture", "no_description"}
    assert made.lost == 0
    assert made.file_name == "bai-viet.docx"


def test_picture_of_the_library_not_stored_twice(site, other_site, contributor):
    section = factories.section_of(site)
    foreign = factories.make_image(other_site, content=jpeg("#000000"))
    for _time in range(2):
        article_from_word(actor=contributor, section=section, file=upload(article()))
    own = PortalImage.objects.filter(site=site)
    assert own.count() == 1
    assert own.get().pk != foreign.pk
    kinds = [row[0] for row in WordImport.objects.latest("pk").findings]
    assert "known_picture" in kinds


def test_same_picture_twice_in_a_file(site, contributor):
    document = article()
    picture(document, jpeg("#000000"))
    article_from_word(actor=contributor, section=factories.section_of(site), file=upload(document))
    assert PortalImage.objects.count() == 1


def test_picture_that_the_gate_refuses_is_told(site, contributor, settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10
    made = article_from_word(
        actor=contributor, section=factories.section_of(site), file=upload(article())
    )
    told = [text for kind, text, _times in made.findings if kind == "picture_refused"]
    assert len(told) == 1
    assert "ANH-01" in told[0]
    assert not PortalImage.objects.exists()


def test_failure_leaves_nothing_behind(site, contributor, monkeypatch):
    before = stored_files()

    def fail(**_values):
        raise ValidationError("no")

    monkeypatch.setattr(services, "add_article", fail)
    with pytest.raises(ValidationError):
        article_from_word(
            actor=contributor, section=factories.section_of(site), file=upload(article(3))
        )
    assert not PortalImage.objects.exists()
    assert not ArticlePage.objects.exists()
    assert not WordImport.objects.exists()
    assert stored_files() == before


def test_file_without_text(site, contributor):
    with pytest.raises(ValidationError, match="WD-09"):
        article_from_word(
            actor=contributor, section=factories.section_of(site), file=upload(docx.Document())
        )


def test_part_that_breaks_the_reading(site, contributor):
    document = article()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.bin"), kind, b"<not XML", document.part.package)
    document.part.relate_to(part, RT.FOOTNOTES)
    with pytest.raises(ValidationError, match="WD-05"):
        article_from_word(
            actor=contributor, section=factories.section_of(site), file=upload(document)
        )
    assert not ArticlePage.objects.exists()


@pytest.mark.parametrize("where", ["other site", "home page", "frozen site"])
def test_place_where_the_person_may_not_write(site, other_site, contributor, where):
    section = factories.section_of(other_site if where == "other site" else site)
    if where == "home page":
        section = site.root_page
    if where == "frozen site":
        site.state = "frozen"
        site.save()
    with pytest.raises(PermissionDenied):
        article_from_word(actor=contributor, section=section, file=upload(article()))
    assert not ArticlePage.objects.exists()
    assert not PortalImage.objects.exists()


def test_removed_article_takes_its_list_along(site, contributor):
    made = article_from_word(
        actor=contributor, section=factories.section_of(site), file=upload(article())
    )
    ArticlePage.objects.get(pk=made.article_id).delete()
    assert not WordImport.objects.exists()


def test_reserved_slug_and_twin_title(site, contributor):
    section = factories.section_of(site)
    document = docx.Document()
    text(document, "Tìm kiếm", style="Title")
    document.add_paragraph("Đoạn văn.")
    first = article_from_word(actor=contributor, section=section, file=upload(document))
    second = article_from_word(actor=contributor, section=section, file=upload(document))
    assert first.article.slug != second.article.slug


def test_code_in_the_text_is_text(site, contributor):
    document = article()
    document.add_paragraph("<script>alert(1)</script>")
    append(document, "<w:p><w:r><w:t>&lt;b onclick=x&gt;</w:t></w:r></w:p>")
    made = article_from_word(
        actor=contributor, section=factories.section_of(site), file=upload(document)
    )
    html = str(made.article.body.render_as_block())
    assert "<script" not in html
    assert "onclick" not in html.replace("&lt;b onclick=x&gt;", "")
    assert any(kind == "code" for kind, _text, _times in made.findings)
