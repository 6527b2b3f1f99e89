"""The frozen pack as a card: its links and its hashes.

Owns: that card. Must not: make a pack.
"""

from __future__ import annotations

from cards.kit import Card, card, download, facts, status, subtle
from domain.packs import Pack
from domain.rhythm import month_name


def frozen(pack: Pack) -> Card:
    """A frozen pack to take away."""
    titles = pack.titles.split(", ")
    named = list(zip(titles, pack.files, pack.digests, strict=True))
    return card(
        f"Meeting pack for {month_name(pack.period)}",
        status(f"{pack.id}, frozen", "done"),
        facts([(f"Hash of {title}", digest[:16]) for title, _, digest in named]),
        subtle("The links work for 15 minutes and for you alone. Say pack for new ones."),
        actions=[download(f"Download {title}", file) for title, file, _ in named],
    )
