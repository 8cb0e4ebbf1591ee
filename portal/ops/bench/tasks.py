"""What background work achieves: tasks drained a second beside the web, and what kills cost.

``manage.py bench --tasks`` measures on an empty SQLite; ``manage.py with_postgres -- python
manage.py bench --tasks`` on an empty PostgreSQL.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.request import urlopen

from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Max, Min
from django_tasks_db.models import DBTaskResult

from portal.ops.processes import listen
from portal.ops.serving import answers, web
from portal.tasks import task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

AIMS = {"sqlite": 50, "postgresql": 200}  # tasks a second
PATIENCE = 600.0  # seconds for a step
SPREAD = 10  # tasks beyond one for each kill
TASK_SECONDS = 0.3  # of a task that is to be killed in the middle
PAGE_PAUSE = 0.05  # seconds between two readers


@task()
def do_little(number: int) -> None:
    """The cheapest task: what remains is the cost of the queue."""


@task()
def leave_mark(folder: str, number: int) -> None:
    """Make the file of this number, in two steps with a pause between; idempotent."""
    log = Path(folder) / "log"
    with log.open("a") as file:
        file.write(f"begin {number}\n")
    time.sleep(TASK_SECONDS)
    with log.open("a") as file:
        file.write(f"end {number}\n")
    (Path(folder) / f"mark-{number}").touch()


def measure(*, count: int, workers: int, kills: int, say: Callable[[str], None]) -> None:
    """Run the measurements on an installation of their own, made for this and removed.

    Args:
        count: tasks to drain; 0 leaves that out.
        workers: how many worker processes.
        kills: how often a worker is killed in mid-task; 0 leaves that out.
        say: gets the lines of the report.
    """
    folder = Path(tempfile.mkdtemp(prefix="portal-bench-"))
    here = ["--tasks-here", "--count", str(count), "--workers", str(workers)]
    command = [sys.executable, "manage.py", "bench", *here, "--kills", str(kills)]
    environment = {**os.environ, "PORTAL_DATA_DIR": str(folder)}
    try:
        done = subprocess.run(  # noqa: S603 - the command is our own
            command, env=environment, stdout=subprocess.PIPE, text=True, check=False
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    say(done.stdout.strip())
    if done.returncode:
        raise CommandError("background work did not do what it promises")


def measure_here(*, count: int, workers: int, kills: int, say: Callable[[str], None]) -> None:
    """The measurements themselves, on the empty database at hand.

    Raises:
        CommandError: the database holds accounts, or a task was lost or done twice.
    """
    call_command("migrate", interactive=False, verbosity=0)
    if get_user_model().objects.exists():
        raise CommandError("This database is in use; measure on an empty one.")
    with tempfile.TemporaryDirectory(prefix="portal-bench-marks-") as marks:
        if kills:
            kill_workers(kills, Path(marks), say)
    if count:
        call_command("prepare")
        _drain_rest()
        drain(count, workers, say)


def drain(count: int, workers: int, say: Callable[[str], None]) -> None:
    """Drain ``count`` small tasks while the web answers; print rates and latencies."""
    start = time.monotonic()
    with transaction.atomic():
        for number in range(count):
            do_little.enqueue(number)
    say(f"enqueued: {count / (time.monotonic() - start):.0f}/s")
    rows = DBTaskResult.objects.filter(task_path=do_little.module_path)
    with _served() as port:
        quiet: list[float] = []
        _read_pages(port, lambda: len(quiet) >= 40, quiet)
        seen: list[float] = []
        reader = threading.Thread(
            target=_read_pages, args=(port, lambda: rows.successful().count() == count, seen)
        )
        with _workers(workers):
            reader.start()
            reader.join(PATIENCE)
    if rows.successful().count() != count:
        raise CommandError(f"only {rows.successful().count()} of {count} tasks were done")
    span = rows.aggregate(first=Min("started_at"), last=Max("finished_at"))
    rate = count / (span["last"] - span["first"]).total_seconds()
    aim = AIMS[connection.vendor]
    say(
        f"{connection.vendor}, {workers} worker(s): {count} tasks drained at {rate:.0f}/s "
        f"(aim {aim}/s, ratio {rate / aim:.2f})"
    )
    say(f"pages before: {_latency(quiet)}")
    say(f"pages meanwhile: {_latency(seen)}")


def kill_workers(kills: int, folder: Path, say: Callable[[str], None]) -> None:
    """``kill -9`` a worker in mid-task again and again; count what became of the tasks."""
    count = kills + SPREAD
    with transaction.atomic():
        for number in range(count):
            leave_mark.enqueue(str(folder), number)
    log = folder / "log"
    log.touch()
    broken = 0
    for _kill in range(kills):
        before = log.stat().st_size
        worker = _start_worker()
        _until(partial(_has_grown, log, before), "a task begins")
        time.sleep(random.uniform(0, TASK_SECONDS))  # noqa: S311 - no secret
        worker.kill()
        worker.wait()
        lines = log.read_text().splitlines()
        broken += lines[-1].startswith("begin")
    rows = DBTaskResult.objects.filter(task_path=leave_mark.module_path)
    with _workers(1):
        _until(lambda: rows.finished().count() == count, "all tasks have ended")
    _judge(kills, broken, count, folder, say)


def _has_grown(file: Path, size: int) -> bool:
    return file.stat().st_size > size


def _judge(kills: int, broken: int, count: int, folder: Path, say: Callable[[str], None]) -> None:
    rows = DBTaskResult.objects.filter(task_path=leave_mark.module_path)
    done = rows.successful().count()
    marks = len(list(folder.glob("mark-*")))
    ends = [line for line in (folder / "log").read_text().splitlines() if "end" in line]
    say(
        f"{connection.vendor}: {kills} kills, {broken} of them in the middle of a task; "
        f"{done} of {count} tasks done, {marks} effects, {rows.failed().count()} failed, "
        f"{count - len(set(ends))} lost, {len(ends) - len(set(ends))} brought to their end twice"
    )
    if (done, marks, len(set(ends))) != (count, count, count):
        raise CommandError("a task was lost or failed")


def _drain_rest() -> None:
    """Run what loading the demo content has put into the queue."""
    call_command("worker", once=True)


def _start_worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "manage.py", "worker"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


@contextmanager
def _workers(count: int) -> Iterator[None]:
    processes = [_start_worker() for _ in range(count)]
    try:
        yield
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=30)


@contextmanager
def _served() -> Iterator[int]:
    """gunicorn as the portal starts it; yields its port."""
    with listen(0) as listener:
        port = listener.getsockname()[1]
        program = web(listener.fileno())
        process = subprocess.Popen(  # noqa: S603 - the command is our own
            program.command,
            pass_fds=(listener.fileno(),),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _until(lambda: answers(port), "the web answers")
            yield port
        finally:
            process.terminate()
            process.wait(timeout=30)


def _read_pages(port: int, is_over: Callable[[], bool], seen: list[float]) -> None:
    """Ask for the home page until ``is_over``; milliseconds of each answer go to ``seen``."""
    checked = 0.0
    while True:
        if time.monotonic() - checked > 0.5:
            checked = time.monotonic()
            if is_over():
                connection.close()
                return
        start = time.monotonic()
        try:
            with urlopen(f"http://localhost:{port}/", timeout=30) as answer:
                answer.read()
            seen.append((time.monotonic() - start) * 1000)
        except (URLError, OSError):
            seen.append(float("inf"))
        time.sleep(PAGE_PAUSE)


def _latency(times: list[float]) -> str:
    good = sorted(value for value in times if value != float("inf"))
    if not good:
        return "none answered"
    middle = statistics.median(good)
    late = good[int(len(good) * 0.95)]
    return (
        f"{len(good)} answers, {len(times) - len(good)} errors, "
        f"median {middle:.0f} ms, 95 % within {late:.0f} ms, longest {good[-1]:.0f} ms"
    )


def _until(check: Callable[[], Any], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not check():
        if time.monotonic() > deadline:
            raise CommandError(f"waited in vain: {what}")
        time.sleep(0.02)
