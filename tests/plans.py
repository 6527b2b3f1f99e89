"""What a piece of work asks of the database, and which of its steps read a whole table of records."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from sqlalchemy import Connection, Engine, event

from storage import raw
from storage.session import Session

Said = list[tuple[str, Any]]
_QUERY = re.compile(r"\s*(WITH|SELECT|UPDATE|DELETE|INSERT)", re.IGNORECASE)
_SHAPE = re.compile(r"due|constant|anon_\d+", re.IGNORECASE)
"""What a plan calls a part of the query itself, which is no table; what that part reads is a step of its own."""


@contextmanager
def heard(engine: Engine) -> Iterator[Said]:
    """Every statement that is sent meanwhile, with its parameters: by SQLAlchemy, or in the driver's own words."""
    said: Said = []
    whole = raw.say

    def hear(_c: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        if _QUERY.match(statement) and "pg_" not in statement:
            said.append((statement, parameters[0] if many else parameters))

    def say(connection: Connection, sql: str, values: Any, *, many: bool = False) -> Any:
        if connection.dialect.name == "sqlite" and connection.in_transaction():
            hear(None, None, sql, values, None, many)
        return whole(connection, sql, values, many=many)

    event.listen(engine, "before_cursor_execute", hear)
    try:
        with patch.object(raw, "say", say):
            yield said
    finally:
        event.remove(engine, "before_cursor_execute", hear)


def plans(session: Session, said: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, list[str]]]:
    """Each statement with the steps of its plan, in the database's own words."""
    explain = "EXPLAIN " if session.postgres else "EXPLAIN QUERY PLAN "
    for statement, parameters in said:
        rows = session.connection.exec_driver_sql(explain + statement, parameters)
        yield statement, [str(row[-1]) for row in rows]


def scanned(session: Session, said: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, str]]:
    """Each table that a statement reads as a whole, with the statement. On PostgreSQL turn `enable_seqscan` off before.

    What goes by an index from end to end is a scan of SQLite, too, unless it stops early; such a one names the index.
    """
    for statement, steps in plans(session, said):
        for step in steps:
            found = re.search(r"Seq Scan on (\w+)" if session.postgres else r"^SCAN (?!\d+ CONSTANT)(\w+)", step)
            by_index = "USING" in step and "INDEX" in step
            if found and not by_index and not _SHAPE.fullmatch(found[1]):
                yield found[1], f"{step}: {' '.join(statement.split())[:300]}"


def whole_tables(session: Session, work: Callable[[Session], Any]) -> list[str]:
    """Each step of a plan that reads all of a table, with its statement; fails when nothing was asked."""
    with heard(session.connection.engine) as said:
        work(session)
    assert said, "nothing was asked"
    return [found for _, found in scanned(session, said)]
