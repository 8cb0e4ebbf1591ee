"""When periodic functions are due, and who runs one at this moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable


class PeriodicRunQuerySet(models.QuerySet["PeriodicRun"]):
    """Each verb is a single statement, so that several schedulers may call it at once."""

    def announce(self, names: Iterable[str], *, now: datetime) -> None:
        """Add a row, due at ``now``, for every name that has none."""
        known = set(self.values_list("name", flat=True))
        rows = [PeriodicRun(name=name, due_at=now) for name in names if name not in known]
        if rows:
            self.bulk_create(rows, ignore_conflicts=True)

    def due(self, *, now: datetime) -> PeriodicRunQuerySet:
        """Rows whose time has come and that nobody holds (a lease that ran out counts as none)."""
        return self.filter(Q(leased_until=None) | Q(leased_until__lte=now), due_at__lte=now)

    def claim(self, name: str, *, holder: str, lease: timedelta, now: datetime) -> bool:
        """Take the lease of ``name`` for ``holder``; False when another one was faster."""
        rows = self.due(now=now).filter(name=name)
        return rows.update(holder=holder, leased_until=now + lease) == 1

    def finish(self, name: str, *, holder: str, due_at: datetime) -> bool:
        """Give the lease back and plan the next run; False when the lease was lost meanwhile."""
        rows = self.filter(name=name, holder=holder)
        return rows.update(holder="", leased_until=None, due_at=due_at) == 1


class PeriodicRun(models.Model):
    """The state of one function of ``portal.tasks.periodic``, by its dotted name."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    due_at = models.DateTimeField(_("due at"))
    holder = models.CharField(_("held by"), max_length=100, blank=True)
    leased_until = models.DateTimeField(_("held until"), null=True, blank=True)

    objects = PeriodicRunQuerySet.as_manager()

    # High-volume bookkeeping, never a target of editorial references.
    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("periodic run")
        verbose_name_plural = _("periodic runs")

    def __str__(self) -> str:
        return self.name
