"""Answers that become something else by themselves: the card of long work becomes its result.

Owns: the key of such an answer, and noting which message it is. Must not: send or draw anything.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass

from bot.contracts import Reply, Turn
from bot.groups import Groups
from storage import answers as kept
from storage.store import Busy, Session, Store

log = logging.getLogger(__name__)


def expect(session: Session, turn: Turn, reply: Reply) -> None:
    """Note, in the turn's own transaction, that its answer is the card of long work."""
    if reply.job and reply.card is not None:
        kept.expect(session, _key(turn, reply), reply.card, turn.speaker.object_id, reply.job)


@dataclass(frozen=True)
class Answers:
    """`arrived` is told by the Teams room which message an answer has become."""

    store: Store
    groups: Groups
    after: Callable[[], None]
    """Called when an edit that waited for it may go."""

    async def arrived(self, turn: Turn, reply: Reply, message: str) -> None:
        """Note the message; empty when the answer did not arrive. What cannot be noted is posted anew later."""
        group = await self.groups.find(turn.place, turn.speaker.object_id)
        if group is None:
            return
        try:
            await self.store.run(lambda s: kept.arrived(s, _key(turn, reply), message), group=group.id)
        except Busy:
            log.warning("an answer could not be noted: the store is busy", extra={"job": reply.job})
        self.after()


def _key(turn: Turn, reply: Reply) -> str:
    named = f"{turn.place.conversation_id}\n{turn.id}\n{turn.verb}"
    return f"answer/{reply.job}/{hashlib.sha256(named.encode()).hexdigest()[:24]}"
