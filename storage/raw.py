"""Statements in the driver's own form, for the few that every write repeats.

Owns: one INSERT, UPDATE and SELECT for a table, and SELECTs asked again, each compiled once for each database.
SQLAlchemy's types still decide how a value is written and read; only its bookkeeping for each execution is left out
(a third of a turn's time, two thirds of a summary's).
Must not: build SQL from anything but the names of a `Table`. A `Json` value is given as canonical text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Any

from sqlalchemy import BindParameter, Column, Connection, Dialect, Float, Select, Table, bindparam
from sqlalchemy.types import TypeEngine

from storage.tables import Json

Convert = Callable[[Any], Any] | None


def say(connection: Connection, sql: str, values: Any, *, many: bool = False) -> Any:
    """Run it within the open transaction and give the cursor: the driver's own on SQLite.

    SQLAlchemy's way to the driver costs ten times what SQLite needs for a row by its key. On PostgreSQL the network
    costs more than both, and SQLAlchemy watches over a lost connection there.
    """
    if connection.dialect.name == "sqlite" and connection.in_transaction():
        driver: Any = connection.connection.driver_connection
        return driver.executemany(sql, values) if many else driver.execute(sql, values)
    return connection.exec_driver_sql(sql, values)


def binder(column: Column[Any], dialect: Dialect) -> Convert:
    """How a value of this column becomes the driver's; None for as it is."""
    return None if isinstance(column.type, Json) else column.type.dialect_impl(dialect).bind_processor(dialect)


def _reader(kind: TypeEngine[Any], dialect: Dialect) -> Convert:
    if isinstance(kind, Float):  # both drivers give floats as they are; SQLAlchemy would ask for the wire type
        return None
    return kind.dialect_impl(dialect).result_processor(dialect, None)


class _Statement:
    """SQL text and converters, made at first use for each database."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._made: dict[str, tuple[str, list[Convert]]] = {}

    def _for(self, dialect: Dialect) -> tuple[str, list[Convert]]:
        made = self._made.get(dialect.name)
        if made is None:
            made = self._made[dialect.name] = self._make(dialect)
        return made

    def _make(self, dialect: Dialect) -> tuple[str, list[Convert]]:
        raise NotImplementedError

    def _words(self, dialect: Dialect, columns: Sequence[Column[Any]]) -> tuple[str, str, list[str]]:
        quote = dialect.identifier_preparer
        mark = "?" if dialect.name == "sqlite" else "%s"
        return quote.format_table(self._table), mark, [quote.quote(c.name) for c in columns]


def _bound(values: Sequence[Any], binds: list[Convert]) -> tuple[Any, ...]:
    return tuple(v if b is None else b(v) for v, b in zip(values, binds, strict=True))


class Inserter(_Statement):
    """Inserts rows given as tuples in the order of the table's columns."""

    def many(self, connection: Connection, rows: Sequence[Sequence[Any]]) -> None:
        """Insert all rows; errors are the database's."""
        sql, binds = self._for(connection.dialect)
        bound = [_bound(row, binds) for row in rows]
        many = len(bound) > 1
        say(connection, sql, bound if many else bound[0], many=many)

    def _make(self, dialect: Dialect) -> tuple[str, list[Convert]]:
        columns = list(self._table.columns)
        table, mark, names = self._words(dialect, columns)
        sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join([mark] * len(names))})"  # noqa: S608 names of a Table
        return sql, [binder(c, dialect) for c in columns]


class Updater(_Statement):
    """Writes all columns of the row that these columns choose."""

    def __init__(self, table: Table, where: Sequence[str]) -> None:
        super().__init__(table)
        chosen = {"group", *where}
        self._where = [c for c in table.columns if c.name in chosen]
        keys = {c.name for c in table.primary_key.columns}
        self._set = [c for c in table.columns if c.name not in keys]

    def one(self, connection: Connection, values: Mapping[str, Any], where: Mapping[str, Any]) -> int:
        """Write; the number of rows that were found."""
        sql, binds = self._for(connection.dialect)
        given = [*(values[c.name] for c in self._set), *(where[c.name] for c in self._where)]
        return say(connection, sql, _bound(given, binds)).rowcount

    def _make(self, dialect: Dialect) -> tuple[str, list[Convert]]:
        table, mark, names = self._words(dialect, self._set)
        _, _, chosen = self._words(dialect, self._where)
        put = ", ".join(f"{n} = {mark}" for n in names)
        sql = f"UPDATE {table} SET {put} WHERE {' AND '.join(f'{n} = {mark}' for n in chosen)}"  # noqa: S608 names of a Table
        return sql, [binder(c, dialect) for c in (*self._set, *self._where)]


