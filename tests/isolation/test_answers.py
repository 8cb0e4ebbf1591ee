"""Forms that name another site's things and are refused for something else: what comes back."""

from __future__ import annotations

import html
import json

import pytest
from wagtail.models import Revision
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from tests import factories
from tests.isolation.visitor import Visitor
from tests.isolation.world import MARK, build
from tests.portal.news import desk

FULL = "x" * 700
LAYOUT = "/quan-tri/bo-cuc/add/"


@pytest.fixture
def world(db):
    return build()


def draft_of(world):
    person = world.people["approver"]
    return factories.make_article(world.own.site, person, publish=False, title="Bài thử")


def linked(kind, key, words="xem bài này"):
    """A text as the editor's script sends it, with one link."""
    entity = {"type": kind, "mutability": "MUTABLE", "data": {"id": key, "url": "/x/"}}
    block = {
        "key": "a1",
        "text": words,
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [{"offset": 0, "length": 3, "key": 0}],
    }
    return json.dumps({"blocks": [block], "entityMap": {"0": entity}})


def attached(document, **values):
    row = {"document": document.pk, "title": "Tệp", "id": "", "ORDER": "1", "DELETE": "", **values}
    return {"attachments": inline_formset([row])}


EMBED = ("embed", {"url": "https://la.example/", "title": "x"})


def wrong_forms(world):
    """What is named and, in the same place or another, something that is refused anyhow."""
    image, document, page = world.foreign.image, world.foreign.document, world.foreign.page
    text, file = ("text", linked("LINK", page.pk)), ("text", linked("DOCUMENT", document.pk))
    return {
        "attachment, title": attached(document, title=FULL),
        "attachment, order": attached(document, ORDER="abc"),
        "attachment deleted, no title": {"title": "", **attached(document, DELETE="on")},
        "picture, caption": {"body": [desk.picture(image, caption=FULL)]},
        "gallery, caption": {
            "body": [
                (
                    "gallery",
                    {
                        "title": "",
                        "items": streamfield([("item", {"image": image.pk, "caption": FULL})]),
                    },
                )
            ]
        },
        "file, title": {"body": [("file", {"document": document.pk, "title": FULL})]},
        "link, embed": {"body": [text, EMBED]},
        "file linked, embed": {"body": [file, EMBED]},
        "main picture, no title": {"title": "", "main_image": str(image.pk)},
        "picture in a block that is deleted, no title": {
            "title": "",
            "body": [desk.picture(image)],
            "body-0-deleted": "1",
        },
    }


WAYS = (
    "attachment, title",
    "attachment, order",
    "attachment deleted, no title",
    "picture, caption",
    "gallery, caption",
    "file, title",
    "link, embed",
    "file linked, embed",
    "main picture, no title",
    "picture in a block that is deleted, no title",
)


@pytest.mark.parametrize("way", WAYS)
def test_form_with_another_mistake_shows_nothing_foreign(world, way):
    page = draft_of(world)
    count = Revision.objects.count()
    found = []
    for role in ("contributor", "approver"):
        visitor = Visitor(world.people[role])
        new, edit = desk.create_url(world.own.site), desk.edit_url(page)
        for url in (new,) if role == "contributor" else (new, edit):
            form = desk.fill(desk.open_form(visitor.client, url), **wrong_forms(world)[way])
            form |= {k: v for k, v in wrong_forms(world)[way].items() if k.startswith("body-")}
            for address in (url, f"{url}preview/"):
                answer = visitor.send("POST", address, form)
                found.append((answer.status, answer.leaks, world.foreign.page.slug in answer.text))

    assert set(found) == {(200, False, False)}
    assert Revision.objects.count() == count


def test_layout_with_another_mistake_shows_nothing_foreign(world):
    section = factories.section_of(world.foreign.site)
    section.title, section.draft_title, section.live = f"Mục {MARK}", f"Mục {MARK}", False
    section.save()
    visitor = Visitor(world.people["approver"])
    for key in (world.foreign.page.pk, section.pk):
        for count in ("4", "999"):
            block = ("newest", {"title": FULL, "section": str(key), "count": count})
            regions = {"top": streamfield([block]), "aside": streamfield([])}
            regions["bottom"] = streamfield([])
            form = nested_form_data({"site": str(world.own.site.pk), "inherits": "on", **regions})

            answer = visitor.send("POST", LAYOUT, form)

            assert (answer.status, answer.leaks) == (200, False), (key, count)


def test_what_was_there_comes_back_with_its_key(world, signed_in):
    """Somebody with wider rights put it in; another mistake must not take it out."""
    page = draft_of(world)
    page.main_image = world.foreign.image
    page.save_revision()
    visitor = Visitor(world.people["approver"])
    url = desk.edit_url(page)
    form = desk.fill(desk.open_form(visitor.client, url), main_image=str(world.foreign.image.pk))

    answer = visitor.send("POST", url, {**form, "title": ""})

    assert f'name="main_image" value="{world.foreign.image.pk}"' in answer.text
    assert "thuộc trang" in answer.text or "belongs to another" in answer.text
    assert visitor.send("POST", url, form).status == 302


def test_own_things_come_back_with_their_names(world):
    page = draft_of(world)
    visitor = Visitor(world.people["approver"])
    url = desk.edit_url(page)
    body = [desk.picture(world.own.image, caption=FULL)]
    form = desk.fill(desk.open_form(visitor.client, url), body=body)

    answer = visitor.send("POST", url, form)

    assert f'"edit_url": "/quan-tri/images/{world.own.image.pk}/"' in html.unescape(answer.text)


SPELLINGS = ("0{0}", " {0}", "+{0}", "{0}", "fullwidth", "underscore", "number")


def _spelt(key, how):
    if how == "fullwidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(key))
    if how == "underscore":
        return f"0_{key}"
    return key if how == "number" else how.format(key)


@pytest.mark.parametrize("kind", ["LINK", "DOCUMENT"])
def test_link_spelt_otherwise_is_refused(world, kind):
    page = draft_of(world)
    count = Revision.objects.count()
    target = world.foreign.page if kind == "LINK" else world.foreign.document
    visitor = Visitor(world.people["approver"])
    url = desk.edit_url(page)
    form = desk.open_form(visitor.client, url)
    for how in SPELLINGS:
        body = [("text", linked(kind, _spelt(target.pk, how)))]

        answer = visitor.send("POST", url, desk.fill(form, body=body))

        assert "cl-01" in answer.text, how
        assert not answer.leaks, how
    assert Revision.objects.count() == count


def test_link_to_what_does_not_exist_yet_is_refused(world):
    """Tomorrow another site may have a page of that number."""
    visitor = Visitor(world.people["approver"])
    url = desk.edit_url(draft_of(world))
    body = [("text", linked("LINK", 987654))]

    answer = visitor.send("POST", url, desk.fill(desk.open_form(visitor.client, url), body=body))

    assert "cl-01" in answer.text
