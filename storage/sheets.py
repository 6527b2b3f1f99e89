"""Workbooks in and out: bytes to grids of cells, figures to a sheet that comes back exactly.

Owns: pandas and the spreadsheet libraries, loaded only when a workbook is there; limits against oversized files.
Must not: say what a cell means (`domain/imports.py`), or let a text become a formula or a link (reliability.md 4.5).
"""

from __future__ import annotations

import codecs
import csv
import functools
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from domain.refusals import Invalid
from domain.series import Figure

LARGEST = 16 * 1024 * 1024
"""Bytes of a file that is read. Source: ours; a year of monthly data is far below one MB, a national file about ten."""
UNPACKED = 100 * 1024 * 1024
"""Bytes that a workbook may unpack to."""
ROWS, SHEETS = 50_000, 40
CELLS = 2_000_000
"""Cells of a sheet from its first to its last, also empty ones between: each is held in memory. Source: ours."""
LINES = 200_000
"""Lines of a CSV file: a national file of one month has up to 100,000. Source: NHS England, MSDS data files."""
LONG = ("trust", "period", "measure", "numerator", "denominator", "source")
"""Columns of an exported sheet; an import reads the first five."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The content type of a workbook. Source: IANA's register of media types."""
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""First characters that a spreadsheet program takes for a formula. Source: OWASP ASVS 5.0, 1.2.10."""

_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\x00?!\x00?D", re.IGNORECASE)
"""Also in the two bytes a sign of UTF-16."""
_CELL = tuple(before + b"c" + after for before in (b"<", b":") for after in (b" ", b">", b"/"))
_PLACE = re.compile(rb'<(?:\w{1,20}:)?c [^>]{0,200}?\br="([A-Z]{1,3})([0-9]{1,7})"')


def read(name: str, data: bytes) -> dict[str, list[list[object]]]:
    """The sheets of a workbook or CSV file as grids of cells, merged cells empty but for the first.

    Raises `Invalid` for what is too large, damaged or of another kind.
    """
    if len(data) > LARGEST:
        raise Invalid("Workbook", f"it is larger than {LARGEST // 1024 // 1024} MB.")
    if name.lower().endswith((".csv", ".txt", ".tsv")):
        return {name.rpartition(".")[0]: _csv(data)}
    if not name.lower().endswith((".xlsx", ".xlsm")):
        raise Invalid("Workbook", "please send an Excel workbook (.xlsx) or a CSV file.")
    return _excel(data)


def _csv(data: bytes) -> list[list[object]]:
    try:  # Excel's "Unicode text" is UTF-16
        text = data.decode("utf-16" if data[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE} else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    text = text.replace("\0", "")
    top = "\n".join(text.split("\n", 6)[:6])
    mark = max(("\t", ";", ","), key=top.count)
    rows: list[list[object]] = [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark)]
    if len(rows) > LINES:
        raise Invalid("Workbook", f"it has more than {LINES:,} rows.")
    return rows


def _excel(data: bytes) -> dict[str, list[list[object]]]:
    import pandas as pd  # noqa: PLC0415 slow to load, needed only here

    loose: Any = pd
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            whole = sum(entry.file_size for entry in packed.infolist())
            if whole > UNPACKED:
                raise Invalid("Workbook", "it unpacks to more than I read at once.")
            for entry in packed.infolist():
                if entry.filename.endswith((".xml", ".rels")):
                    _sane(packed.read(entry))
        found: Mapping[Any, Any] = loose.read_excel(io.BytesIO(data), sheet_name=None, header=None, dtype=object)
    except Invalid:
        raise
    except Exception as fault:  # of a damaged file the readers raise whatever they stumble over
        raise Invalid("Workbook", "it cannot be opened. Please save it again as .xlsx.") from fault
    if len(found) > SHEETS or any(len(frame) > ROWS for frame in found.values()):
        raise Invalid("Workbook", f"it has more than {SHEETS} sheets or {ROWS:,} rows.")
    return {str(name): frame.values.tolist() for name, frame in found.items()}


def _sane(part: bytes) -> None:
    """No declarations of a document's own (entities that grow, or that read a file), no sheet that fills the memory."""
    if _DECLARES.search(part):
        raise Invalid("Workbook", "it has parts that no spreadsheet program writes. Please save it again as .xlsx.")
    if sum(map(part.count, _CELL)) > CELLS or _column(part) * _row(part) > CELLS:
        raise Invalid("Workbook", "one of its sheets is too large. Delete what stands far out to the right or below.")


def _column(part: bytes) -> int:
    """The last column that a cell of this sheet names; 0 where none does."""
    names = {found[1] for found in _PLACE.finditer(part)}
    return max((functools.reduce(lambda n, c: n * 26 + c - 64, name, 0) for name in names), default=0)


def _row(part: bytes) -> int:
    """The last row that a cell of this sheet names."""
    return max((int(found[2]) for found in _PLACE.finditer(part)), default=0)


def long_rows(figures: Iterable[Figure]) -> list[list[object]]:
    """Figures as rows under `LONG`."""
    return [[f.trust, f.period, f.measure, f.numerator, f.denominator, f.source] for f in figures]


def as_xlsx(sheets: Mapping[str, Sequence[Sequence[object]]], header: Sequence[str] = LONG) -> bytes:
    """A workbook with these sheets. Text stays text: no formula, no link."""
    import pandas as pd  # noqa: PLC0415 slow to load, needed only here

    target = io.BytesIO()
    options = {"options": {"strings_to_formulas": False, "strings_to_urls": False}}
    with pd.ExcelWriter(target, engine="xlsxwriter", engine_kwargs=options) as book:
        for name, rows in sheets.items():
            frame: Any = pd.DataFrame([list(r) for r in rows], columns=list(header), dtype=object)
            frame.to_excel(book, sheet_name=name[:31], index=False, freeze_panes=(1, 0))
    return target.getvalue()


def as_csv(rows: Sequence[Sequence[object]], header: Sequence[str] = LONG) -> bytes:
    """One sheet as CSV in UTF-8 with its mark, every text quoted, none that a program would take for a formula."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(header)
    writer.writerows([["" if c is None else _harmless(c) for c in row] for row in rows])
    return target.getvalue().encode("utf-8-sig")


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_RISKY) else cell
