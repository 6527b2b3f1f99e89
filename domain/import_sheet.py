"""A sheet of figures while it is read, and the report of it: figures, and what was found in which cell.

Owns: how a cell becomes part of a figure, and how it is named. Must not: know a layout (`domain/imports.py` does).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain import cells
from domain.import_layouts import NATIONAL
from domain.people import Trust
from domain.rhythm import month_name
from domain.series import Figure

Grid = Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Found:
    """Something to know about a cell. `fault`: the cell gives no figure; `question`: it does, and wants a look."""

    sheet: str
    cell: str
    kind: str
    words: str

    @property
    def line(self) -> str:
        """As the report says it."""
        return f"{self.sheet} {self.cell}: {self.words}" if self.sheet else f"{self.cell}: {self.words}"


@dataclass(frozen=True, slots=True)
class Report:
    """The dry run: the figures, and every cell that says something. Nothing is stored by it."""

    figures: tuple[Figure, ...] = ()
    found: tuple[Found, ...] = ()
    layout: str = ""
    queried: tuple[Figure, ...] = ()
    """Figures that cannot be right: kept only when somebody chooses so."""

    @property
    def national(self) -> bool:
        """Whether they are published figures, which never take the place of a trust's own."""
        return NATIONAL in self.layout

    def of(self, kind: str) -> tuple[Found, ...]:
        """The findings of one kind: `fault`, `question` or `note`."""
        return tuple(f for f in self.found if f.kind == kind)


@dataclass(slots=True)
class Sheet:
    """A sheet being read."""

    name: str
    shown: str
    """The name in the report: none where there is but one sheet."""
    grid: Grid
    trusts: Sequence[Trust]
    latest: str
    parts: dict[tuple[str, str, str], dict[str, tuple[float | None, str]]]
    found: list[Found]
    told: set[tuple[str, str, str]]
    """Figures whose count stands in a cell of which something was said, so that it is not missed once more."""
    turned: bool = False
    """Whether rows and columns were exchanged, so that cells are named by the sheet as it is."""
    skipped: dict[str, int] = field(default_factory=dict[str, int])
    """Rows of a national file that are not about this group, by why."""

    def address(self, row: int, column: int) -> str:
        """The name of a cell in the person's own sheet."""
        return cells.address(column, row) if self.turned else cells.address(row, column)

    def skip(self, why: str) -> None:
        """Count a row that is left out."""
        self.skipped[why] = self.skipped.get(why, 0) + 1

    def say(self, row: int, column: int, kind: str, words: str) -> None:
        """Put a cell into the report."""
        self.found.append(Found(self.shown, self.address(row, column), kind, words))

    def take(self, row: int, column: int, key: tuple[str, str, str], part: str) -> None:
        """A cell as part of a figure; what is wrong with it goes into the report."""
        cell = at(self.grid[row], column)
        read = cells.number(cell)
        if part == "numerator" and (read.fault or read.note):
            self.told.add(key)
        if read.fault or (read.value is not None and read.value < 0):
            self.say(row, column, "fault", f"'{cells.tidy(cell)}' {read.fault or 'is below nought'}.")
            return
        if read.note:
            self.say(row, column, "note", f"{read.note}.")
        if read.value is None:
            return
        if key[2] > self.latest:
            self.say(row, column, "fault", f"{month_name(key[2])} has not ended, so it has no figure yet.")
            return
        own = self.parts.setdefault(key, {})
        if part in own and own[part][0] != read.value:
            first, where = own[part]
            where = where.removeprefix(f"{self.shown} ")
            self.say(row, column, "fault", f"says {read.value:g} where {where} says {first:g}; the first stands.")
            return
        own[part] = (read.value, f"{self.shown} {self.address(row, column)}".strip())


def at(row: Sequence[object], place: int | None) -> object:
    """A cell of a row, None beyond its end."""
    return row[place] if place is not None and place < len(row) else None
