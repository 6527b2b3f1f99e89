"""What a submitter hears back: where their return is in what was published. Owns: that one card."""

from __future__ import annotations

from collections.abc import Sequence

from cards.kit import Card, button, card, lines, words
from domain.summaries import Part


def used_in(record: str, month: str, title: str, parts: Sequence[Part]) -> Card:
    """`parts`: those of the summary that rest on the return or on records of its trust."""
    body = [lines((f"{part.title}: ", True), (_many(len(part.lines)), False)) for part in parts]
    said = "It counts in how complete the summary is; no line of it rests on your trust's records this time."
    return card(
        f"Your return for {month} was used",
        words(f"{record} is in '{title}', which has just gone to the channel. Thank you."),
        *(body or [words(said)]),
        actions=[button("Summary", "say", say="summary"), button("What changed", "say", say="what changed")],
    )


def _many(n: int) -> str:
    return "1 line rests on what your trust told." if n == 1 else f"{n} lines rest on what your trust told."
