"""Background work of the checks: addresses outside are looked at."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.checks import addresses, probing
from portal.checks.models import ForeignAddress
from portal.tasks import task


@task(label=_("Look whether links to other sites answer"))
def look_at(keys: list[str]) -> None:
    """Ask each of these addresses that is still due; safe to run twice."""
    for row in ForeignAddress.objects.filter(pk__in=keys):
        if addresses.is_due(row):
            addresses.note(row, probing.look(row.address))
