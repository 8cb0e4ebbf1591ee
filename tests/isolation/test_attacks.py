"""Forms that carry another site's things: references, destinations, collections; frozen sites."""

from __future__ import annotations

import pytest
from wagtail.models import Page, Revision
from wagtail.test.utils.form_data import inline_formset, rich_text

from portal.isolation import kinds
from portal.media.models import PortalImage
from portal.pages.blocks import RICH_TEXT_FEATURES
from portal.sites import structure
from portal.sites.models import MemberSite, Role, SiteState
from portal.sites.services import grant_role
from tests import factories
from tests.isolation import fingerprint
from tests.isolation.visitor import Visitor
from tests.isolation.world import MARK, build
from tests.portal.news import desk

ROLES = ("editor", "approver", "site_admin")


@pytest.fixture
def world(db):
    return build()


@pytest.fixture
def before(world):
    owned = fingerprint.Owned(world.foreign)
    return owned, fingerprint.taken(owned)


def untouched(before):
    owned, digests = before
    found = fingerprint.differences(digests, fingerprint.taken(owned))
    assert found == []
    return True


def article_form(client, page, **values):
    url = desk.edit_url(page)
    return url, desk.fill(desk.open_form(client, url), **values)


def own_draft(world):
    person = world.people["approver"]
    return factories.make_article(world.own.site, person, publish=False, title="Bài thử")


def text(html):
    return ("text", rich_text(html, features=RICH_TEXT_FEATURES))


def references(world):
    """Ways to refer to a thing of the other site in the form of an article."""
    image, document, page = world.foreign.image, world.foreign.document, world.foreign.page
    attachment = {"document": document.pk, "title": "", "id": "", "ORDER": "1", "DELETE": ""}
    return {
        "main picture": {"main_image": str(image.pk)},
        "picture in the body": {"body": [desk.picture(image)]},
        "pictures in a gallery": {"body": [desk.gallery(image, image)]},
        "file in the body": {"body": [("file", {"document": str(document.pk), "title": "Tệp"})]},
        "attached file": {"attachments": inline_formset([attachment])},
        "link to a page": {"body": [text(f'<p><a linktype="page" id="{page.pk}">x</a></p>')]},
        "link to a file": {
            "body": [text(f'<p><a linktype="document" id="{document.pk}">x</a></p>')]
        },
    }


WAYS = (
    "main picture",
    "picture in the body",
    "pictures in a gallery",
    "file in the body",
    "attached file",
    "link to a page",
    "link to a file",
)


@pytest.mark.parametrize("way", WAYS)
def test_reference_to_another_site_is_refused(world, before, way, signed_in):
    page = own_draft(world)
    client = signed_in(world.people["approver"])
    revisions = Revision.objects.for_instance(page).count()

    url, form = article_form(client, page, **references(world)[way])
    answer = desk.send(client, url, form, "save")

    assert answer.status_code == 200
    assert "CL-01" in answer.content.decode()
    assert MARK not in answer.content.decode()
    assert Revision.objects.for_instance(page).count() == revisions
    assert untouched(before)


@pytest.mark.parametrize("way", WAYS)
def test_reference_that_was_there_may_stay(world, way, signed_in):
    page = own_draft(world)
    whole = signed_in(world.people["portal_admin"])
    url, form = article_form(whole, page, **references(world)[way])
    assert desk.send(whole, url, form, "save").status_code == 302

    own = signed_in(world.people["approver"])
    form = desk.open_form(own, url) | {"title": "Sửa tiêu đề"}
    fields = references(world)[way]
    answer = desk.send(own, url, desk.fill(form, **{**_kept(page, fields), **fields}), "save")

    assert answer.status_code == 302
    assert Revision.objects.for_instance(page).latest("pk").content["title"] != "Bài thử"


