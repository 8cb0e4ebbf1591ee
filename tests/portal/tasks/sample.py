"""Tasks for tests of the worker; they must be importable by its process."""

from __future__ import annotations

import time
from pathlib import Path

from django_tasks import task


@task()
def note(path: str, seconds: float = 0) -> None:
    """Append "begin" to the file, wait, append "end"."""
    with Path(path).open("a") as file:
        file.write("begin\n")
        file.flush()
        time.sleep(seconds)
        file.write("end\n")


@task()
def fail() -> None:
    raise ValueError("on purpose")


@task(queue_name="other")
def note_on_other_queue(path: str) -> None:
    note.func(path)
