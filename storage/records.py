"""Frozen dataclasses in tables: the same names on both sides, a snapshot and a journal line with every write.

Owns: insert, optimistic update, get and find for any record. Must not: know any noun.
A table has `group`, its key, one column for each field, and `version`; a field that is not a plain value needs `Json`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Generic, Protocol, TypeVar, cast

from sqlalchemy import BindParameter, ColumnElement, Integer, Select, Table, func, select

from domain.refusals import NotFound, Stale
from storage import history, journal
from storage.mapping import Mapping
from storage.raw import Asked, given
from storage.session import Session


class Record(Protocol):
    """A frozen dataclass with a version that grows by one with each change."""

    @property
    def version(self) -> int:
        """1 for a new record."""
        ...


R = TypeVar("R", bound=Record)


class Unreadable(Exception):
    """A row that is no record, for example because somebody changed the database by hand."""

    def __init__(self, subject: str) -> None:
        super().__init__(subject)
        self.subject = subject


UNREADABLE = (ValueError, TypeError, LookupError, AttributeError)
"""What reading a row that is no record raises."""
MOST_UNREAD = 20
"""Rows that are read beyond a page, to come up in the places of those that are left out. Source: ours."""


@cache
def _mapping(table: Table, kind: type[Any]) -> Mapping:
    return Mapping(table, kind)


def insert(session: Session, table: Table, record: R, *, verb: str = "create") -> R:
    """Keep a new record, as version 1; gives it as kept. The actor and `verb` go into the journal."""
    return insert_many(session, table, (record,), verb=verb)[0]


def insert_many(session: Session, table: Table, records: Sequence[R], *, verb: str = "create") -> list[R]:
    """Keep many new records of one kind at once, each with its snapshot and journal line."""
    if not records:
        return []
    _ = session.actor  # an anonymous write is refused before anything is written
    mapping = _mapping(table, type(records[0]))
    kept = [r if r.version == 1 else cast("R", replace(cast("Any", r), version=1)) for r in records]
    texts = [mapping.texts(r) for r in kept]
    mapping.insert(session.connection, session.group, texts)
    for record, values in zip(kept, texts, strict=True):
        subject = mapping.subject(record)
        after = journal.snapshot(session, subject, 1, mapping.body(values))
        journal.append(session, verb, subject, after=after)
    return kept


def update(session: Session, table: Table, record: R, *, verb: str = "update") -> R:
    """Keep a changed record; `record.version` is the version it was made from. Gives it with the next version.

    Raises `Stale` when somebody else changed it meanwhile, `NotFound` when there is no such record.
    """
    _ = session.actor
    mapping = _mapping(table, type(record))
    kept = cast("R", replace(cast("Any", record), version=record.version + 1))
    values = mapping.texts(kept)
    subject = mapping.subject(record)
    if not mapping.update(session.connection, session.group, values, record.version):
        raise _refusal(session, subject)
    before = history.hash_of(session, subject, record.version)
    after = journal.snapshot(session, subject, kept.version, mapping.body(values))
    journal.append(session, verb, subject, before=before, after=after)
    return kept


def get(session: Session, table: Table, kind: type[R], *key: str) -> R | None:
    """The record with this key in the session's group, or None."""
    mapping = _mapping(table, kind)
    try:
        return mapping.get(session.connection, session.group, key)
    except UNREADABLE as fault:
        if session.unread is None:
            raise
        raise Unreadable(mapping.subject_by(key)) from fault


def find(
    session: Session,
    table: Table,
    kind: type[R],
    *where: ColumnElement[bool],
    order: Iterable[ColumnElement[Any]] = (),
    limit: int | None = None,
) -> list[R]:
    """Records of the session's group that meet every condition, in this order."""
    mapping = _mapping(table, kind)
    query = mapping.query.where(table.c.group == session.group, *where).order_by(*order).limit(limit)
    if not session.passed_over:
        with contextlib.suppress(*UNREADABLE):
            return [mapping.read(row) for row in session.connection.execute(query)]
    longer = query if limit is None else query.limit(limit + MOST_UNREAD)
    return _one_by_one(session, mapping, session.connection.execute(_keys(mapping, longer)).all(), limit)


def _keys(mapping: Mapping, query: Select[Any]) -> Select[Any]:
    return query.with_only_columns(*(mapping.table.c[name] for name in mapping.keys))


def _one_by_one(session: Session, mapping: Mapping, keys: Sequence[Any], limit: int | None) -> list[Any]:
    """The records of these keys but for those that are passed over, or in a member's turn cannot be read.

    Others come up in their places, so that a page is as long as ever. Raises `Unreadable` where a list must be whole.
    """
    found: list[Any] = []
    for key in keys:
        subject = mapping.subject_by(key)
        if subject in session.passed_over or len(found) == limit:
            continue
        try:
            record = mapping.get(session.connection, session.group, tuple(key))
        except UNREADABLE as fault:
            if session.unread is None:
                raise Unreadable(subject) from fault
            if subject not in session.unread:
                session.unread.append(subject)
        else:
            found.append(record)
    return found


class Query(Generic[R]):
    """A `find` that is asked again and again: made once, with `given(name)` where a value changes."""

    def __init__(
        self,
        table: Table,
        kind: type[R],
        *where: ColumnElement[bool],
        order: Iterable[ColumnElement[Any]] = (),
        limit: int | BindParameter[int] | None = None,
    ) -> None:
        self._mapping = cache(lambda: _mapping(table, kind))
        query = select(*(c for c in table.columns if c.name != "group"))
        self._query = query.where(table.c.group == given("group"), *where).order_by(*order).limit(limit)
        self._limit = limit if isinstance(limit, int) else None
        self._asked = Asked(self._query)

    def __call__(self, session: Session, **values: Any) -> list[R]:
        """Records of the session's group for these values."""
        mapping, asked = self._mapping(), {"group": session.group, **values}
        if not session.passed_over:
            with contextlib.suppress(*UNREADABLE):
                return [mapping.read(row) for row in self._asked.rows(session.connection, asked)]
        limit = values.get("limit", self._limit)
        longer = {**asked, **({"limit": limit + MOST_UNREAD} if "limit" in values else {})}
        keys = session.connection.execute(_keys(mapping, self._query), longer).all()
        return _one_by_one(session, mapping, keys, limit)


class Count:
    """How many rows there are, counted up to `most`: made once, with `given(name)` where a value changes."""

    def __init__(self, table: Table, *where: ColumnElement[bool]) -> None:
        key = next(c for c in table.primary_key.columns if c.name != "group")
        most = given("most", Integer())
        few = select(key).where(table.c.group == given("group"), *where).limit(most).subquery()
        self._asked = Asked(select(func.count()).select_from(few))

    def __call__(self, session: Session, **values: Any) -> int:
        """The number of rows of the session's group for these values."""
        return self._asked.rows(session.connection, {"group": session.group, **values})[0][0]


AT_MOST = given("limit", Integer())
"""The limit of a `Query` that is told each time."""


def subject_of(table: Table, record: Record) -> str:
    """The name under which the journal knows this record."""
    return _mapping(table, type(record)).subject(record)


def revive(table: Table, kind: type[R], body: str) -> R:
    """A record as a snapshot of it says (see `storage.history`)."""
    return _mapping(table, kind).revive(body)


def _refusal(session: Session, subject: str) -> Stale | NotFound:
    last = history.last(session, subject)
    if last is None:
        return NotFound(subject)
    return Stale(subject, history.name_of(session, last.actor), last.at)
