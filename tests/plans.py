"""What a piece of work asks of SQLite, and which of its steps read a whole table of records."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import event

from storage.session import Session


def whole_tables(session: Session, work: Callable[[Session], Any]) -> list[str]:
    """Each step of a plan that reads all of a table, with its statement; fails when nothing was asked."""
    said: list[tuple[str, Any]] = []

    def hear(_c: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            said.append((statement, parameters))

    engine = session.connection.engine
    event.listen(engine, "before_cursor_execute", hear)
    try:
        work(session)
    finally:
        event.remove(engine, "before_cursor_execute", hear)
    assert said, "nothing was asked"
    found: list[str] = []
    for statement, parameters in said:
        for row in session.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters):
            step = str(row[3])
            table = re.match(r"SCAN (\w+)", step)
            if table and table[1] != "anon_1" and "INDEX" not in step:
                found.append(f"{step}: {statement[:200]}")
    return found
