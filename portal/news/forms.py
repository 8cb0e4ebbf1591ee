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
    from collections.abc import Callable, Iterable

    from django.core.exceptions import ValidationError
    from wagtail.models import Page

    from portal.news.models import ArticlePage

# What rooms above have against sending or publishing an article: functions of it, of the page it
# lies in (an article not yet saved has no place of its own) and of whether readers are to get it,
# which give (field, refusal).
refusals: list[Callable[[ArticlePage, Page, bool], Iterable[tuple[str, ValidationError]]]] = []


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
        return self.cleaned_data

    def _post_clean(self) -> None:
        """Now the article holds what was typed: ask the checks, unless it is only saved."""
        super()._post_clean()
        if not self.is_draft and not self.errors and not self._goes_back():
            for listed in refusals:
                place = self.parent_page or self.instance
                for name, refusal in listed(self.instance, place, self._is_for_readers()):
                    self.add_error(name if name in self.fields else None, refusal)

    def _goes_back(self) -> bool:
        """Whether the article is returned to its author, with all that is wrong in it."""
        is_decision = "action-workflow-action" in self.data
        return is_decision and self.data.get("workflow-action-name") == "reject"

    def _is_for_readers(self) -> bool:
        """Whether the button that was pressed publishes, now or at the hour in the form."""
        if "action-publish" in self.data:
            return True
        if "action-workflow-action" not in self.data:
            return False
        step = self.instance.current_workflow_task_state
        return not (step and step.task.specific.is_editing)

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


def refuse_stopped(article: ArticlePage) -> None:
    """Raise the first of ``refusals`` to publishing it; nothing when there is none."""
    for listed in refusals:
        for _name, refusal in listed(article, article, True):
            raise refusal
