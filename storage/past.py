"""One group's store as it stood at a moment: a database in memory, made of the versions that the journal names.

Owns: making it, so that the very same queries, rules and cards say what they would have said then, byte for byte.
Must not: write to the store itself, or know a noun but for figures, which have no versions of their own.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import Boolean, Column, Date, String, Table, and_, cast, create_engine, func, literal, or_, select

from domain import questions
from domain.actions import Action
from domain.decisions import Decision
from domain.definitions import Measure
from domain.evidence import Item
from domain.group import Group, read_group
from domain.refusals import NotAllowed
from domain.returns import Return
from storage import actions, decisions, evidence, links, records, returns
from storage import journal as chain
from storage.mapping import Shape
from storage.proof import versioned
from storage.session import Session
from storage.tables import Utc, complete, journal, versions

MOST = 20_000
"""Versions that are read within a turn; more is long work. Source: ours, well below a second."""
LOOKED_BACK = timedelta(days=120)
"""Lines of the journal that the past knows, too: enough for what changed since the last two meetings. Source: ours."""
LEFT_OUT = frozenset({"jobs", "groups"})
"""No answer about the past is made of them; the group's settings are given."""
PAST = "past"
"""Who acts in a session of the past. It can only read: what it wrote would be gone with it."""

BEFORE = "before"
"""Under this key a cell that an import brought keeps what stood there."""
Cells = dict[tuple[str, str, str], dict[str, Any]]
"""Rows of figures by trust, measure and month."""


def size(session: Session, moment: datetime) -> int:
    """How many versions there were at a moment, counted up to one more than `MOST`."""
    chain.flush(session)
    few = select(versions.c.version).where(versions.c.group == session.group, versions.c.at <= moment).limit(MOST + 1)
    return session.connection.execute(select(func.count()).select_from(few.subquery())).scalar_one()


def group_at(session: Session, moment: datetime, now: Group) -> Group:
    """The group's own settings as they stood. Raises `NotAllowed` before its first day."""
    chain.flush(session)
    query = (
        select(versions.c.body)
        .where(
            versions.c.group == session.group,
            versions.c.subject == f"group/{session.group}",
            versions.c.at <= moment,
        )
        .order_by(versions.c.version.desc())
        .limit(1)
    )
    body = session.connection.execute(query).scalar()
    if body is not None:
        return read_group(orjson.loads(body)["config"])[0]
    if size(session, moment):
        return now
    raise NotAllowed("Nothing was kept yet on that day.", "Please name a later one.")


@contextmanager
def stood(session: Session, moment: datetime, group: Group) -> Generator[Session]:
    """A session of the group as it stood at an aware moment; `now` in it is that moment. `group`: see `group_at`."""
    chain.flush(session)
    engine = create_engine("sqlite://")
    try:
        with engine.begin() as connection:
            tables = [t for t in versioned() if t.name not in LEFT_OUT]
            others = (actions.action_links, links.links, journal, versions, returns.observations)
            complete().create_all(connection, tables=[*tables, *others], checkfirst=False)
            past = Session(connection, session.group, moment.astimezone(UTC))
            past.as_system(PAST)
            for table in tables:
                _fill(session, past, table)
            _tie(past)
            _lines(session, past)
            _figures(session, past, questions.in_use(group.measures))
            yield past
    finally:
        engine.dispose()


def _fill(session: Session, past: Session, table: Table) -> None:
    """The latest version of each record of a table up to the moment."""
    shape = Shape(table)
    subject = _subject(table, shape)
    latest = (
        select(versions.c.subject.label("subject"), func.max(versions.c.version).label("version"))
        .where(versions.c.group == session.group, versions.c.at <= past.now)
        .group_by(versions.c.subject)
        .subquery()
    )
    query = (
        select(versions.c.body, *shape.columns)
        .join(latest, and_(versions.c.subject == latest.c.subject, versions.c.version == latest.c.version))
        .join(table, and_(table.c.group == versions.c.group, subject == versions.c.subject))
        .where(versions.c.group == session.group)
    )
    rows: list[dict[str, Any]] = []
    for row in session.connection.execute(query):
        body: Mapping[str, Any] = orjson.loads(row[0])
        # A column that is younger than the version stands as it stands now.
        now = dict(zip(shape.names, row[1:], strict=True))
        values = {c.name: _value(c, body[c.name]) if c.name in body else now[c.name] for c in shape.columns}
        rows.append(values)
    _insert(past, table, rows)


def _subject(table: Table, shape: Shape) -> Any:
    """How the journal names a record of this table, as SQL."""
    prefix = shape.subject_of(["" for _ in shape.names]).rstrip("/") if len(shape.keys) == 1 else table.name
    named: Any = literal(f"{prefix}/") if prefix else literal("")
    for number, key in enumerate(shape.keys):
        text = cast(table.c[key], String)
        named = named + text if number == 0 else named + "/" + text
    return named


