"""An own PostgreSQL cluster on a loopback port, with passwords and Vietnamese sort order.

PostgreSQL refuses to run as root: then its files belong to the user ``postgres``.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from portal.ops.processes import free_port
from portal.ops.stack import StackProblem
from portal.ops.stack.debian import find
from portal.ops.supervisor import Program, StartFailed, Supervisor

if TYPE_CHECKING:
    from collections.abc import Iterator

SUPERUSER = "portal"
SYSTEM_USER = "postgres"
# Losing such a cluster costs nothing, so nothing is written twice and nothing is waited for.
THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Cluster:
    """Where a cluster lives and how to reach it."""

    data: Path
    port: int
    password: str

    @property
    def url(self) -> str:
        """For PORTAL_DATABASE_URL; ``make`` creates this database."""
        return f"postgres://{SUPERUSER}:{self.password}@127.0.0.1:{self.port}/portal"


def make(cluster: Cluster) -> None:
    """Create the cluster and the database ``portal``, unless it exists."""
    if (cluster.data / "ready").exists():
        return
    shutil.rmtree(cluster.data, ignore_errors=True)
    cluster.data.mkdir(parents=True, mode=0o700)
    _give_away(cluster.data)
    with tempfile.NamedTemporaryFile("w", suffix=".password", delete=True) as file:
        file.write(cluster.password)
        file.flush()
        _give_away(Path(file.name))
        _run(
            *(find("initdb"), "--pgdata", str(cluster.data), "--username", SUPERUSER),
            *("--pwfile", file.name, "--auth", "scram-sha-256", "--encoding", "UTF8"),
            *("--locale", "C.UTF-8", "--locale-provider", "icu", "--icu-locale", "vi"),
        )
    single = [find("postgres"), "--single", "-D", str(cluster.data), "template1"]
    _run(*single, feed="CREATE DATABASE portal;\n")
    (cluster.data / "ready").touch()


def program(
    cluster: Cluster, *, log: Path | None, settings: dict[str, str] | None = None
) -> Program:
    """The server process. SIGINT is its fast shutdown, which does not wait for clients."""
    options = {
        "listen_addresses": "127.0.0.1",
        "port": str(cluster.port),
        "unix_socket_directories": "",
        "shared_buffers": "64MB",
        "max_connections": "100",
        **(settings or {}),
    }
    flags = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    return Program(
        "postgres",
        [*_as_owner(), find("postgres"), "-D", str(cluster.data), *flags],
        port=cluster.port,
        stop_signal=signal.SIGINT,
        log=str(log) if log else None,
    )


def can_reach(folder: Path) -> bool:
    """Whether the user that runs PostgreSQL may enter ``folder`` (as root: every parent)."""
    if os.geteuid() != 0:
        return True
    check = [*_as_owner(), "test", "-x", str(folder)]
    return subprocess.run(check, check=False).returncode == 0  # noqa: S603


@contextmanager
def throw_away() -> Iterator[str]:
    """Run a new cluster in a temporary folder; yields its URL and leaves nothing behind."""
    with tempfile.TemporaryDirectory(prefix="portal-postgres-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        cluster = Cluster(folder / "data", free_port(), secrets.token_hex(16))
        make(cluster)
        server = Supervisor(
            [program(cluster, log=folder / "log", settings=THROW_AWAY)], say=lambda _: None
        )
        try:
            server.start()
            yield cluster.url
        except StartFailed as problem:
            log = (folder / "log").read_text(errors="replace")[-2000:]
            raise StackProblem(f"{problem}\n{log}") from problem
        finally:
            server.stop()


def _as_owner() -> list[str]:
    """Words before a command that make it run as the owner of the cluster."""
    if os.geteuid() != 0:
        return []
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError as error:
        raise StackProblem(
            f"PostgreSQL cannot run as root and there is no user {SYSTEM_USER}: "
            "please run apt-get install postgresql."
        ) from error
    # Changing the user clears the signal asked for by the supervisor, so it is asked for again.
    who = [f"--reuid={SYSTEM_USER}", f"--regid={SYSTEM_USER}", "--init-groups"]
    return ["setpriv", *who, "--pdeathsig", "INT", "--"]


def _give_away(path: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(path, SYSTEM_USER, SYSTEM_USER)


def _run(*command: str, feed: str = "") -> None:
    done = subprocess.run(  # noqa: S603 - the commands are our own
        [*_as_owner(), *command], input=feed, capture_output=True, text=True, check=False, cwd="/"
    )
    if done.returncode != 0:
        raise StackProblem(f"{command[0]} failed: {(done.stderr or done.stdout).strip()[-800:]}")
