"""Images and files, each with its owner site and the facts of its upload."""

from __future__ import annotations

import hashlib
from pathlib import PurePath
from typing import Any

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition

from portal.media import file_types, pictures
from portal.sites.structure import in_use


class UploadFacts(models.Model):
    """What the gate found out about a file when it came in."""

    site = models.ForeignKey(
        "sites.MemberSite",
        verbose_name=_("owner site"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    mime_type = models.CharField(_("real type"), max_length=100, blank=True, editable=False)

    file: Any  # declared by Wagtail's models

    class Meta:
        abstract = True

    def record_facts(self, mime_types: dict[str, str]) -> None:
        """Set ``sha256`` (hex) and ``mime_type`` from the file, which has passed the gate."""
        digest = hashlib.sha256()
        for chunk in self.file.chunks():
            digest.update(chunk)
        if self.file._committed:  # noqa: SLF001  # in storage; Wagtail opens it and leaves it so
            self.file.close()
            del self.file.file
        else:
            self.file.seek(0)
        self.sha256 = digest.hexdigest()
        self.mime_type = mime_types[PurePath(self.file.name).suffix.lstrip(".")]


class PortalImage(UploadFacts, AbstractImage):  # noqa: DJ008  # inherited
    """A picture. ``variants`` lists the ready-made sizes: see ``variants.py`` for its shape."""

    description = models.CharField(
        _("description"),
        max_length=255,
        help_text=_("What the picture shows, for readers who cannot see it."),
    )
    credit = models.CharField(
        _("credit"), max_length=150, blank=True, help_text=_("Who took the picture.")
    )
    source = models.CharField(
        _("source"), max_length=255, blank=True, help_text=_("Where the picture comes from.")
    )
    variants = models.JSONField(default=list, editable=False)

    # One order for every screen: what it is, who made it, where it is filed.
    admin_form_fields = (
        "title",
        "file",
        "description",
        "credit",
        "source",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and have missing variants made in the background (also for bulk uploads)."""
        from portal.media.tasks import make_variants

        with transaction.atomic():
            super().save(*args, **kwargs)
            if not self.variants:
                make_variants.enqueue(self.pk)

    def _set_image_file_metadata(self) -> None:
        """Called by each of Wagtail's ways to upload, once the file is in its place."""
        super()._set_image_file_metadata()
        self.record_facts(pictures.MIME_TYPES)

    @property
    def default_alt_text(self) -> str:
        return str(self.description or self.title)


class PortalRendition(AbstractRendition):
    """A derived picture file."""

    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]


class PortalDocument(UploadFacts, AbstractDocument):  # noqa: DJ008  # inherited
    """A file that readers download."""

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    @property
    def url(self) -> str:
        """What a link to the file says on the host of the request: below its site's address."""
        structure = in_use()
        site = structure.site_by_id(self.site_id)
        kwargs = {"pk": self.pk, "name": self.filename}
        if site and not site.is_province:
            kwargs["site_code"] = site.code
        return structure.link(reverse("document", kwargs=kwargs))

    def clean(self) -> None:
        # Wagtail checks the extension here, which the gate has done, and fails with an error of
        # the server in its form for describing a file that was sent before.
        if self.file:
            super().clean()

    def _set_document_file_metadata(self) -> None:
        """Called by each of Wagtail's ways to upload, once the file is in its place."""
        super()._set_document_file_metadata()
        self.record_facts(file_types.MIME_TYPES)
