"""Starts programs in order, restarts those that die, stops all of them in reverse order.

Standard library only, so that ``python -m portal.ops.supervisor FILE`` stays a small process.
``manage.py serve`` runs it in the foreground, ``manage.py stack`` detached.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portal.ops.processes import Watched, die_with_parent, is_listening

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

TICK = 0.2  # seconds between two looks at the programs
LONGEST_PAUSE = 30.0  # seconds between two restarts of a program that keeps dying
HEALTHY_AFTER = 60.0  # seconds of life after which earlier deaths are forgotten


class StartFailed(Exception):
    """A program that others wait for did not come up; the message names it."""


@dataclass(frozen=True)
class Program:
    """One program to run.

    Attributes:
        once: it must end with 0 before the next program starts, and is not restarted.
        port: a loopback port that must answer before the next program starts.
        stop_signal: what asks it to end; after ``stop_seconds`` it is killed.
        log: file for its output, or None to share the supervisor's.
        fds: open file descriptors it inherits.
    """

    name: str
    command: list[str]
    env: dict[str, str] = field(default_factory=dict)
    once: bool = False
    port: int | None = None
    stop_signal: int = signal.SIGTERM
    stop_seconds: float = 8.0
    log: str | None = None
    fds: tuple[int, ...] = ()


@dataclass
class _Running:
    program: Program
    process: subprocess.Popen[bytes]
    started: float
    deaths: int = 0
    start_again_at: float | None = None


class Supervisor:
    """Runs ``programs``; ``say`` gets one line per event worth knowing."""

    def __init__(
        self, programs: list[Program], *, say: Callable[[str], None], pids: Path | None = None
    ) -> None:
        self._programs = programs
        self._say = say
        self._pids = pids
        self._running: list[_Running] = []
        self._stopping = False

    def run(self, on_ready: Callable[[], None] | None = None) -> int:
        """Block until a signal asks to stop; return the exit code.

        0 after SIGINT, SIGTERM or SIGHUP, 1 when a program needed by the others did not start.
        """
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        code = 0
        try:
            self.start()
            if on_ready and not self._stopping:
                on_ready()
            while not self._stopping:
                self._revive()
                time.sleep(TICK)
        except StartFailed as problem:
            self._say(str(problem))
            code = 1
        finally:
            self.stop()
        return code

    @property
    def is_stopping(self) -> bool:
        return self._stopping

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True

    def start(self) -> None:
        """Start all programs in order; StartFailed when one that others need does not come up."""
        for program in self._programs:
            if self._stopping:
                return
            running = _Running(program, self._start(program), time.monotonic())
            self._running.append(running)
            if program.once:
                self._wait_for_end(running)
            elif program.port:
                self._wait_for_port(running, program.port)

    def _start(self, program: Program) -> subprocess.Popen[bytes]:
        output = Path(program.log).open("ab") if program.log else None  # noqa: SIM115
        try:
            process = subprocess.Popen(  # noqa: S603 - the commands are our own
                program.command,
                env={**os.environ, **program.env},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT if output else None,
                start_new_session=True,
                pass_fds=program.fds,
                # Two system calls and no lock: safe beside other threads.
                preexec_fn=die_with_parent(program.stop_signal),  # noqa: PLW1509
            )
        except OSError as error:
            raise StartFailed(f"{program.name} cannot be started: {error}.") from error
        finally:
            if output:
                output.close()
        if self._pids and not program.once:
            Watched.of(process.pid).write(self._pids / f"{program.name}.pid")
        return process

    def _wait_for_end(self, running: _Running) -> None:
        while running.process.poll() is None and not self._stopping:
            time.sleep(TICK)
        if self._stopping:
            return
        self._running.remove(running)
        if running.process.returncode != 0:
            raise StartFailed(_ended(running, "so nothing was started."))

    def _wait_for_port(self, running: _Running, port: int, seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while not self._stopping and not is_listening(port):
            if running.process.poll() is not None:
                raise StartFailed(_ended(running, "before it answered."))
            if time.monotonic() > deadline:
                raise StartFailed(f"{running.program.name} did not answer within {seconds:.0f} s.")
            time.sleep(TICK)

    def _revive(self) -> None:
        now = time.monotonic()
        for running in self._running:
            if running.start_again_at is None:
                if running.process.poll() is None:
                    continue
                if now - running.started > HEALTHY_AFTER:
                    running.deaths = 0
                pause = min(2.0**running.deaths, LONGEST_PAUSE)
                running.deaths += 1
                running.start_again_at = now + pause
                self._say(_ended(running, f"starting it again in {pause:.0f} s."))
            elif now >= running.start_again_at:
                running.start_again_at = None
                running.started = now
                running.process = self._start(running.program)

    def stop(self) -> None:
        """Stop all programs, the last started first."""
        for running in reversed(self._running):
            if running.process.poll() is None:
                running.process.send_signal(running.program.stop_signal)
                try:
                    running.process.wait(running.program.stop_seconds)
                except subprocess.TimeoutExpired:
                    self._say(f"{running.program.name} did not stop in time and was killed.")
                    os.killpg(running.process.pid, signal.SIGKILL)
                    running.process.wait()
            if self._pids:
                (self._pids / f"{running.program.name}.pid").unlink(missing_ok=True)


def _ended(running: _Running, consequence: str) -> str:
    code = running.process.returncode
    how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
    log = f" (see {running.program.log})" if running.program.log else ""
    return f"{running.program.name} {how}{log}, {consequence}"


def write_plan(path: Path, programs: list[Program], pids: Path) -> None:
    """Write what ``main`` reads; the file holds passwords, so only its owner may read it."""
    plan = {"pids": str(pids), "programs": [asdict(program) for program in programs]}
    path.touch(mode=0o600)
    path.write_text(json.dumps(plan, indent=1))


def main(path: str) -> int:
    """Run the plan in the JSON file ``path`` until SIGTERM."""
    plan: dict[str, Any] = json.loads(Path(path).read_text())
    programs = [Program(**{**entry, "fds": ()}) for entry in plan["programs"]]

    def say(line: str) -> None:
        sys.stdout.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {line}\n")
        sys.stdout.flush()

    return Supervisor(programs, say=say, pids=Path(plan["pids"])).run(lambda: say("All started."))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