class Selector(_Statement):
    """Reads these columns of the row with this key (with `group` first where the table has one)."""

    def __init__(self, table: Table, columns: Sequence[Column[Any]], keys: Sequence[str]) -> None:
        super().__init__(table)
        self._columns = columns
        self._where = [table.c[n] for n in (("group", *keys) if "group" in table.c else keys)]
        self._reads: dict[str, list[Convert]] = {}

    def one(self, connection: Connection, key: Sequence[Any]) -> list[Any] | None:
        """The row's values as SQLAlchemy would give them, or None."""
        dialect = connection.dialect
        sql, binds = self._for(dialect)
        row = say(connection, sql, _bound(key, binds)).fetchone()
        if row is None:
            return None
        return [v if r is None else r(v) for v, r in zip(row, self._reads[dialect.name], strict=True)]

    def every(self, connection: Connection, key: Sequence[Any]) -> list[list[Any]]:
        """`one` for a key that is a part of the table's own: all rows that have it, in no order."""
        dialect = connection.dialect
        sql, binds = self._for(dialect)
        reads = self._reads[dialect.name]
        rows = say(connection, sql, _bound(key, binds)).fetchall()
        return [[v if r is None else r(v) for v, r in zip(row, reads, strict=True)] for row in rows]

    def _make(self, dialect: Dialect) -> tuple[str, list[Convert]]:
        table, mark, names = self._words(dialect, self._columns)
        _, _, chosen = self._words(dialect, self._where)
        self._reads[dialect.name] = [_reader(c.type, dialect) for c in self._columns]
        sql = f"SELECT {', '.join(names)} FROM {table} WHERE {' AND '.join(f'{n} = {mark}' for n in chosen)}"  # noqa: S608 names of a Table
        return sql, [binder(c, dialect) for c in self._where]


_ONE_OF = re.compile(r"_\d+$")
"""Ends the name of each member of a list that SQLAlchemy spreads out."""
_Made = tuple[str, list[tuple[str, Convert]], dict[str, Any], list[Convert]]
"""SQL, its values in order with their converters, those that never change, and the columns' converters."""


def given(name: str, kind: TypeEngine[Any] | None = None) -> BindParameter[Any]:
    """A value of an `Asked` that is given each time; its type is that of the column beside it unless told."""
    return bindparam(name, None, kind)


class Asked:
    """A SELECT that is asked again and again, with `given` for each value that changes.

    Making a statement of SQLAlchemy's expressions and finding it in its cache takes several times what SQLite takes to
    answer: so it is made, compiled and its values' and columns' types looked up once.
    """

    def __init__(self, query: Select[*tuple[Any, ...]]) -> None:
        self._query = query
        self._made: dict[str, _Made] = {}

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[list[Any]]:
        """All rows, their values as SQLAlchemy would give them."""
        dialect = connection.dialect
        made = self._made.get(dialect.name)
        if made is None:
            made = self._made[dialect.name] = self._make(dialect)
        sql, binds, fixed, reads = made
        named = {n: fixed[n] if n in fixed else values[n] if b is None else b(values[n]) for n, b in binds}
        bound: Any = named if dialect.name == "postgresql" else tuple(named[n] for n, _ in binds)
        found = say(connection, sql, bound).fetchall()
        return [[v if r is None else r(v) for v, r in zip(row, reads, strict=True)] for row in found]

    def _make(self, dialect: Dialect) -> _Made:
        made = self._query.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        binds: list[tuple[str, Convert]] = []
        fixed: dict[str, Any] = {}
        for name in made.positiontup or made.params:
            bind = made.binds[name if name in made.binds else _ONE_OF.sub("", name)]
            convert = bind.type.dialect_impl(dialect).bind_processor(dialect)
            binds.append((name, convert))
            if bind.unique:
                value = made.params[name]
                value = value.value if isinstance(value, Enum) else value
                fixed[name] = value if convert is None else convert(value)
        return str(made), binds, fixed, [_reader(c.type, dialect) for c in self._query.selected_columns]
