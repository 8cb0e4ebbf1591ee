"""The form of a series."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.images.widgets import AdminImageChooser

from portal.news.models import Series
from portal.pages.references import OwnReferences
from portal.reading.permissions import sites_for_series
from portal.reading.series import prepare_series
from portal.sites.models import MemberSite


class SeriesForm(OwnReferences, WagtailAdminModelForm):  # type: ignore[misc]
    """Offers the sites in which the person edits; a series stays in its site."""

    class Meta:
        model = Series
        fields = ["site", "title", "slug", "lead", "picture", "is_open"]
        # Named here: whether Wagtail adds it depends on which of the two is loaded first.
        widgets: ClassVar = {"picture": AdminImageChooser}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False
        self.fields["slug"].help_text = _("Leave empty to make it from the title.")
        field: Any = self.fields["site"]
        field.queryset = MemberSite.objects.filter(pk__in=sites_for_series(self.for_user))
        if self.instance.pk:
            field.queryset = MemberSite.objects.filter(pk=self.instance.site_id)
            field.disabled = True
        elif len(sites_for_series(self.for_user)) == 1:
            field.initial = next(iter(sites_for_series(self.for_user)))

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.refuse_foreign_references()
        if not self.errors:
            self._prepare(self.cleaned_data)
        return self.cleaned_data

    def _prepare(self, cleaned: dict[str, Any]) -> None:
        made = Series(
            pk=self.instance.pk,
            site=cleaned["site"],
            title=cleaned["title"],
            slug=cleaned["slug"],
            lead=cleaned["lead"],
        )
        try:
            prepare_series(actor=self.for_user, series=made)
        except ValidationError as error:
            self.add_error("slug" if error.code == "DB-02" else "site", error)
        else:
            cleaned |= {"title": made.title, "slug": made.slug, "lead": made.lead}
