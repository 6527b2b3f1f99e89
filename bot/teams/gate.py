"""The door: what comes in is believed only after every check.

Owns: the order of the checks and the class under which a refusal is counted. Must not: act on an activity, or tell the
caller why (the answer is a status without words). Source: reliability.md 4.1, "Own gate before the SDK".
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from bot.teams.hosts import Hosts
from bot.teams.strict import Unreadable, read_object
from bot.teams.verify import BadToken, Verified, Verifier

MOST_BYTES = 256 * 1024
READ_SECONDS = 10.0
CHANNEL = "msteams"


class Headers(Protocol):
    """Header names in any case, with all their values."""

    def getall(self, key: str, default: list[str], /) -> list[str]: ...

    def get(self, key: str, default: str, /) -> str: ...


class Incoming(Protocol):
    """What the gate needs of an HTTP request; aiohttp's has it."""

    @property
    def method(self) -> str: ...

    @property
    def headers(self) -> Headers: ...

    async def read(self) -> bytes: ...


class Refused(Exception):
    """Not let in. `status` is all that the caller learns; `kind` is what we count."""

    def __init__(self, status: int, kind: str) -> None:
        super().__init__(kind)
        self.status = status
        self.kind = kind


@dataclass(frozen=True)
class Gate:
    """`verifier` None is the anonymous development mode: the app has made sure that only this machine can reach it."""

    verifier: Verifier | None
    hosts: Hosts
    tenants: Callable[[], frozenset[str]]
    """The tenants that are let in, lower case. Empty lets in every tenant, in anonymous mode only."""

    async def admit(self, request: Incoming) -> dict[str, Any]:
        """The activity, when it may be believed. Raises `Refused`."""
        self._head(request)
        verified = await self._token(request.headers) if self.verifier is not None else None
        activity = _object(await _body(request))
        self._bound(activity, verified)
        return activity

    def _head(self, request: Incoming) -> None:
        if request.method != "POST":
            raise Refused(405, "method")
        if not _is_json(request.headers.getall("Content-Type", [])):
            raise Refused(400, "content_type")
        length = request.headers.get("Content-Length", "0")
        if not length.isascii() or not length.isdigit() or int(length[:12]) > MOST_BYTES:
            raise Refused(413, "size")

    async def _token(self, headers: Headers) -> Verified:
        given = headers.getall("Authorization", [])
        if len(given) != 1:
            raise Refused(401, "no_token" if not given else "two_tokens")
        scheme, _, token = given[0].partition(" ")
        if scheme != "Bearer" or not token:
            raise Refused(401, "no_token")
        assert self.verifier is not None  # noqa: S101 - admit asks only then
        try:
            return await self.verifier.verify(token)
        except BadToken as bad:
            raise Refused(401, str(bad)) from None

    def _bound(self, activity: dict[str, Any], verified: Verified | None) -> None:
        """The token is for this channel, this service and this tenant, and the body says the same."""
        if activity.get("channelId") != CHANNEL:
            raise Refused(403, "channel")
        if verified is not None and CHANNEL not in verified.endorsements:
            raise Refused(403, "endorsement")
        service_url = activity.get("serviceUrl")
        if verified is not None and service_url != verified.service_url:
            raise Refused(403, "service_url")
        if not self.hosts.allows(service_url):
            raise Refused(403, "service_host")
        tenants = self.tenants()
        if not tenants and verified is None:
            return
        if tenant_of(activity).lower() not in tenants:
            raise Refused(403, "tenant")


def tenant_of(activity: dict[str, Any]) -> str:
    """The tenant as Teams says it in `channelData`; empty when it does not."""
    data = activity.get("channelData")
    tenant = data.get("tenant") if isinstance(data, dict) else None
    found = tenant.get("id") if isinstance(tenant, dict) else None
    return found if isinstance(found, str) else ""


async def _body(request: Incoming) -> bytes:
    try:
        async with asyncio.timeout(READ_SECONDS):
            raw = await request.read()
    except TimeoutError:
        raise Refused(408, "slow_body") from None
    except (OSError, EOFError, ValueError):
        raise Refused(400, "broken_body") from None
    if len(raw) > MOST_BYTES:
        raise Refused(413, "size")
    return raw


def _object(raw: bytes) -> dict[str, Any]:
    try:
        return read_object(raw)
    except (Unreadable, ValueError, RecursionError):
        raise Refused(400, "body") from None


def _is_json(given: list[str]) -> bool:
    """One header, JSON, and UTF-8 when it names a character set."""
    if len(given) != 1:
        return False
    kind, _, rest = given[0].lower().partition(";")
    charset = rest.replace(" ", "").replace('"', "")
    return kind.strip() == "application/json" and charset in {"", "charset=utf-8", "charset=utf8"}
