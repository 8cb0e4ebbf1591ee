"""What is wrong with themes: those that cannot be read, and those that sites have and are gone."""

from __future__ import annotations

import logging

from django.utils.translation import gettext as _

from portal.sites.models import MemberSite
from portal.theming import registry

logger = logging.getLogger(__name__)


def problems() -> list[str]:
    """One sentence for each; empty when all is well."""
    found = [
        _("The theme “%(theme)s” cannot be used: %(error)s") % {"theme": slug, "error": error}
        for slug, error in registry.problems().items()
    ]
    lost = MemberSite.objects.exclude(theme__in=list(registry.themes()))
    text = _("“%(site)s” has the theme “%(theme)s”, which is not here; readers see the basic one.")
    found += [text % {"site": site.short_name, "theme": site.theme} for site in lost]
    return found


def themes_are_well() -> bool:
    """For the health page; the reasons go to the log."""
    found = problems()
    for text in found:
        logger.error("%s", text)
    return not found
