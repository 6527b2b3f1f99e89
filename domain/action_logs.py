"""Somebody's action log in a workbook, read before anything is stored: which actions it gives, and what is in the way.

Owns: which headings mean what, how a row becomes an action, the report by cell. Must not: open a file, store, guess an
owner or a date, or take over what is closed: blue needs evidence that this store has seen.
Source: columns of action logs as NHS groups keep them (domain guide 6.1); aliases are ours, version 2026-11.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain import cells
from domain.actions import SHARED
from domain.calendar import as_long
from domain.imports import HEAD, Found, Grid
from domain.organisations import trust_of
from domain.people import Trust
from domain.rhythm import MONTHS
from domain.summaries import digest
from domain.tables import Column, Table, table_of

MOST = 1_000
"""Actions of one log. Source: ours; more is no log of a group."""
LONGEST = 200
"""Characters of a title, as on the form."""
COLUMNS: Mapping[str, frozenset[str]] = {
    "ref": frozenset({"ref", "ref no", "reference", "id", "no", "no.", "number", "action no", "action ref", "#"}),
    "title": frozenset(
        {"action", "actions", "action required", "agreed action", "task", "what", "description", "action description"}
    ),
    "trust": frozenset({"trust", "organisation", "org", "site", "provider", "unit"}),
    "owner": frozenset(
        {"owner", "action owner", "lead", "action lead", "responsible", "who", "by whom", "assigned to"}
    ),
    "due": frozenset(
        {
            "due",
            "due date",
            "deadline",
            "target date",
            "by when",
            "when",
            "completion date",
            "date due",
            "original date",
        }
    ),
    "status": frozenset({"status", "rag", "brag", "progress status", "state", "rag status"}),
    "why": frozenset({"source", "why", "meeting", "from", "origin", "raised at"}),
    "note": frozenset({"update", "progress", "comments", "latest update", "notes", "comment"}),
}
"""Headings by what they mean."""
LABELS = {
    "ref": "Reference",
    "title": "What will be done",
    "trust": "Trust",
    "owner": "Owner",
    "due": "Due",
    "status": "Status",
    "why": "Why",
    "note": "Progress",
}
NEEDED = frozenset({"title", "due"})
"""What a row needs to become an action."""
FIELDS = tuple(Column(key, LABELS[key], COLUMNS[key], needed=key in NEEDED) for key in COLUMNS)
"""The columns as somebody may choose them."""
MOST_ROWS = 5_000
"""Rows of a log that wait for a press, to be read again; with closed ones among them. Source: ours."""
CLOSED = frozenset({"closed", "complete", "completed", "done", "blue", "b", "delivered", "achieved", "implemented"})
EVERYBODY = frozenset({"all", "all trusts", "all three", "system", "lmns", "shared", "group"})
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ t].*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})[ -](\d{4}|\d{2})")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as an action. `owner` as it stands in the sheet; `key` is the same when the row comes again."""

    key: str
    title: str
    trust: str
    owner: str
    due: date
    cell: str
    ref: str = ""
    why: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Log:
    """The dry run of a log: its actions, how its columns were read, every cell that says something."""

    entries: tuple[Entry, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    """What a column means, and its heading with its letter."""
    found: tuple[Found, ...] = ()
    sheet: Table | None = None
    """Its cells, to be read again with other columns."""
    places: tuple[tuple[str, int], ...] = ()
    """Which column gives which field."""

    @property
    def owners(self) -> tuple[str, ...]:
        """The owners named, once each, in order; empty for a row without one."""
        return tuple(dict.fromkeys(e.owner for e in self.entries))

    def of(self, kind: str) -> tuple[Found, ...]:
        """The findings of one kind."""
        return tuple(f for f in self.found if f.kind == kind)


def read(sheets: Mapping[str, Grid], trusts: Sequence[Trust]) -> Log | None:
    """The action log in a workbook; None when no sheet has one."""
    for name, grid in sheets.items():
        for top, row in enumerate(grid[:HEAD]):
            places = _places(row)
            if _heads(places):
                shown = name if len(sheets) > 1 else ""
                sheet = table_of(name, shown, grid, top, MOST_ROWS)
                log = _Reader(shown, grid, top, places, trusts, trust_of(name, trusts)).log()
                return replace(log, sheet=sheet, places=tuple(places.items()))
    return None


def read_again(sheet: Table, places: Mapping[str, int], trusts: Sequence[Trust]) -> Log:
    """The log with the columns that somebody chose. The kind of the sheet is the name it had in its workbook."""
    grid = [*[()] * sheet.top, sheet.headings, *sheet.rows]
    log = _Reader(sheet.shown, grid, sheet.top, places, trusts, trust_of(sheet.kind, trusts)).log()
    return replace(log, found=(*log.found, *sheet.beyond()), sheet=sheet, places=tuple(places.items()))


def _heads(places: Mapping[str, int]) -> bool:
    """Whether these are headings of a log: what and when; or one of them beside who, and the rest can be chosen."""
    known = places.keys()
    return known >= NEEDED or ("owner" in known and len(known) > len(NEEDED) and bool(known & NEEDED))


def is_log(rows: Grid) -> bool:
    """Whether one of these rows is the heading of an action log."""
    return any(_heads(_places(row)) for row in rows)


def _places(row: Sequence[object]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, cell in enumerate(row):
        means = next((field for field, words in COLUMNS.items() if cells.tidy(cell) in words), "")
        if means and means not in found:
            found[means] = column
    return found


@dataclass(frozen=True, slots=True)
class _Reader:
    name: str
    grid: Grid
    top: int
    places: Mapping[str, int]
    trusts: Sequence[Trust]
    sheet_trust: str

    def log(self) -> Log:
        entries: list[Entry] = []
        found: list[Found] = []
        for number in range(self.top + 1, len(self.grid)):
            if not any(cells.tidy(c) for c in self.grid[number]):
                continue
            read_row = self._row(number)
            if isinstance(read_row, Found):
                found.append(read_row)
            elif len(entries) == MOST:
                found.append(self._say(number, "title", "fault", f"is beyond the first {MOST:,} actions."))
                break
            else:
                entries.append(read_row)
        twice = {e.key for e in entries if sum(o.key == e.key for o in entries) > 1}
        once = {e.key: e for e in reversed(entries)}
        found += [
            Found(self.name, e.cell, "note", "the same action stands above; it is read once.")
            for e in entries
            if e.key in twice and e is not once[e.key]
        ]
        kept = tuple(e for e in entries if e is once[e.key])
        return Log(kept, tuple(self._columns()), tuple(found))

    def _columns(self) -> Iterator[tuple[str, str]]:
        for field, column in self.places.items():
            heading = " ".join(str(self.grid[self.top][column]).split())
            yield LABELS[field], f"{heading} ({cells.address(self.top, column)})"

    def _row(self, number: int) -> Entry | Found:
        title = self._text(number, "title")
        if not title:
            return self._say(number, "title", "note", "a row without an action.")
        if cells.tidy(self._text(number, "status")) in CLOSED:
            return self._say(number, "title", "note", "closed already, so it stays in the old log.")
        due = day(self._cell(number, "due"))
        if due is None:
            said = self._text(number, "due")
            return self._say(number, "due", "fault", f"'{said}' is no date." if said else "there is no date.")
        trust = self._trust(number)
        if not trust:
            said = self._text(number, "trust")
            why = f"'{said}' is no trust of the group." if said else "no trust is named."
            return self._say(number, "trust", "fault", why)
        ref = self._text(number, "ref")
        return Entry(
            key=digest(f"{trust}|{ref}" if ref else f"{trust}|{cells.tidy(title)}")[:24],
            title=title if len(title) <= LONGEST else f"{title[: LONGEST - 1]}\u2026",
            trust=trust,
            owner=self._text(number, "owner"),
            due=due,
            cell=cells.address(number, self.places["title"]),
            ref=ref,
            why=self._text(number, "why")[:LONGEST],
            note=self._text(number, "note")[:1_000],
        )

    def _trust(self, number: int) -> str:
        said = self._cell(number, "trust")
        if cells.tidy(said) in EVERYBODY:
            return SHARED
        return trust_of(said, self.trusts) if cells.tidy(said) else self.sheet_trust

    def _say(self, number: int, field: str, kind: str, words: str) -> Found:
        column = self.places.get(field, self.places.get("title", 0))
        return Found(self.name, cells.address(number, column), kind, words)

    def _cell(self, number: int, field: str) -> object:
        row, column = self.grid[number], self.places.get(field, -1)
        return row[column] if 0 <= column < len(row) else None

    def _text(self, number: int, field: str) -> str:
        cell = self._cell(number, field)
        if not cells.tidy(cell):
            return ""
        if isinstance(cell, float) and cell.is_integer():
            return str(int(cell))
        return " ".join(str(cell).split())


def day(cell: object) -> date | None:
    """A cell as a day, the day before the month as in the NHS; None when it is none.

    >>> day("3/11/2026"), day("3rd Nov 26"), day("2026-11-03 00:00:00"), day("soon")
    (datetime.date(2026, 11, 3), datetime.date(2026, 11, 3), datetime.date(2026, 11, 3), None)
    """
    if isinstance(cell, datetime):
        return None if str(cell) == "NaT" else cell.date()  # an empty cell of pandas is a datetime, too
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        whole = cells.FIRST_SERIAL <= cell <= cells.LAST_SERIAL
        return date.fromordinal(cells.EXCEL_ZERO.toordinal() + int(cell)) if whole else None
    text = cells.tidy(cell)
    if match := _ISO.fullmatch(text):
        return _made(match[1], match[2], match[3])
    if match := _DAY_FIRST.fullmatch(text):
        return _made(match[3], match[2], match[1])
    if match := _WORDS.fullmatch(text):
        month = next((n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(match[2])), 0)
        return _made(match[3], str(month), match[1])
    return None


def _made(year: str, month: str, number: str) -> date | None:
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(number))
    except ValueError:
        return None


def source(entry: Entry, name: str) -> str:
    """Why the action is there, for its record."""
    where = f"{name}, {entry.ref}" if entry.ref else f"{name}, {entry.cell}"
    return f"{entry.why} ({where})"[:LONGEST] if entry.why else where[:LONGEST]


def told(entry: Entry) -> str:
    """An action of the log in one line.

    >>> told(Entry("k", "Audit", "JPUH", "Tom", date(2026, 11, 3), "B2"))
    'Audit (JPUH), due 3 November 2026'
    """
    whose = "all trusts" if entry.trust == SHARED else entry.trust
    return f"{entry.title} ({whose}), due {as_long(entry.due)}"


def without(log: Log, keys: frozenset[str]) -> Log:
    """The log without the actions that are here already."""
    return replace(log, entries=tuple(e for e in log.entries if e.key not in keys))
