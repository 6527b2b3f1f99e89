"""Files that come with a message: fetched and opened before the turn's transaction, so that nobody waits for them.

Owns: which messages bring a file, how many are opened. Must not: keep a file or know what is in it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from typing import Any

from bot.contracts import Attachment, Happening, Turn
from domain.group import Group
from domain.privacy import guard
from domain.refusals import Invalid

Fetch = Callable[[Attachment], Awaitable[bytes]]
Opens = Callable[[str, bytes, Group, date], Any]

ENDINGS = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt")
"""Files that a message without words means to import. Source: what `storage/sheets.py` reads."""
MOST = 1
"""Files opened of one message. Source: ours; a dry run is about one workbook."""


async def nothing(_: Attachment) -> bytes:
    """Where no room is wired, no file can be fetched."""
    raise Invalid("File", "files cannot be fetched here.")


def brings_files(turn: Turn) -> bool:
    """Whether somebody said something with a file."""
    return turn.happening == Happening.SAID and any(_is_sheet(a) for a in turn.attachments)


def words(turn: Turn) -> str:
    """What was said; a workbook without a word means `import`, which stores nothing by itself."""
    return turn.said or ("import" if brings_files(turn) else "")


async def opened(turn: Turn, fetch: Fetch, opens: Opens, group: Group, today: date) -> Turn:
    """The turn with its workbook opened. Raises a refusal for what cannot be fetched or read."""
    found = [a for a in turn.attachments if _is_sheet(a)]
    if len(found) > MOST:
        raise Invalid("Files", "please send one workbook at a time, so that you see what each would change.")
    guard({"the name of the file": found[0].name})
    data = await fetch(found[0])
    made = await asyncio.to_thread(opens, found[0].name, data, group, today)
    return replace(turn, attachments=(replace(found[0], opened=made),))


def _is_sheet(attachment: Attachment) -> bool:
    return attachment.name.lower().endswith(ENDINGS)
