"""One dataclass on one table: columns, statements and values, worked out once.

Owns: turning a record into column values, its canonical body, and a row into a record. Must not: write the journal.
It speaks to the driver directly for the statements of every turn; see ADR 4.
"""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC
from enum import Enum
from typing import Any, get_type_hints

import orjson
from sqlalchemy import Boolean, Column, Connection, Float, String, Table, select
from sqlalchemy.engine import Row

from domain.refusals import Invalid
from storage.codec import Read, reader
from storage.raw import Inserter, Selector, Updater
from storage.tables import Json, Utc, canonical

Values = list[Any]
"""A record's columns in order, without `group`; a `Json` column as canonical text."""


class Shape:
    """A table as its records' bodies and subjects see it; it needs no dataclass, so any row can be compared."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.columns: list[Column[Any]] = [c for c in table.columns if c.name != "group"]
        self.names = [str(c.name) for c in self.columns]  # SQLAlchemy's own kind of text is no key for orjson
        self.keys = [str(c.name) for c in table.primary_key.columns if c.name != "group"]
        prefix = "" if self.keys == ["id"] else f"{table.name}/"
        self._prefix: str = table.info.get("subject", prefix)
        self._write = [_writer(c) for c in self.columns]
        self._json = [isinstance(c.type, Json) for c in self.columns]
        self._order = sorted(range(len(self.columns)), key=lambda i: self.names[i])

    def body(self, values: Values) -> str:
        """The canonical JSON of a record, the same from its values and from its row."""
        said = {self.names[i]: orjson.Fragment(values[i]) if self._json[i] else values[i] for i in self._order}
        return orjson.dumps(said).decode()

    def values_of(self, row: Row[Any] | Sequence[Any]) -> Values:
        """A row's column values, in the order of `columns`, as `Mapping.texts` would give them."""
        return [write(value) for write, value in zip(self._write, row, strict=True)]

    def subject_of(self, values: Values | Row[Any]) -> str:
        """The name under which the journal knows the record with these values."""
        return self._prefix + "/".join(str(values[self.names.index(key)]) for key in self.keys)

    def subject_by(self, key: Iterable[Any]) -> str:
        """The same, by the record's key."""
        return self._prefix + "/".join(str(part) for part in key)


class Mapping(Shape):
    """How records of one kind are kept in one table. Raises `TypeError` when the two do not fit."""

    def __init__(self, table: Table, kind: type[Any]) -> None:
        super().__init__(table)
        hints = get_type_hints(kind)
        fields = {f.name for f in dataclasses.fields(kind)}
        if set(self.names) != fields:
            raise TypeError(f"{table.name} and {kind.__name__} differ in {sorted(set(self.names) ^ fields)}")
        self._kind = kind
        places = {n: i for i, n in enumerate(self.names)}
        self._reads = [
            (places[f.name], _column_reader(self.columns[places[f.name]], hints[f.name]))
            for f in dataclasses.fields(kind)
        ]
        self._in_group = "group" in table.c
        self._insert = Inserter(table)
        self._update = Updater(table, [*self.keys, "version"])
        self._select = Selector(table, self.columns, self.keys)
        self.query = select(*self.columns)
        """Of all columns; made once, because making it costs as much as asking."""

    def texts(self, record: Any) -> Values:
        """The record's column values, text clean. Raises `Invalid` for text that no database keeps."""
        return [write(getattr(record, name)) for name, write in zip(self.names, self._write, strict=True)]

    def subject(self, record: Any) -> str:
        """The name under which the journal knows the record."""
        return self._prefix + "/".join(str(getattr(record, key)) for key in self.keys)

    def insert(self, connection: Connection, group: str, rows: Iterable[Values]) -> None:
        """Insert these."""
        own = (group,) if self._in_group else ()
        self._insert.many(connection, [(*own, *values) for values in rows])

    def update(self, connection: Connection, group: str, values: Values, version: int) -> bool:
        """Write these where the row still has this version; whether it had."""
        named = dict(zip(self.names, values, strict=True))
        where = {key: named[key] for key in self.keys} | {"version": version}
        if self._in_group:
            named["group"] = where["group"] = group
        return self._update.one(connection, named, where) == 1

    def get(self, connection: Connection, group: str, key: Sequence[str]) -> Any | None:
        """The record with this key."""
        own = (group,) if self._in_group else ()
        row = self._select.one(connection, (*own, *key))
        return None if row is None else self.read(row)

    def read(self, row: Row[Any] | Sequence[Any]) -> Any:
        """A row, in the order of `columns`, as a record."""
        return self._kind(*[row[place] if read is None else read(row[place]) for place, read in self._reads])

    def revive(self, body: str) -> Any:
        """A record as its body says."""
        read = reader(self._kind)
        return read(orjson.loads(body)) if read else None


def _writer(column: Column[Any]) -> Callable[[Any], Any]:
    kind = column.type
    if isinstance(kind, Json):
        return lambda value: _json(column.name, value)
    if isinstance(kind, Utc):
        return lambda value: None if value is None else value.astimezone(UTC)
    if isinstance(kind, Float):
        return lambda value: None if value is None else float(value)
    if isinstance(kind, Boolean):
        return lambda value: None if value is None else bool(value)
    if isinstance(kind, String):
        return lambda value: _text(column.name, value)
    return lambda value: value


def _text(name: str, value: Any) -> str | None:
    if value is None:
        return None
    text = value.value if isinstance(value, Enum) else value
    if text.isascii():
        if "\x00" in text:
            raise Invalid(name, "there is a character in it that cannot be kept; please type it again.")
        return text
    text = unicodedata.normalize("NFC", text)
    if "\x00" in text or any("\ud800" <= c <= "\udfff" for c in text):
        raise Invalid(name, "there is a character in it that cannot be kept; please type it again.")
    return text


def _json(name: str, value: Any) -> str:
    try:
        text = canonical(value)
    except ValueError as fault:
        raise Invalid(name, "there is a character in it that cannot be kept; please type it again.") from fault
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _column_reader(column: Column[Any], hint: Any) -> Read:
    if isinstance(column.type, Json):
        return reader(hint)
    read = reader(hint)
    if read is None or isinstance(column.type, String):
        return read
    return None  # the column's own type gives dates and times as they are
