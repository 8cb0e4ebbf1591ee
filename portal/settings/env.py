"""The only place that reads PORTAL_* environment variables.

``read_environment`` returns a frozen ``Environment`` or raises ``EnvironmentInvalid`` whose
message lists every wrong or missing variable at once, each with the shape it should have.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT = Path(__file__).resolve().parents[2]

DATABASE_SHAPE = "sqlite:///absolute/path.db or postgres://user:password@host:5432/name"
CACHE_SHAPE = "redis://host:6379/0, file:///absolute/folder or memory://"
STORAGE_SHAPE = "file:///absolute/folder or s3://key:secret@host[:port]/bucket[?region=r&tls=off]"
BASE_URL_SHAPE = "https://portal.example (http:// only for trials; no path)"
EMAIL_SHAPE = "smtp://user:password@host:25, smtp+tls://… or consolemail://"
SENDER_SHAPE = "the address that mails come from: khong-tra-loi@portal.example"
HOSTS_SHAPE = "host names divided by commas: a.example,b.example"
SECRET_SHAPE = "at least 50 characters; leave it out to have one made in PORTAL_DATA_DIR"
DIRECTORY_SHAPE = "an absolute folder the portal may write"
LEVEL_SHAPE = "DEBUG, INFO, WARNING or ERROR"
FAILURE_SHAPE = "raise (a broken plugin stops the start) or quarantine (it is left out)"
FOLDERS_SHAPE = "absolute folders divided by commas, each with one folder per plugin"

KNOWN = {
    "PORTAL_ALLOWED_HOSTS",
    "PORTAL_BASE_URL",
    "PORTAL_CACHE_URL",
    "PORTAL_DATABASE_URL",
    "PORTAL_DATA_DIR",
    "PORTAL_EMAIL_FROM",
    "PORTAL_EMAIL_URL",
    "PORTAL_LOG_LEVEL",
    "PORTAL_PLUGIN_FAILURE",
    "PORTAL_PLUGIN_PATH",
    "PORTAL_SECRET_KEY",
    "PORTAL_STORAGE_URL",
}


class EnvironmentInvalid(ImproperlyConfigured):
    """Some PORTAL_* variables are wrong or missing; ``str()`` lists all of them."""


@dataclass(frozen=True)
class Environment:
    """Settings of one installation, as Django wants them."""

    data_dir: Path
    secret_key: str
    base_url: str
    allowed_hosts: list[str]
    database: dict[str, Any]
    cache: dict[str, Any]
    storage: dict[str, Any]
    email: dict[str, Any]
    email_from: str
    log_level: str
    plugin_failure: str
    plugin_folders: list[Path]

    @property
    def is_https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def media_root(self) -> Path | None:
        """The folder of uploaded files, or None when they live in object storage."""
        location = self.storage.get("OPTIONS", {}).get("location")
        return Path(location) if location else None


@dataclass
class _Reader:
    source: Mapping[str, str]
    problems: list[str] = field(default_factory=list)

    def read(self, name: str, shape: str, parse: Callable[[str], Any], default: str | None) -> Any:
        raw = self.source.get(name, "").strip() or default
        if raw is None:
            self.problems.append(f"{name} is missing: give {shape}")
            return None
        try:
            return parse(raw)
        except (ValueError, KeyError, OSError, ImproperlyConfigured) as error:
            shown = "(hidden)" if name == "PORTAL_SECRET_KEY" else repr(_without_password(raw))
            self.problems.append(f"{name}={shown} is wrong ({error}): give {shape}")
            return None


def read_environment(
    source: Mapping[str, str],
    *,
    base_url: str | None = "http://localhost:8000",
    plugin_failure: str = "raise",
) -> Environment:
    """Read all variables from ``source``.

    Args:
        source: usually ``os.environ``.
        base_url: default address, or None where the installation must give its own.
        plugin_failure: what becomes of a broken plugin unless the variable says otherwise.

    Raises:
        EnvironmentInvalid: naming every wrong, missing or unknown variable.
    """
    reader = _Reader(source)
    reader.problems += [
        f"{name} is not a variable of the portal: known are {', '.join(sorted(KNOWN))}"
        for name in sorted(source)
        if name.startswith("PORTAL_") and name not in KNOWN
    ]
    data_dir = reader.read("PORTAL_DATA_DIR", DIRECTORY_SHAPE, _directory, str(ROOT / "var"))
    folder = data_dir or ROOT / "var"
    address = reader.read("PORTAL_BASE_URL", BASE_URL_SHAPE, _base_url, base_url)
    host = (urlsplit(address or "").hostname or "localhost").removeprefix("www.")
    values = {
        "data_dir": data_dir,
        "base_url": address,
        "allowed_hosts": reader.read("PORTAL_ALLOWED_HOSTS", HOSTS_SHAPE, _hosts, "localhost"),
        "database": reader.read(
            "PORTAL_DATABASE_URL", DATABASE_SHAPE, _database, f"sqlite:///{folder / 'portal.db'}"
        ),
        "cache": reader.read("PORTAL_CACHE_URL", CACHE_SHAPE, _cache, f"file://{folder / 'cache'}"),
        "storage": reader.read(
            "PORTAL_STORAGE_URL", STORAGE_SHAPE, _storage, f"file://{folder / 'media'}"
        ),
        "email": reader.read("PORTAL_EMAIL_URL", EMAIL_SHAPE, _email, "consolemail://"),
        "email_from": reader.read(
            "PORTAL_EMAIL_FROM", SENDER_SHAPE, _sender, f"khong-tra-loi@{host}"
        ),
        "log_level": reader.read("PORTAL_LOG_LEVEL", LEVEL_SHAPE, _log_level, "INFO"),
        "plugin_failure": reader.read(
            "PORTAL_PLUGIN_FAILURE", FAILURE_SHAPE, _plugin_failure, plugin_failure
        ),
        "plugin_folders": reader.read(
            "PORTAL_PLUGIN_PATH", FOLDERS_SHAPE, _folders, str(ROOT / "plugins")
        ),
        "secret_key": reader.read("PORTAL_SECRET_KEY", SECRET_SHAPE, _secret_key, "generate"),
    }
    if reader.problems:
        lines = "\n".join(f"  - {problem}" for problem in reader.problems)
        raise EnvironmentInvalid(f"The environment of the portal is not right:\n{lines}")
    if values["secret_key"] == "generate":
        values["secret_key"] = _kept_secret_key(folder)
    return Environment(**values)


def _without_password(raw: str) -> str:
    return re.sub(r"//([^:/@]*):[^@]*@", r"//\1:***@", raw)


def _directory(raw: str) -> Path:
    path = Path(raw)
    if not path.is_absolute():
        raise ValueError("not absolute")
    path.mkdir(parents=True, exist_ok=True)
    return path


def _secret_key(raw: str) -> str:
    if raw != "generate" and len(raw) < 50:
        raise ValueError(f"{len(raw)} characters")
    return raw


def _kept_secret_key(folder: Path) -> str:
    """Return the key kept in ``folder``, made on the first run with rights for its owner only."""
    path = folder / "secret_key"
    try:
        with path.open("x") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text().strip()


def _base_url(raw: str) -> str:
    parts = urlsplit(raw)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("not an http(s) address")
    if parts.path.strip("/") or parts.query:
        raise ValueError("it has a path")
    _ = parts.port  # raises ValueError when it is not a number
    return f"{parts.scheme}://{parts.netloc}"


def _hosts(raw: str) -> list[str]:
    hosts = [host.strip() for host in raw.split(",") if host.strip()]
    for host in hosts:
        if "/" in host or " " in host or host == "*":
            raise ValueError(f"{host!r} is not a host name")
    return hosts


def _log_level(raw: str) -> str:
    if raw.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise ValueError("unknown level")
    return raw.upper()


def _plugin_failure(raw: str) -> str:
    if raw not in {"raise", "quarantine"}:
        raise ValueError("unknown word")
    return raw


def _folders(raw: str) -> list[Path]:
    """The portal's own folder of plugins and those that are named."""
    named = [Path(part.strip()) for part in raw.split(",") if part.strip()]
    for path in named:
        if not path.is_absolute():
            raise ValueError(f"{path} is not absolute")
        if not path.is_dir():
            raise ValueError(f"{path} is not a folder")
    own = ROOT / "plugins"
    return [own, *(path for path in named if path != own)]


