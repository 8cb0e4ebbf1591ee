"""Facts about processes and ports of this machine. Standard library only."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LOOPBACK = "127.0.0.1"
_PR_SET_PDEATHSIG = 1
# Loaded before any fork: loading a library in a forked child may deadlock.
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(number: int) -> Callable[[], None]:
    """Return a function for a new child: it gets signal ``number`` when its parent vanishes."""
    parent = os.getpid()

    def prepare() -> None:
        if _libc is None:
            return
        _libc.prctl(_PR_SET_PDEATHSIG, number)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)

    return prepare


def is_listening(port: int) -> bool:
    """Whether something accepts connections on this loopback port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((LOOPBACK, port)) == 0


def listen(port: int) -> socket.socket:
    """Return a listening loopback socket; OSError when the port is taken or not allowed."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
        listener.listen(1024)
    except OSError:
        listener.close()
        raise
    return listener


def free_port() -> int:
    """A loopback port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Watched:
    """A process known by its id and its start time, so that a reused id is never mistaken."""

    pid: int
    started: str

    @classmethod
    def of(cls, pid: int) -> Watched:
        return cls(pid, _start_time(pid))

    @classmethod
    def read(cls, path: Path) -> Watched | None:
        """The process noted in a pid file, or None when there is no readable note."""
        try:
            pid, started = path.read_text().split()
            return cls(int(pid), started)
        except (OSError, ValueError):
            return None

    def write(self, path: Path) -> None:
        path.write_text(f"{self.pid}\n{self.started}\n")

    @property
    def is_alive(self) -> bool:
        return _start_time(self.pid) == self.started and self.started != ""

    def stop(self, number: int = signal.SIGTERM, seconds: float = 10) -> bool:
        """Signal it if it is still the same process; False when it lives on after ``seconds``."""
        if not self.is_alive:
            return True
        os.kill(self.pid, number)
        deadline = time.monotonic() + seconds
        while self.is_alive:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        return True


def _start_time(pid: int) -> str:
    """Boot id and clock ticks of the start; empty when there is no such live process."""
    try:
        # The program name in brackets may itself hold spaces and brackets.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    state, ticks = fields[0], fields[19]
    if state == "Z":
        return ""
    boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    return f"{boot}:{ticks}"
