"""Which process this is, and whether another one of the same machine is still alive.

A process is known by the boot of its kernel, its pid namespace, its pid there and the moment it
started. All four together never come back, so a pid that was given to another program does not
pass for the worker that had it before. Where /proc is missing, every process counts as foreign.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DEAD_STATES = {"Z", "X", "x"}


@dataclass(frozen=True)
class Process:
    """One process of one boot of one kernel."""

    boot: str
    namespace: str
    pid: int
    started: int  # clock ticks from boot

    @classmethod
    def mine(cls) -> Process:
        """The running process; empty texts where the system does not tell."""
        boot, namespace = _machine()
        facts = _facts(os.getpid())
        return cls(boot, namespace, os.getpid(), facts[1] if facts else 0)

    @property
    def is_local(self) -> bool:
        """Whether this process can see that one: same boot, same pid namespace."""
        return bool(self.boot and self.namespace) and (self.boot, self.namespace) == _machine()

    @property
    def is_alive(self) -> bool:
        """Whether it still runs; of use only when ``is_local``."""
        facts = _facts(self.pid)
        return facts is not None and facts[0] not in DEAD_STATES and facts[1] == self.started


@cache
def _machine() -> tuple[str, str]:
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        return boot, str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        return "", ""


def _facts(pid: int) -> tuple[str, int] | None:
    """(state, start) of a process, or None when there is none."""
    try:
        line = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    # The name of the program stands in brackets and may hold spaces and brackets itself.
    fields = line.rpartition(")")[2].split()
    return fields[0], int(fields[19])
