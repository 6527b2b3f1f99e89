"""What is beyond its period: counting it, naming it, and deleting it in one transaction with a journal line for each.

Owns: finding and deleting. Must not: decide (`domain/retention.py` and who runs it do), or touch the journal: of what
went its ids, verbs and hashes stay there, so that the chain still proves what is left. Its texts go everywhere: the
record, its versions, ties, figures, files and messages about it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Date, Table, and_, delete, func, select, update

from domain.retention import FORMER, LEFT, SERIOUS, Rule
from storage import journal
from storage.mapping import Shape
from storage.session import Session
from storage.tables import complete, versions

SHARE = 400
"""Ids in one statement. Source: ours, under what SQLite takes."""


@dataclass(frozen=True, slots=True)
class Item:
    """One row that is due: its table, its key there, and the name under which the journal knows it (or its number)."""

    table: str
    key: tuple[Any, ...]
    subject: str


def beyond(session: Session, rule: Rule, before: date) -> int:
    """Records of this class that ended before a day; one that has not ended is never counted."""
    total = 0
    for table, where in _wheres(session, rule, before):
        total += session.connection.execute(select(func.count()).select_from(table).where(where)).scalar_one()
    return total


def named(session: Session, rule: Rule, before: date) -> tuple[Item, ...]:
    """The same, one by one."""
    return tuple(item for table, where in _wheres(session, rule, before) for item in _items(session, table, where))


def take(session: Session, rule: Rule, before: date) -> tuple[str, ...]:
    """Delete them; their names in the journal. All in the session's transaction: half of it is never kept.

    A second time there is nothing left. People who left lose their name and stay as a row that records point at.
    """
    if not session.postgres:
        session.connection.exec_driver_sql("PRAGMA secure_delete = ON")  # what is freed is overwritten
    items = named(session, rule, before)
    verb = f"{journal.DELETED}{rule.key}"
    for item in items:
        if "version" in complete().tables[item.table].c:
            journal.append(session, verb, item.subject, before=journal.latest_hash(session, item.subject))
    if items:
        told = f"retention: {len(items)} of {rule.key} after {rule.years} years"
        journal.append(session, told, f"retention/{before.isoformat()}")
    journal.flush(session)
    ids = [item.subject for item in items]
    if rule.key != "deliveries":
        _with_them(session, items)
    _rows(session, versions, versions.c.subject, ids)
    for item in items:
        table = complete().tables[item.table]
        here = and_(*(c == value for c, value in zip(_key(table), item.key, strict=True)))
        if item.table == "members":
            _unname(session, table, here)
        else:
            session.connection.execute(delete(table).where(here))
    return tuple(ids)


def _wheres(session: Session, rule: Rule, before: date) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    for name, column in rule.tables:
        table = complete().tables[name]
        mine = table.c.group == session.group
        if column == LEFT:
            yield table, and_(mine, _left(session, table, before))
            continue
        moment: Any = before
        if not isinstance(table.c[column].type, Date):
            moment = datetime.combine(before, time(), tzinfo=UTC)
        where = and_(mine, table.c[column] < moment)
        if name == "signals":
            serious = table.c.kind.in_(sorted(SERIOUS))
            where = and_(where, serious if rule.kinds else ~serious)
        yield table, where


def _left(session: Session, members: Table, before: date) -> ColumnElement[bool]:
    """Those whose entry was last changed before a day, when they left, and who still have their name."""
    moment = datetime.combine(before, time(), tzinfo=UTC)
    since = select(func.max(versions.c.at)).where(
        versions.c.group == session.group, versions.c.subject == "members/" + members.c.object_id
    )
    return and_(members.c.active.is_(False), members.c.name != FORMER, since.scalar_subquery() < moment)


def _key(table: Table) -> list[Any]:
    return list(table.primary_key.columns)


def _items(session: Session, table: Table, where: ColumnElement[bool]) -> Iterator[Item]:
    shape = Shape(table)
    for row in session.connection.execute(select(*_key(table)).where(where).order_by(*_key(table))).all():
        own = [value for column, value in zip(_key(table), row, strict=True) if column.name != "group"]
        named = dict(zip(shape.keys, own, strict=True))
        values = [named.get(name) for name in shape.names]
        yield Item(table.name, tuple(row), shape.subject_of(values))


def _with_them(session: Session, items: tuple[Item, ...]) -> None:
    """What hangs on these records and says something of them."""
    tables = complete().tables
    ids = [item.subject for item in items if item.table != "members"]
    for name, column in (
        ("links", "source"),
        ("links", "target"),
        ("action_links", "action"),
        ("action_links", "target"),
        ("observations", "source"),
        ("imported", "record"),
        ("outbox", "subject"),
        ("occurrences", "subject"),
    ):
        _rows(session, tables[name], tables[name].c[column], ids)
    packs = tables["packs"]
    for item in items:
        if item.table == "packs":
            query = select(packs.c.files).where(packs.c.group == session.group, packs.c.id == item.subject)
            held = [str(file) for file in session.connection.execute(query).scalar_one()]
            _rows(session, tables["files"], tables["files"].c.id, held)


def _rows(session: Session, table: Table, column: Any, ids: list[str]) -> None:
    for start in range(0, len(ids), SHARE):
        chosen = column.in_(ids[start : start + SHARE])
        session.connection.execute(delete(table).where(table.c.group == session.group, chosen))


def _unname(session: Session, members: Table, here: ColumnElement[bool]) -> None:
    """The row without the name, as a new version that the journal names like any other."""
    shape = Shape(members)
    number = members.c.version + 1
    session.connection.execute(update(members).where(here).values(name=FORMER, version=number))
    row = session.connection.execute(select(*shape.columns).where(here)).one()
    values = shape.values_of(row)
    subject = shape.subject_of(values)
    after = journal.snapshot(session, subject, values[shape.names.index("version")], shape.body(values))
    journal.append(session, "take the name off", subject, after=after)
    journal.flush(session)
