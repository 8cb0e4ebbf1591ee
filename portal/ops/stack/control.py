"""Start, stop and look at a stack. Its programs are children of one detached supervisor."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from portal.ops.processes import Watched, is_listening
from portal.ops.serving import answers
from portal.ops.stack import StackProblem, postgres
from portal.ops.stack.debian import demand
from portal.ops.stack.layout import Layout, State
from portal.ops.stack.services import MANAGE, environment, programs
from portal.ops.supervisor import write_plan

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = ("nginx", "worker", "web", "redis", "postgres")  # in the order of stopping
START_SECONDS = 600  # the first start loads demo content
STOP_SECONDS = 45


def up(layout: Layout, port: int, *, with_demo: bool, say: Callable[[str], None]) -> State:
    """Start everything and wait until the portal is ready; harmless when it already runs.

    Raises:
        StackProblem: a program is missing, a port is taken or something did not start.
    """
    demand("postgres", "redis-server", "nginx")
    if (running := _supervisor(layout)) and (state := layout.read()):
        say(f"The stack already runs on port {state.port}.")
        _wait_until_ready(layout, state, running, say)
        return state
    if is_listening(port):
        raise StackProblem(f"Port {port} is taken: choose another one with make stack PORT=...")
    stop_leftovers(layout)
    state = layout.settle(port)
    say(f"Starting PostgreSQL, Redis, gunicorn, a worker and nginx; logs are in {layout.logs}")
    postgres.make(layout.cluster(state))
    write_plan(layout.plan, programs(layout, state, with_demo=with_demo), layout.pids)
    _wait_until_ready(layout, state, _detach(layout), say)
    return state


def down(layout: Layout) -> bool:
    """Stop everything, nginx first; False when nothing was running."""
    supervisor = _supervisor(layout)
    if supervisor and not supervisor.stop(signal.SIGTERM, STOP_SECONDS):
        supervisor.stop(signal.SIGKILL)
    layout.pid_file.unlink(missing_ok=True)
    left = stop_leftovers(layout)
    return supervisor is not None or left


def status(layout: Layout) -> dict[str, int | None]:
    """Process id of every program of the stack, None for those that do not run."""
    found = {name: Watched.read(layout.pids / f"{name}.pid") for name in ("supervisor", *NAMES)}
    return {name: process.pid if process and process.is_alive else None
            for name, process in found.items()}  # fmt: skip


def accounts(layout: Layout, state: State) -> list[dict[str, Any]]:
    """The demo accounts of a running stack, as ``demo --accounts`` lists them."""
    done = subprocess.run(  # noqa: S603 - the command is our own
        [*MANAGE, "demo", "--accounts"],
        env={**os.environ, **environment(layout, state)},
        capture_output=True,
        text=True,
        check=False,
    )
    return json.loads(done.stdout) if done.returncode == 0 else []


def stop_leftovers(layout: Layout) -> bool:
    """Stop programs that outlived a killed supervisor; True when there was one."""
    found = False
    for name in NAMES:
        note = layout.pids / f"{name}.pid"
        process = Watched.read(note)
        if process and process.is_alive:
            found = True
            gentle = signal.SIGINT if name == "postgres" else signal.SIGTERM
            if not process.stop(gentle):
                process.stop(signal.SIGKILL)
        note.unlink(missing_ok=True)
    return found


def _supervisor(layout: Layout) -> Watched | None:
    process = Watched.read(layout.pid_file)
    return process if process and process.is_alive else None


def _detach(layout: Layout) -> Watched:
    # What `up` shows while it waits must be of this start.
    layout.log("prepare").write_text("")
    with layout.log("supervisor").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - the command is our own
            [sys.executable, "-m", "portal.ops.supervisor", str(layout.plan)],
            cwd=settings.BASE_DIR,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    # It outlives this command on purpose.
    process.returncode = 0
    supervisor = Watched.of(process.pid)
    supervisor.write(layout.pid_file)
    return supervisor


def _wait_until_ready(
    layout: Layout, state: State, supervisor: Watched, say: Callable[[str], None]
) -> None:
    deadline = time.monotonic() + START_SECONDS
    shown = 0
    while not (is_listening(state.port) and answers(state.port)):
        shown = _show_news(layout.log("prepare"), shown, say)
        if not supervisor.is_alive:
            raise StackProblem(f"The stack did not start:\n{_tails(layout)}")
        if time.monotonic() > deadline:
            raise StackProblem(f"The portal did not become ready; its logs are in {layout.logs}.")
        time.sleep(0.3)


def _show_news(log: Path, shown: int, say: Callable[[str], None]) -> int:
    """Repeat what was added to ``log`` after the first ``shown`` characters."""
    text = log.read_text(errors="replace") if log.exists() else ""
    *lines, rest = text[shown:].split("\n")
    for line in lines:
        say(line)
    return len(text) - len(rest)


def _tails(layout: Layout) -> str:
    logs = [layout.log(name) for name in ("supervisor", "prepare")]
    return "\n".join(log.read_text(errors="replace")[-1500:] for log in logs if log.exists())
