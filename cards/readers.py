"""For whom a document is wanted: one button for each audience, with what its readers see.

Owns: that card. Must not: decide who may have which version.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cards.kit import Card, button, card, words
from domain.suppression import FOR_WHOM, Audience

NAMES = {
    Audience.RESTRICTED: "Restricted",
    Audience.GROUP: "Group",
    Audience.BOARD: "Board",
    Audience.PUBLIC: "Public",
}


def choose(title: str, verb: str, offered: Sequence[Audience], **data: Any) -> Card:
    """The versions that this member may have."""
    return card(
        title,
        words("For whom? Each version is made from the same records and hides what its readers may not see."),
        *(words(f"- {NAMES[a]}: {_said(a)}") for a in offered),
        actions=[button(NAMES[a], verb, audience=a.value, **data) for a in offered],
    )


def _said(audience: Audience) -> str:
    """What its readers see, without the name of the version before it again."""
    said = FOR_WHOM[audience].removeprefix(f"{NAMES[audience]}: ")
    return said[0].upper() + said[1:]
