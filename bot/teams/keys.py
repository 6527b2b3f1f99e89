"""The public keys with which Teams signs what it sends: fetched without blocking, kept, renewed.

Owns: the metadata and key documents of the issuer. Must not: judge a token.
Source: reliability.md 4.1 (5 s time-out, single flight, 24 h, unknown key at most once per 5 min, stale for 5 days);
the SDK fetches on the event loop without time-out and refuses new keys for a day.
"""

from __future__ import annotations

import asyncio
import base64
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, RSAPublicNumbers

from bot.teams.hosts import is_loopback
from bot.teams.strict import Unreadable, read_object

log = logging.getLogger(__name__)

PUBLIC = "https://login.botframework.com/v1/.well-known/openidconfiguration"
TIMEOUT = 5.0
FRESH = 24 * 3600.0
USABLE = 5 * 24 * 3600.0
ONCE_PER = 300.0
"""Seconds between two looks for an unknown key."""
AFTER_FAILURE = 15.0
"""Seconds before a cold start, or a renewal, is tried again. Source: ours."""
SMALLEST = 2048
"""Bits of the smallest key that is used. Source: NIST SP 800-131A."""
MOST_BYTES = 512 * 1024


class NoKeys(Exception):
    """The issuer cannot be reached, and there are no keys to go by."""


@dataclass(frozen=True, slots=True)
class Key:
    """A signing key and the channels that it may speak for."""

    public: RSAPublicKey
    endorsements: frozenset[str]


@dataclass
class Keys:
    """All keys of one issuer. `find` never waits when keys are known, however the issuer fares."""

    session: aiohttp.ClientSession
    metadata_url: str = PUBLIC
    clock: Callable[[], float] = time.monotonic
    _keys: Mapping[str, Key] = field(default_factory=dict[str, Key])
    _loaded_at: float = float("-inf")
    _tried_at: float = float("-inf")
    _looked_for_unknown_at: float = float("-inf")
    _flight: asyncio.Task[None] | None = None

    def known(self, kid: str) -> Key | None:
        """A key that may be used now, without looking further."""
        return self._keys.get(kid) if self._age < USABLE else None

    async def find(self, kid: str) -> Key | None:
        """The key with this id, after a look at the issuer where that is due. Raises `NoKeys`."""
        if self._age >= USABLE:
            await self._renew(AFTER_FAILURE)
            if self._age >= USABLE:
                raise NoKeys
        elif self._age >= FRESH:
            self._begin(AFTER_FAILURE)
        found = self._keys.get(kid)
        if found is None and self.clock() - self._looked_for_unknown_at >= ONCE_PER and self._loaded_before_now():
            self._looked_for_unknown_at = self.clock()
            await self._renew(0)
            found = self._keys.get(kid)
        return found

    async def close(self) -> None:
        """Stop a look under way."""
        if self._flight is not None:
            self._flight.cancel()
            await asyncio.gather(self._flight, return_exceptions=True)

    @property
    def _age(self) -> float:
        return self.clock() - self._loaded_at

    def _loaded_before_now(self) -> bool:
        """False within a moment of a fresh load: what is unknown then is unknown to the issuer too."""
        return self._age > 1.0

    async def _renew(self, pause: float) -> None:
        self._begin(pause)
        if self._flight is not None:
            await asyncio.wait({self._flight})

    def _begin(self, pause: float) -> None:
        """Start a look unless one is under way or the last one is too recent."""
        if self._flight is not None and not self._flight.done():
            return
        if self.clock() - self._tried_at < pause:
            return
        self._tried_at = self.clock()
        self._flight = asyncio.create_task(self._fetch())

    async def _fetch(self) -> None:
        try:
            async with asyncio.timeout(TIMEOUT):
                metadata = await self._get(self.metadata_url)
                where = metadata.get("jwks_uri")
                if not isinstance(where, str) or not _may_serve(where, self.metadata_url):
                    raise Unreadable("no jwks_uri that may be used")
                keys = read_keys(await self._get(where))
        except (aiohttp.ClientError, TimeoutError, OSError, Unreadable, ValueError) as fault:
            log.warning("the issuer's keys could not be fetched", extra={"reason": type(fault).__name__})
            return
        self._keys, self._loaded_at = keys, self.clock()

    async def _get(self, url: str) -> dict[str, Any]:
        async with self.session.get(url, allow_redirects=False) as answer:
            if answer.status != 200:
                raise Unreadable(f"status {answer.status}")
            raw = await answer.content.read(MOST_BYTES)
            while not answer.content.at_eof() and len(raw) < MOST_BYTES:
                raw += await answer.content.read(MOST_BYTES - len(raw))
            return read_object(raw)


def read_keys(document: Mapping[str, Any]) -> dict[str, Key]:
    """Every usable RSA key of a key document by its id. Raises `Unreadable` when there is none."""
    found: dict[str, Key] = {}
    listed = document.get("keys")
    for entry in listed if isinstance(listed, list) else ():
        key = _read_key(entry)
        if key is not None:
            found[entry["kid"]] = key
    if not found:
        raise Unreadable("no usable key")
    return found


def _read_key(entry: object) -> Key | None:
    if not isinstance(entry, dict) or entry.get("kty") != "RSA" or entry.get("use", "sig") != "sig":
        return None
    kid, n, e = entry.get("kid"), entry.get("n"), entry.get("e")
    if not (isinstance(kid, str) and kid and isinstance(n, str) and isinstance(e, str)):
        return None
    try:
        public = RSAPublicNumbers(_number(e), _number(n)).public_key()
    except ValueError:
        return None
    endorsed = entry.get("endorsements")
    names = frozenset(x for x in endorsed if isinstance(x, str)) if isinstance(endorsed, list) else frozenset[str]()
    return Key(public, names) if public.key_size >= SMALLEST else None


def _number(text: str) -> int:
    return int.from_bytes(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), "big")


def _may_serve(where: str, metadata_url: str) -> bool:
    """Keys come by https; by http only when the metadata itself is on this machine."""
    to, of = urlsplit(where), urlsplit(metadata_url)
    if to.scheme == "https":
        return True
    return (
        to.scheme == "http"
        and of.scheme == "http"
        and is_loopback(to.hostname or "")
        and is_loopback(of.hostname or "")
    )
