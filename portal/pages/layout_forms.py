"""The form of a site's layout of side widgets."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from portal.errors import refuse
from portal.pages.forms import clean_stream
from portal.pages.permissions import may_change_layout, sites_of_layouts
from portal.pages.references import OwnReferences
from portal.pages.regions import REGIONS
from portal.sites.models import MemberSite


class SiteLayoutForm(OwnReferences, WagtailAdminModelForm):  # type: ignore[misc]
    """A layout belongs to one of the person's own sites, chosen once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["site"]
        if self.instance.pk:
            field.disabled = True
            return
        free = sites_of_layouts(self.for_user, "add").filter(layout=None)
        choices = [(site.pk, str(site)) for site in free]
        # Only what is offered is narrowed: a refusal says whether the site is foreign or taken.
        field.widget.choices = choices if len(choices) == 1 else [("", "---------"), *choices]
        chosen = str(choices[0][0]) if len(choices) == 1 else self.data.get("site", "")
        if may_change_layout(self.for_user, chosen, "add"):
            # The regions ask the layout which plugins are switched on for its site.
            self.instance.site_id = int(chosen)

    def clean_site(self) -> MemberSite:
        site: MemberSite = self.cleaned_data["site"]
        if self.instance.pk:
            return site
        if not may_change_layout(self.for_user, site.pk, "add"):
            message = _(
                "You have no right to the side widgets of “%(site)s”; choose your own site."
            )
            raise refuse("BC-01", message % {"site": site.short_name})
        if hasattr(site, "layout"):
            message = _(
                "“%(site)s” has side widgets already; open them in the list to change them."
            )
            raise refuse("BC-02", message % {"site": site.short_name})
        return site

    def clean(self) -> dict[str, Any]:
        """Pasted text as in articles: without invisible characters, and refused with code in it."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name in REGIONS:
            if value := cleaned.get(name):
                cleaned[name], _removed, errors = clean_stream(value)
                for error in errors:
                    self.add_error(name, error)
        self.refuse_foreign_references()
        return cleaned
