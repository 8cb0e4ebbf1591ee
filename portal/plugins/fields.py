"""Model fields for plugins."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.plugins import gate, registry
from portal.sites.permissions import sites_of


class SiteKey(models.ForeignKey[Any, Any]):
    """The member site a row belongs to; name it ``site``.

    Forms offer, and validation accepts, only sites where the plugin is switched on and in which the
    person has something to do. Migrations show a plain foreign key.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("verbose_name", _("member site"))
        kwargs.setdefault("on_delete", models.CASCADE)
        kwargs.setdefault("related_name", "+")
        kwargs["to"] = kwargs.get("to", "sites.MemberSite")
        super().__init__(**kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        # Asked when a form is made; without this Django takes the field's own, which has none.
        return super().formfield(**{"limit_choices_to": self.get_limit_choices_to, **kwargs})

    def get_limit_choices_to(self) -> dict[str, Any]:
        slug = registry.owner_of(self.model) or ""
        person = gate.person.get()
        open_sites = gate.current().open_sites(slug)
        if person is None or not person.is_authenticated:
            return {"pk__in": open_sites}
        own = sites_of(person).filter(pk__in=open_sites).values_list("pk", flat=True)
        return {"pk__in": list(own)}
