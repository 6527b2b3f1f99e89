"""Cards of a list that was sent in (a risk register, members): how its columns are read and what it brings.

Owns: those cards and their questions. Must not: read a cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cards import forms
from cards.forms import Choice
from cards.kit import JSON, Card, button, card, errors, facts, heading, words
from domain import cells
from domain.imports import Found
from domain.tables import NONE, Column, Table

SHOWN = 6
"""Rows and findings of a kind on the card; the rest is counted."""
LONGEST = 160
"""Characters of one of them."""
ROOM = 9_000
"""Bytes of a card that lists of columns may take, half of them."""
EACH = 90
"""Bytes of one thing to choose, about."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a dry run says. `what`: one and many of what it brings, such as `risk` and `risks`."""

    what: tuple[str, str]
    lines: tuple[str, ...]
    here: int
    found: tuple[Found, ...]

    def count(self, n: int) -> str:
        """`1 risk`, `3 risks`."""
        return f"{n:,} {self.what[0] if n == 1 else self.what[1]}"


def matching(table: Table, columns: Sequence[Column]) -> tuple[Choice, ...]:
    """Which column is which, to be looked at and changed; of many columns the letters alone."""
    room = 2 * ROOM // (len(columns) * len(table.headings) or 1) - EACH // 2
    offered = [
        (str(n), f"{cells.letters(n)}: {h or 'no heading'}"[: max(room, 2)].rstrip(": "))
        for n, h in enumerate(table.headings)
    ]
    choices = ((NONE, "none"), *offered)
    return tuple(Choice(c.key, c.label, choices=choices, required=c.needed) for c in columns)


def dry_run(
    name: str,
    run: Run,
    how: Sequence[tuple[str, str]],
    asked: Sequence[Choice],
    data: Mapping[str, str],
    refill: forms.Refill,
) -> Card:
    """What would come, cell by cell. `how`: what each column means; `data`: what the buttons carry along."""
    count = len(run.lines)
    here = f" {run.count(run.here)} here already." if run.here else ""
    body: list[JSON | None] = [
        errors(refill.fault_words),
        words(f"{name}: {run.count(count)} to import.{here}"),
        *_listed("To import", list(run.lines)),
        *_listed("These rows bring nothing", [f.line for f in run.found if f.kind == "fault"]),
        *_listed("Left out", [f.line for f in run.found if f.kind == "note"]),
        heading("How the columns are read"),
        facts(list(how)),
        *forms.inputs(asked, refill.values, refill.revision),
    ]
    keep = [button("Import", "table.keep", style="positive", **dict[str, Any](data))] if count else []
    change = button("Change columns", "table.columns", inputs=False, **dict[str, Any](data))
    return card("Dry run: nothing is stored yet", *body, actions=[*keep, change])


def columns(
    table: Table, match: Sequence[Choice], places: Mapping[str, int], data: Mapping[str, str], verb: str = "table.read"
) -> Card:
    """Which column is which. `verb`: what reads the list again."""
    named = ", ".join(f"{cells.letters(n)} {h or 'no heading'}"[:40] for n, h in enumerate(table.headings))
    values = {c.key: str(places.get(c.key, NONE)) for c in match}
    return card(
        "How the columns are read",
        words(f"The sheet has: {named}."),
        *forms.inputs(match, values),
        actions=[button("Read again", verb, **dict[str, Any](data))],
    )


def kept(source: str, run: Run, ids: Sequence[str], note: str) -> Card:
    """After the import."""
    span = "" if not ids else f": {ids[0]}" if len(ids) == 1 else f": {ids[0]} to {ids[-1]}"
    return card(
        f"Imported as {source}",
        words(f"{run.count(len(run.lines))} kept{span}. {note}"),
        words("undo takes the whole import back within ten minutes."),
    )


def _listed(title: str, lines: Sequence[str]) -> list[JSON]:
    if not lines:
        return []
    rest = len(lines) - SHOWN
    short = [line if len(line) <= LONGEST else f"{line[:LONGEST]}\u2026" for line in lines[:SHOWN]]
    below = [*short, *([f"and {rest} more"] if rest > 0 else [])]
    return [heading(f"{title}: {len(lines)}"), *(words(line) for line in below)]
