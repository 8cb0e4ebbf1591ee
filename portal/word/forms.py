"""The form that sends a Word file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from portal.sites.structure import STEP, current
from portal.word.models import WordImport
from portal.word.package import most_bytes
from portal.word.permissions import sections_for

ACCEPTED = ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class SendForm(forms.Form):
    """A .docx file and the section that its article goes to."""

    section = forms.ModelChoiceField(label=gettext_lazy("Section"), queryset=Page.objects.none())
    file = forms.FileField(
        label=gettext_lazy("Word file"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        allow_empty_file=True,  # refused later, with a code
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = sections_for(user)
        keys = [choice.pk for _site, choices in groups for choice in choices]
        field: Any = self.fields["section"]
        field.queryset = Page.objects.filter(pk__in=keys)
        if len(groups) == 1:
            field.choices = [tuple(choice) for choice in groups[0][1]]
        else:
            field.choices = [(site, [tuple(one) for one in own]) for site, own in groups]
        if not self.is_bound:
            self.initial.setdefault("section", last_section(user))
        self.fields["file"].help_text = _("A .docx file of Word, at most %(limit)s.") % {
            "limit": filesizeformat(most_bytes())
        }


def last_section(user: Any) -> int | None:
    """Where the person's last Word file went: most people write for one section."""
    made = WordImport.objects.filter(person=user.pk).order_by("-pk")
    path = made.values_list("article__path", flat=True).first()
    node = current().nodes.get(path[:-STEP]) if path else None
    return node.id if node else None
