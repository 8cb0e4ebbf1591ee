"""The programs of a stack, in the order they start."""

from __future__ import annotations

import getpass
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from portal.ops.stack import postgres
from portal.ops.stack.debian import find
from portal.ops.supervisor import Program

if TYPE_CHECKING:
    from portal.ops.stack.layout import Layout, State

WEB_PROCESSES = 2
WEB_THREADS = 4
MANAGE = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py")]
TEMPLATES = Path(settings.BASE_DIR) / "deploy" / "nginx"


def programs(layout: Layout, state: State, *, with_demo: bool) -> list[Program]:
    """PostgreSQL, Redis, the preparation, gunicorn, a worker, nginx."""
    env = environment(layout, state)
    prepare = [*MANAGE, "prepare", *([] if with_demo else ["--no-demo"])]
    return [
        postgres.program(layout.cluster(state), log=layout.log("postgres")),
        _redis(layout, state),
        Program("prepare", prepare, env=env, once=True, log=str(layout.log("prepare"))),
        _web(layout, state, env),
        Program("worker", [*MANAGE, "worker"], env=env, log=str(layout.log("worker"))),
        _nginx(layout, state),
    ]


def environment(layout: Layout, state: State) -> dict[str, str]:
    """The variables of the portal's own processes."""
    return {
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "PYTHONPATH": str(settings.BASE_DIR),
        "PORTAL_BASE_URL": f"http://localhost:{state.port}",
        "PORTAL_ALLOWED_HOSTS": "localhost,127.0.0.1",
        "PORTAL_DATABASE_URL": layout.cluster(state).url,
        "PORTAL_CACHE_URL": f"redis://:{state.redis_password}@127.0.0.1:{state.redis_port}/0",
        "PORTAL_STORAGE_URL": f"file://{layout.media}",
        "PORTAL_DATA_DIR": str(layout.folder),
        "PORTAL_SECRET_KEY": state.secret_key,
    }


def _redis(layout: Layout, state: State) -> Program:
    conf = layout.conf / "redis.conf"
    conf.touch(mode=0o600)
    conf.write_text(
        f"bind 127.0.0.1\nport {state.redis_port}\nrequirepass {state.redis_password}\n"
        f'dir "{layout.redis}"\nsave ""\nappendonly no\ndaemonize no\n'
        "maxmemory 64mb\nmaxmemory-policy allkeys-lru\n"
    )
    return Program(
        "redis",
        [find("redis-server"), str(conf)],
        port=state.redis_port,
        log=str(layout.log("redis")),
    )


def _web(layout: Layout, state: State, env: dict[str, str]) -> Program:
    command = [
        *(sys.executable, "-m", "gunicorn", "portal.wsgi:application"),
        *("--chdir", str(settings.BASE_DIR), "--bind", f"127.0.0.1:{state.web_port}"),
        *("--workers", str(WEB_PROCESSES), "--threads", str(WEB_THREADS)),
        *("--worker-class", "gthread", "--timeout", "60", "--graceful-timeout", "5"),
        # Longer than nginx keeps a connection (60 s), which must not find it closed.
        *("--keep-alive", "75", "--no-control-socket"),
    ]
    return Program("web", command, env=env, port=state.web_port, log=str(layout.log("web")))


def _nginx(layout: Layout, state: State) -> Program:
    values = {
        "USER": f"user {getpass.getuser()};" if getpass.getuser() == "root" else "",
        "FOLDER": str(layout.folder),
        "CONF": str(layout.conf),
        "LISTEN": f"127.0.0.1:{state.port}",
        "SERVER_NAME": "localhost 127.0.0.1",
        "WEB": f"127.0.0.1:{state.web_port}",
        "STATIC": str(layout.static),
        "MEDIA": str(layout.media),
        "PAGES": str(TEMPLATES / "pages"),
    }
    for name in ("nginx.conf", "portal.conf"):
        (layout.conf / name).write_text(_filled(TEMPLATES / f"{name}.in", values))
    log = layout.log("nginx-error")
    command = [find("nginx"), "-e", str(log), "-p", str(layout.folder)]
    return Program(
        "nginx",
        [*command, "-c", str(layout.conf / "nginx.conf")],
        port=state.port,
        stop_signal=signal.SIGQUIT,
        log=str(log),
    )


def _filled(template: Path, values: dict[str, str]) -> str:
    text = template.read_text()
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text
