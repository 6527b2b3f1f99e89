"""Pieces of work for `bot/aside.py`; they stand in a module, as its process needs them."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

from domain.refusals import Identifiable, Invalid, InvalidForm


def told() -> tuple[int, list[str], dict[str, str], set[str]]:
    """Which process this is, what it was started with, and what was loaded for it."""
    line = Path("/proc/self/cmdline").read_bytes().decode().split("\0")
    return os.getpid(), line, dict(os.environ), set(sys.modules)


def doubled(text: str) -> str:
    """An answer, and chatter that must not come into it."""
    sys.stdout.write("chatter\n")
    return text * 2


def refuses() -> None:
    """A refusal with what was given by name."""
    raise InvalidForm((Invalid(field="Why", why="say why."), Invalid("When", "say when.")))


def refuses_details() -> None:
    """Another, with places."""
    raise Identifiable("an NHS number", "your words", fields=("why",))


def fails() -> None:
    """A bug."""
    raise ZeroDivisionError("with a text that stays here")


def dies() -> None:
    """As the system ends what takes too much memory."""
    os._exit(9)


def takes(size: int) -> int:
    """Memory."""
    return len(bytearray(size))


def stays(note: str) -> None:
    """Says who it is, and goes on for ever."""
    part = Path(f"{note}.part")
    part.write_text(str(os.getpid()))
    part.rename(note)
    threading.Event().wait()
