"""Sends to Teams: posts, edits, opens chats and fetches files, on one pooled session and without ever blocking.

Owns: requests to the connector and what each answer means (`bot.delivery`). Must not: repeat a post whose outcome is in
doubt, follow a redirect, or speak to a host that is not on the list.
Source: reliability.md 2.2 and 4.2; platform.md 1.6, 5.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import aiohttp
import orjson
from botbuilder.schema import ActivityTypes

from bot.contracts import Place, PlaceKind
from bot.delivery import Begin, Outcome, Rejected, RetryAfter, Sent, Uncertain, Withheld, at_once
from bot.teams import answers
from bot.teams.hosts import Hosts
from bot.teams.throttle import Throttle
from bot.teams.tokens import NoToken, Tokens
from cards.kit import Card

log = logging.getLogger(__name__)

TOTAL = aiohttp.ClientTimeout(total=15.0, connect=5.0)
"""Source: reliability.md 1.2 (HTTP total 15 s within a lease of 60 s)."""
PATIENCE = 2.0
"""Seconds a send waits here for the throttle; what must wait longer goes back to the outbox. Source: ours."""
AGAIN_412 = (0.3, 1.0, 2.5)
"""Pauses before a 412 is tried again, seconds. Source: reliability.md 2.2 (up to 3 retries with backoff)."""
UNREACHED = 10.0
"""Seconds to wait after a connection that could not be made. Source: ours."""
CARD = "application/vnd.microsoft.card.adaptive"
LONGEST_SUMMARY = 2_000
"""Characters of the text twin that go out as the notification's text. Source: ours, far below the message limit."""
MOST_ANSWER = 64 * 1024


def card_activity(card: Card, bot_id: str) -> dict[str, Any]:
    """A message with a card: its twin as summary, never beside it as text (Teams would split them and give no id)."""
    return {
        "type": ActivityTypes.message.value,
        "from": {"id": bot_id},
        "summary": card.twin[:LONGEST_SUMMARY],
        "attachments": [{"contentType": CARD, "content": card.content}],
    }


def text_activity(text: str, bot_id: str) -> dict[str, Any]:
    """A message of plain words."""
    return {"type": ActivityTypes.message.value, "from": {"id": bot_id}, "textFormat": "plain", "text": text}