def _kept(page, fields):
    """A stored attachment is sent back with its own number."""
    latest = page.get_latest_revision_as_object()
    rows = list(latest.attachments.all())
    if "attachments" not in fields or not rows:
        return {}
    row = rows[0]
    values = {"document": row.document_id, "title": "", "id": row.pk, "ORDER": "1", "DELETE": ""}
    fields["attachments"] = inline_formset([values], initial=1)
    return {}


def test_page_of_the_province_may_be_linked_to(world, signed_in):
    news = factories.make_article(world.province, world.people["newsroom"], title="Tin của tỉnh")
    page = own_draft(world)
    client = signed_in(world.people["editor"])

    link = text(f'<p><a linktype="page" id="{news.pk}">x</a></p>')
    url, form = article_form(client, page, body=[link])

    assert desk.send(client, url, form, "save").status_code == 302


@pytest.mark.parametrize("role", ROLES)
def test_moving_and_copying_into_another_site_is_refused(world, before, role, signed_in):
    page = own_draft(world)
    target = factories.section_of(world.foreign.site)
    client = signed_in(world.people[role])
    path, count = page.path, Page.objects.count()
    title = {"new_title": "x", "new_slug": "x"}

    for address, data in (
        (f"pages/{page.pk}/move/{target.pk}/confirm/", {}),
        (f"pages/{page.pk}/move/", {"new_parent_page": target.pk}),
        (f"pages/{page.pk}/copy/", {"new_parent_page": target.pk, **title}),
        (f"pages/{page.pk}/copy/", {"new_parent_page": target.pk, "alias": "on", **title}),
        (f"bulk/wagtailcore/page/move/?id={page.pk}", {"chooser": target.pk}),
    ):
        answer = client.post(f"/quan-tri/{address}", data, follow=True)
        assert "CL-02" in answer.content.decode(), address

    page.refresh_from_db()
    assert (page.path, Page.objects.count()) == (path, count)
    assert untouched(before)


def test_who_has_rights_in_both_sites_moves_and_copies(world, signed_in):
    person = world.people["site_admin"]
    grant_role(person=person, site=world.foreign.site, role=Role.SITE_ADMIN)
    page, target = own_draft(world), factories.section_of(world.foreign.site)
    client = signed_in(person)

    data = {"new_parent_page": target.pk, "new_title": "Bản sao", "new_slug": "ban-sao"}
    client.post(f"/quan-tri/pages/{page.pk}/copy/", data)
    client.post(f"/quan-tri/pages/{page.pk}/move/{target.pk}/confirm/")

    assert {"ban-sao", page.slug} <= set(target.get_children().values_list("slug", flat=True))


def test_file_of_ones_own_does_not_go_into_another_sites_collection(world, before, signed_in):
    image, there = world.own.image, world.foreign.site.collection_id
    client = signed_in(world.people["site_admin"])
    data = {"title": "Ảnh", "description": "Ảnh", "collection": there, "tags": ""}

    for address in (
        f"images/{image.pk}/",
        f"bulk/{image._meta.app_label}/{image._meta.model_name}/add_to_collection/?id={image.pk}",
    ):
        answer = client.post(f"/quan-tri/{address}", data, follow=True)
        assert "CL-02" in answer.content.decode(), address
    multiple = f"/quan-tri/images/multiple/{image.pk}/"
    fields = {f"image-{image.pk}-{name}": value for name, value in data.items()}
    answer = client.post(multiple, fields, headers={"X-Requested-With": "XMLHttpRequest"})

    assert (answer.status_code, answer.json()["error_code"]) == (403, "CL-02")
    assert PortalImage.objects.get(pk=image.pk).collection_id == world.own.site.collection_id
    assert untouched(before)


def test_upload_into_another_sites_collection_is_refused(world, before, signed_in):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client = signed_in(world.people["site_admin"])
    there = world.foreign.site.collection_id
    for address, name in (
        ("images/add/", "file"),
        ("images/multiple/add/", "files[]"),
        ("images/chooser/create/", "image-chooser-upload-file"),
        ("documents/multiple/add/", "files[]"),
    ):
        prefix = name.removesuffix("file") if "chooser" in name else ""
        file = SimpleUploadedFile("anh.jpg", factories.jpeg(), content_type="image/jpeg")
        data = {name: file, f"{prefix}collection": there, f"{prefix}title": "Ảnh"}
        client.post(f"/quan-tri/{address}", data)

    assert untouched(before)


