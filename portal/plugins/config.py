"""What a plugin says about itself: one ``PluginConfig`` in its ``apps.py``.

Read while the settings are loaded: nothing here may touch settings or models.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from django.apps import AppConfig

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# The version of the plugin API, not of the portal: additions raise the second number, removals
# the first, after two releases of warnings (docs/plugins/api-version.md).
API_VERSION = "1.0"

SLUG = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
SCOPES = ("installation", "site", "unit")
CATEGORIES = ("public", "office", "party", "infrastructure")


class PluginConfig(AppConfig):
    """Base of a plugin's ``AppConfig``; ``verbose_name`` is the plugin's name for people.

    Attributes:
        slug: name in addresses, tables and commands; the last part of ``name`` unless given.
        version: the plugin's own, for example "1.2.0".
        requires_portal: range of plugin API versions it works with, for example ">=1.0,<2".
        depends: slugs of plugins that must be present and switched on where this one is.
        scope: the finest place it is switched on for: "installation", "site" or "unit".
        category: where the Plugins page lists it: one of ``CATEGORIES``.
        summary: one sentence on what it gives to people.
        default_enabled: its state where nobody has decided yet.
        url_prefix: first part of its public addresses; the slug with hyphens unless given.
    """

    slug: ClassVar[str]
    version: ClassVar[str] = ""
    requires_portal: ClassVar[str] = ""
    depends: ClassVar[tuple[str, ...]] = ()
    scope: ClassVar[str] = "site"
    category: ClassVar[str] = "public"
    summary: ClassVar[str | _StrPromise] = ""
    default_enabled: ClassVar[bool] = False
    url_prefix: ClassVar[str]
    default_auto_field = "django.db.models.BigAutoField"

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "slug" not in cls.__dict__:
            cls.slug = str(getattr(cls, "name", "")).rpartition(".")[2]
        if "url_prefix" not in cls.__dict__:
            cls.url_prefix = cls.slug.replace("_", "-")
        cls.label = f"plugin_{cls.slug}"

    def import_models(self) -> None:
        """Import the models; a plugin whose models raise is put into quarantine."""
        from portal.plugins import loading

        with loading.contained(self, "PLG-04"):
            super().import_models()

    def ready(self) -> None:
        """Load ``extensions.py``. Plugins do not override this: their points say what to do."""
        from portal.plugins import loading

        with loading.contained(self, "PLG-04"):
            loading.load_extensions(self)
