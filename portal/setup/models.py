"""Which form made which site: a form sent twice makes one."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.sites.models import MemberSite


class SiteSetup(models.Model):
    """One sending of the form "make a member site", and what came of it."""

    token = models.CharField(max_length=40, unique=True)
    site = models.OneToOneField(MemberSite, on_delete=models.CASCADE, related_name="setup")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    facts = models.JSONField(default=dict)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("making of a site")
        verbose_name_plural = _("makings of sites")

    def __str__(self) -> str:
        return str(self.site)
