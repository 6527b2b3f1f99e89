"""Files that come with a message, and cells pasted into it: opened before the turn's transaction, so that nobody waits.

Owns: which messages bring a file or a table, how many are opened, and where. Must not: keep a file or know what is in
it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from typing import Any

from bot.aside import Aside
from bot.contracts import Attachment, Happening, Turn
from domain.group import Group
from domain.pasted import is_table
from domain.privacy import guard
from domain.refusals import Invalid

Fetch = Callable[[Attachment], Awaitable[bytes]]
Opens = Callable[[str, bytes, Group, date], Any]

WORKBOOKS = (".xlsx", ".xlsm")
ENDINGS = (*WORKBOOKS, ".csv", ".tsv", ".txt")
"""Files that a message without words means to import. Source: what `storage/sheets.py` reads."""
MOST = 1
"""Files opened of one message. Source: ours; a dry run is about one workbook."""

SMALL = 64 * 1024
"""Bytes of text that are read in a thread; more, and every workbook, in a process of its own. Source: ours; so much is
read in less time than a process takes to begin."""

CELLS = "Pasted cells.tsv"
"""Name of a table that was pasted into a message."""


async def nothing(_: Attachment) -> bytes:
    """Where no room is wired, no file can be fetched."""
    raise Invalid("File", "files cannot be fetched here.")


def brings_files(turn: Turn) -> bool:
    """Whether somebody said something with a file, or said a table."""
    return turn.happening == Happening.SAID and bool(_sheets(turn))


def words(turn: Turn) -> str:
    """What was said. A table, and a workbook without a word, mean `import`, which stores nothing by itself."""
    sheets = _sheets(turn)
    return "import" if sheets and (not turn.said or sheets[0].name == CELLS) else turn.said


async def opened(turn: Turn, fetch: Fetch, opens: Opens, group: Group, today: date, aside: Aside | None = None) -> Turn:
    """The turn with its workbook opened. Raises a refusal for what cannot be fetched or read."""
    found = _sheets(turn)
    if len(found) > MOST:
        raise Invalid("Files", "please send one workbook at a time, so that you see what each would change.")
    guard({"the name of the file": found[0].name})
    data = found[0].content or await fetch(found[0])
    small = len(data) <= SMALL and not found[0].name.lower().endswith(WORKBOOKS)
    work = asyncio.to_thread if aside is None or small else aside
    made = await work(opens, found[0].name, data, group, today)
    return replace(turn, attachments=(replace(found[0], opened=made),))


def _sheets(turn: Turn) -> list[Attachment]:
    """The workbooks of a message; of one without, the table that it is itself, if it is one."""
    found = [a for a in turn.attachments if a.name.lower().endswith(ENDINGS)]
    cells = turn.pasted or turn.said
    if found or not is_table(cells):
        return found
    return [Attachment(CELLS, "text/tab-separated-values", "", content=cells.encode("utf-8", "replace"))]
