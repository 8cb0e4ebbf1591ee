"""Forms of the administration of news by e-mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.digest.administration import Offer
from portal.digest.models import DigestSettings, DigestTopic, Subscriber
from portal.digest.offers import topics_of
from portal.news.models import Series
from portal.sites.structure import current

if TYPE_CHECKING:
    from portal.sites.models import MemberSite
    from portal.sites.structure import Node, Structure

Kind = DigestTopic.Kind
FIELDS = ("is_on", "hour", "weekday", "most_per_topic", "sender_name", "intro")


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    all_news = forms.BooleanField(
        label=_("Offer all news of the site together"), required=False, initial=True
    )
    sections = forms.TypedMultipleChoiceField(
        label=_("Sections to choose from"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    series = forms.TypedMultipleChoiceField(
        label=_("Series to choose from"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    tags = forms.CharField(
        label=_("Topics of articles to choose from"),
        required=False,
        max_length=2000,
        help_text=_("Divided by commas."),
    )
    sites = forms.TypedMultipleChoiceField(
        label=_("Member sites to choose from"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = DigestSettings
        fields = FIELDS
        widgets = {"intro": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, site: MemberSite, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site = site
        self._now = current()
        self._offer_choices()
        if not self.is_bound:
            self._show_offer()

    def _offer_choices(self) -> None:
        series = Series.objects.filter(site=self.site).values_list("pk", "title")
        self._choices("sections", sections_of(self.site, self._now))
        self._choices("series", list(series))
        others = [(s.pk, s.short_name) for s in self._now.sites if s.is_readable]
        shown = [pair for pair in others if pair[0] != self.site.pk]
        self._choices("sites", shown if self.site.is_province else [])

    def _choices(self, name: str, choices: list[tuple[int, str]]) -> None:
        if choices:
            field: Any = self.fields[name]
            field.choices = choices
        else:
            del self.fields[name]

    def _show_offer(self) -> None:
        topics = [topic for topic in topics_of(self.site) if topic.is_offered]
        if not topics and self.instance.on_since is None:
            return
        self.initial = {
            **self.initial,
            "all_news": any(topic.about_id == self.site.pk for topic in topics),
            "sections": [topic.section_id for topic in topics if topic.section_id],
            "series": [topic.series_id for topic in topics if topic.series_id],
            "tags": ", ".join(str(topic.tag.name) for topic in topics if topic.tag),
            "sites": [t.about_id for t in topics if t.about_id not in {None, self.site.pk}],
        }

    def offer(self) -> Offer:
        typed = self.cleaned_data
        return Offer(
            all_news=typed["all_news"],
            sections=typed.get("sections", ()),
            series=typed.get("series", ()),
            tags=[name for name in typed["tags"].split(",") if name.strip()],
            sites=typed.get("sites", ()),
        )


def sections_of(site: MemberSite, structure: Structure) -> list[tuple[int, str]]:
    """Key and title of the site's published sections, those of the second level after their own."""
    home = structure.home_of(site)
    found: list[tuple[int, str]] = []

    def add(node: Node, before: str, depth: int) -> None:
        for child in node.children:
            if child.live and structure.site_of(child.path) == site:
                title = f"{before}{child.title}"
                found.append((child.id, title))
                if depth > 1:
                    add(child, f"{title} › ", depth - 1)

    if home:
        add(home, "", 2)
    return found


class FindForm(forms.Form):
    email = forms.CharField(
        label=_("Whole e-mail address"),
        required=False,
        max_length=254,
        help_text=_("To answer a reader who asks about the own data."),
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *Subscriber.State.choices]
    )
