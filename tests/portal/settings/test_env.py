"""Reading the environment: every mistake is told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.settings.env import KNOWN, EnvironmentInvalid, read_environment


def read(tmp_path, **variables):
    return read_environment({"PORTAL_DATA_DIR": str(tmp_path), **variables})


def complaint(tmp_path, **variables):
    with pytest.raises(EnvironmentInvalid) as caught:
        read(tmp_path, **variables)
    return str(caught.value)


def test_defaults_need_no_other_service(tmp_path):
    found = read(tmp_path)
    assert found.database["ENGINE"] == "portal.language.sqlite"
    assert found.database["NAME"] == str(tmp_path / "portal.db")
    assert found.media_root == tmp_path / "media"
    assert found.base_url == "http://localhost:8000"
    assert not found.is_https
    assert found.allowed_hosts == ["localhost"]
    assert found.log_level == "INFO"


def test_a_server_must_give_its_address(tmp_path):
    with pytest.raises(EnvironmentInvalid, match="PORTAL_BASE_URL is missing: give https://"):
        read_environment({"PORTAL_DATA_DIR": str(tmp_path)}, base_url=None)


WRONG = {
    "PORTAL_ALLOWED_HOSTS": "*",
    "PORTAL_BASE_URL": "portal.example/path",
    "PORTAL_CACHE_URL": "memcached://x",
    "PORTAL_DATABASE_URL": "mysql://u:hidden@h/x",
    "PORTAL_EMAIL_FROM": "Portal <a@b.vn>",
    "PORTAL_EMAIL_URL": "pigeon://x",
    "PORTAL_LOG_LEVEL": "LOUD",
    "PORTAL_PLUGIN_FAILURE": "ignore",
    "PORTAL_PLUGIN_PATH": "not/absolute",
    "PORTAL_SECRET_KEY": "short-but-secret",
    "PORTAL_STORAGE_URL": "s3://host/bucket",
}


@pytest.mark.parametrize(("name", "value"), WRONG.items())
def test_a_wrong_variable_is_named_with_the_shape_it_should_have(tmp_path, name, value):
    told = complaint(tmp_path, **{name: value})
    (line,) = [line for line in told.splitlines() if line.startswith("  - ")]
    assert line.startswith(f"  - {name}=")
    assert ": give " in line


def test_all_mistakes_are_told_in_one_message(tmp_path):
    told = complaint(tmp_path, PORTAL_DATBASE_URL="x", **WRONG)
    for name in (*WRONG, "PORTAL_DATBASE_URL"):
        assert name in told
    assert told.count("\n  - ") == len(WRONG) + 1


def test_every_known_variable_has_a_wrong_value_above():
    assert set(WRONG) | {"PORTAL_DATA_DIR"} == KNOWN


def test_passwords_and_keys_are_not_repeated(tmp_path):
    told = complaint(tmp_path, **WRONG)
    assert "hidden@" not in told
    assert "short-but-secret" not in told


def test_an_unknown_variable_lists_the_known_ones(tmp_path):
    told = complaint(tmp_path, PORTAL_DATABASE="sqlite:///x")
    assert "PORTAL_DATABASE is not a variable of the portal" in told
    assert "PORTAL_DATABASE_URL" in told


@pytest.mark.parametrize("folder", ["relative/folder", "/proc/not-writable"])
def test_a_data_folder_that_cannot_be_used_is_told(folder):
    with pytest.raises(EnvironmentInvalid, match="PORTAL_DATA_DIR"):
        read_environment({"PORTAL_DATA_DIR": folder})


def test_the_secret_key_is_made_once_and_kept_for_its_owner(tmp_path):
    first = read(tmp_path).secret_key
    assert len(first) >= 50
    assert read(tmp_path).secret_key == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_postgres_redis_and_s3_are_understood(tmp_path):
    found = read(
        tmp_path,
        PORTAL_BASE_URL="https://portal.example/",
        PORTAL_DATABASE_URL="postgres://u:p@db:5433/name",
        PORTAL_CACHE_URL="redis://cache:6379/1",
        PORTAL_STORAGE_URL="s3://key:se%2Fcret@files:9000/bucket?tls=off",
        PORTAL_ALLOWED_HOSTS="a.example, b.example",
        PORTAL_EMAIL_URL="smtp+tls://u:p@mail:587",
    )
    assert found.is_https
    assert found.base_url == "https://portal.example"
    assert (found.database["HOST"], found.database["PORT"]) == ("db", 5433)
    assert found.cache["LOCATION"] == "redis://cache:6379/1"
    assert found.storage["OPTIONS"]["endpoint_url"] == "http://files:9000"
    assert found.storage["OPTIONS"]["secret_key"] == "se/cret"
    assert found.media_root is None
    assert found.allowed_hosts == ["a.example", "b.example"]
    assert found.email["EMAIL_USE_TLS"] is True
    assert found.email_from == "khong-tra-loi@portal.example"


def test_sqlite_waits_for_its_lock_and_writes_ahead(tmp_path):
    options = read(tmp_path).database["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]
    assert options["timeout"] >= 5


def test_a_file_for_the_database_may_be_chosen(tmp_path):
    path = tmp_path / "other.db"
    assert Path(read(tmp_path, PORTAL_DATABASE_URL=f"sqlite:///{path}").database["NAME"]) == path
