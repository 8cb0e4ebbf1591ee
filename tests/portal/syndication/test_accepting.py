"""Accepting and declining: the copy, its credit, its files."""

import json

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from wagtail.models import CollectionViewRestriction, PageLogEntry

from portal.desk.models import DeskRow
from portal.media.models import PortalDocument, PortalImage
from portal.media.services import store_document
from portal.news.models import ArticleAttachment, ArticleKind, ArticlePage
from portal.sites.models import Role
from portal.syndication import services
from portal.syndication.preview import preview_of
from tests import factories
from tests.portal.pages.streams_desk import NOTICE, switch
from tests.portal.syndication import exchange


def test_copy_is_a_draft_with_everything_and_the_credit(offer, article, reporter, province, site):
    copy = exchange.accepted(offer, reporter)

    assert not copy.live
    assert copy.origin_id == article.pk
    for name in ("title", "lead", "event_at", "author"):
        assert getattr(copy, name) == getattr(article, name)
    assert site.name in copy.source
    assert [tag.name for tag in copy.tags.all()] == ["Lễ hội"]
    assert copy.body.get_prep_value() == article.body.get_prep_value()
    assert copy.owner == reporter
    assert copy.get_parent().pk == factories.section_of(province).pk
    assert PageLogEntry.objects.filter(page=copy.pk, action="syndication.accept").exists()


def test_source_of_the_origin_stays_beside_the_credit(site, approver, reporter, province):
    article = factories.make_article(site, approver, source="TTXVN")
    copy = exchange.accepted(exchange.offered(article, approver, province), reporter)

    assert copy.source.startswith("TTXVN")
    assert site.name in copy.source


def test_kind_comes_along(site, approver, reporter, province):
    kind = ArticleKind.objects.create(code="anh", name="Tin ảnh")
    article = factories.make_article(site, approver, kind=kind)

    assert exchange.accepted(exchange.offered(article, approver, province), reporter).kind == kind


def test_clock_of_the_copy_runs_from_the_event(copy, article):
    assert DeskRow.objects.get(pk=article.pk).due_at is not None
    assert DeskRow.objects.get(pk=copy.pk).due_at is None


def test_article_is_published_at_once_by_who_may(offer, chief, client):
    copy = exchange.accepted(offer, chief, then="publish")

    assert copy.live
    page = client.get(copy.url).content.decode()
    assert f'rel="canonical" href="http://testserver{offer.article.url}"' in page


def test_editor_may_not_publish_at_once(offer, reporter):
    with pytest.raises(PermissionDenied):
        exchange.accepted(offer, reporter, then="publish")

    assert exchange.fresh(offer).is_waiting
    assert ArticlePage.objects.count() == 1


def test_editor_sends_it_into_the_workflow(offer, reporter, chief):
    copy = exchange.accepted(offer, reporter, then="submit")

    assert copy.current_workflow_state is not None
    assert not copy.live


def test_offerer_reads_that_it_was_taken(offer, editor, reporter, run_tasks):
    run_tasks()
    mail.outbox.clear()
    exchange.accepted(offer, reporter)
    run_tasks()

    assert [message.to for message in mail.outbox] == [[editor.email]]


def test_pictures_and_files_become_the_receivers_own(site, approver, reporter, province):
    main = factories.make_image(site, title="Chính", credit="Ảnh: Bình", description="Đoàn thuyền")
    inner = factories.make_image(site, title="Trong bài", content=factories.jpeg(colour="#123456"))
    file = ContentFile(b"a,b\n1,2\n", name="bang.csv")
    document = store_document(actor=None, site=site, file=file, title="Bảng")
    article = factories.make_article(
        site,
        approver,
        main_image=main,
        body=[
            ("text", f'<p><a linktype="document" id="{document.pk}">bảng</a></p>'),
            ("picture", {"image": inner, "caption": "Chú thích", "credit": "An"}),
        ],
        attachments=[ArticleAttachment(document=document, title="Bảng kê")],
    )

    copy = exchange.accepted(exchange.offered(article, approver, province), reporter)

    assert copy.main_image.site == province
    assert copy.main_image.collection == province.collection
    assert (copy.main_image.credit, copy.main_image.description) == ("Ảnh: Bình", "Đoàn thuyền")
    assert copy.main_image.source == site.name
    assert copy.main_image.file.name != main.file.name
    assert copy.main_image.sha256 == main.sha256
    picture = copy.body[1].value["image"]
    assert picture.site == province
    own = copy.attachments.get()
    assert (own.document.site, own.title) == (province, "Bảng kê")
    assert f'id="{own.document_id}"' in copy.body.raw_data[0]["value"]
    main.delete()
    assert copy.main_image.file.storage.exists(copy.main_image.file.name)


def test_same_picture_twice_is_copied_once(site, approver, reporter, province):
    image = factories.make_image(site)
    body = [("picture", {"image": image, "caption": "Một", "credit": ""})]
    article = factories.make_article(site, approver, main_image=image, body=body)

    exchange.accepted(exchange.offered(article, approver, province), reporter)

    assert PortalImage.objects.filter(site=province).count() == 1


def test_restricted_file_stays_where_it_is(site, approver, reporter, province):
    file = ContentFile(b"a,b\n1,2\n", name="mat.csv")
    document = store_document(actor=None, site=site, file=file, title="Nội bộ")
    CollectionViewRestriction.objects.create(collection=site.collection, restriction_type="login")
    attachments = [ArticleAttachment(document=document)]
    article = factories.make_article(site, approver, attachments=attachments)

    copy = exchange.accepted(exchange.offered(article, approver, province), reporter)

    assert not copy.attachments.exists()
    assert PortalDocument.objects.count() == 1


