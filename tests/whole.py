"""Everything that a store keeps, as text: every table and column, and the bytes of a SQLite file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from sqlalchemy import select

from storage.store import Session
from storage.tables import complete

Cell = tuple[str, str, str]
"""Table, column, value as text."""


def cells(session: Session) -> Counter[Cell]:
    """Every value of every row of every table, of all groups, with how often it is there."""
    found: Counter[Cell] = Counter()
    for table in complete().sorted_tables:
        for row in session.connection.execute(select(table)):
            found.update((table.name, str(name), str(value)) for name, value in row._mapping.items())
    return found


def news(before: Counter[Cell], after: Counter[Cell]) -> list[Cell]:
    """What is there now and was not before."""
    return sorted((after - before).elements())


def raw(path: Path) -> bytes:
    """The bytes of a SQLite file and of what lies beside it."""
    return b"".join(p.read_bytes() for p in sorted(path.parent.iterdir()) if p.name.startswith(path.name))


def said(found: list[Any]) -> str:
    """Everything found as one text to look through."""
    return "\n".join(str(x) for x in found)
