"""Bulletins as they were drafted and posted, and the bounded counts that a summary needs.

Owns: the bulletins table; counting up to a limit. Must not: load a register to answer a question.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import TypeVar

from sqlalchemy import Column, ColumnElement, Index, String, select

from domain.actions import Action, Status
from domain.returns import Return
from domain.summaries import Bulletin, Stage
from storage import ids, journal, records
from storage.actions import actions
from storage.raw import given
from storage.returns import returns
from storage.session import Session
from storage.tables import Json, Utc, record_table
from storage.tables import journal as journal_table

T = TypeVar("T")

COUNTED = 1_000
"""Counting ends here; more is said as more. Source: ours, so that a million actions cost what a thousand do."""

bulletins = record_table(
    "bulletins",
    Column("scope", Json, nullable=False),
    Column("body", Json, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("stage", String(12), nullable=False),
    Column("occasion", String(64), nullable=False),
    Column("made_at", Utc),
    Column("posted_by", String(64), nullable=False),
    Column("posted_at", Utc),
)
Index("ix_bulletins_group_occasion", bulletins.c.group, bulletins.c.occasion)
Index("ix_bulletins_group_stage", bulletins.c.group, bulletins.c.stage, bulletins.c.posted_at)


_POSTED = records.Query(
    bulletins, Bulletin, bulletins.c.stage == Stage.POSTED, order=(bulletins.c.posted_at.desc(),), limit=1
)


def new_id(session: Session) -> str:
    """The next id, such as `SUM-26-001`."""
    return ids.next_id(session, "SUM")


def get(session: Session, record: str) -> Bulletin | None:
    """A bulletin by its id."""
    return records.get(session, bulletins, Bulletin, record)


def keep(session: Session, bulletin: Bulletin, verb: str) -> Bulletin:
    """Keep a bulletin, drafted or posted."""
    if bulletin.version == 0:
        return records.insert(session, bulletins, bulletin, verb=verb)
    return records.update(session, bulletins, bulletin, verb=verb)


def of_occasion(session: Session, occasion: str) -> Bulletin | None:
    """The one that the calendar made for an occasion."""
    found = records.find(session, bulletins, Bulletin, bulletins.c.occasion == occasion, limit=1)
    return found[0] if found else None


def latest_posted(session: Session) -> Bulletin | None:
    """The one that was posted last."""
    found = _POSTED(session)
    return found[0] if found else None


def count_open(
    session: Session, *, trusts: Sequence[str] = (), after: date | None = None, until: date, most: int = COUNTED
) -> int:
    """Open actions due after one day and on or before another, counted up to `most`."""
    count = _counted(len(trusts), after is not None)
    return count(session, most=most, until=until, after=after, **_each(trusts))


def first_open(
    session: Session, *, trusts: Sequence[str] = (), after: date | None = None, until: date, limit: int
) -> tuple[Action, ...]:
    """The first open actions due after one day and on or before another, the earliest first."""
    asked = _first(bool(trusts), after is not None)
    found = [a for trust in trusts or ("",) for a in asked(session, until=until, after=after, limit=limit, trust=trust)]
    return tuple(sorted(found, key=lambda a: (a.due, a.id))[:limit])


def _due(after: bool) -> list[ColumnElement[bool]]:
    c = actions.c
    where: list[ColumnElement[bool]] = [c.closed_at.is_(None), c.status == Status.OPEN, c.due <= given("until")]
    return [*where, c.due > given("after")] if after else where


@cache
def _counted(trusts: int, after: bool) -> records.Count:
    of_these = [actions.c.trust.in_([given(name) for name in _each(range(trusts))])] if trusts else []
    return records.Count(actions, *_due(after), *of_these)


@cache
def _first(one_trust: bool, after: bool) -> records.Query[Action]:
    of_one = [actions.c.trust == given("trust")] if one_trust else []
    order = (actions.c.due, actions.c.id)
    return records.Query(actions, Action, *of_one, *_due(after), order=order, limit=records.AT_MOST)


def _each(values: Sequence[T]) -> dict[str, T]:
    """Names for the members of a list."""
    return {f"trust{n}": value for n, value in enumerate(values)}


def touched_actions(session: Session, moment: datetime, *, limit: int = 200) -> tuple[Action, ...]:
    """Actions that were written after a moment, at most `limit` of them, by id."""
    journal.flush(session)
    subject = journal_table.c.subject
    recent = (
        select(subject)
        .where(journal_table.c.group == session.group, journal_table.c.at > moment, subject.between("ACT-", "ACT."))
        .distinct()
        .limit(limit)
    )
    found = session.connection.execute(recent).scalars().all()
    return tuple(records.find(session, actions, Action, actions.c.id.in_(found), order=(actions.c.id,)))


_CORRECTED = records.Query(
    returns,
    Return,
    returns.c.submitted_at > given("moment"),
    returns.c.submission > 1,
    order=(returns.c.submitted_at.desc(),),
)


def corrected_since(session: Session, moment: datetime, first_period: str, *, limit: int = 50) -> tuple[Return, ...]:
    """Returns corrected after a moment, of `first_period` and later months, the latest month first.

    Asked by the moment alone: few returns are younger, while a year of months has hundreds.
    """
    found = _CORRECTED(session, moment=moment)
    young = [r for r in found if r.period >= first_period]
    young.sort(key=lambda r: r.trust)
    return tuple(sorted(young, key=lambda r: r.period, reverse=True)[:limit])
