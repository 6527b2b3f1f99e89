"""The spike of the seam: a Teams room on Microsoft's Agents SDK in the place of botbuilder's, behind the same door.

It is what `bot/teams/adapter.py` and `bot/teams/connector.py` would become: the SDK reads the activity and sends the
answer. Gate, keys and tokens are ours and stay, for the SDK takes tokens from fixed addresses only. Nothing outside
`bot/teams/` is changed or copied: web, turn, cards and store do not notice. docs/adr/0017.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

import aiohttp
import orjson
from aiohttp import web
from microsoft_agents.activity import Activity
from microsoft_agents.hosting.aiohttp import CloudAdapter
from microsoft_agents.hosting.core import RestChannelServiceClientFactory, TurnContext
from microsoft_agents.hosting.core.authorization import ClaimsIdentity, Connections

from bot.contracts import Handler
from bot.teams import keys, tokens, verify
from bot.teams.activities import Malformed, Nameless, read_turn
from bot.teams.adapter import Answer
from bot.teams.connector import card_activity, text_activity
from bot.teams.gate import Gate, Incoming, Refused
from bot.teams.hosts import Hosts
from bot.teams.replies import card_response
from bot.teams.room import Access, tokens_of


@dataclass
class OurTokens:
    """Our one token, as the SDK asks for it."""

    ours: tokens.Tokens

    async def get_access_token(self, *_: Any, **__: Any) -> str:
        return await self.ours.get()

    def get_token_provider(self, *_: Any) -> OurTokens:
        return self

    def get_default_connection(self) -> OurTokens:
        return self


@dataclass
class Agent:
    """What the SDK calls with a turn: ours goes in, and the answer goes out by the SDK's own client."""

    handler: Handler
    clock: Callable[[], datetime]

    async def on_turn(self, context: TurnContext) -> None:
        activity = context.activity.model_dump(by_alias=True, exclude_none=True, mode="json")
        turn = read_turn(activity, self.clock())
        if turn is None:
            return
        reply = await self.handler(turn)
        if turn.invoked:
            body = card_response(reply.card.content) if reply.card else {"statusCode": 200, "value": reply.text}
            value = {"status": 200, "body": body}
            await context.send_activity(Activity(type="invokeResponse", value=value))
        elif reply.card is not None or reply.text:
            bot = turn.place.bot_id
            made = card_activity(reply.card, bot) if reply.card else text_activity(reply.text, bot)
            await context.send_activity(Activity.model_validate(made))


@dataclass
class AgentsRoom:
    """The shape of `TeamsRoom`: `start`, `process`, `close`."""

    access: Access
    handler: Handler
    clock: Callable[[], datetime]
    _session: aiohttp.ClientSession | None = None
    _gate: Gate | None = None
    _adapter: CloudAdapter | None = None
    _closing: list[keys.Keys | tokens.Tokens] = field(default_factory=list)

    async def start(self) -> None:
        self._session = session = aiohttp.ClientSession()
        issued = keys.Keys(session, self.access.openid_url)
        own = tokens_of(session, self.access)
        assert own is not None
        self._closing = [issued, own]
        verifier = verify.Verifier(issued, self.access.app_id)
        self._gate = Gate(verifier, Hosts(self.access.service_hosts), lambda: frozenset({self.access.tenant_id}))
        connections = cast("Connections", OurTokens(own))
        self._adapter = CloudAdapter(channel_service_client_factory=RestChannelServiceClientFactory(connections))
        self._adapter.on_turn_error = _raised  # the stock one sends the fault's text to the member

    async def close(self) -> None:
        for part in self._closing:
            await part.close()
        assert self._session is not None
        await self._session.close()

    async def process(self, request: Incoming) -> Answer:
        assert self._gate is not None
        assert self._adapter is not None
        try:
            await self._gate.admit(request)
            claims = {"aud": self.access.app_id}
            cast("web.Request", request)["claims_identity"] = ClaimsIdentity(claims, authentication_type="Bearer")
            response = await self._adapter.process(cast("web.Request", request), cast("Any", self._agent()))
        except Refused as refused:
            return Answer(refused.status)
        except (Nameless, Malformed):
            return Answer(400)
        assert response is not None
        invoked = isinstance(response.body, bytes | bytearray) and response.body not in {b"", b"null"}
        return Answer(response.status, orjson.dumps(orjson.loads(cast("bytes", response.body))) if invoked else b"")

    def _agent(self) -> Agent:
        return Agent(self.handler, self.clock)


async def _raised(_: TurnContext, error: Exception) -> None:
    raise error
