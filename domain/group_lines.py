"""Bands and rungs as lines that a person can change: one a line, its parts between commas.

Owns: writing them so and reading them back. Must not: check what they mean (reading the group does).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from domain.group import Band
from domain.ladders import Ladder
from domain.refusals import Invalid

Row = dict[str, Any]

BAND = ("name", "from", "to", "colour", "review_months")
RUNG = ("rung", "days", "at", "to")
NUMBERS = frozenset({"from", "to", "review_months", "days"})


def bands_in_lines(bands: Sequence[Band]) -> str:
    """The bands, lowest first: `high, 8, 12, amber, 2`."""
    return "\n".join(f"{b.name}, {b.low}, {b.high}, {b.colour}, {b.review_months}" for b in bands)


def bands_of(text: str, label: str) -> list[Row]:
    """The rows of a group file. Raises `Invalid` that names the line."""
    return [_row(line, number, label, BAND, NUMBERS) for number, line in _lines(text)]


def rungs_in_lines(ladder: Ladder) -> str:
    """A ladder, in its order: `nudge, -3, 09:30, owner`."""
    return "\n".join(f"{r.key}, {r.days}, {r.at:%H:%M}, {r.to}" for r in ladder)


def rungs_of(text: str, label: str, stand: Sequence[Mapping[str, Any]] = ()) -> list[Row]:
    """The rows of a group file; what one says besides (`why`, `needs`) stays. Raises `Invalid` that names the line."""
    before = {row.get("rung"): row for row in stand}
    rows = [_row(line, number, label, RUNG, frozenset({"days"})) for number, line in _lines(text)]
    return [{**before.get(row["rung"], {}), **row} for row in rows]


def _lines(text: str) -> list[tuple[int, str]]:
    return [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip()]


def _row(line: str, number: int, label: str, names: tuple[str, ...], numbers: frozenset[str]) -> Row:
    parts = [part.strip() for part in line.split(",")]
    if len(parts) != len(names):
        raise Invalid(label, f"line {number} needs {len(names)} parts between commas; it has {len(parts)}.")
    row: Row = dict(zip(names, parts, strict=True))
    for name in numbers & set(names):
        try:
            row[name] = int(row[name])
        except ValueError:
            raise Invalid(label, f"line {number}: '{row[name]}' is not a whole number.") from None
    return row
