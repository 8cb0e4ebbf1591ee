"""The article form: what an article must have before it goes to the approver or to readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.forms import TaskStateCommentForm

from portal.errors import refuse
from portal.news.scheduling import refusal_of
from portal.pages.forms import PortalPageForm
from portal.sites.structure import current

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.exceptions import ValidationError

    from portal.media.models import PortalImage


class ReasonForm(TaskStateCommentForm):  # type: ignore[misc]
    """A return without a reason helps nobody."""

    comment = forms.CharField(
        label=gettext_lazy("Reason"), required=True, widget=forms.Textarea({"rows": 3})
    )


class ArticlePageForm(PortalPageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.parent_page or self.instance
        site = current().site_of(place.path)
        self._offer("kind", Q(is_active=True))
        self._offer("series", Q(site=site, is_open=True))

    def _offer(self, name: str, allowed: Q) -> None:
        """Only what may be chosen, and what the article has already."""
        field: Any = self.fields.get(name)
        if field:
            chosen = Q(pk=getattr(self.instance, f"{name}_id"))
            field.queryset = field.queryset.filter(allowed | chosen)

    def clean(self) -> dict[str, Any]:
        super().clean()
        self._check_event_time()
        self._check_hour()
        if not self.is_draft:
            self._check_descriptions()
        return self.cleaned_data

    def clean_tags(self) -> list[str]:
        """Take the spelling of a topic that exists, so that case makes no second one."""
        from portal.news.models import Tag, tag_key

        names = {tag_key(name): name for name in self.cleaned_data["tags"]}
        known = dict(Tag.objects.filter(key__in=names).values_list("key", "name"))
        return [known.get(key, name) for key, name in names.items()]

    def _check_event_time(self) -> None:
        event_at = self.cleaned_data.get("event_at")
        if event_at and event_at > timezone.now():
            message = _("The event cannot be in the future (%(time)s); correct the time.") % {
                "time": date_format(timezone.localtime(event_at), "SHORT_DATETIME_FORMAT")
            }
            self.add_error("event_at", refuse("TIN-01", message))

    def _check_hour(self) -> None:
        before = self.initial.get("go_live_at")
        if refusal := refusal_of(self.cleaned_data.get("go_live_at"), before):
            self.add_error("go_live_at", refusal)

    def _check_descriptions(self) -> None:
        data = self.cleaned_data
        for name, refusal in undescribed(data.get("main_image"), data.get("body")):
            self.add_error(name, refusal)


def undescribed(main_image: PortalImage | None, body: Any) -> Iterator[tuple[str, ValidationError]]:
    """(field, refusal) for pictures without a description: the main one, the first of the body."""
    if main_image and not main_image.description.strip():
        yield "main_image", _undescribed(main_image)
    for image in _body_images(body or []):
        if not image.description.strip():
            yield "body", _undescribed(image)
            return


def _body_images(body: Any) -> Iterator[PortalImage]:
    for child in body:
        if child.block_type == "picture" and child.value["image"]:
            yield child.value["image"]
        elif child.block_type == "gallery":
            yield from (item["image"] for item in child.value["items"] if item["image"])


def _undescribed(image: PortalImage) -> Any:
    message = _(
        "The picture “%(title)s” has no description for readers who cannot see it; add one in the "
        "image library."
    )
    return refuse("TIN-02", message % {"title": image.title})
