"""Empty forms sent to every address of the admin: what is refused is refused in Vietnamese."""

from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from tests import factories
from tests.e2e.english import english_words

SPOKEN = {"alt", "aria-label", "placeholder", "title"}
# What ends a session, or answers scripts only.
LEFT_OUT = (
    "logout",
    "sprite",
    "jsi18n",
    "editing-sessions",
    "api/main",
    "dismissibles",
    "error_test",
    "failwhale",
)

# They trust that a form has its fields.
FAIL_IN_WAGTAIL = {
    ("post", "/quan-tri/choose-external-link/"),
    ("post", "/quan-tri/snippets/choose/pages/sitelayout/create/"),
}


class Words(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []
        self.silent = 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in {"script", "style", "code"}
        self.found += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag):
        self.silent -= tag in {"script", "style", "code"}

    def handle_data(self, data):
        if not self.silent and data.strip():
            self.found.append(data.strip())


def addresses(resolver=None, before=""):
    """Paths of the admin that need no argument."""
    for pattern in (resolver or get_resolver()).url_patterns:
        path = before + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLResolver):
            if not before and not path.startswith("quan-tri/"):
                continue
            yield from addresses(pattern, path)
        elif isinstance(pattern, URLPattern) and not set("<(\\") & set(path):
            yield "/" + path.rstrip("$")


@pytest.fixture
def administrator(db):
    province = factories.make_province()
    factories.make_image(province)
    person = factories.make_person(None, None, "quantri")
    person.is_superuser = True
    person.save()
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def english_in(response):
    if "html" in response.headers.get("Content-Type", ""):
        html = response.content.decode()
        html = html if "<" in html else ""  # a line for scripts
    elif "json" in response.headers.get("Content-Type", ""):
        body = response.json()
        html = body.get("html") or "" if isinstance(body, dict) else ""
    else:
        return []
    words = Words()
    words.feed(html)
    return [(text, english_words(text)) for text in words.found if english_words(text)]


def test_screens_and_refusals_hold_no_english(administrator):
    seen, refused, english, broken = 0, 0, [], set()
    for address in addresses():
        if any(part in address for part in LEFT_OUT):
            continue
        for send in (administrator.get, administrator.post):
            response = send(address)
            if response.status_code >= 500:
                broken.add((send.__name__, address))
            seen += response.status_code == 200
            refused += "error-message" in response.content.decode("utf-8", "replace")
            english += [(address, *found) for found in english_in(response)]

    assert broken - FAIL_IN_WAGTAIL == set()
    assert english == []
    assert seen > 100
    assert refused > 10
