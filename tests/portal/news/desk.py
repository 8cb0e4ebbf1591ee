"""The article form as a browser sends it: opened, filled in, posted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    querydict_from_html,
    rich_text,
    streamfield,
)

from portal.pages.blocks import RICH_TEXT_FEATURES
from tests import factories

if TYPE_CHECKING:
    from django.test import Client
    from wagtail.models import Page

    from portal.sites.models import MemberSite

ACTIONS = {"save": {}, "submit": {"action-submit": "x"}, "publish": {"action-publish": "x"}}
TEXT = "<p>Hội nghị bàn về chuyển đổi số.</p>"


def create_url(site: MemberSite, section: str = "tin-tuc") -> str:
    return f"/quan-tri/pages/add/news/articlepage/{factories.section_of(site, section).pk}/"


def edit_url(page: Page) -> str:
    return f"/quan-tri/pages/{page.pk}/edit/"


def text(html: str = TEXT) -> tuple[str, str]:
    return "text", rich_text(html, features=RICH_TEXT_FEATURES)


def picture(image: Any, **values: Any) -> tuple[str, dict[str, Any]]:
    return "picture", {"image": str(image.pk), "caption": "Chú thích", "credit": "", **values}


def gallery(*images: Any) -> tuple[str, dict[str, Any]]:
    items = [("item", {"image": str(image.pk), "caption": ""}) for image in images]
    return "gallery", {"title": "", "items": streamfield(items)}


def table(*rows: list[str], **values: Any) -> tuple[str, str]:
    return "table", json.dumps({"data": rows, "table_caption": "", **values})


def open_form(client: Client, url: str) -> dict[str, str]:
    """What the form holds when it is opened, hidden fields included; a script makes its body."""
    response = client.get(url)
    assert response.status_code == 200
    return querydict_from_html(response.content.decode(), form_id="page-edit-form").dict()


def fill(form: dict[str, str], *, body: Any = None, **values: Any) -> dict[str, str]:
    """``form`` of a good article, changed by ``values``."""
    fields = {
        "title": "Đảng ủy xã tổng kết công tác năm",
        "slug": "dang-uy-xa-tong-ket-cong-tac-nam",
        "lead": "Sáng nay, Đảng ủy xã tổ chức hội nghị tổng kết.",
        "event_at": "05/11/2026 14:30",
        "author": "Ban biên tập",
        "body": streamfield(body or [text()]),
        "attachments": inline_formset([]),
    }
    return {**form, **nested_form_data({**fields, **values})}


def send(client: Client, url: str, form: dict[str, str], action: str = "save") -> Any:
    return client.post(url, {**form, **ACTIONS[action]})


def autosave(client: Client, url: str, form: dict[str, str], **extra: Any) -> Any:
    """As the editor's script does every few seconds."""
    return client.post(url, {**form, **extra}, headers={"accept": "application/json"})


def write(client: Client, site: MemberSite, action: str = "save", **values: Any) -> Any:
    """Open the form of a new article, fill it in and send it."""
    url = create_url(site)
    return send(client, url, fill(open_form(client, url), **values), action)


def errors_of(response: Any) -> str:
    """All refusals of the form that came back, as one text."""
    assert response.status_code == 200
    form = response.context["form"]
    formsets = [str(formset.errors) for formset in form.formsets.values()]
    return "\n".join([str(form.errors), *formsets])