@dataclass
class Connector:
    """`tokens` None is the anonymous development mode."""

    session: aiohttp.ClientSession
    hosts: Hosts
    tokens: Tokens | None
    throttle: Throttle
    count: Callable[[str, str], None]
    """Told each outcome: `("sends", "sent")`."""

    async def post(self, place: Place, card: Card, thread_id: str = "", *, begin: Begin = at_once) -> Outcome:
        """A new message with a card. In a channel without `thread_id` it begins a thread."""
        return await self.send(place, card_activity(card, place.bot_id), thread_id, begin=begin)

    async def send(
        self,
        place: Place,
        activity: Mapping[str, Any],
        thread_id: str = "",
        patience: float = PATIENCE,
        *,
        begin: Begin = at_once,
    ) -> Outcome:
        """A new message of any shape."""
        target = f"{place.conversation_id};messageid={thread_id}" if thread_id else place.conversation_id
        body = {**activity, "conversation": {"id": target}}
        path = f"v3/conversations/{quote(target, safe='')}/activities"
        outcome, found = await self._call("POST", place, path, body, patience, begin)
        return Sent(_id_of(found)) if outcome is None else outcome

    async def update(self, place: Place, message_id: str, card: Card, *, begin: Begin = at_once) -> Outcome:
        """Edit a message of ours in place. It may be repeated freely."""
        path = f"v3/conversations/{quote(place.conversation_id, safe='')}/activities/{quote(message_id, safe='')}"
        body = {**card_activity(card, place.bot_id), "id": message_id, "conversation": {"id": place.conversation_id}}
        outcome, found = await self._call("PUT", place, path, body, PATIENCE, begin)
        return Sent(_id_of(found) or message_id) if outcome is None else outcome

    async def open_personal(self, object_id: str, tenant_id: str, service_url: str, bot_id: str) -> Place | Outcome:
        """The 1:1 chat with a person; Teams gives the same one each time. The tenant must be in `channelData`."""
        place = Place(PlaceKind.PERSONAL, f"new/{object_id}", service_url, tenant_id, bot_id)
        body = {
            "isGroup": False,
            "bot": {"id": bot_id},
            "members": [{"id": object_id}],
            "tenantId": tenant_id,
            "channelData": {"tenant": {"id": tenant_id}},
        }
        outcome, found = await self._call("POST", place, "v3/conversations", body, PATIENCE)
        if outcome is not None:
            # A chat opened twice is the same chat, so doubt here is no reason not to try again.
            return RetryAfter(UNREACHED, outcome.reason) if isinstance(outcome, Uncertain) else outcome
        conversation = _id_of(found)
        if not conversation:
            return RetryAfter(UNREACHED, "no conversation id")
        return Place(PlaceKind.PERSONAL, conversation, service_url, tenant_id, bot_id)

    async def _call(
        self, method: str, place: Place, path: str, body: Mapping[str, Any], patience: float, begin: Begin = at_once
    ) -> tuple[Outcome | None, bytes]:
        outcome, found = await self._throttled(method, place, path, body, patience, begin)
        self.count("sends", "sent" if outcome is None else answers.word(outcome))
        return outcome, found

    async def _throttled(
        self, method: str, place: Place, path: str, body: Mapping[str, Any], patience: float, begin: Begin
    ) -> tuple[Outcome | None, bytes]:
        if not self.hosts.allows(place.service_url):
            log.error("a send to a host that is not allowed was stopped")
            return Rejected("host"), b""
        url = f"{place.service_url.rstrip('/')}/{path}"
        data = orjson.dumps(body)
        kept = await self._first_turn(place, patience, begin)
        for pause in (*AGAIN_412, None):
            if kept is not None:
                return kept, b""
            outcome, found = await self._authorised(method, url, data)
            if pause is None or not (isinstance(outcome, RetryAfter) and outcome.reason == answers.PRECONDITION):
                break
            await asyncio.sleep(pause)
            kept = await self._turn(place, patience)
        if isinstance(outcome, RetryAfter) and outcome.reason == answers.TOO_MANY:
            self.throttle.hold(place.conversation_id, outcome.seconds)
        return outcome, found

    async def _first_turn(self, place: Place, patience: float, begin: Begin) -> Outcome | None:
        """Wait until the message leaves, and ask `begin` when that is near. None: it leaves now."""
        if begin is at_once:
            return await self._turn(place, patience)
        try:
            if self.tokens is not None:
                await self.tokens.get()
        except NoToken:
            return RetryAfter(30.0, "no token")
        async with self.throttle.near(place.conversation_id, place.tenant_id, patience) as wait:
            if wait:
                return RetryAfter(wait, "throttle")
            return await self._turn(place, patience) if await begin() else Withheld()

    async def _turn(self, place: Place, patience: float) -> Outcome | None:
        wait = await self.throttle.acquire(place.conversation_id, place.tenant_id, patience)
        return RetryAfter(wait, "throttle") if wait else None

    async def _authorised(self, method: str, url: str, data: bytes) -> tuple[Outcome | None, bytes]:
        """With the token, and once more with a new one when it is refused."""
        if self.tokens is None:
            return await self._once(method, url, data, "")
        try:
            token = await self.tokens.get()
            outcome, found = await self._once(method, url, data, token)
            if isinstance(outcome, RetryAfter) and outcome.reason == answers.UNAUTHORISED:
                token = await self.tokens.renew(token)
                outcome, found = await self._once(method, url, data, token)
        except NoToken:
            return RetryAfter(30.0, "no token"), b""
        return outcome, found

    async def _once(self, method: str, url: str, data: bytes, token: str) -> tuple[Outcome | None, bytes]:
        """One request. None: it was accepted, and what came back with it."""
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        status = 0
        try:
            async with self.session.request(
                method, url, data=data, headers=headers, allow_redirects=False, timeout=TOTAL
            ) as answer:
                status = answer.status
                found = await _read(answer)
                return answers.outcome(status, answer.headers, found), found
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as fault:
            return RetryAfter(UNREACHED, type(fault).__name__), b""
        except (aiohttp.ClientError, TimeoutError, OSError) as fault:
            if 200 <= status < 300:
                return None, b""  # accepted; only the answer's body was lost
            return (answers.outcome(status, {}, b"") if status else Uncertain(type(fault).__name__)), b""


async def _read(answer: aiohttp.ClientResponse) -> bytes:
    found = b""
    while len(found) < MOST_ANSWER:
        more = await answer.content.read(MOST_ANSWER - len(found))
        if not more:
            break
        found += more
    return found


def _id_of(found: bytes) -> str:
    try:
        value = orjson.loads(found) if found else None
    except ValueError:
        return ""
    name = value.get("id") if isinstance(value, dict) else None
    return name if isinstance(name, str) and len(name) <= 2_048 else ""
