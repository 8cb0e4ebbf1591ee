"""Which plugins are switched on where, who decided it, and what has worked on the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.plugins.scopes import Scope

if TYPE_CHECKING:
    from portal.sites.models import MemberSite


class ScopeType(models.TextChoices):
    INSTALLATION = "installation", _("Installation")
    SITE = "site", _("Member site")
    UNIT = "unit", _("Unit")


class ActivationQuerySet(models.QuerySet["Activation"]):
    def at(self, scope: Scope) -> ActivationQuerySet:
        return self.filter(scope_kind=scope.kind, scope_id=scope.id)


class Activation(models.Model):
    """A decision about one plugin at one place; without a row the plugin's default holds.

    Places are kept as kind and key, not as foreign keys: the framework knows no unit.
    """

    plugin = models.CharField(_("plugin"), max_length=60)
    scope_kind = models.CharField(_("kind of place"), max_length=20, choices=ScopeType.choices)
    scope_id = models.PositiveBigIntegerField(_("place"), default=0)
    enabled = models.BooleanField(_("switched on"))

    objects = ActivationQuerySet.as_manager()
    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plugin", "scope_kind", "scope_id"], name="plugins_one_activation"
            )
        ]
        verbose_name = _("decision about a plugin")
        verbose_name_plural = _("decisions about plugins")

    def __str__(self) -> str:
        return f"{self.plugin} {self.scope_kind}:{self.scope_id} {self.enabled}"


class ActivationChange(models.Model):
    """One act of switching, kept for good, with names as they were then."""

    plugin = models.CharField(_("plugin"), max_length=60, db_index=True)
    plugin_name = models.CharField(_("name of the plugin"), max_length=200)
    scope_kind = models.CharField(_("kind of place"), max_length=20, choices=ScopeType.choices)
    scope_id = models.PositiveBigIntegerField(_("place"), default=0)
    scope_name = models.CharField(_("name of the place"), max_length=200)
    enabled = models.BooleanField(_("switched on"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    actor_name = models.CharField(_("name of the person"), max_length=200)
    note = models.CharField(_("reason"), max_length=500, blank=True)
    at = models.DateTimeField(_("time"), auto_now_add=True)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("switching of a plugin")
        verbose_name_plural = _("switchings of plugins")

    def __str__(self) -> str:
        return f"{self.plugin_name}: {self.scope_name}"


class KnownPlugin(models.Model):
    """A plugin whose tables were brought up to date here: which version last worked on the data.

    What a removed or older plugin needs to be recognised, and a removed one to be purged.
    """

    slug = models.CharField(max_length=60, primary_key=True)
    name = models.CharField(max_length=200)
    version = models.CharField(max_length=40)
    package = models.CharField(max_length=200)
    tables = models.JSONField(default=list)
    updated_at = models.DateTimeField(auto_now=True)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    def __str__(self) -> str:
        return f"{self.slug} {self.version}"


class SiteSettings(models.Model):
    """Abstract base of a plugin's settings, one row per member site; register a SettingsPanel."""

    site = models.OneToOneField(
        "sites.MemberSite",
        verbose_name=_("member site"),
        on_delete=models.CASCADE,
        related_name="+",
        editable=False,
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.site)

    @classmethod
    def of(cls, site: MemberSite) -> Self:
        """The site's row, or an unsaved one with the defaults."""
        manager: models.Manager[Any] = cls._default_manager
        found: Self | None = manager.filter(site=site).first()
        return found or cls(site=site)


class InstallationSettings(models.Model):
    """Abstract base of a plugin's settings for the whole installation: one row."""

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def now(cls) -> Self:
        """The row, or an unsaved one with the defaults."""
        manager: models.Manager[Any] = cls._default_manager
        found: Self | None = manager.filter(pk=1).first()
        return found or cls(pk=1)
