"""The answer to a turn, brought to where it belongs.

Owns: Reply -> invoke response, or messages in the right thread or chat. Must not: handle turns or keep anything.
Source: conversation.md, "Where"; platform.md 3.3 (the invoke protocol).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.contracts import Happening, Place, PlaceKind, Reply, Turn
from bot.delivery import Outcome, RetryAfter, Sent
from bot.teams.connector import CARD, Connector, card_activity, text_activity

log = logging.getLogger(__name__)
T = TypeVar("T")

PRIVATELY = "I have replied to you privately."
NOT_REACHED = "I could not reach you in a private chat. Please write to me there first, then ask again."
DONE = "Done."
NOTE = "application/vnd.microsoft.activity.message"
ERROR = "application/vnd.microsoft.error"
PATIENCE = 10.0
"""Seconds an answer waits for the throttle; people wait less gladly than reminders, so it may not give up sooner."""
PRESS_SECONDS = 4.0
"""How long a press waits for its private answer to be posted; Teams gives a press 10 s. Source: reliability.md 3.3."""
SHOWN = 1.0
"""Seconds until the answer of a press has surely replaced the card at its reader's. Source: ours."""
CLOSING_SECONDS = 10.0
TRIES = 4
LONGEST_WAIT = 20.0
"""Seconds between two tries of an answer; one that must wait longer is given up, the member can ask again."""
CHATS = 20_000
"""Private chats kept in mind."""


def card_response(content: Mapping[str, Any]) -> dict[str, Any]:
    """The pressed card is replaced by this one."""
    return {"statusCode": 200, "type": CARD, "value": content}


def note_response(text: str) -> dict[str, Any]:
    """The card stays; a short note is shown."""
    return {"statusCode": 200, "type": NOTE, "value": text}


def error_response(status: int, code: str, message: str) -> dict[str, Any]:
    """Teams shows that something went wrong."""
    return {"statusCode": status, "type": ERROR, "value": {"code": code, "message": message}}


Answered = Callable[[Turn, Reply, str], Awaitable[None]]
"""Told which message an answer has become; empty when it did not arrive."""


async def nobody(_turn: Turn, _reply: Reply, _message: str) -> None:
    """Nobody asks."""


