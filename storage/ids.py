"""The ids that people say: `ACT-26-014`. They count from 1 in each calendar year, for each group and kind.

Owns: the counters. Must not: know what a kind means.
"""

from __future__ import annotations

from sqlalchemy import text

from storage.session import Session

_NEXT = text(
    'INSERT INTO counters ("group", kind, year, n) VALUES (:group, :kind, :year, 1) '
    'ON CONFLICT ("group", kind, year) DO UPDATE SET n = counters.n + 1 RETURNING n'
)


def next_id(session: Session, kind: str, *, year: int | None = None) -> str:
    """The next id of a kind, `ACT-26-014`, of the session's year; the group's own calendar year is the caller's `year`.

    Two transactions never get the same: on PostgreSQL the second waits for the first. An id given in a transaction
    that is undone is given again.
    """
    year = session.now.year if year is None else year
    n = session.connection.execute(_NEXT, {"group": session.group, "kind": kind, "year": year}).scalar_one()
    return f"{kind}-{year % 100:02d}-{n:03d}"
