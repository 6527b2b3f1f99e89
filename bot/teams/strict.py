"""JSON from outside, read strictly: what two parsers could read differently is not read at all.

Owns: `read_object`. Must not: know what the object means.
Source: reliability.md 4.1 (own gate): UTF-8, an object, depth at most 32, no NaN, no duplicate keys, no NUL, no lone
surrogates. A NUL within what somebody typed (pasted from a PDF) is left out, as every other invisible sign is.
"""

from __future__ import annotations

import json
import re
from typing import Any

import orjson

DEPTH = 32
TYPED = ("text", "value")
"""Where an activity carries what somebody typed. Source: Bot Framework, Activity schema."""
_KEY_END = re.compile(rb'"[ \t\r\n]*:')


class Unreadable(ValueError):
    """Not a JSON object that may be trusted; the text names the rule that it broke."""


def read_object(raw: bytes) -> dict[str, Any]:
    """The object in these bytes. Raises `Unreadable`.

    >>> read_object(b'{"a": [1, 2]}')
    {'a': [1, 2]}
    """
    try:
        value = orjson.loads(raw)
    except ValueError as fault:
        raise Unreadable("not JSON") from fault
    if not isinstance(value, dict):
        raise Unreadable("not an object")
    keys = _count(value)
    if b"\\" not in raw:
        # Without a backslash a quote before a colon ends a key and nothing else, so fewer keys mean a repeated one.
        if len(_KEY_END.findall(raw)) != keys:
            raise Unreadable("a key stands twice")
        return value
    if b"\\u0000" in raw:
        value |= {name: _without_nul(value[name]) for name in TYPED if name in value}
        _once(raw)
        raw = orjson.dumps(value)
    _slowly(raw)
    return value


def _count(value: dict[str, Any]) -> int:
    """How many keys there are, all levels together. Raises `Unreadable` when it is nested too deep."""
    keys = 0
    level: list[Any] = [value]
    for _ in range(DEPTH):
        inner: list[Any] = []
        for node in level:
            if isinstance(node, dict):
                keys += len(node)
                inner += [v for v in node.values() if type(v) is dict or type(v) is list]
            else:
                inner += [v for v in node if type(v) is dict or type(v) is list]
        if not inner:
            return keys
        level = inner
    raise Unreadable("nested too deep")


def _once(raw: bytes) -> None:
    """Every key stands once, or `Unreadable`: what is left out must not hide that."""
    json.loads(raw.decode(), object_pairs_hook=_pairs)


def _pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(found)
    if len(made) != len(found):
        raise Unreadable("a key stands twice")
    return made


def _without_nul(value: Any) -> Any:
    """The same without NUL in its texts; its keys stay as they are."""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, list):
        return [_without_nul(item) for item in value]
    return {k: _without_nul(v) for k, v in value.items()} if isinstance(value, dict) else value


def _slowly(raw: bytes) -> None:
    """The full check, for text with escapes."""

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        made = _pairs(found)
        for key, value in found:
            if "\0" in key or (isinstance(value, str) and "\0" in value):
                raise Unreadable("a NUL character")
            if isinstance(value, list):
                _no_nul(value)
        return made

    json.loads(raw.decode(), object_pairs_hook=pairs)


def _no_nul(items: list[Any]) -> None:
    for item in items:
        if isinstance(item, str) and "\0" in item:
            raise Unreadable("a NUL character")
        if isinstance(item, list):
            _no_nul(item)
