"""The admin's upload forms: every file passes the gate, every file gets its owner site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db import transaction
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from portal.media import gate, pictures
from portal.sites.models import MemberSite

if TYPE_CHECKING:
    from django.core.files.base import File


class GatedImageField(WagtailImageField):
    def to_python(self, data: Any) -> Any:
        upload = forms.FileField.to_python(self, data)
        return upload and _replaced(upload, gate.accept_image(upload))


class GatedDocumentField(WagtailDocumentField):
    def to_python(self, data: Any) -> Any:
        upload = forms.FileField.to_python(self, data)
        return upload and _replaced(upload, gate.accept_document(upload))


def _replaced(upload: Any, accepted: File[bytes]) -> Any:
    """The upload (an ``UploadedFile``) with the accepted content in place of what was sent.

    In place, because Wagtail's multiple upload keeps the upload itself, not the field's value,
    until the description has been written.
    """
    if accepted is not upload:
        upload.seek(0)
        upload.truncate()
        for chunk in accepted.chunks():
            upload.write(chunk)
        upload.seek(0)
        upload.size = accepted.size
        upload.name = accepted.name
    return upload


class _GatedForm(forms.ModelForm):  # type: ignore[type-arg]
    gated_field: type[forms.FileField]
    collections: Any  # set by Wagtail's forms, as is ``original_file``
    original_file: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The forms of Wagtail's multiple upload have no file field; the others keep its widget.
        if "file" in self.fields:
            plain = self.fields["file"]
            self.fields["file"] = self.gated_field(
                label=plain.label,
                required=plain.required,
                widget=plain.widget,
                allow_empty_file=True,  # the gate refuses it, with a code
            )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        # Wagtail leaves the field out when there is only one collection to choose.
        if "collection" in self.fields:
            collection = self.cleaned_data.get("collection")
        else:
            collection = self.collections[0]
        if collection:
            self.instance.site = MemberSite.objects.of_collection(collection)
        return cleaned

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002
        """Save; the files of a replaced original go when the new one is safely recorded."""
        replaced = self.original_file if "file" in self.changed_data else None
        self.original_file = None  # or Wagtail would delete it at once
        instance = super().save(commit=commit)
        if commit and replaced:
            self.forget_derived()
            transaction.on_commit(lambda: replaced.storage.delete(replaced.name))
        return instance

    def forget_derived(self) -> None:
        """Delete what was made from the replaced original."""


class PortalImageForm(_GatedForm, BaseImageForm):
    gated_field = GatedImageField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            accepted = ",".join(f".{extension}" for extension in pictures.FORMATS)
            self.fields["file"].widget.attrs["accept"] = accepted

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002
        if "file" in self.changed_data:
            self.instance.variants = []
        return super().save(commit=commit)

    def forget_derived(self) -> None:
        self.instance.renditions.all().delete()

    class Meta(BaseImageForm.Meta):
        pass


class PortalDocumentForm(_GatedForm, BaseDocumentForm):
    gated_field = GatedDocumentField

    class Meta(BaseDocumentForm.Meta):
        pass


__all__ = ["GatedDocumentField", "GatedImageField", "PortalDocumentForm", "PortalImageForm"]
