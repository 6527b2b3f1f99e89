"""Figures as series: many months, measures and trusts in one query; and figures that a workbook brought.

Owns: reading figures, keeping imported ones. Must not: write a return's figures (`storage/returns.py` does).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from domain.series import Figure
from storage import history, journal
from storage.ids import next_id
from storage.returns import observations, rounds
from storage.session import Session
from storage.tables import canonical

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


def keep_imported(session: Session, figures: Sequence[Figure], *, year: int, why: str = "", source: str = "") -> str:
    """Keep what a workbook brought, over what stood there; the id of the import, under which the journal has both.

    A return that is corrected later has the last word again. `why`: why figures that cannot be right are kept.
    `source`: an id of the caller's own, which no other import has; empty for the next one.
    """
    source = source or next_id(session, "IMP", year=year)
    before = standing(session, figures)
    lines = [
        [f.measure, f.trust, f.period, f.numerator, f.denominator, _stood(before.get((f.measure, f.trust, f.period)))]
        for f in figures
    ]
    body = canonical({"figures": lines, "queried_because": why} if why else lines)
    rows = [
        {
            "group": session.group,
            "trust": f.trust,
            "measure": f.measure,
            "period": f.period,
            "numerator": f.numerator,
            "denominator": f.denominator,
            "source": source,
            "submission": 1,
            "at": session.now,
        }
        for f in figures
    ]
    upsert = postgres_insert if session.postgres else sqlite_insert
    statement = upsert(observations)
    fresh = {c: statement.excluded[c] for c in ("numerator", "denominator", "source", "submission", "at")}
    session.connection.execute(
        statement.on_conflict_do_update(index_elements=["group", "trust", "measure", "period"], set_=fresh), rows
    )
    after = journal.snapshot(session, source, 1, body)
    journal.append(session, "import figures", source, after=after)
    return source


def standing(session: Session, wanted: Sequence[Figure]) -> dict[tuple[str, str, str], Figure]:
    """What stands now for these measures, trusts and months, by the three."""
    if not wanted:
        return {}
    found = figures(
        session,
        measures=sorted({f.measure for f in wanted}),
        trusts=sorted({f.trust for f in wanted}),
        since=min(f.period for f in wanted),
        until=max(f.period for f in wanted),
    )
    return {(f.measure, f.trust, f.period): f for f in found}


def take_back(session: Session, source: str, verb: str) -> int:
    """Put back what stood before an import, where its figures still stand; how many. A corrected return stays."""
    first = history.version(session, source, 1)
    body: Any = orjson.loads(first.body) if first is not None else []
    rows: list[Any] = body.get("figures", []) if hasattr(body, "get") else body
    table, count = observations, 0
    names = ("numerator", "denominator", "source", "submission")
    for measure, trust, period, _, _, stood in rows:
        key = {"measure": measure, "trust": trust, "period": period, "source": source}
        where = (table.c.group == session.group, *(table.c[name] == value for name, value in key.items()))
        before: dict[str, Any] = dict(zip(names, stood or (), strict=stood is not None))
        # With its moment: what stands younger than a day was not so on that day (`storage/past.py`).
        change = table.update().values(**before, at=session.now) if before else table.delete()
        count += session.connection.execute(change.where(*where)).rowcount
    after = journal.snapshot(session, source, 2, canonical({"taken_back": count}))
    journal.append(session, verb, source, before=first.hash if first is not None else "", after=after)
    return count


def _stood(figure: Figure | None) -> list[object] | None:
    return None if figure is None else [figure.numerator, figure.denominator, figure.source, figure.submission]
