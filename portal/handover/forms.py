"""What is asked before an export and an import."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.errors import refuse
from portal.handover import layout
from portal.handover.keeping import waiting_files
from portal.pages.services import refuse_taken_code


class ExportForm(forms.Form):
    with_revisions = forms.BooleanField(
        label=gettext_lazy("with all earlier versions of the pages"), required=False
    )


class ImportForm(forms.Form):
    """One archive: sent with the form, chosen in the server's folder, or one that was sent before.

    ``again`` is the key of the latter.
    """

    again = forms.IntegerField(required=False, max_value=10**18, widget=forms.HiddenInput)

    upload = forms.FileField(
        label=gettext_lazy("Archive to send"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".zip"}),
    )
    on_server = forms.ChoiceField(label=gettext_lazy("Or one in the server’s folder"))
    code = forms.CharField(
        label=gettext_lazy("Code of the new site"),
        max_length=60,
        required=False,
        validators=[
            RegexValidator(
                r"^[a-z0-9]+(-[a-z0-9]+)*$",
                gettext_lazy("Use small letters without marks, digits and “-”."),
            )
        ],
        help_text=gettext_lazy("Leave empty to keep the code in the archive."),
    )
    dry_run = forms.BooleanField(
        label=gettext_lazy("Only try: check everything and make nothing"), required=False
    )
    skip_missing = forms.BooleanField(
        label=gettext_lazy("Leave out pages whose plugin is missing here"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting = {path.name: path for path in waiting_files()}
        names = [(name, f"{name} ({_size(path)})") for name, path in self.waiting.items()]
        chooser: Any = self.fields["on_server"]
        chooser.required = False
        chooser.choices = [("", "–"), *names]
        limit = filesizeformat(layout.MAX_UPLOAD)
        self.fields["upload"].help_text = _("ZIP, at most %(limit)s.") % {"limit": limit}

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if code:
            try:
                refuse_taken_code(code)
            except ValidationError as refusal:
                raise refusal.error_dict["code"][0] from refusal
        return code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        given = [name for name in ("upload", "on_server", "again") if cleaned.get(name)]
        if not self.errors and len(given) != 1:
            message = _("Either send an archive or choose one in the server’s folder.")
            self.add_error("upload", refuse("BG-14", message))
        return cleaned


def _size(path: Any) -> str:
    return filesizeformat(path.stat().st_size)
