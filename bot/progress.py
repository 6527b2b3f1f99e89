"""How far long work is: one line on a terminal, nothing where a program reads; in chat whatever the runner shows.

Owns: drawing that line on standard error and taking it away again, and who hears a work's own words. Must not: know the
work, or use standard output.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import TextIO

Step = Callable[[int, int, str], None]
"""Told by the work: how many of how many are done, and what is at hand."""
WIDTH = 30
"""Characters of the bar; with its words it fits into 80 columns."""
LONGEST = 36


def silent(_done: int, _of: int, _what: str) -> None:
    """For work that nobody watches."""


_listener: ContextVar[Step] = ContextVar("listener", default=silent)


def tell(done: int, of: int, what: str) -> None:
    """Said by long work as it goes on; whoever runs it in this thread hears it."""
    _listener.get()(done, of, what)


@contextmanager
def heard(step: Step) -> Generator[None]:
    """Within it `step` hears what the work tells."""
    token = _listener.set(step)
    try:
        yield
    finally:
        _listener.reset(token)


def into(file: Path) -> Step:
    """Writes how far the work is into a file, for whoever watches it from another process."""

    def step(done: int, of: int, what: str) -> None:
        part = file.with_suffix(".part")
        part.write_text(json.dumps([done, of, what]), encoding="utf-8")
        with suppress(PermissionError):  # Windows, while somebody reads it: the next word will do
            part.replace(file)

    return step


def last(file: Path) -> tuple[int, int, str] | None:
    """What was written there last; None before anything was."""
    try:
        done, of, what = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return done, of, what


@contextmanager
def shown(out: TextIO | None = None) -> Generator[Step]:
    """Draws on a terminal, in whole per cents; silent where there is none. What it drew is gone at the end."""
    stream = sys.stderr if out is None else out
    if not stream.isatty():
        yield silent
        return
    last = ""

    def step(done: int, of: int, what: str) -> None:
        nonlocal last
        drawn = line(done, of, what)
        if drawn != last:
            last = drawn
            stream.write(f"\r{drawn:<{WIDTH + LONGEST + 8}}")
            stream.flush()

    try:
        yield step
    finally:
        if last:
            stream.write("\r" + " " * (WIDTH + LONGEST + 8) + "\r")
            stream.flush()


def line(done: int, of: int, what: str) -> str:
    """The bar, how much in words, and what is at hand.

    >>> line(1, 2, "outbox")
    '[###############...............]  50 % outbox'
    """
    share = min(1.0, done / of) if of > 0 else 1.0
    full = round(WIDTH * share)
    return f"[{'#' * full}{'.' * (WIDTH - full)}] {share:4.0%}".replace("%", " %") + f" {what[:LONGEST]}"
