"""Every public template is HTML as the standard writes it."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from tinyhtml5.parser import HTMLParser

from portal.ops.bench.front_places import places_of
from tests import factories

NAMESPACE = "{http://www.w3.org/1999/xhtml}"
# Six digits of a second, and what else is no moment.
MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)?T?(\d\d:\d\d(:\d\d(\.\d{1,3})?)?([+-]\d\d:?\d\d|Z)?)?|\d{4}(-\d\d)?|PT?[\dHMS]+"
)


def faults(source: str) -> list[str]:
    """What the parser had to mend, ids that are not unique, pictures without size or words."""
    parser = HTMLParser()
    tree = parser.parse(source)
    found = [f"{code} at {place[0]}: {told}" for place, code, told in parser.errors]
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id") is not None)
    found += [f"the id {name!r} stands {count} times" for name, count in ids.items() if count > 1]
    for element in tree.iter(f"{NAMESPACE}img"):
        missing = [name for name in ("alt", "width", "height") if element.get(name) is None]
        found += [f"a picture has no {name}: {element.get('src')}" for name in missing]
    for element in tree.iter():
        # Wherever names of elements are told by number: they must be there.
        for name in ("aria-labelledby", "aria-controls", "aria-describedby", "for"):
            for told in (element.get(name) or "").split():
                if told not in ids:
                    found.append(f"{name} names {told!r}, which is not there")
    for element in tree.iter(f"{NAMESPACE}time"):
        moment = element.get("datetime")
        if moment is not None and not MOMENT.fullmatch(moment):
            found.append(f"no moment: {moment!r}")
    return found


@pytest.fixture
def places(site, editor, approver, django_user_model):
    """The templates of the province and of a member site, with all that they can show."""
    django_user_model.objects.create_superuser("quan-tri", password="x")
    image = factories.make_image(site)
    factories.make_article(site, approver, title="Tin có ảnh", main_image=image)
    from portal.sites.structure import current

    return [place for each in current().sites for place in places_of(each)]


def test_public_pages_are_valid(places, client):
    names = {place.name for place in places}
    assert names >= {"home", "section", "article", "article-full", "search", "tag", "series", "404"}
    wrong = []
    for place in places:
        answer = client.get(place.url)
        assert answer.status_code == (404 if place.name == "404" else 200), place
        wrong += [f"{place.label}: {fault}" for fault in faults(answer.content.decode())]
    assert wrong == []


START = "<!doctype html><html lang=vi><head><title>x</title></head><body>"


@pytest.mark.parametrize(
    "body",
    [
        "<div><section><p>A</p></div>",
        "<p>A</p></div>",
        "<p id=a>A</p><p id=a>B</p>",
        "<img src=x width=1 height=1>",
        "<img src=x alt=''>",
        "<h2 aria-labelledby=b>A</h2>",
        "<time datetime='2026-11-24T03:36:11.678142+07:00'>A</time>",
        "<p title=a title=b>A</p>",
        "<table><p>A</p></table>",
    ],
)
def test_faults_are_found(body):
    assert faults(f"{START}{body}</body></html>")


def test_a_page_without_faults_has_none():
    body = "<p id=a>A</p><img src=x alt='' width=1 height=1><time datetime=2026-11-24>A</time>"
    assert faults(f"{START}{body}</body></html>") == []