@dataclass
class Replies:
    """Brings answers. Private chats that were seen or opened are kept in mind; opening one twice is harmless."""

    connector: Connector
    answered: Answered = nobody
    """Called for the card of long work."""
    _chats: dict[tuple[str, str], Place] = field(default_factory=dict[tuple[str, str], Place])
    _under_way: set[asyncio.Task[Any]] = field(default_factory=set[asyncio.Task[Any]])

    async def within(self, work: Coroutine[Any, Any, T], seconds: float) -> T | None:
        """What the work gives, or None when it takes longer (it goes on) or failed (that is logged)."""
        task = self._spawn(work)
        done, _ = await asyncio.wait({task}, timeout=seconds)
        return task.result() if done else None

    def _spawn(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T | None]:
        task = asyncio.create_task(_logged(work))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    async def close(self) -> None:
        """Let what is under way arrive, for a few seconds."""
        if self._under_way:
            await asyncio.wait(set(self._under_way), timeout=CLOSING_SECONDS)
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    def saw(self, turn: Turn) -> None:
        """Learn a private chat from a turn in it."""
        if turn.place.kind is PlaceKind.PERSONAL and turn.speaker.object_id:
            self._keep((turn.place.tenant_id, turn.speaker.object_id), turn.place)

    async def invoke(self, turn: Turn, reply: Reply) -> dict[str, Any]:
        """The body of an invoke's response; a private card from a channel goes to the private chat instead."""
        if reply.card is None or reply.keep_card:
            return note_response(reply.text or DONE)
        # A refresh shows its card to this one person only, and they have not asked for a message.
        if self._elsewhere(turn, reply) and not turn.automatic:
            return note_response(await self.within(self._privately(turn, reply), PRESS_SECONDS) or PRIVATELY)
        if reply.job:
            self._spawn(self._replaced(turn, reply))
        return card_response(reply.card.content)

    async def post(self, turn: Turn, reply: Reply) -> None:
        """The answer to a message, as one or two messages."""
        if reply.card is None and not reply.text:
            return
        if self._elsewhere(turn, reply):
            note = await self._privately(turn, reply)
            await self._say(turn.place, text_activity(note, turn.place.bot_id))
            return
        await self._noted(turn, reply, await self._say(turn.place, _activity(reply, turn.place)))

    async def note(self, turn: Turn, text: str) -> None:
        """Plain words to where the turn was."""
        await self._say(turn.place, text_activity(text, turn.place.bot_id))

    def _elsewhere(self, turn: Turn, reply: Reply) -> bool:
        away = turn.place.kind is not PlaceKind.PERSONAL
        return away and reply.private and turn.happening in {Happening.SAID, Happening.PRESSED}

    async def _privately(self, turn: Turn, reply: Reply) -> str:
        """Post to the speaker's own chat; what the channel is told."""
        where = await self._chat(turn)
        if where is None:
            await self._noted(turn, reply, None)
            return NOT_REACHED
        sent = await self._say(where, _activity(reply, where))
        await self._noted(turn, reply, sent)
        if sent is None:
            self._chats.pop((where.tenant_id, turn.speaker.object_id), None)
        return NOT_REACHED if sent is None else PRIVATELY

    async def _noted(self, turn: Turn, reply: Reply, sent: Sent | None) -> None:
        if reply.job:
            await self.answered(turn, reply, "" if sent is None else sent.activity_id)

    async def _replaced(self, turn: Turn, reply: Reply) -> None:
        """The pressed message is the answer, once its reader has it: an edit that came first would be overwritten."""
        await asyncio.sleep(SHOWN)
        await self.answered(turn, reply, turn.card_id)

    async def _chat(self, turn: Turn) -> Place | None:
        key = (turn.place.tenant_id, turn.speaker.object_id)
        if key in self._chats:
            return self._chats[key]
        place = turn.place

        async def once() -> Place | Outcome:
            return await self.connector.open_personal(
                turn.speaker.object_id, place.tenant_id, place.service_url, place.bot_id
            )

        found = await _with_patience(once)
        if not isinstance(found, Place):
            log.warning("a private chat could not be opened", extra={"reason": _reason(found)})
            return None
        self._keep(key, found)
        return found

    def _keep(self, key: tuple[str, str], place: Place) -> None:
        if key not in self._chats and len(self._chats) >= CHATS:
            del self._chats[next(iter(self._chats))]
        self._chats[key] = place

    async def _say(self, place: Place, activity: Mapping[str, Any]) -> Sent | None:
        thread = place.thread_id if place.kind is PlaceKind.CHANNEL else ""

        async def once() -> Outcome:
            return await self.connector.send(place, activity, thread, PATIENCE)

        outcome = await _with_patience(once)
        if isinstance(outcome, Sent):
            return outcome
        # Not the turn: its id is a time, and the press may have been one after which nobody is named.
        log.error("an answer did not reach its reader", extra={"reason": _reason(outcome)})
        return None


def _activity(reply: Reply, place: Place) -> dict[str, Any]:
    if reply.card is not None:
        return card_activity(reply.card, place.bot_id)
    return text_activity(reply.text, place.bot_id)


async def _logged(work: Coroutine[Any, Any, T]) -> T | None:
    try:
        return await work
    except Exception:
        log.exception("a reply failed")
        return None


async def _with_patience(once: Callable[[], Awaitable[Place | Outcome]]) -> Place | Outcome:
    """Try again what was surely not posted, a few times and not for long; what is in doubt is never repeated."""
    outcome = await once()
    for _ in range(TRIES - 1):
        if not isinstance(outcome, RetryAfter) or outcome.seconds > LONGEST_WAIT:
            break
        await asyncio.sleep(outcome.seconds)
        outcome = await once()
    return outcome


def _reason(outcome: Place | Outcome) -> str:
    return str(getattr(outcome, "reason", ""))
