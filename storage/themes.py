"""What returns say of themes, and the tables that the channel has seen.

Owns: reading the themes of sent returns straight from them, so that a correction counts at once and nothing is kept
twice; the last published table of each quarter. Must not: count anything (`domain/triangulation.py` does).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Column, Date, select

from domain.protected import Published
from domain.returns import Section, SectionKey
from domain.rounds import RoundStatus
from storage import records
from storage.codec import reader
from storage.returns import returns, rounds
from storage.session import Session
from storage.tables import Json, record_table

published_tables = record_table(
    "published_tables",
    Column("table", Json, nullable=False),
    Column("on", Date, nullable=False),
)

_SECTIONS = reader(tuple[Section, ...])


@dataclass(frozen=True, slots=True)
class Sent:
    """A return as sent, without its draft."""

    id: str
    trust: str
    period: str
    sections: Mapping[SectionKey, Section]


def sent(session: Session, first: str, last: str) -> tuple[Sent, ...]:
    """The returns received for these months, the earliest first."""
    query = (
        select(returns.c.id, returns.c.trust, returns.c.period, returns.c.sent)
        .where(
            returns.c.group == session.group,
            returns.c.period >= first,
            returns.c.period <= last,
            returns.c.submission > 0,
        )
        .order_by(returns.c.period, returns.c.trust)
    )
    found: list[Sent] = []
    for row in session.connection.execute(query):
        sections = row.sent if _SECTIONS is None else _SECTIONS(row.sent)
        found.append(Sent(row.id, row.trust, row.period, {s.key: s for s in sections}))
    return tuple(found)


def expected(session: Session, first: str, last: str) -> dict[str, tuple[str, ...]]:
    """The trusts whose return was asked for, by month, for the months that had a round."""
    query = (
        select(rounds.c.id, rounds.c.trusts)
        .where(rounds.c.group == session.group, rounds.c.id >= first, rounds.c.id <= last)
        .order_by(rounds.c.id)
    )
    return {row.id: tuple(row.trusts) for row in session.connection.execute(query)}


def latest_month(session: Session) -> str:
    """The latest month for which a return was received; empty when none was."""
    query = (
        select(returns.c.period)
        .where(returns.c.group == session.group, returns.c.submission > 0)
        .order_by(returns.c.period.desc())
        .limit(1)
    )
    return session.connection.execute(query).scalar_one_or_none() or ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A table that the channel has seen, under the name of what it counts: `themes/2026-Q2`."""

    id: str
    table: Published
    on: date
    version: int = 0


def published(session: Session, name: str) -> Shown | None:
    """The last published table of this name."""
    return records.get(session, published_tables, Shown, name)


def publish(session: Session, name: str, table: Published, on: date) -> Shown:
    """Keep what is about to be shown, so that the next post cannot be subtracted from it."""
    before = published(session, name)
    if before is None:
        return records.insert(session, published_tables, Shown(name, table, on), verb="publish table")
    if before.table == table:
        return before
    return records.update(session, published_tables, replace(before, table=table, on=on), verb="publish table")


def latest_closed(session: Session) -> str:
    """The latest month whose round is closed, all earlier ones with it; empty when there is none."""
    query = (
        select(rounds.c.id, rounds.c.status)
        .where(rounds.c.group == session.group)
        .order_by(rounds.c.id.desc())
        .limit(12)
    )
    found = list(session.connection.execute(query))
    opened = [row.id for row in found if row.status == RoundStatus.OPEN.value]
    return next((row.id for row in found if not opened or row.id < min(opened)), "")
