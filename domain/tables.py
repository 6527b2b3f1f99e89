"""A list in somebody's workbook, such as a risk register: which heading means what, its rows as plain cells.

Owns: finding the list, matching headings, what a person chose instead. Must not: know what a row becomes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain import cells
from domain.imports import HEAD, Found, Grid

LEAST = 3
"""Headings that a pasted list has at the least, so that words with commas are none. Source: ours."""
MOST_ROWS, MOST_COLUMNS = 1_000, 40
"""Rows and columns of a list that are read. Source: ours; more is no list of a group."""
NONE = "none"
"""Chosen for a field that no column gives."""

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """What a column may mean: its key, what people read, the headings known for it; some lists need it to be one."""

    key: str
    label: str
    headings: frozenset[str]
    needed: bool = False
    marks: bool = False
    """Whether a sheet must have it to be taken for this kind of list."""


@dataclass(frozen=True, slots=True)
class Table:
    """A list as it was sent. `top` is the row of its headings, from nought; `shown` its sheet, if of several."""

    kind: str
    shown: str
    top: int
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    left_out: int = 0
    """Rows beyond `MOST_ROWS`."""

    def cell(self, row: int, column: int | None) -> Cell:
        """A cell of a row of the list; None where there is none."""
        found = self.rows[row]
        return found[column] if column is not None and column < len(found) else None

    def text(self, row: int, column: int | None) -> str:
        """A cell as tidy text."""
        cell = self.cell(row, column)
        return " ".join(str(cell).split()) if cells.tidy(cell) else ""

    def address(self, row: int, column: int | None) -> str:
        """The cell's name in the sheet."""
        return cells.address(self.top + 1 + row, column or 0)

    def filled(self) -> Iterator[int]:
        """The rows with something in them, by number."""
        return (row for row, said in enumerate(self.rows) if any(cells.tidy(c) for c in said))

    def beyond(self) -> tuple[Found, ...]:
        """What to say of the rows that were not read; nothing when all were."""
        words = f"{self.left_out:,} rows beyond the first {len(self.rows):,}."
        return (Found(self.shown, "", "fault", words),) if self.left_out else ()

    def say(self, row: int, column: int | None, kind: str, words: str) -> Found:
        """Something to know about a cell."""
        return Found(self.shown, self.address(row, column), kind, words)


def find(sheets: Mapping[str, Grid], kinds: Mapping[str, Sequence[Column]]) -> Table | None:
    """The first list of one of these kinds in a workbook; None when no sheet has one."""
    for name, grid in sheets.items():
        for top, row in enumerate(grid[:HEAD]):
            for kind, columns in kinds.items():
                there = matched([_plain(c) for c in row], columns)
                if all(c.key in there for c in columns if c.marks):
                    return table_of(kind, name if len(sheets) > 1 else "", grid, top)
    return None


def heads(rows: Grid, columns: Sequence[Column]) -> bool:
    """Whether one of these rows is the heading of a list of this kind: what marks it, and a third that is known."""
    there = (matched([_plain(c) for c in row], columns) for row in rows)
    return any(len(found) >= LEAST and all(c.key in found for c in columns if c.marks) for found in there)


def matched(headings: Sequence[Cell], columns: Sequence[Column]) -> dict[str, int]:
    """Which column of the sheet gives which field, by the headings that are known; the first of a kind counts."""
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        said = cells.tidy(heading).rstrip(" :*?")
        key = next((c.key for c in columns if said in c.headings), "")
        if key and key not in found:
            found[key] = place
    return found


def chosen(table: Table, columns: Sequence[Column], said: Mapping[str, str]) -> dict[str, int]:
    """Which column gives which field once somebody has looked: `said` holds a column's number, or `none`, by field."""
    found = matched(table.headings, columns)
    for column in columns:
        choice = said.get(column.key, "")
        if choice == NONE:
            found.pop(column.key, None)
        elif choice.isdecimal() and int(choice) < len(table.headings):
            found[column.key] = int(choice)
    return found


def table_of(kind: str, shown: str, grid: Grid, top: int, most: int = MOST_ROWS) -> Table:
    """The list whose headings stand in this row, with its first `most` rows."""
    width = min(MOST_COLUMNS, max((len(row) for row in grid[top : top + HEAD]), default=0))
    headings = [" ".join(str(c).split()) if cells.tidy(c) else "" for c in (*grid[top], *[None] * width)][:width]
    rows = [tuple(_plain(c) for c in row[:width]) for row in grid[top + 1 :]]
    while rows and not any(cells.tidy(c) for c in rows[-1]):
        rows.pop()
    return Table(kind, shown, top, tuple(headings), tuple(rows[:most]), max(0, len(rows) - most))


def table_from(plain: Mapping[str, Any]) -> Table:
    """A list that was kept as JSON."""
    lists: dict[str, Any] = {"headings": tuple(plain["headings"]), "rows": tuple(tuple(row) for row in plain["rows"])}
    return Table(**{**plain, **lists})


def _plain(cell: object) -> Cell:
    """A cell as JSON keeps it; a date as its day."""
    if not cells.tidy(cell) or str(cell) == "NaT":
        return None
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell if isinstance(cell, int | float) and not isinstance(cell, bool) else str(cell)