def _database(raw: str) -> dict[str, Any]:
    scheme = urlsplit(raw).scheme
    if scheme not in {"sqlite", "postgres", "postgresql"}:
        raise ValueError(f"no database of kind {scheme!r}")
    config: dict[str, Any] = environ.Env.db_url_config(raw)
    if not config.get("NAME"):
        raise ValueError("no database name")
    # Django's own, but with the order and the letters of Vietnamese.
    config["ENGINE"] = config["ENGINE"].replace("django.db.backends", "portal.language")
    config["ENGINE"] = config["ENGINE"].replace("sqlite3", "sqlite")
    if scheme == "sqlite":
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    config["CONN_MAX_AGE"] = 600
    config["CONN_HEALTH_CHECKS"] = True
    return config


def _cache(raw: str) -> dict[str, Any]:
    parts = urlsplit(raw)
    if parts.scheme == "memory":
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if parts.scheme == "file" and parts.path.startswith("/"):
        return {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": parts.path,
        }
    if parts.scheme in {"redis", "rediss", "unix"}:
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": raw}
    raise ValueError(f"no cache of kind {parts.scheme!r}")


def _storage(raw: str) -> dict[str, Any]:
    parts = urlsplit(raw)
    if parts.scheme == "file" and parts.path.startswith("/"):
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": parts.path, "base_url": "/media/"},
        }
    if parts.scheme != "s3":
        raise ValueError(f"no storage of kind {parts.scheme!r}")
    bucket = parts.path.strip("/")
    if not (bucket and parts.hostname and parts.username and parts.password):
        raise ValueError("key, secret, host or bucket is missing")
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if pair)
    scheme = "http" if query.get("tls") == "off" else "https"
    port = f":{parts.port}" if parts.port else ""
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "access_key": unquote(parts.username),
            "secret_key": unquote(parts.password),
            "bucket_name": bucket,
            "endpoint_url": f"{scheme}://{parts.hostname}{port}",
            "region_name": query.get("region", "us-east-1"),
            "addressing_style": "path",
            "file_overwrite": False,
            "querystring_auth": False,
        },
    }


def _email(raw: str) -> dict[str, Any]:
    config: dict[str, Any] = environ.Env.email_url_config(raw)
    return {key: value for key, value in config.items() if value is not None}


def _sender(raw: str) -> str:
    local, at, host = raw.rpartition("@")
    if not (local and at and host) or not raw.isprintable() or any(c in raw for c in " ,;<>"):
        message = "not one address"
        raise ValueError(message)
    return raw
