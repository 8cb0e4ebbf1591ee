"""What the queue's own rows do not say: runs of periodic functions, workers, states of tasks."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from portal.tasks.machine import Process

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

    def finish(
        self, name: str, *, holder: str, due_at: datetime, started: datetime, error: str = ""
    ) -> bool:
        """Give the lease back, note how it went and plan the next run.

        Returns:
            False when the lease was lost meanwhile; then nothing is written.
        """
        return (
            self.filter(name=name, holder=holder).update(
                holder="", leased_until=None, due_at=due_at, last_run_at=started, last_error=error
            )
            == 1
        )

    def release(self, holder: str) -> None:
        """Take the leases of a worker that is dead, so that others need not wait for their end."""
        self.filter(holder=holder).update(holder="", leased_until=None)


class PeriodicRun(models.Model):
    """The state of one function of ``portal.tasks.periodic``, by its dotted name."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    due_at = models.DateTimeField(_("due at"))
    holder = models.CharField(_("held by"), max_length=100, blank=True)
    leased_until = models.DateTimeField(_("held until"), null=True, blank=True)
    last_run_at = models.DateTimeField(_("last run"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True)

    objects = PeriodicRunQuerySet.as_manager()

    # High-volume bookkeeping, never a target of editorial references.
    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("periodic run")
        verbose_name_plural = _("periodic runs")

    def __str__(self) -> str:
        return self.name


class WorkerLeaseQuerySet(models.QuerySet["WorkerLease"]):
    """Verbs of the leases. A worker whose row is gone has lost its tasks to others."""

    def enter(self, name: str, process: Process, *, now: datetime, lease: timedelta) -> None:
        """Begin the lease of a worker."""
        self.create(
            name=name,
            boot=process.boot,
            namespace=process.namespace,
            pid=process.pid,
            process_started=process.started,
            started_at=now,
            lease_until=now + lease,
        )

    def renew(self, name: str, *, now: datetime, lease: timedelta) -> bool:
        """Prolong the lease; False when it was taken away."""
        return self.filter(name=name).update(lease_until=now + lease) == 1

    def hold(self, name: str, ids: list[str]) -> bool:
        """Note the tasks a worker is about to run, in their order; False when it has no lease."""
        return self.filter(name=name).update(holding=ids) == 1

    def living(self, *, now: datetime) -> WorkerLeaseQuerySet:
        """Workers whose lease has not run out."""
        return self.filter(lease_until__gt=now)


class WorkerLease(models.Model):
    """The lease of one running worker, and the tasks it holds."""

    name = models.CharField(max_length=64, primary_key=True)
    boot = models.CharField(max_length=64, blank=True)
    namespace = models.CharField(max_length=64, blank=True)
    pid = models.PositiveIntegerField()
    process_started = models.PositiveBigIntegerField()
    started_at = models.DateTimeField()
    lease_until = models.DateTimeField()
    holding = models.JSONField(default=list)

    objects = WorkerLeaseQuerySet.as_manager()
    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("worker of background tasks")
        verbose_name_plural = _("workers of background tasks")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    @property
    def process(self) -> Process:
        return Process(self.boot, self.namespace, self.pid, self.process_started)


class TaskStateQuerySet(models.QuerySet["TaskState"]):
    """Reads and writes by the id of the task."""

    def write(self, task_id: Any, **values: Any) -> None:
        """Set ``values`` in the row of a task; make the row when there is none."""
        if not self.filter(pk=task_id).update(**values):
            self.update_or_create(pk=task_id, defaults=values)

    def failed(self) -> TaskStateQuerySet:
        """Tasks that will not run again by themselves."""
        return self.filter(is_failed=True)

    def parked(self) -> TaskStateQuerySet:
        """Tasks that the guard does not let run."""
        return self.filter(is_parked=True)


class TaskState(models.Model):
    """Attempts, progress and owner of a task. Most tasks succeed at once and have no such row."""

    result = models.OneToOneField(
        DBTaskResult, on_delete=models.CASCADE, primary_key=True, related_name="state"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Who may look at its progress."),
    )
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    error = models.TextField(_("last error"), blank=True)
    # A refusal in words for the owner; other errors are for administrators only.
    is_refusal = models.BooleanField(default=False)
    is_failed = models.BooleanField(default=False)
    is_parked = models.BooleanField(default=False)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    text = models.CharField(max_length=200, blank=True)

    objects = TaskStateQuerySet.as_manager()
    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("background task")
        verbose_name_plural = _("background work")
        default_permissions = ()
        permissions = [("manage_background_work", _("Can see and repeat background work"))]
        indexes = [
            models.Index(fields=["result"], condition=Q(is_failed=True), name="tasks_failed"),
            models.Index(fields=["result"], condition=Q(is_parked=True), name="tasks_parked"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
