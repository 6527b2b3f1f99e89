"""The botbuilder adapter of this bot, with an own way in and out.

Owns: one HTTP request from the gate to its answer. Must not: use botbuilder's authentication, connector or invoke path
(docs/adr/0001): as shipped it answers every invoke with 500, blocks the event loop and lets in forged tokens.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn

import orjson
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import ActivityTypes
from botframework.connector.auth import BotFrameworkAuthentication

from bot.contracts import Handler, Happening, Reply, Turn
from bot.teams.activities import PRESS, Malformed, Nameless, read_turn
from bot.teams.gate import Gate, Incoming, Refused
from bot.teams.limits import Limits
from bot.teams.replies import Replies, error_response, note_response

log = logging.getLogger(__name__)

ANSWER_SECONDS = 8.0
"""How long a message's HTTP answer waits for the reply to be posted; Teams repeats what is not answered in 15 s.

Source: reliability.md 1 and 3.3 (budget 3 s, hard 8 s). The reply goes on afterwards.
"""
TOO_FAST = "You are faster than I am. Please wait a few seconds, then try again. Nothing was changed."


@dataclass(frozen=True, slots=True)
class Answer:
    """What the web gives back: a status and, for an invoke, JSON."""

    status: int
    body: bytes = b""


class NoStockPath(BotFrameworkAuthentication):
    """Closes botbuilder's own doors: whatever would go in or out by them raises."""

    async def authenticate_request(self, *_: Any, **__: Any) -> NoReturn:
        _closed()

    async def authenticate_streaming_request(self, *_: Any, **__: Any) -> NoReturn:
        _closed()

    def create_connector_factory(self, *_: Any, **__: Any) -> NoReturn:
        _closed()

    async def create_user_token_client(self, *_: Any, **__: Any) -> NoReturn:
        _closed()


class Adapter(CloudAdapter):
    """botbuilder's adapter with `process` made anew: gate, turn, limits, handler, reply."""

    def __init__(
        self,
        gate: Gate,
        handler: Handler,
        replies: Replies,
        limits: Limits,
        clock: Callable[[], datetime],
        count: Callable[[str, str], None],
    ) -> None:
        super().__init__(NoStockPath())
        self._gate = gate
        self._handler = handler
        self._replies = replies
        self._limits = limits
        self._clock = clock
        self._count = count

    async def process(self, request: Incoming, *_: object) -> Answer:  # pyright: ignore[reportIncompatibleMethodOverride] the stock one gives an aiohttp response, and only bot/web.py knows those
        """One request. Never raises but for cancellation."""
        try:
            activity = await self._gate.admit(request)
            turn = read_turn(activity, self._clock())
        except Refused as refused:
            self._count("refused", refused.kind)
            return Answer(refused.status)
        except Nameless:
            self._count("refused", "no_object_id")
            return Answer(403)
        except Malformed:
            self._count("refused", "activity")
            return Answer(400)
        if turn is None:
            return Answer(501 if activity.get("type") == ActivityTypes.invoke else 200)
        self._count("turns", turn.happening.value)
        return await (self._invoke(turn) if turn.invoked else self._message(turn))

    async def close(self) -> None:
        """Let replies under way arrive, for a few seconds."""
        await self._replies.close()

    async def _invoke(self, turn: Turn) -> Answer:
        reply = await self._handle(turn)
        if isinstance(reply, str):
            return _json(note_response(reply))
        if reply is None:
            return _json(error_response(500, "Error", "Something went wrong. Nothing was changed."))
        return _json(await self._replies.invoke(turn, reply))

    async def _message(self, turn: Turn) -> Answer:
        self._replies.saw(turn)
        reply = await self._handle(turn)
        if reply is None or reply == "":
            return Answer(200)
        sending = self._replies.note(turn, reply) if isinstance(reply, str) else self._replies.post(turn, reply)
        await self._replies.within(sending, ANSWER_SECONDS)
        return Answer(200)

    async def _handle(self, turn: Turn) -> Reply | str | None:
        """The handler's reply, words when the person is too fast, None when the handler broke its word and raised."""
        said = turn.happening in {Happening.SAID, Happening.PRESSED}
        if said and not self._limits.allow(turn.speaker.object_id, turn.place.tenant_id):
            self._count("limited", turn.happening.value)
            return TOO_FAST if self._limits.may_say(turn.speaker.object_id) or turn.invoked else ""
        try:
            return await self._handler(turn)
        except Exception:
            log.exception("the handler raised")
            return None


def _json(body: dict[str, Any]) -> Answer:
    return Answer(200, orjson.dumps(body))


def _closed() -> NoReturn:
    raise PermissionError("botbuilder's own path is closed; see docs/adr/0001")


__all__ = ["PRESS", "Adapter", "Answer", "NoStockPath"]
