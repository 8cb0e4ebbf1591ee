"""The admin's upload forms: every file passes the gate, every file gets its owner site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from portal.media import gate
from portal.sites.models import MemberSite

if TYPE_CHECKING:
    from collections.abc import Callable


class GateField(forms.FileField):
    """A file field whose value has passed ``check`` (``gate.accept_image`` or the other)."""

    def __init__(self, *args: Any, check: Callable[..., gate.Accepted], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.check = check

    def to_python(self, data: Any) -> Any:
        upload = super().to_python(data)
        if upload is None:
            return None
        accepted = self.check(upload)
        accepted.file.accepted = accepted  # type: ignore[attr-defined]
        return accepted.file


class _GatedForm(forms.ModelForm):  # type: ignore[type-arg]
    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        data = self.cleaned_data
        accepted = getattr(data.get("file"), "accepted", None)
        if accepted:
            self.instance.sha256 = accepted.sha256
            self.instance.mime_type = accepted.mime_type
            if hasattr(self.instance, "variants"):
                self.instance.variants = []
        if collection := data.get("collection"):
            self.instance.site = MemberSite.objects.of_collection(collection)
        return cleaned


class PortalImageForm(_GatedForm, BaseImageForm):
    file = GateField(
        label=_("File"),
        check=gate.accept_image,
        widget=BaseImageForm.Meta.widgets["file"],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".avif,.gif,.heic,.jpg,.jpeg,.png,.webp"
        # An image already stored needs no second upload.
        self.fields["file"].required = not self.instance.pk

    class Meta(BaseImageForm.Meta):
        pass


class PortalDocumentForm(_GatedForm, BaseDocumentForm):
    file = GateField(label=_("File"), check=gate.accept_document, widget=forms.FileInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not self.instance.pk

    class Meta(BaseDocumentForm.Meta):
        pass


__all__ = ["GateField", "PortalDocumentForm", "PortalImageForm"]
