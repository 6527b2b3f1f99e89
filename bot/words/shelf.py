"""Reads the data of this room: phrases, signs, rules and patterns that anybody may extend without touching Python.

Owns: the two forms of those files: sections of lines, and names with patterns. Must not: know what they mean.
A line that begins with `#` is a remark, `[name]` begins a section, an indented line goes on with the one before.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
_SECTION = re.compile(r"\[(\w+)\]")
_CONTINUED = re.compile(r"\n +")


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """The lines of each section, in order; lines before the first section are under the empty name."""
    found: dict[str, list[str]] = {}
    section = ""
    for line in _CONTINUED.sub(" ", (DATA / f"{name}.txt").read_text(encoding="utf-8")).splitlines():
        header = _SECTION.fullmatch(line)
        if header:
            section = header[1]
        elif line and not line.startswith("#"):
            found.setdefault(section, []).append(line)
    return {key: tuple(lines) for key, lines in found.items()}


def words(name: str, section: str) -> frozenset[str]:
    """The words of a section."""
    return frozenset(" ".join(sections(name)[section]).split())


def named(lines: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Lines of the form `name = pattern`.

    >>> named(("late = overdue|late",))
    (('late', 'overdue|late'),)
    """
    parted = (line.partition(" = ") for line in lines)
    return tuple((name, pattern) for name, _, pattern in parted)
