"""Whether a message is cells pasted from a sheet: then it is read as a sheet, whatever words stand above it.

Owns: that question. Must not: read a figure (`domain/imports.py` does) or take words for a table: a heading that
an import knows must be there, and rows below it in the same columns.
"""

from __future__ import annotations

from domain import action_logs, cells, imports, member_lists, risk_logs, tables
from domain.import_sheet import Grid
from domain.imports import HEAD

MARKS = ("\t", ";", ",")
"""What stands between pasted cells: tabs from a sheet, semicolons or commas from a CSV file."""
LISTS = (risk_logs, member_lists)
LEAST = 2
"""Figures below months across, before words with commas are taken for a table."""


def is_table(text: str) -> bool:
    r"""Whether the text holds a table that an import may understand.

    >>> is_table("Trust\tMonth\tMeasure\tNumerator\nJPUH\t2026-05\tPPH\t5")
    True
    >>> is_table("pph was high in May 2026, June 2026\nand births too, I think")
    False
    """
    lines = [line for line in text.split("\n") if line.strip()]
    return len(lines) > 1 and any(_columns([line.split(mark) for line in lines]) for mark in MARKS if mark in text)


def _columns(grid: list[list[str]]) -> bool:
    head = grid[:HEAD]
    figures = imports.is_long(head) or _is_wide(head) or _is_wide(imports.turned(head))
    return figures or action_logs.is_log(head) or any(tables.heads(head, kind.COLUMNS) for kind in LISTS)


def _is_wide(head: Grid) -> bool:
    """Months in a row, with figures below them in the next rows."""
    for number, row in enumerate(head):
        months = [i for i, cell in enumerate(row) if cells.period(cell) or cells.period(cell, "2026/27")]
        below = [cell for under in head[number + 1 :] for i, cell in enumerate(under) if i in months]
        if len(months) > 1 and sum(cells.number(cell).value is not None for cell in below) >= LEAST:
            return True
    return False
