"""Whether a store is as it should be: what `check` says at length and `/readyz` at a glance.

Owns: these two looks. Must not: change or mend anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy import exc as sqlalchemy_errors

from domain.calendar import as_at
from storage import marks, migrate, outbox, proof
from storage.engine import (
    Unusable,
    check_durable,
    driver_error,
    parse,
    postgres_engine,
    sqlite_engine,
    sqlite_path,
)
from storage.outbox import State
from storage.session import Session
from storage.tables import outbox as outbox_table

TICK_LATE = timedelta(minutes=2)
"""So long without a tick, which comes every quarter of a minute, is a standstill. Source: reliability.md 5, I4."""
OUTBOX_LATE = timedelta(minutes=5)
"""A message that is due and waits longer is in trouble. Source: ours."""
BACKUP_OLD = timedelta(hours=26)
"""A day, and time for a copy that is made at night. Source: reliability.md 5 (18), RPO of 24 hours."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was found: notes that are well, faults to put right, each in a sentence."""

    notes: tuple[str, ...]
    faults: tuple[str, ...]


def ready(session: Session) -> tuple[bool, dict[str, Any]]:
    """Whether the store works and what goes by the clock goes on, with the facts. It is quick.

    A bot that has just started has no tick yet; that alone is no fault.
    """
    try:
        schema = migrate.check_connection(session.connection)
    except Unusable as fault:
        return False, {"schema": str(fault)}
    tick, copied = marks.last(session, marks.TICK), marks.last(session, marks.BACKUP)
    due = outbox.oldest_due(session)
    facts = {
        "schema": schema,
        "tick_age_seconds": _seconds(session.now, tick and tick.at),
        "backup_age_seconds": _seconds(session.now, copied and copied.at),
        "outbox_age_seconds": _seconds(session.now, due) or 0.0,
    }
    late = (tick is not None and session.now - tick.at > TICK_LATE, due is not None and session.now - due > OUTBOX_LATE)
    return not any(late), facts


def report(url: str, now: datetime) -> Report:
    """Everything about the database of an address that may be in use: schema, guards, file, proofs, what waits.

    Raises `Unusable` when it cannot be looked at, or is not of this version, which says what to do.
    """
    schema = migrate.check(url)
    path = sqlite_path(url)
    engine = postgres_engine(parse(url)) if path is None else sqlite_engine(path, query_only=True)
    try:
        with engine.connect() as connection:
            return _look(connection, schema, now)
    except sqlalchemy_errors.DBAPIError as error:
        raise Unusable(f"the database cannot be read: {driver_error(error)}") from error
    finally:
        engine.dispose()


def _look(connection: Connection, schema: str, now: datetime) -> Report:
    session = Session(connection, "", now)
    faults = [*proof.file_faults(connection)]
    if session.postgres:
        try:
            check_durable(connection)
        except Unusable as fault:
            faults.append(str(fault))
    if not faults:
        faults += proof.faults(connection)
    notes = [f"database: schema {schema}, the journal is guarded"]
    notes += [_head(proof.head(connection, group)) for group in proof.groups_of(connection)]
    copied = marks.last(session, marks.BACKUP)
    if copied is not None:
        notes.append(f"last copy: {as_at(copied.at)} UTC, {copied.words}")
    if not session.postgres and (copied is None or now - copied.at > BACKUP_OLD):
        notes.append("no copy was made within a day: run `backup`")
    tick = marks.last(session, marks.TICK)
    if tick is not None:
        notes.append(f"last tick: {as_at(tick.at)} UTC")
    due = outbox.oldest_due(session)
    if due is not None and now - due > OUTBOX_LATE:
        faults.append(f"a message has been due since {as_at(due)} UTC; is the bot running?")
    notes += [f"{n} messages {state}" for state, n in _unsettled(session)]
    return Report(tuple(notes), tuple(faults))


def _head(head: proof.Head) -> str:
    return f"{head.group}: {head.seq:,} journal lines, the last one {head.h[:16]}"


def _unsettled(session: Session) -> list[tuple[str, int]]:
    states = (State.UNCERTAIN.value, State.DEAD.value)
    query = (
        select(outbox_table.c.state, func.count())
        .where(outbox_table.c.state.in_(states))
        .group_by(outbox_table.c.state)
        .order_by(outbox_table.c.state)
    )
    return [(row[0], row[1]) for row in session.connection.execute(query)]


def _seconds(now: datetime, at: datetime | None) -> float | None:
    return None if at is None else (now - at).total_seconds()
