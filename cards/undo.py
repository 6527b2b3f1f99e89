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


def nothing() -> Card:
    """There is nothing of theirs to take back."""
    return card(
        "Nothing to take back",
        words("I can take back your own last change within ten minutes of it. I find none."),
    )
