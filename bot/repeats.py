"""An answer as it is kept for a delivery that comes again, and the key under which it is found.

Owns: that form. Must not: decide which answers are kept (`bot/turn.py` does).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from bot.contracts import Reply
from cards.kit import Card


def digest(*parts: object) -> str:
    """A key of these parts, the same in every process."""
    canonical = json.dumps(parts, sort_keys=True, default=str, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def stored(reply: Reply) -> dict[str, Any]:
    """The answer as plain data."""
    card = None if reply.card is None else {"content": reply.card.content, "twin": reply.card.twin}
    return {"card": card, "text": reply.text, "private": reply.private, "keep": reply.keep_card}


def restored(stored: Mapping[str, Any]) -> Reply:
    """The answer again, without posts: these were sent the first time."""
    kept = stored["card"]
    card = None if kept is None else Card(kept["content"], kept["twin"])
    return Reply(card, stored["text"], stored["private"], (), stored["keep"])
