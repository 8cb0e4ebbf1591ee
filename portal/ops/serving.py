"""The embedded default: one web process and one worker, kept alive by a supervisor."""

from __future__ import annotations

import fcntl
import os
import sys
import threading
import time
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING

from django.db import connections

from portal.ops.processes import LOOPBACK, listen
from portal.ops.supervisor import Program, Supervisor

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator
    from pathlib import Path

READY_PATH = "/suc-khoe/san-sang"
WEB_THREADS = 8
STOP_SECONDS = 4.0  # two programs stop one after the other, both within ten seconds


class CannotServe(Exception):
    """The reason, as one sentence for the person at the terminal."""


@contextmanager
def only_instance(data_dir: Path) -> Iterator[None]:
    """Hold the lock of ``data_dir``; CannotServe when another ``serve`` holds it."""
    with (data_dir / "serve.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise CannotServe(
                f"The portal is already running on the data in {data_dir}."
            ) from error
        yield


def take_port(port: int) -> socket.socket:
    """Return the listening socket; CannotServe when the port cannot be had."""
    try:
        return listen(port)
    except OSError as error:
        raise CannotServe(
            f"Port {port} of {LOOPBACK} cannot be used ({os.strerror(error.errno or 0)}): "
            f"choose another one, for example make run PORT={port + 1}."
        ) from error


def run(
    listener: socket.socket, *, say: Callable[[str], None], on_ready: Callable[[], None]
) -> int:
    """Serve on ``listener`` until Ctrl-C or SIGTERM; return the exit code.

    ``on_ready`` is called once, from another thread, when the portal answers its health check.
    """
    # This process only watches from now on; the database belongs to the others.
    connections.close_all()
    supervisor = Supervisor([web(listener.fileno()), worker()], say=say)
    port = listener.getsockname()[1]

    def watch() -> None:
        while not supervisor.is_stopping:
            if answers(port):
                on_ready()
                return
            time.sleep(0.2)

    return supervisor.run(lambda: threading.Thread(target=watch, daemon=True).start())


def web(descriptor: int) -> Program:
    """gunicorn on an inherited socket: connections wait in it while the process is restarted."""
    command = [
        *(sys.executable, "-m", "gunicorn", "portal.wsgi:application"),
        *("--bind", f"fd://{descriptor}"),
        *("--workers", "1", "--threads", str(WEB_THREADS), "--worker-class", "gthread"),
        *("--timeout", "60", "--graceful-timeout", "2", "--log-level", "warning"),
        "--no-control-socket",
    ]
    return Program("web", command, stop_seconds=STOP_SECONDS, fds=(descriptor,))


def worker() -> Program:
    return Program("worker", [sys.executable, "manage.py", "worker"], stop_seconds=STOP_SECONDS)


def answers(port: int, host: str = "localhost") -> bool:
    """Whether the portal on this loopback port says that it is ready."""
    connection = HTTPConnection(LOOPBACK, port, timeout=5)
    try:
        connection.request("GET", READY_PATH, headers={"Host": f"{host}:{port}"})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
