"""Reading a workbook that was sent in: its cells, guarded, and what the dry run says of them.

Owns: that no cell with details of a patient gets further than here. Must not: store; it runs in a thread of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.flows.tables import KINDS
from domain import action_logs, cells, tables
from domain.action_logs import Log
from domain.group import Group
from domain.imports import Grid, Report, read
from domain.privacy import find
from domain.refusals import Identifiable, Invalid
from domain.rhythm import period_of, previous
from domain.tables import Table
from storage import sheets

KIND, TITLE = "import", "the dry run"
"""The long work of reading a large workbook, by its name and to its sender."""
MOST_TEXTS = 100_000
"""Different texts of one workbook that are looked at. Source: ours, above what fifty thousand rows of a log hold."""


def opened(name: str, data: bytes, group: Group, today: date) -> Report | Log | Table:
    """The risk register, members, action log or figures of a workbook, and every cell that says something.

    Raises `Invalid` or `Identifiable`.
    """
    grids = sheets.read(name, data)
    guarded(grids)
    table = tables.find(grids, KINDS)  # before the log: a register may have a description and a target date, too
    if table is not None:
        return table
    log = action_logs.read(grids, group.trusts)
    if log is not None:
        return log
    return read(grids, group.trusts, previous(period_of(today)))


def guarded(grids: Mapping[str, Grid]) -> None:
    """Raise `Identifiable` with the kind and the cell when a text could identify a patient."""
    seen: set[str] = set()
    for name, grid in grids.items():
        for row, line in enumerate(grid):
            for column, cell in enumerate(line):
                if not isinstance(cell, str) or cell in seen:
                    continue
                seen.add(cell)
                if len(seen) > MOST_TEXTS:
                    raise Invalid("Workbook", f"it holds more than {MOST_TEXTS:,} different texts.")
                found = find(cell)
                if found:
                    raise Identifiable(found[0].kind, f"{name} {cells.address(row, column)}")
