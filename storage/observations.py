"""Figures as series: many months, measures and trusts in one query.

Owns: reading the figures that returns and workbooks brought. Must not: write them (`storage/returns.py` does).
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from domain.series import Figure
from storage.returns import observations, rounds
from storage.session import Session

LONGEST = 60
"""Months that a chart looks back. Source: ours, five years."""


def figures(
    session: Session, *, measures: Sequence[str] = (), trusts: Sequence[str] = (), since: str = "", until: str = ""
) -> list[Figure]:
    """Figures by measure, trust and month; empty choices mean all. `since` and `until` are months and belong to it."""
    table = observations
    query = select(
        table.c.measure,
        table.c.trust,
        table.c.period,
        table.c.numerator,
        table.c.denominator,
        table.c.source,
        table.c.submission,
    ).where(table.c.group == session.group)
    if measures:
        query = query.where(table.c.measure.in_(measures))
    if trusts:
        query = query.where(table.c.trust.in_(trusts))
    if since:
        query = query.where(table.c.period >= since)
    if until:
        query = query.where(table.c.period <= until)
    found = session.connection.execute(query.order_by(table.c.measure, table.c.trust, table.c.period))
    return [Figure(*row) for row in found]


def open_periods(session: Session) -> tuple[str, ...]:
    """Months whose round is open, so that their figures are provisional."""
    found = session.connection.execute(
        select(rounds.c.id).where(rounds.c.group == session.group, rounds.c.status == "open").order_by(rounds.c.id)
    )
    return tuple(row.id for row in found)