def _value(column: Column[Any], value: Any) -> Any:
    if value is None or not isinstance(value, str):
        return bool(value) if isinstance(column.type, Boolean) and value is not None else value
    if isinstance(column.type, Utc):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(column.type, Date) else value


def _tie(past: Session) -> None:
    """What records are tied to, anew from the records: ties have no versions."""
    for action in records.find(past, actions.actions, Action):
        _insert(past, actions.action_links, [{"target": t, "action": action.id} for t in action.links])
    for item in records.find(past, evidence.evidence, Item):
        links.tie(past, item.id, item.targets)
    for decision in records.find(past, decisions.decisions, Decision):
        links.tie(past, decision.id, decision.links)


def _lines(session: Session, past: Session) -> None:
    """The journal's own lines of the last meetings before the moment."""
    columns = [c for c in journal.columns if c.name != "group"]
    query = select(*columns).where(
        journal.c.group == session.group, journal.c.at <= past.now, journal.c.at > past.now - LOOKED_BACK
    )
    names = [c.name for c in columns]
    _insert(past, journal, [dict(zip(names, row, strict=True)) for row in session.connection.execute(query)])


def _figures(session: Session, past: Session, measures: Sequence[Measure]) -> None:
    """Figures have no versions: those written since come again out of the returns and imports as they stood."""
    table = returns.observations
    names = [c.name for c in table.columns if c.name != "group"]
    cells = _replayed(session, past, measures)
    stands = select(*(table.c[n] for n in names)).where(table.c.group == session.group, table.c.at <= past.now)
    for row in session.connection.execute(stands):
        found = dict(zip(names, row, strict=True))
        cells[found["trust"], found["measure"], found["period"]] = found
    _insert(past, table, [{name: cell[name] for name in names} for cell in cells.values()])


def _replayed(session: Session, past: Session, measures: Sequence[Measure]) -> Cells:
    """Every return that was sent and every import up to the moment, in order."""
    query = (
        select(versions.c.subject, versions.c.version, versions.c.at, versions.c.body)
        .where(
            versions.c.group == session.group,
            versions.c.at <= past.now,
            or_(versions.c.subject.between("RET-", "RET."), versions.c.subject.between("IMP-", "IMP.")),
        )
        .order_by(versions.c.at, versions.c.subject, versions.c.version)
    )
    cells: Cells = {}
    for row in session.connection.execute(query):
        if row.subject.startswith("RET-"):
            _sent(cells, records.revive(returns.returns, Return, row.body), row.at, measures)
        elif row.version == 1:
            _brought(cells, row.subject, row.at, _rows(orjson.loads(row.body)))
        else:
            _taken_back(cells, row.subject)
    return cells


def _sent(cells: Cells, ret: Return, at: datetime, measures: Sequence[Measure]) -> None:
    own = {key: cell for key, cell in cells.items() if cell["source"] == ret.id}
    if own and next(iter(own.values()))["submission"] == ret.submission:
        return  # a draft, a review: the figures are the same
    for key in own:
        del cells[key]
    for seen in questions.observations(questions.answers(ret.sent), measures) if ret.received else ():
        key = (ret.trust, seen.measure, ret.period)
        cells[key] = _cell(key, seen.numerator, seen.denominator, ret.id, ret.submission, at)


def _rows(said: dict[str, list[Any]] | list[Any]) -> list[Any]:
    """The figures of an import; one that was kept against a doubt says why beside them."""
    return said["figures"] if isinstance(said, dict) else said


def _brought(cells: Cells, source: str, at: datetime, rows: list[Any]) -> None:
    for measure, trust, period, top, below, _ in rows:
        key = (trust, measure, period)
        before = cells.get(key)
        cells[key] = {**_cell(key, top, below, source, 1, at), BEFORE: before}


def _taken_back(cells: Cells, source: str) -> None:
    for key in [k for k, cell in cells.items() if cell["source"] == source]:
        before = cells.pop(key)[BEFORE]
        if before is not None:
            cells[key] = before


def _cell(
    key: tuple[str, str, str], top: float | None, below: float | None, source: str, submission: int, at: datetime
) -> dict[str, Any]:
    trust, measure, period = key
    return {
        "trust": trust,
        "measure": measure,
        "period": period,
        "numerator": top,
        "denominator": below,
        "source": source,
        "submission": submission,
        "at": at,
    }


def _insert(past: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        past.connection.execute(table.insert(), [{"group": past.group, **row} for row in rows])
