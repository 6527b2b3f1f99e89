"""The token with which the bot speaks to Teams: asked for without blocking, once at a time, renewed before it ends.

Owns: the client-credentials exchange, with a secret or a certificate, and, in Azure, the managed identity's. Must not:
send activities.
Source: platform.md 1.5 (the SDK asks for a new token on the event loop in each turn), 1.8; Microsoft Learn, "OAuth 2.0
client credentials flow" and "App Service managed identity, REST endpoint reference".
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import orjson

from bot.teams import certificate

log = logging.getLogger(__name__)

EARLY = 300.0
"""Seconds before its end that a token is renewed."""
AFTER_FAILURE = 5.0
"""Seconds before a failed exchange is tried again. Source: ours."""
TIMEOUT = 10.0


class NoToken(Exception):
    """There is no token now: nothing was sent."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """How to ask for a token: the address, and what is sent there. Never shown."""

    url: str
    form: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    query: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    proof: Callable[[], str] | None = field(default=None, repr=False)
    """Makes a fresh client assertion for each exchange; called in a thread, for it reads a file and signs."""


@dataclass
class Tokens:
    """Keeps one token. `get` waits only when there is none that holds."""

    session: aiohttp.ClientSession
    credentials: Credentials
    clock: Callable[[], float] = time.monotonic
    _token: str = field(default="", repr=False)
    _until: float = float("-inf")
    _renew_at: float = float("-inf")
    _failed_at: float = float("-inf")
    _flight: asyncio.Task[None] | None = None

    async def get(self) -> str:
        """A token that holds. Raises `NoToken`."""
        now = self.clock()
        if now < self._renew_at:
            return self._token
        if now < self._until:
            self._begin()
            return self._token
        await self._wait()
        if self.clock() >= self._until:
            raise NoToken
        return self._token

    async def renew(self, refused: str) -> str:
        """A token other than the one that was just refused with 401. Raises `NoToken`."""
        if self._token == refused:
            self._until = self._renew_at = self._failed_at = float("-inf")
        return await self.get()

    async def close(self) -> None:
        """Stop an exchange under way."""
        if self._flight is not None:
            self._flight.cancel()
            await asyncio.gather(self._flight, return_exceptions=True)

    async def _wait(self) -> None:
        self._begin()
        if self._flight is not None:
            await asyncio.wait({self._flight})

    def _begin(self) -> None:
        if self._flight is not None and not self._flight.done():
            return
        if self.clock() - self._failed_at >= AFTER_FAILURE:
            self._flight = asyncio.create_task(self._exchange())

    async def _exchange(self) -> None:
        ask = self.credentials
        form = dict(ask.form)
        try:
            if ask.proof is not None:
                form["client_assertion"] = await asyncio.to_thread(ask.proof)
            async with (
                asyncio.timeout(TIMEOUT),
                self.session.request(
                    "POST" if form else "GET",
                    ask.url,
                    data=form or None,
                    params=dict(ask.query) or None,
                    headers=dict(ask.headers),
                    allow_redirects=False,
                ) as answer,
            ):
                found = orjson.loads(await answer.read()) if answer.status == 200 else {}
                status = answer.status
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError, certificate.Unfit) as fault:
            return self._fail(type(fault).__name__)
        token = found.get("access_token") if isinstance(found, dict) else None
        if not isinstance(token, str) or not token or not token.isascii() or not token.isprintable():
            return self._fail(f"status {status}")
        lives = _seconds(found.get("expires_in"))
        now = self.clock()
        self._token, self._until = token, now + lives - 30
        self._renew_at = now + max(lives - EARLY, lives / 2)
        return None

    def _fail(self, why: str) -> None:
        self._failed_at = self.clock()
        log.error("no token from the identity service", extra={"reason": why})


def client_secret(url: str, app_id: str, password: str, scope: str) -> Credentials:
    """Ask with the app's id and secret."""
    form = {"grant_type": "client_credentials", "client_id": app_id, "client_secret": password, "scope": scope}
    return Credentials(url, form=form)


def client_certificate(url: str, app_id: str, path: Path, password: str, scope: str) -> Credentials:
    """Ask with the app's id and a note signed with its certificate's key: no secret leaves the machine."""
    form = {"grant_type": "client_credentials", "client_id": app_id, "scope": scope}
    form |= {"client_assertion_type": certificate.KIND}
    return Credentials(url, form=form, proof=lambda: certificate.assertion(path, password, app_id, url))


def managed_identity(endpoint: str, header: str, app_id: str, resource: str) -> Credentials:
    """Ask the machine's own identity (App Service, Container Apps): there is no secret at all."""
    query = {"api-version": "2019-08-01", "resource": resource, "client_id": app_id}
    return Credentials(endpoint, query=query, headers={"X-IDENTITY-HEADER": header})


def _seconds(value: object) -> float:
    """A token's life; Entra says a number, the identity endpoint a string; an hour when it says nothing."""
    try:
        return min(max(float(value), 60.0), 86_400.0)  # pyright: ignore[reportArgumentType] anything else is caught below
    except (TypeError, ValueError):
        return 3_600.0
