"""Workbooks to read: a sheet for each table, a header row that stays, no formula and no link from anybody's words.

Owns: xlsxwriter for documents. The same rows at the same moment give the same bytes.
Must not: know what the rows say. Sheets that are read back are `storage/sheets.py`.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

WIDEST = 60
"""Characters of a column's width. Source: ours, a page across."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its header and its rows of text."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]


def as_book(title: str, author: str, at: datetime, sheets: Mapping[str, Sheet]) -> bytes:
    """A workbook with these sheets in order."""
    import xlsxwriter  # noqa: PLC0415 # pyright: ignore[reportMissingTypeStubs] the package has none; few starts of the bot need it

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    loose: Any = xlsxwriter
    with loose.Workbook(target, options) as book:
        book.set_properties({"title": title, "author": author, "created": at.astimezone(UTC).replace(tzinfo=None)})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        for name, sheet in sheets.items():
            page = book.add_worksheet(name[:31])
            for number, words in enumerate(sheet.header):
                longest = max([len(words), *(len(row[number]) for row in sheet.rows)])
                page.set_column(number, number, min(WIDEST, longest + 2))
                page.write_string(0, number, words, bold)
            for place, row in enumerate(sheet.rows, 1):
                for number, words in enumerate(row):
                    page.write_string(place, number, words, plain)
            page.freeze_panes(1, 0)
            if sheet.rows:
                page.autofilter(0, 0, len(sheet.rows), len(sheet.header) - 1)
    return target.getvalue()
