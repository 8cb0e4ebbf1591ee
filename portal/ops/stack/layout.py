"""The folder of a stack: where its files lie, and what it must remember between starts."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from portal.ops.processes import free_port, is_listening
from portal.ops.stack.postgres import Cluster, can_reach

# Used when PostgreSQL may not enter the folder itself, for instance below /root.
POSTGRES_HOME = Path("/var/lib/postgresql")


@dataclass
class State:
    """Kept in ``state.json``; ports are loopback ports, free when they were chosen."""

    port: int
    postgres_port: int
    redis_port: int
    web_port: int
    postgres_data: str
    postgres_password: str
    redis_password: str
    secret_key: str


@dataclass(frozen=True)
class Layout:
    """Paths below the folder of one stack."""

    folder: Path

    def __post_init__(self) -> None:
        for name in ("conf", "logs", "pids", "media", "redis", "nginx"):
            path = self.folder / name
            path.mkdir(parents=True, exist_ok=True)

    @property
    def conf(self) -> Path:
        return self.folder / "conf"

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def pids(self) -> Path:
        return self.folder / "pids"

    @property
    def redis(self) -> Path:
        return self.folder / "redis"

    @property
    def media(self) -> Path:
        return self.folder / "media"

    @property
    def static(self) -> Path:
        return self.folder / "static"

    @property
    def plan(self) -> Path:
        return self.conf / "supervisor.json"

    @property
    def pid_file(self) -> Path:
        return self.pids / "supervisor.pid"

    def log(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def cluster(self, state: State) -> Cluster:
        return Cluster(Path(state.postgres_data), state.postgres_port, state.postgres_password)

    def read(self) -> State | None:
        """What ``write`` kept, or None before the first start."""
        try:
            return State(**json.loads((self.conf / "state.json").read_text()))
        except FileNotFoundError:
            return None

    def write(self, state: State) -> None:
        path = self.conf / "state.json"
        path.touch(mode=0o600)
        path.write_text(json.dumps(asdict(state), indent=1))

    def settle(self, port: int) -> State:
        """The state for a start on ``port``: passwords stay, inner ports move when taken."""
        state = self.read()
        if state is None:
            state = State(
                port=port,
                postgres_port=free_port(),
                redis_port=free_port(),
                web_port=free_port(),
                postgres_data=str(self._postgres_data()),
                postgres_password=secrets.token_hex(16),
                redis_password=secrets.token_hex(16),
                secret_key=secrets.token_urlsafe(64),
            )
        state.port = port
        for name in ("postgres_port", "redis_port", "web_port"):
            if is_listening(getattr(state, name)):
                setattr(state, name, free_port())
        self.write(state)
        return state

    def _postgres_data(self) -> Path:
        if can_reach(self.folder):
            return self.folder / "postgres"
        name = hashlib.sha256(str(self.folder).encode()).hexdigest()[:12]
        return POSTGRES_HOME / f"portal-stack-{name}"
