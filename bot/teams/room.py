"""The Teams room as the rest of the house sees it: requests in, messages out.

Owns: putting the room's parts together, and their one session, from start to close. Must not: hold a rule of its own.

How to wire it (in `app.py`):

    room = TeamsRoom(Access(app_id=..., app_password=..., tenant_id=..., service_hosts=(...,)), turns, clock=clock)
    app = bot.web.make_app(Web(process=room.process, opened=(room.start,), closed=(room.close,), ...))
    sender = bot.outbox.Sender(store, room.wire, ...)      # `room.wire` may be used after `start`
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp

from bot.contracts import Attachment, Handler
from bot.teams import files, keys, tokens, verify
from bot.teams.adapter import Adapter, Answer
from bot.teams.connector import Connector
from bot.teams.gate import Gate, Incoming
from bot.teams.hosts import Hosts, is_loopback
from bot.teams.limits import NONE, Limits
from bot.teams.replies import Answered, Replies, nobody
from bot.teams.throttle import Throttle

LOGIN = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token"
MULTI_TENANT = "botframework.com"
CONNECTIONS = 100
KEEP_ALIVE = 20.0
"""Seconds an idle connection is kept: less than a service keeps it, so that no post meets a dead one. Source: ours."""


@dataclass(frozen=True, slots=True)
class Access:
    """Who the bot is to Teams, and what it may speak to. Without `app_id`: the anonymous development mode."""

    app_id: str = ""
    app_password: str = field(default="", repr=False)
    app_type: str = "SingleTenant"
    """`SingleTenant`, `MultiTenant` or `UserAssignedMSI`."""
    tenant_id: str = ""
    openid_url: str = ""
    token_url: str = ""
    service_hosts: tuple[str, ...] = ()
    """Bare hosts (https, 443) or full origins; empty for Teams' own."""
    tenants: tuple[str, ...] = ()
    """Tenants let in beside `tenant_id`, for example those of the groups."""
    identity_endpoint: str = ""
    """Azure's IDENTITY_ENDPOINT, for `UserAssignedMSI`."""
    identity_header: str = field(default="", repr=False)
    certificate: Path | None = None
    """A PEM file with private key and certificate; used instead of the password when it is given."""
    certificate_password: str = field(default="", repr=False)

    @property
    def anonymous(self) -> bool:
        """Unsigned activities are taken; the app binds loopback only and says so."""
        return not self.app_id


def on_trial(access: Access) -> bool:
    """Whether the bot speaks to this machine only: then the haste is a script's, and limits would spoil the trial."""
    return access.anonymous or (
        bool(access.service_hosts) and all(is_loopback(urlsplit(host).hostname or "") for host in access.service_hosts)
    )


def ignore(_: str, __: str) -> None:
    """A counter that counts nothing."""


class TeamsRoom:
    """Start it in a running loop, close it at the end. `process` answers requests, `wire` sends."""

    def __init__(
        self,
        access: Access,
        handler: Handler,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        tenants: Callable[[], frozenset[str]] | None = None,
        throttle: Throttle | None = None,
        limits: Limits | None = None,
        count: Callable[[str, str], None] = ignore,
        answered: Answered = nobody,
    ) -> None:
        self.access = access
        self.hosts = Hosts(access.service_hosts, any_loopback=access.anonymous and not access.service_hosts)
        self._handler = handler
        self._clock = clock
        fixed = frozenset(t.lower() for t in (access.tenant_id, *access.tenants) if t)
        self._tenants = tenants or (lambda: fixed)
        self._throttle = throttle or Throttle()
        self._limits = limits or (Limits(NONE, NONE) if on_trial(access) else Limits())
        self._count = count
        self._answered = answered
        self._session: aiohttp.ClientSession | None = None
        self._adapter: Adapter | None = None
        self._wire: Connector | None = None
        self._keys: keys.Keys | None = None
        self._tokens: tokens.Tokens | None = None

    async def start(self) -> None:
        """Open the session. Nothing is fetched yet."""
        connector = aiohttp.TCPConnector(limit=CONNECTIONS, keepalive_timeout=KEEP_ALIVE, ttl_dns_cache=300)
        self._session = session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        self._tokens = tokens_of(session, self.access)
        self._wire = Connector(session, self.hosts, self._tokens, self._throttle, self._count)
        gate = Gate(self._verifier(session), self.hosts, self._tenants)
        replies = Replies(self._wire, self._answered)
        self._adapter = Adapter(gate, self._handler, replies, self._limits, self._clock, self._count)

    async def close(self) -> None:
        """Let what is under way arrive, then close the session."""
        for part in (self._adapter, self._tokens, self._keys):
            if part is not None:
                await part.close()
        if self._session is not None:
            await self._session.close()
        self._adapter = self._wire = self._session = None

    @property
    def wire(self) -> Connector:
        """What the outbox sends by; from `start` to `close`."""
        if self._wire is None:
            raise RuntimeError("the Teams room is not started")
        return self._wire

    async def process(self, request: Incoming) -> Answer:
        """One POST /api/messages."""
        if self._adapter is None:
            return Answer(503)
        return await self._adapter.process(request)

    async def fetch(self, attachment: Attachment) -> bytes:
        """The bytes of a file that came with a message. Raises `files.NotFetched` with words for the member."""
        if self._session is None:
            raise RuntimeError("the Teams room is not started")
        return await files.fetch(self._session, self.hosts, attachment)

    def _verifier(self, session: aiohttp.ClientSession) -> verify.Verifier | None:
        if self.access.anonymous:
            return None
        url = self.access.openid_url or keys.PUBLIC
        self._keys = keys.Keys(session, url)
        return verify.Verifier(self._keys, self.access.app_id, verify.issuer_of(url))


def tokens_of(session: aiohttp.ClientSession, access: Access) -> tokens.Tokens | None:
    """How the bot gets its own token, by the kind of its identity."""
    if access.anonymous:
        return None
    resource = verify.issuer_of(access.openid_url) if access.openid_url else verify.ISSUER
    if access.app_type == "UserAssignedMSI" and access.identity_endpoint and not access.token_url:
        ask = tokens.managed_identity(access.identity_endpoint, access.identity_header, access.app_id, resource)
        return tokens.Tokens(session, ask)
    tenant = MULTI_TENANT if access.app_type == "MultiTenant" else access.tenant_id
    url = access.token_url or LOGIN.format(tenant=tenant)
    scope = f"{resource}/.default"
    if access.certificate is not None:
        ask = tokens.client_certificate(url, access.app_id, access.certificate, access.certificate_password, scope)
    else:
        ask = tokens.client_secret(url, access.app_id, access.app_password, scope)
    return tokens.Tokens(session, ask)
