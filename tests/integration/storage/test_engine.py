"""Connections as they must be, and what each database's errors mean."""

import sqlite3
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import exc as sqlalchemy_errors

from storage import engine
from storage.engine import Busy, Damaged, Unusable


def test_addresses_and_their_drivers():
    assert engine.parse("postgres://u@h/d").drivername == "postgresql+psycopg"
    assert engine.parse("postgresql+psycopg2://u@h/d").drivername == "postgresql+psycopg"
    assert engine.sqlite_path("sqlite:///data/a.db") == Path("data/a.db")
    assert engine.sqlite_path("postgresql://u@h/d") is None
    for url in ("sqlite:///:memory:", "sqlite://", "mysql://h/d", "no address"):
        with pytest.raises(Unusable, match="DATABASE_URL"):
            engine.parse(url)


@pytest.mark.parametrize(
    ("version", "fixed"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_which_sqlite_is_safe_with_a_write_ahead_log(version, fixed):
    assert engine.sqlite_fixed(version) is fixed


def test_the_write_ahead_log_only_where_it_is_safe(monkeypatch):
    monkeypatch.setattr(engine.sqlite3, "sqlite_version_info", (3, 40, 1))
    assert engine.journal_mode() == "truncate"
    monkeypatch.setattr(engine.sqlite3, "sqlite_version_info", (3, 51, 3))
    assert engine.journal_mode() == "wal"


def test_every_setting_of_a_sqlite_connection_is_what_it_should_be(tmp_path):
    def settings(query_only):
        found = engine.sqlite_engine(tmp_path / "a.db", query_only=query_only)
        names = ("synchronous", "foreign_keys", "recursive_triggers", "trusted_schema", "query_only", "busy_timeout")
        with found.connect() as connection:
            values = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names}
        found.dispose()
        return values

    durable = {"synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1, "trusted_schema": 0, "busy_timeout": 4000}
    assert settings(query_only=False) == durable | {"query_only": 0}
    assert settings(query_only=True) == durable | {"query_only": 1}


def test_a_setting_that_does_not_take_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(engine, "journal_mode", lambda: "nonsense")
    found = engine.sqlite_engine(tmp_path / "a.db")
    with pytest.raises(Unusable, match="SQLite did not take journal_mode=nonsense; it says delete"):
        found.connect()
    found.dispose()


def test_every_limit_of_a_postgres_connection_is_what_it_should_be(postgres_url):
    found = engine.postgres_engine(engine.parse(postgres_url))
    with found.connect() as connection:
        values = {n: connection.exec_driver_sql(f"SHOW {n}").scalar() for n in engine.POSTGRES_LIMITS}
        engine.check_durable(connection)
    found.dispose()
    assert values == {
        "statement_timeout": "5s",
        "lock_timeout": "2s",
        "idle_in_transaction_session_timeout": "10s",
        "timezone": "UTC",
    }


def sqlite_error(code):
    error = sqlite3.OperationalError("said so")
    error.sqlite_errorcode = code  # pyright: ignore[reportAttributeAccessIssue] the driver sets it so
    return error


def test_what_sqlite_could_not_do_now_is_busy_and_what_it_cannot_read_is_damaged():
    for code in (5, 6, 7, 8, 9, 10, 13, 14, 15, 5 | (2 << 8), 10 | (12 << 8)):
        assert type(engine.translated(sqlite_error(code))) is Busy
    for code in (11, 26):
        assert type(engine.translated(sqlite_error(code))) is Damaged
    wrapped = sqlalchemy_errors.OperationalError("INSERT", {}, sqlite_error(13))
    assert isinstance(engine.translated(wrapped), Busy)


def test_a_bug_stays_a_bug():
    for error in (sqlite_error(1), KeyError("x"), psycopg.errors.UndefinedTable("no")):
        assert engine.translated(error) is error
        assert not engine.may_run_again(error)


def test_what_postgres_could_not_do_now_is_busy_and_some_of_it_is_tried_again():
    assert isinstance(engine.translated(psycopg.OperationalError("gone")), Busy)
    assert isinstance(engine.translated(sqlalchemy_errors.TimeoutError("no connection is free")), Busy)
    for kind in (psycopg.errors.SerializationFailure, psycopg.errors.DeadlockDetected, psycopg.errors.UniqueViolation):
        assert engine.may_run_again(sqlalchemy_errors.DBAPIError("INSERT", {}, kind("faster")))
