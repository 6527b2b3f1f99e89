"""Statements in the driver's own form, for the few that every write repeats.

Owns: compiling an insert once for each database and turning Python values into the driver's. SQLAlchemy's types still
decide how a value is written; only its bookkeeping for each execution is left out.
Must not: build SQL from anything but `Table`s.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.engine import Dialect

Bind = Callable[[Any], Any] | None


def binders(table: Table, dialect: Dialect) -> list[Bind]:
    """For each column, how its Python value becomes the driver's; None for as it is."""
    return [c.type.dialect_impl(dialect).bind_processor(dialect) for c in table.columns]


class Inserter:
    """Inserts rows given as tuples in the order of the table's columns."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._made: dict[str, tuple[str, list[Bind]]] = {}

    def many(self, connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
        """Insert all rows; errors are the database's."""
        sql, binds = self._for(connection.dialect)
        bound = [tuple(v if b is None else b(v) for b, v in zip(binds, row, strict=True)) for row in rows]
        connection.exec_driver_sql(sql, bound[0] if len(bound) == 1 else bound)

    def _for(self, dialect: Dialect) -> tuple[str, list[Bind]]:
        made = self._made.get(dialect.name)
        if made is None:
            quote = dialect.identifier_preparer
            names = ", ".join(quote.quote(c.name) for c in self._table.columns)
            mark = "?" if dialect.name == "sqlite" else "%s"
            marks = ", ".join([mark] * len(self._table.columns))
            sql = f"INSERT INTO {quote.format_table(self._table)} ({names}) VALUES ({marks})"  # noqa: S608 names of a Table
            made = self._made[dialect.name] = (sql, binders(self._table, dialect))
        return made
