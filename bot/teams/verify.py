"""Whether a token was made by Teams for this bot.

Owns: header, signature, claims and lifetime of an inbound token, and the memory of those verified.
Must not: look at the activity (`gate.py` does). Source: reliability.md 4.1; learn.microsoft.com, "Authenticate requests
from the Bot Connector service to your bot".
"""

from __future__ import annotations

import base64
import hashlib
import math
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from bot.teams.keys import Key, Keys, NoKeys
from bot.teams.strict import Unreadable, read_object

ISSUERS = {".azure.us": "https://api.botframework.us", ".azure.cn": "https://api.botframework.azure.cn"}
"""By the end of the metadata's host. Source: botframework-connector, GovernmentConstants; Azure China documentation."""
ISSUER = "https://api.botframework.com"
SKEW = 300.0
LONGEST_LIFE = 24 * 3600.0 + SKEW
LONGEST = 8_192
"""Characters of a token that is looked at; Teams' have about 1,500. Source: ours."""
KEPT = 2_000
"""Verified tokens in mind; Teams uses one for an hour or so."""

_PART = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_HEADER = frozenset({"alg", "typ", "kid", "x5t"})
"""What a header may hold. Anything else (crit, jku, jwk, x5u, b64) asks a verifier for something we do not do."""


class BadToken(Exception):
    """Refused; the text is the class that is counted, never a part of the token."""


@dataclass(frozen=True, slots=True)
class Verified:
    """A token that holds until `until` (seconds since 1970)."""

    service_url: str
    until: float
    kid: str
    endorsements: frozenset[str]


@dataclass
class Verifier:
    """Verifies tokens for one app id."""

    keys: Keys
    app_id: str
    issuer: str = ISSUER
    now: Callable[[], float] = time.time
    _seen: dict[bytes, Verified] = field(default_factory=dict[bytes, Verified])

    async def verify(self, token: str) -> Verified:
        """What the token says. Raises `BadToken`."""
        mark = hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
        seen = self._seen.get(mark)
        if seen is not None and self.now() < seen.until and self.keys.known(seen.kid) is not None:
            return seen
        verified = await self._verify(token)
        if len(self._seen) >= KEPT:
            self._forget()
        self._seen[mark] = verified
        return verified

    async def _verify(self, token: str) -> Verified:
        header, payload, signature, signed = _parts(token)
        kid = header.get("kid")
        if header.get("alg") != "RS256" or not isinstance(kid, str) or not 0 < len(kid) <= 200:
            raise BadToken("header")
        if not header.keys() <= _HEADER or str(header.get("typ", "JWT")).upper() != "JWT":
            raise BadToken("header")
        # Everything that needs no key comes first, so that junk cannot make the bot ask the issuer.
        service_url, until = self._claims(payload)
        try:
            key = await self.keys.find(kid)
        except NoKeys:
            raise BadToken("issuer_down") from None
        if key is None:
            raise BadToken("unknown_key")
        _check_signature(key, signature, signed)
        return Verified(service_url, until, kid, key.endorsements)

    def _claims(self, claims: dict[str, Any]) -> tuple[str, float]:
        if claims.get("iss") != self.issuer:
            raise BadToken("issuer")
        if claims.get("aud") != self.app_id:
            raise BadToken("audience")
        service_url = claims.get("serviceurl")
        if not isinstance(service_url, str) or not service_url:
            raise BadToken("serviceurl")
        expires, starts = _instant(claims.get("exp")), _instant(claims.get("nbf"))
        if "iat" in claims:
            _instant(claims["iat"])
        now = self.now()
        if now >= expires + SKEW:
            raise BadToken("expired")
        if now < starts - SKEW:
            raise BadToken("not_yet")
        if not 0 < expires - starts <= LONGEST_LIFE:
            raise BadToken("lifetime")
        return service_url, expires + SKEW

    def _forget(self) -> None:
        now = self.now()
        for mark in [mark for mark, seen in self._seen.items() if seen.until <= now]:
            del self._seen[mark]
        while len(self._seen) >= KEPT:
            del self._seen[next(iter(self._seen))]


def issuer_of(metadata_url: str) -> str:
    """Who signs, by the cloud that the metadata stands in.

    >>> issuer_of("https://login.botframework.azure.us/v1/.well-known/openidconfiguration")
    'https://api.botframework.us'
    """
    host = re.sub(r"^https?://([^/:]*).*$", r"\1", metadata_url)
    return next((issuer for end, issuer in ISSUERS.items() if host.endswith(end)), ISSUER)


def _parts(token: str) -> tuple[dict[str, Any], dict[str, Any], bytes, bytes]:
    parts = token.split(".") if len(token) <= LONGEST else []
    if len(parts) != 3 or not all(_PART.fullmatch(part) for part in parts):
        raise BadToken("shape")
    try:
        header, payload, signature = (base64.urlsafe_b64decode(p + "=" * (-len(p) % 4)) for p in parts)
        return read_object(header), read_object(payload), signature, f"{parts[0]}.{parts[1]}".encode()
    except (Unreadable, ValueError, RecursionError):
        raise BadToken("shape") from None


def _check_signature(key: Key, signature: bytes, signed: bytes) -> None:
    try:
        key.public.verify(signature, signed, PKCS1v15(), SHA256())
    except InvalidSignature:
        raise BadToken("signature") from None


def _instant(value: object) -> float:
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or not math.isfinite(value)
        or not 0 < value < 1e11
    ):
        raise BadToken("times")
    return float(value)
