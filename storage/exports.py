"""Everything of one group in one workbook, in open form: a sheet for each table, a row for each record.

Owns: which tables go out and how a value stands in a cell. Must not: decide who may have it, or let a text become a
formula or a link (reliability.md 4.5).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, or_, select

from storage.session import Session
from storage.tables import canonical, complete

Step = Callable[[int, int, str], None]
LEFT_OUT = frozenset({"inbox", "alembic_version", "counters", "files", "concerns"})
"""Tables of the machinery: answers already given, the schema's number, counters, files; and private concerns."""
PRIVATE = "CON-"
"""Concerns are for their readers only: of them neither versions nor messages go out; the journal holds no text."""
PEOPLE = frozenset(
    {
        "actor", "approved_by", "by", "cover", "deputy", "id", "key", "made_by", "object_id", "owner", "person",
        "posted_by", "submitted_by", "to", "to_person", "was",
    }
)  # fmt: skip
"""Columns that may hold a person's object id; an id that is another record's is never one."""
WITH_TEXT = frozenset({"versions", "outbox"})
LONGEST = 32_000
"""Characters in one cell; the rest of a text goes on in the cells after the last column. Source: Excel's 32,767."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def tables() -> tuple[Table, ...]:
    """The tables that hold a group's records, by name."""
    found = complete().tables.values()
    return tuple(sorted((t for t in found if "group" in t.c and t.name not in LEFT_OUT), key=lambda t: t.name))


def write(session: Session, target: Path, step: Step | None = None) -> int:
    """Write the workbook of the session's group; how many rows. `target` is replaced only when all of it is written.

    `step` hears of each table: how many of how many are done, and its name.
    """
    about = (
        ("What", "Everything that Oversight keeps of one group"),
        ("Group", session.group),
        ("As at", session.now.isoformat(timespec="seconds")),
        ("Sheets", ", ".join(t.name for t in tables())),
        ("Note", "Not for the open channel: counts are not suppressed here."),
    )
    return _book(session, target, about, [(t, None) for t in tables()], step)


def write_person(session: Session, target: Path, person: str, name: str, *, own: bool) -> int:
    """The same of one person: every record that names them by their id, and what they did and were sent.

    `own`: they get it themselves; else private concerns, and what was written to them about one, stay out.
    """
    about = (
        ("What", "What Oversight keeps of one person"),
        ("Person", name),
        ("Object id", person),
        ("Group", session.group),
        ("As at", session.now.isoformat(timespec="seconds")),
        ("Note", "Records that name them by their id. Who else wrote of them in words is not searched."),
    )
    return _book(session, target, about, list(_of_person(person, own=own)))


def _of_person(person: str, *, own: bool) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """Tables that name people, each with what chooses this one. A record's old versions are in the journal by name."""
    left_out = LEFT_OUT - {"concerns"} if own else LEFT_OUT
    for table in sorted(complete().tables.values(), key=lambda t: t.name):
        named = [c == person for c in table.columns if c.name in PEOPLE]
        if "group" not in table.c or not named or table.name in {*left_out, "versions"}:
            continue
        where = or_(*named)
        if table.name in WITH_TEXT and not own:
            where = and_(where, table.c.subject.not_like(f"{PRIVATE}%"))
        yield table, where


def _book(
    session: Session,
    target: Path,
    about: Sequence[tuple[str, str]],
    sheets: Sequence[tuple[Table, ColumnElement[bool] | None]],
    step: Step | None = None,
) -> int:
    import xlsxwriter  # noqa: PLC0415 # pyright: ignore[reportMissingTypeStubs] the package has none; few starts of the bot need it

    part = target.with_name(f".{target.name}.part")
    target.parent.mkdir(parents=True, exist_ok=True)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    rows = 0
    try:
        with xlsxwriter.Workbook(str(part), options) as book:
            _about(book, about)
            for done, (table, where) in enumerate(sheets):
                if step is not None:
                    step(done, len(sheets), table.name)
                rows += _sheet(book, session, table, where)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return rows


def _about(book: Any, lines: Sequence[tuple[str, str]]) -> None:
    sheet = book.add_worksheet("About")
    for number, (label, words) in enumerate(lines):
        sheet.write_string(number, 0, label)
        sheet.write_string(number, 1, words)


def _sheet(book: Any, session: Session, table: Table, where: ColumnElement[bool] | None) -> int:
    sheet = book.add_worksheet(table.name[:31])
    columns = [c for c in table.columns if c.name != "group"]
    for number, column in enumerate(columns):
        sheet.write_string(0, number, column.name)
    sheet.freeze_panes(1, 0)
    query = select(*columns).where(table.c.group == session.group).order_by(*table.primary_key.columns)
    if where is not None:
        query = query.where(where)
    elif table.name in WITH_TEXT:
        query = query.where(table.c.subject.not_like(f"{PRIVATE}%"))
    count = 0
    found: Any = session.connection.execute(query)
    for row in found:
        count += 1
        for place, cell in enumerate(_cells(row, len(columns))):
            _put(sheet, count, place, cell)
    return count


def _cells(row: Sequence[Any], width: int) -> Iterator[Any]:
    """A row's cells; what does not fit one goes on after the last column."""
    rest: list[str] = []
    for value in row[:width]:
        plain = _plain(value)
        if isinstance(plain, str) and len(plain) > LONGEST:
            pieces = [plain[i : i + LONGEST] for i in range(0, len(plain), LONGEST)]
            rest += pieces[1:]
            plain = pieces[0]
        yield plain
    yield from rest


def _plain(value: Any) -> str | float | int | bool | None:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    text = value if isinstance(value, str) else canonical(value)
    return _CONTROL.sub("", text)


def _put(sheet: Any, row: int, column: int, value: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, value)
