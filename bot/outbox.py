"""Sends what the store says is to be sent: claim, resolve where, mark, send, mark.

Owns: the order that makes a second post impossible: `sending` is committed before the wire. Must not: decide what is
due (the planner does) or repeat a post whose outcome is in doubt.
Source: reliability.md 1.1, 1.2 and 2.2.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from bot.contracts import Place, PlaceKind
from bot.delivery import Gone, Outcome, Rejected, RetryAfter, Sent, Uncertain
from cards.kit import Card
from domain.group import Group
from storage import conversations, outbox
from storage.store import Session, Store

log = logging.getLogger(__name__)

BATCH = 20
AT_ONCE = 8
BACKOFF = (5, 15, 60, 300, 900, 3600)
"""Seconds to wait after each failed try that surely did not post. Source: ours, within Microsoft's retry guidance."""
MAX_TRIES = 40
"""After so many tries, about a day and a half, a message is given up and alarmed."""


class Wire(Protocol):
    """What this room needs of the Teams room."""

    async def post(self, place: Place, card: Card, thread_id: str = "") -> Outcome: ...
    async def update(self, place: Place, message_id: str, card: Card) -> Outcome: ...
    async def open_personal(self, object_id: str, tenant_id: str, service_url: str, bot_id: str) -> Place | Outcome: ...


@dataclass
class Sender:
    """Empties the outbox. Any number of senders may run; the lease lets one of them have each row."""

    store: Store
    wire: Wire
    groups: dict[str, Group] = field(default_factory=dict[str, Group])

    async def drain(self) -> int:
        """Send everything that is due now; the number of rows handled."""
        handled = 0
        while True:
            rows = await self.store.run(lambda s: outbox.claim(s, limit=BATCH), group="")
            if not rows:
                return handled
            gate = asyncio.Semaphore(AT_ONCE)
            await asyncio.gather(*(self._one(row, gate) for row in rows))
            handled += len(rows)
