"""What a form that comes back shows of the things somebody named in it.

A form is refused for many reasons, and what is wrong with one field keeps others from being
judged. So while a form that was sent is answered, no chooser and no link in a text tells anything
of a thing that the person may not choose. Its key stays in the form: what somebody with wider
rights put in is not lost.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from wagtail.admin.rich_text.converters.html_to_contentstate import PageLinkElementHandler
from wagtail.admin.widgets import BaseChooser
from wagtail.documents import get_document_model
from wagtail.documents.rich_text.contentstate import DocumentLinkElementHandler
from wagtail.images import get_image_model
from wagtail.images.rich_text.contentstate import ImageElementHandler
from wagtail.models import Page

from portal.isolation import kinds
from portal.pages.received import number_of
from portal.pages.references import is_foreign

if TYPE_CHECKING:
    from django.http import HttpRequest

    from portal.isolation.kinds import Asker


@dataclass
class _Answer:
    asker: Asker
    known: dict[tuple[Any, int], bool] = field(default_factory=dict)


_answer: ContextVar[_Answer | None] = ContextVar("answer", default=None)


def begin(request: HttpRequest, asker: Asker) -> None:
    """Show nothing foreign to the end of the request, if it sends a form."""
    is_form = request.method not in {"GET", "HEAD", "OPTIONS"}
    _answer.set(_Answer(asker) if is_form and not asker.rights.sees_everything else None)


def end() -> None:
    _answer.set(None)


def connect() -> None:
    """Called once, when Django has started. Wagtail asks nobody what it may show."""
    _let_choosers_ask()
    _let_links_ask(PageLinkElementHandler, Page, {"url": None, "parentId": None})
    _let_links_ask(DocumentLinkElementHandler, get_document_model(), {})
    _let_pictures_ask()


def is_hidden(model: Any, key: int | None) -> bool:
    """Whether nothing of this thing may be shown now."""
    answer = _answer.get()
    if answer is None or key is None:
        return False
    thing = (model, key)
    if thing not in answer.known:
        asker = answer.asker
        answer.known[thing] = is_foreign(asker.user, model, key) or _is_out_of_sight(asker, *thing)
    return answer.known[thing]


def _is_out_of_sight(asker: Asker, model: Any, key: int) -> bool:
    """The same for whatever else belongs to a site: snippets and rows of plugins."""
    if issubclass(model, (Page, get_image_model(), get_document_model())):
        return False
    kind = kinds.of_model(model)
    place = kind(asker, [key]).get(key) if kind else None
    return place is not None and not place.is_seen


def _let_choosers_ask() -> None:
    original = BaseChooser.get_value_data

    def get_value_data(self: Any, value: Any) -> Any:
        data = original(self, value)
        if not data or not is_hidden(self.model_class, number_of(data.get("id"))):
            return data
        # Of the same shape: blocks and scripts look into it.
        told = {**dict.fromkeys(data), "id": data["id"], self.display_title_key: _nameless()}
        return {**told, "preview": {"url": "", "width": 0, "height": 0}}

    BaseChooser.get_value_data = get_value_data


def _nameless() -> str:
    return _("Belongs to another member site")


def _let_links_ask(handler: Any, model: Any, nothing: dict[str, Any]) -> None:
    original = handler.get_attribute_data

    def get_attribute_data(self: Any, attrs: dict[str, Any]) -> Any:
        key = number_of(attrs.get("id"))
        if key is None or is_hidden(model, key):  # stored words lead nowhere
            return {"id": key, **nothing}
        return original(self, attrs)

    handler.get_attribute_data = get_attribute_data


def _let_pictures_ask() -> None:
    original = ImageElementHandler.create_entity

    def create_entity(self: Any, name: str, attrs: Any, state: Any, contentstate: Any) -> Any:
        entity = original(self, name, attrs, state, contentstate)
        if is_hidden(get_image_model(), number_of(attrs.get("id"))):
            entity.data = {**entity.data, "src": "", "alt": ""}
        return entity

    ImageElementHandler.create_entity = create_entity
