"""Signs what a card's buttons carry, and reads it back when one is pressed.

Owns: the token `v1.<key id>.<payload>.<mac>` in each button's `ctx`. Must not: decide who may do what;
the seal proves that we drew this button for this person or channel, authority is read from the role table now.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

import orjson

from cards.kit import DOOR, LEAVES, ONLY_TEXT, PRESSED, Card

LIFE = timedelta(days=120)
"""A button older than this explains itself instead of acting. Source: ours; two rounds of a quarter and some leave."""

LINK_LIFE = timedelta(minutes=15)
"""How long a file's address works. Source: ours; long enough for a click, too short to be passed on."""
BUTTON, LINK = "v1", "d1"
"""First part of a token: what it may be used for, under its signature, so that neither passes for the other."""

CHANNEL = "channel"
"""Scope of a card that every member of the channel may press."""


class Forged(Exception):
    """The press did not come from a button of ours, or not from one drawn for this person."""


class Expired(Exception):
    """The button is ours but too old to act on."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a button of ours carried."""

    verb: str
    data: Mapping[str, Any]
    nonce: str
    issued: datetime


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the address of a file said: which file, for whom."""

    file: str
    person: str
    group: str


class Sealer:
    """Seals and opens with a list of keys: the first signs, all open, so that keys can be rotated."""

    def __init__(self, keys: tuple[str, ...], door: str = "https://oversight.invalid") -> None:
        """`door`: where this bot is reached by a browser, without a slash at the end."""
        if not keys:
            raise ValueError("at least one key is needed to sign cards")
        self._door = f"{door}/files/"
        self._keys = {_key_id(k): hashlib.sha256(b"oversight card " + k.encode()).digest() for k in keys}
        self._first = _key_id(keys[0])

    def seal(self, card: Card, *, scope: str, group: str, now: datetime) -> Card:
        """A copy of the card with each button's data put under seal. `scope`: an object id, or `CHANNEL`.

        The card itself stays as it is: one that goes to several people is sealed for each of them.
        """
        nonce = secrets.token_urlsafe(9)
        buttons: list[Any] = []
        links: list[Any] = []
        content = _copied(card.content, buttons, links)
        for link in links:
            if scope == CHANNEL:
                raise ValueError("a file is for one person, not for a channel")
            file = str(link["url"]).removeprefix(DOOR)
            link["url"] = self._door + self._sign([file, scope, group, int(now.timestamp())], LINK)
        for action in buttons:
            raw = action.get("data")
            if not isinstance(raw, dict) or "ctx" in raw:
                continue
            data = cast("dict[str, Any]", raw)
            static = {k: v for k, v in data.items() if k not in {"verb", "msteams"}}
            verb = str(action.get("verb") or data.get("verb", ""))
            token = self._sign([verb, static, scope, group, nonce, int(now.timestamp())])
            action["data"] = {"ctx": token} if action.get("type") == "Action.Execute" else {"ctx": token, "verb": verb}
        return Card(content, card.twin)

    def open_link(self, token: object, *, now: datetime) -> Ticket:
        """What the address of a file said. Raises `Forged` or `Expired`; says nothing about why."""
        payload = self._check(token, LINK)
        parts: list[Any] = payload if isinstance(payload, list) else []  # pyright: ignore[reportUnknownVariableType] decoded JSON
        if len(parts) != 4:
            raise Forged
        file, person, group, stamp = parts
        issued = datetime.fromtimestamp(int(stamp), tz=now.tzinfo)
        if not timedelta(minutes=-1) <= now - issued <= LINK_LIFE:
            raise Expired
        return Ticket(str(file), str(person), str(group))

    def fingerprint(self, *parts: object) -> str:
        """A name for these parts that nobody can work out, or check a guess against, without the signing key."""
        canonical = json.dumps(parts, sort_keys=True, default=str, separators=(",", ":"))
        return hmac.digest(self._keys[self._first], canonical.encode("utf-8", "surrogatepass"), "sha256").hex()

    def open(self, token: object, *, verb: str, speaker: str, group: str, now: datetime) -> Sealed:
        """What the button carried. Raises `Forged` or `Expired`; says nothing about why."""
        payload = self._check(token, BUTTON)
        if not isinstance(payload, list):
            raise Forged
        parts = cast("list[Any]", payload)
        if len(parts) != 6:
            raise Forged
        sealed_verb, data, scope, sealed_group, nonce, stamp = parts
        right_person = scope in {CHANNEL, speaker}
        if sealed_verb != verb or sealed_group != group or not right_person or not isinstance(data, dict):
            raise Forged
        issued = datetime.fromtimestamp(int(stamp), tz=now.tzinfo)
        if now - issued > LIFE or issued - now > timedelta(minutes=10):
            raise Expired
        return Sealed(sealed_verb, cast("dict[str, Any]", data), nonce, issued)

    def _sign(self, payload: list[Any], use: str = BUTTON) -> str:
        raw = orjson.dumps(payload, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)
        head = f"{use}.{self._first}.{_b64(raw)}"
        return f"{head}.{_b64(self._mac(self._first, head))}"

    def _mac(self, key_id: str, head: str) -> bytes:
        return hmac.digest(self._keys[key_id], head.encode(), "sha256")[:18]

    def _check(self, token: object, use: str) -> Any:
        if not isinstance(token, str) or len(token) > 16_384 or token.count(".") != 3:
            raise Forged
        head, mac = token.rsplit(".", 1)
        version, key_id, body = head.split(".")
        try:
            given = _unb64(mac)
            if version != use or key_id not in self._keys or not hmac.compare_digest(given, self._mac(key_id, head)):
                raise Forged
            return json.loads(_unb64(body))
        except (ValueError, UnicodeError) as fault:
            raise Forged from fault


def _copied(node: dict[str, Any], buttons: list[Any], links: list[Any]) -> dict[str, Any]:
    """Card JSON again: what may hold a button is new, what holds only text is shared. The new buttons are told."""
    kind = node.get("type")
    if kind in LEAVES and "fallback" not in node:
        return node
    copy = dict(node)
    if kind in PRESSED:
        buttons.append(copy)
    elif kind == "Action.OpenUrl" and str(node.get("url", "")).startswith(DOOR):
        links.append(copy)
    for key, value in node.items():
        if isinstance(value, dict) and key not in ONLY_TEXT:
            copy[key] = _copied(cast("dict[str, Any]", value), buttons, links)
        elif isinstance(value, list) and key not in ONLY_TEXT:
            copy[key] = _row(cast("list[Any]", value), buttons, links)
    return copy


def _row(row: list[Any], buttons: list[Any], links: list[Any]) -> list[Any]:
    copy = row[:]
    for at, part in enumerate(row):
        if isinstance(part, dict):
            copy[at] = _copied(cast("dict[str, Any]", part), buttons, links)
        elif isinstance(part, list):
            copy[at] = _row(cast("list[Any]", part), buttons, links)
    return copy


def _key_id(key: str) -> str:
    return hashlib.sha256(b"id " + key.encode()).hexdigest()[:6]


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _unb64(text: str) -> bytes:
    return base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
