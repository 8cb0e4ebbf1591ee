"""The forms of readers. What is wrong is said by the services; here only shapes are looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.digest import addresses
from portal.digest.models import DigestTopic, Frequency

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from portal.digest.offers import NamedTopic

Kind = DigestTopic.Kind
# In the order of the page; "all news of the site" stands alone and first.
HEADINGS = {
    Kind.SECTION: _("Sections"),
    Kind.SERIES: _("Series of articles"),
    Kind.TAG: _("Topics"),
    Kind.SITE: _("Member sites"),
}


class ChoiceForm(forms.Form):
    """Topics and rhythm. Numbers of topics that are none are left out, others are judged."""

    topics = forms.TypedMultipleChoiceField(coerce=int, required=False)
    frequency = forms.CharField(required=False, max_length=20)

    def __init__(self, *args: Any, offered: Sequence[NamedTopic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        field: Any = self.fields["topics"]
        field.choices = [(str(topic.key), topic.label) for topic in offered]
        # A topic that went while the form was open is no reason to refuse the others.
        field.valid_value = lambda _value: True
        field.coerce = lambda value: int(value) if str(value).isdecimal() else 0

    def clean_topics(self) -> list[int]:
        known = {topic.key for topic in self.offered}
        return [key for key in self.cleaned_data["topics"] if key in known]

    @property
    def chosen(self) -> set[str]:
        return {str(value) for value in self["topics"].value() or []}

    @property
    def rhythms(self) -> list[dict[str, Any]]:
        chosen = self["frequency"].value()
        return [{"value": v, "label": w, "chosen": v == chosen} for v, w in Frequency.choices]

    def groups(self) -> list[dict[str, Any]]:
        """The topics as they stand on the page, under headings."""
        own = [t for t in self.offered if t.kind == Kind.SITE][:1]
        rest = [topic for topic in self.offered if topic not in own]
        found: list[dict[str, Any]] = [{"heading": "", "topics": self._marked(own)}]
        for kind, heading in HEADINGS.items():
            marked = self._marked(topic for topic in rest if topic.kind == kind)
            found.append({"heading": heading, "topics": marked})
        return [group for group in found if group["topics"]]

    def _marked(self, topics: Iterable[NamedTopic]) -> list[dict[str, Any]]:
        chosen = self.chosen
        return [{"topic": topic, "chosen": str(topic.key) in chosen} for topic in topics]


class SubscribeForm(ChoiceForm):
    email = forms.CharField(required=False, max_length=addresses.LONGEST * 2)
    consent = forms.BooleanField(required=False)
    # People do not see it; programs that fill in everything do.
    website = forms.CharField(required=False, max_length=2000)
