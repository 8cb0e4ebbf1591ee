"""The body of an article as the editor's script reads it from the form and sends it back."""

from __future__ import annotations

import json
from html.parser import HTMLParser

from django.db import connection

from portal.news.models import ArticlePage
from portal.pages.kept import STATE_KEY
from portal.plugins import services
from portal.plugins.scopes import INSTALLATION, Scope
from tests.portal.news import desk

# Awkward on purpose: keys nobody knows, an order of keys, numbers that a browser would change.
NOTICE = {
    "value": {"text": "Lịch tiếp dân  ", "later": {"z": 1.0, "a": [12345678901234567890, None]}},
    "type": "sample__notice",
    "id": "0f0e7a52-6e9e-4a07-a06f-0b1d0a5b8d11",
    "note": "không ai biết",
}
GHOST = {
    "type": "gone__poll",
    "id": "5d7f4f7e-8a9b-4c53-9f3c-8f5b0c1f3a22",
    "value": ["<b>Câu hỏi\u200b</b>", 1.50, {"đ": "Đ"}],
}
BEFORE = {
    "type": "text",
    "value": "<p>Đoạn trước.</p>",
    "id": "7f9c6cf2-63a5-4b4e-8a40-a001",
}
AFTER = {"type": "text", "value": "<p>Đoạn sau.</p>", "id": "7f9c6cf2-63a5-4b4e-8a40-a002"}
BODY = [BEFORE, NOTICE, AFTER, GHOST]


def switch(site, *, enabled=True):
    scope = Scope.site(site.pk) if site else INSTALLATION
    services.switch(actor=None, slug="sample", scope=scope, enabled=enabled)


def exactly(items):
    """As one text: on SQLite with the order of keys, which PostgreSQL does not keep."""
    return json.dumps(items, ensure_ascii=False, sort_keys=connection.vendor == "postgresql")


def stored(page):
    """The body in the row of the page."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM news_articlepage WHERE page_ptr_id = %s", [page.pk])
        raw = cursor.fetchone()[0]
    return json.loads(raw) if isinstance(raw, str) else raw


def drafted(page):
    """The body in the newest version."""
    return json.loads(ArticlePage.objects.get(pk=page.pk).get_latest_revision().content["body"])


def kept_of(items):
    return [item for item in items if item["type"] in {"sample__notice", "gone__poll"}]


class _Editor(HTMLParser):
    definition = arguments = None

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if found.get("id") == "body" and "data-block" in found:
            self.definition = json.loads(found["data-w-block-data-value"])
            self.arguments = json.loads(found["data-w-block-arguments-value"])


def editor_of(response):
    editor = _Editor()
    editor.feed(response.content.decode())
    return editor


def state_of(response):
    """The blocks the editor shows: a list of {"type", "value", "id"}."""
    return editor_of(response).arguments[0]


def offered_in(response):
    """Names of the blocks in the picker."""
    _name, groups, *_rest = editor_of(response).definition["_args"]
    return {child["_args"][0] for _label, children in groups for child in children}


def sent(state, name="body"):
    """The fields the script sends for blocks in this order."""
    fields = {f"{name}-count": str(len(state))}
    for i, block in enumerate(state):
        at = f"{name}-{i}"
        fields |= {f"{at}-deleted": "", f"{at}-order": str(i)}
        fields |= {f"{at}-type": block["type"], f"{at}-id": block["id"] or ""}
        value = block["value"]
        if isinstance(value, dict) and STATE_KEY in value:
            fields[f"{at}-value--kept"] = value[STATE_KEY]
        elif isinstance(value, dict):
            fields |= {f"{at}-value-{part_name}": str(part) for part_name, part in value.items()}
        else:
            fields[f"{at}-value"] = value
    return fields


def form_with(client, url, change=lambda state: state):
    """The opened form as it would be sent, its blocks changed by ``change``."""
    response = client.get(url)
    assert response.status_code == 200
    form = desk.querydict_from_html(response.content.decode(), form_id="page-edit-form").dict()
    form = {name: value for name, value in form.items() if not name.startswith("body-")}
    good = desk.fill(form, title="Bài có khối của tiện ích")
    good = {name: value for name, value in good.items() if not name.startswith("body-")}
    return {**good, **sent(change(state_of(response)))}


def without(name):
    return lambda state: [block for block in state if block["type"] != name]
