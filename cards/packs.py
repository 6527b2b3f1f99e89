"""The frozen pack as a card: its links and its hashes.

Owns: that card. Must not: make a pack.
"""

from __future__ import annotations

from cards.kit import Card, button, card, download, facts, status, subtle
from domain.packs import Pack
from domain.rhythm import month_name
from domain.suppression import Audience

VERSIONS = ((Audience.BOARD, "For the board"), (Audience.PUBLIC, "For the public"))
"""Versions for other readers, with small numbers held back."""


def frozen(pack: Pack) -> Card:
    """A frozen pack to take away."""
    titles = pack.titles.split(", ")
    named = list(zip(titles, pack.files, pack.digests, strict=True))
    return card(
        f"Meeting pack for {month_name(pack.period)}",
        status(f"{pack.id}, frozen", "done"),
        facts([(f"Hash of {title}", digest[:16]) for title, _, digest in named]),
        subtle("The links work for 15 minutes and for you alone. Say pack for new ones."),
        actions=[
            *(download(f"Download {title}", file) for title, file, _ in named),
            *(button(words, "pack.version", period=pack.period, audience=a.value) for a, words in VERSIONS),
        ],
    )
