"""The checks there are: the portal's own and those of plugins."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.checks import duplicates, form, links, names, personal, pictures
from portal.checks.findings import Check
from portal.checks.models import Level
from portal.checks.points import ArticleCheck
from portal.plugins import registry

OWN = (
    Check(
        "picture-description",
        "TIN-02",
        _("Pictures have a description"),
        pictures.descriptions,
        Level.BLOCK,
    ),
    Check("picture-credit", "KT-01", _("Pictures say who took them"), pictures.credits_given),
    Check("own-links", "KT-02", _("Links to own pages and files lead somewhere"), links.own),
    Check("foreign-links", "KT-03", _("Links to other sites answer"), links.foreign),
    Check("duplicate-title", "KT-04", _("No other article has this title"), duplicates.titles),
    Check("names", "KT-05", _("Names are spelled as in the list"), names.spelled),
    Check("posts", "KT-06", _("Posts are those of the list"), names.posts),
    Check(
        "identity-numbers",
        "KT-07",
        _("No numbers of identity cards"),
        personal.identity_numbers,
        Level.BLOCK,
    ),
    Check("contacts", "KT-08", _("No private phone numbers and mail addresses"), personal.contacts),
    Check("accounts", "KT-09", _("No bank accounts"), personal.accounts),
    Check("title-length", "KT-10", _("The title is not too long"), form.title_length),
    Check("title-capitals", "KT-11", _("The title is not in capitals"), form.title_capitals),
    Check("lead", "KT-12", _("There is a lead"), form.lead),
    Check("meta", "KT-13", _("The description for search engines fits"), form.meta_description),
    Check("event-time", "KT-14", _("The time of the event is given"), form.event_time),
    Check("kind", "KT-15", _("The kind of article is given"), form.kind),
    Check("source", "KT-16", _("Articles taken over name their source"), form.source),
    Check("few-words", "KT-17", _("The article is not too short"), form.few_words),
    Check("reading-time", "KT-18", _("The article is not too long"), form.reading_time),
)


def checks() -> list[Check]:
    """All, in the order in which people see them; those of plugins by the names they store."""
    return [*OWN, *(_of_plugin(owned) for owned in registry.extensions(ArticleCheck))]


def _of_plugin(owned: registry.Owned[ArticleCheck]) -> Check:
    given = owned.value
    name = f"{owned.slug}__{given.name}"
    return Check(name, given.code, given.label, given.run, given.level, owned.slug)
