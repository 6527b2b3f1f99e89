"""The answer to taking something back."""

from __future__ import annotations

from collections.abc import Sequence

from cards.kit import Card, button, card, words


def taken_back(ids: Sequence[str], what: str, shown: Sequence[str]) -> Card:
    """What was taken back, and where to look."""
    return card(
        "Taken back",
        words(f"{', '.join(ids)}: '{what}' is undone. It stands as it stood before; the history shows both."),
        actions=[button(f"Show {i}", "say", say=i) for i in shown[:4]],
    )


def told(record: str, who: str, what: str) -> Card:
    """For those who were told of an answer that was then taken back."""
    return card(
        f"{record}: taken back",
        words(f"{who} took back {what}. It stands as it stood before; you need do nothing."),
        actions=[button(f"Show {record}", "say", say=record)] if record.startswith("ACT-") else [],
    )


def nothing() -> Card:
    """There is nothing of theirs to take back."""
    return card(
        "Nothing to take back",
        words("I can take back your own last change within ten minutes of it. I find none."),
    )