def test_lost_file_loses_no_article(site, approver, reporter, province):
    image = factories.make_image(site)
    article = factories.make_article(site, approver, main_image=image)
    image.file.storage.delete(image.file.name)

    row = exchange.offered(article, approver, province)
    copy = exchange.accepted(row, reporter)

    assert exchange.fresh(row).lost_files == 1
    assert copy.main_image is None
    assert copy.title == article.title


def test_link_to_a_page_of_the_origin_becomes_an_address(site, approver, reporter, province):
    other = factories.make_article(site, approver, title="Bài trước")
    secret = factories.make_article(site, approver, title="Bài kín", publish=False)
    text = (
        f'<p><a linktype="page" id="{other.pk}">trước</a>'
        f'<a linktype="page" id="{secret.pk}">kín</a></p>'
    )
    article = factories.make_article(site, approver, body=[("text", text)])

    copy = exchange.accepted(exchange.offered(article, approver, province), reporter)

    stored = copy.body.raw_data[0]["value"]
    assert f'href="http://testserver{other.url}"' in stored
    assert "linktype" not in stored
    assert "kín</a>" in stored


def test_blocks_of_plugins_that_are_off_are_kept_and_named(site, approver, reporter, province):
    switch(site)
    ghost = {"type": "gone__map", "id": "g", "value": {"x": 1}}
    article = factories.make_article(site, approver, body=json.dumps([NOTICE, ghost]))
    row = exchange.offered(article, approver, province)

    assert len(preview_of(row).hidden_blocks) == 2
    copy = exchange.accepted(row, reporter)
    assert [item["type"] for item in copy.body.raw_data] == [NOTICE["type"], "gone__map"]
    switch(province)
    assert len(preview_of(row).hidden_blocks) == 1


def test_section_of_another_site_is_refused(offer, reporter, other_site):
    with pytest.raises(ValidationError, match="TD-12"):
        services.accept(actor=reporter, offer=offer, section=factories.section_of(other_site))


def test_home_page_is_no_section(offer, reporter, province):
    with pytest.raises(ValidationError, match="TD-12"):
        services.accept(actor=reporter, offer=offer, section=province.root_page)


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, None])
def test_people_who_do_not_edit_there_answer_nothing(offer, province, role):
    person = factories.make_person(province, role, username="nguoi-khac")

    with pytest.raises(PermissionDenied):
        exchange.accepted(offer, person)
    with pytest.raises(PermissionDenied):
        services.decline(actor=person, offer=offer, reason="x")

    assert exchange.fresh(offer).is_waiting


def test_sender_may_not_answer_the_own_offer(offer, approver):
    with pytest.raises(PermissionDenied):
        exchange.accepted(offer, approver)


def test_second_answer_hears_who_was_quicker(offer, reporter, chief):
    exchange.accepted(offer, reporter)

    with pytest.raises(ValidationError, match="TD-10"):
        exchange.accepted(offer, chief)
    with pytest.raises(ValidationError, match="TD-10"):
        services.decline(actor=chief, offer=offer, reason="x")

    assert ArticlePage.objects.filter(origin=offer.article).count() == 1


def test_version_newer_than_the_seen_one_is_refused(offer, article, approver, reporter, province):
    seen = article.live_revision_id
    exchange.edit(article, approver, title="Tên mới")

    with pytest.raises(ValidationError, match="TD-14"):
        services.accept(
            actor=reporter, offer=offer, section=factories.section_of(province), seen=seen
        )
    assert exchange.fresh(offer).title == "Tên mới"


def test_decline_needs_a_reason_which_the_offerer_reads(offer, editor, reporter, run_tasks):
    with pytest.raises(ValidationError, match="TD-16"):
        services.decline(actor=reporter, offer=offer, reason="  ")
    run_tasks()
    mail.outbox.clear()
    services.decline(actor=reporter, offer=offer, reason="Đã có tin này")
    run_tasks()

    [message] = mail.outbox
    assert message.to == [editor.email]
    assert "Đã có tin này" in message.body


def test_offer_of_a_person_who_left_is_answered_all_the_same(offer, editor, reporter):
    editor.delete()

    assert exchange.accepted(exchange.fresh(offer), reporter).pk


def test_copy_offered_on_keeps_the_first_origin(copy, article, chief, other_site, site):
    further = exchange.offered(copy, chief, other_site)
    person = factories.make_person(other_site, Role.EDITOR)

    last = exchange.accepted(further, person)

    assert last.origin_id == article.pk
    assert site.name in last.source
    with pytest.raises(ValidationError, match="TD-04"):
        exchange.offered(copy, chief, site)


def test_failed_acceptance_leaves_no_file(
    offer, site, article, approver, reporter, province, tmp_path
):
    image = factories.make_image(site)
    exchange.edit(article, approver, main_image=image)
    storage = image.file.storage
    before = set(storage.listdir("original_images")[1])

    with pytest.raises(PermissionDenied):
        exchange.accepted(exchange.fresh(offer), reporter, then="publish")

    assert set(storage.listdir("original_images")[1]) == before
    assert not PortalImage.objects.filter(site=province).exists()
