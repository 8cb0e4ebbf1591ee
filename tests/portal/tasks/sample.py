"""Tasks for tests of the worker; they must be importable by its process."""

from __future__ import annotations

import time
from pathlib import Path

import django_tasks

from portal.errors import refuse
from portal.tasks import progress, task


@task()
def note(path: str, seconds: float = 0) -> None:
    """Append "begin" to the file, wait, append "end"."""
    with Path(path).open("a") as file:
        file.write("begin\n")
        file.flush()
        time.sleep(seconds)
        file.write("end\n")


@task(retries=2, backoff=10)
def fail() -> None:
    raise ValueError("on purpose")


@task(queue_name="other")
def note_on_other_queue(path: str) -> None:
    note.func(path)


@task(idempotent=False, retries=3)
def pay(path: str, seconds: float = 0) -> None:
    note.func(path, seconds)


@django_tasks.task()
def of_others(path: str) -> None:
    note.func(path)


@task()
def refuse_input() -> None:
    raise refuse("TIN-01", "The event cannot be in the future.")


@task()
def count_to(total: int, seconds: float = 0) -> int:
    for number in range(1, total + 1):
        time.sleep(seconds)
        progress.report(number, total, f"number {number}")
    return total


@task()
def give_what_json_cannot_hold() -> object:
    return object()


@task(takes_context=True)
def note_attempt(context, path: str) -> None:
    Path(path).write_text(str(context.attempt))


@task()
def leave_mark(folder: str, name: str, seconds: float = 0) -> None:
    """Make one file; idempotent. Each run, also one that is broken off, is noted apart."""
    with (Path(folder) / "runs").open("a") as file:
        file.write(f"{name}\n")
    time.sleep(seconds)
    (Path(folder) / f"mark-{name}").touch()