@pytest.mark.parametrize("role", ["approver", "site_admin", "portal_admin"])
def test_frozen_site_is_changed_by_nobody(world, role):
    MemberSite.objects.filter(pk=world.own.site.pk).update(state=SiteState.FROZEN)
    structure.bump()
    owned = fingerprint.Owned(world.own)
    before = fingerprint.taken(owned)
    visitor = Visitor(world.people[role])
    keys = world.own.keys

    for address in (
        f"pages/{keys[kinds.page]}/edit/",
        f"pages/{keys[kinds.page]}/unpublish/",
        f"pages/{keys[kinds.page]}/delete/",
        f"pages/{keys['draft']}/unlock/",
        f"pages/{keys['draft']}/privacy/",
        f"images/{keys[kinds.image]}/",
        f"images/{keys[kinds.image]}/delete/",
        f"documents/delete/{keys[kinds.document]}/",
        f"bo-cuc/unpublish/{keys[kinds.layout]}/",
        f"bo-cuc/delete/{keys[kinds.layout]}/",
        f"bulk/wagtailcore/page/unpublish/?id={keys[kinds.page]}",
        f"plugin/sample/notes/delete/{world.own.note.pk}/",
        f"plugin/sample/notes/edit/{world.own.note.pk}/",
    ):
        answer = visitor.send("POST", f"/quan-tri/{address}", {"title": "Sửa lén"})
        assert answer.status in {302, 403, 404}, address

    assert fingerprint.differences(before, fingerprint.taken(owned)) == []


def test_comments_are_told_only_to_people_of_the_site(world, signed_in, mailoutbox):
    """Somebody who lost the role keeps the subscription, and hears no more of the page."""
    from wagtail.models import PageSubscription

    page = own_draft(world)
    stranger = world.foreign.people[Role.EDITOR]
    for person in (stranger, world.people["editor"]):
        PageSubscription.objects.create(page=page, user=person, comment_notifications=True)
    client = signed_in(world.people["approver"])
    comment = {
        "text": "Sửa lại",
        "contentpath": "title",
        "position": "",
        "id": "",
        "DELETE": "",
        "resolved": "",
        "replies": inline_formset([]),
    }
    url, form = article_form(client, page)
    from wagtail.test.utils.form_data import nested_form_data

    form |= nested_form_data({"comments": inline_formset([comment]), "comment_notifications": ""})
    assert desk.send(client, url, form, "save").status_code == 302

    told = {address for mail in mailoutbox for address in mail.to}
    assert world.people["editor"].email in told
    assert stranger.email not in told


def test_topics_of_other_sites_are_not_offered(world):
    visitor = Visitor(world.people["editor"])
    name = world.foreign.page.tags.first().name

    for term, found in (("topic", True), (name[:4], False)):
        answer = visitor.send("GET", f"/quan-tri/tag-autocomplete/news/tag/?term={term}")
        assert ("topic tuy-phong" in answer.text) is found
        assert MARK not in answer.text


def test_chooser_offers_own_pages_and_published_ones_of_the_province(world, signed_in):
    """Browsing the province's sections, which are no site of the person's."""
    newsroom, title = world.people["newsroom"], "Tin riêng của tỉnh"
    factories.make_article(world.province, newsroom, title=title)
    factories.make_article(world.province, newsroom, title="Tin còn nháp", publish=False)
    section = factories.section_of(world.province)

    answer = signed_in(world.people["editor"]).get(f"/quan-tri/choose-page/{section.pk}/")

    assert title in answer.json()["html"]
    assert "Tin còn nháp" not in answer.json()["html"]
