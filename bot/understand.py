"""`understand`: messages as JSON lines in, what they would mean as JSON lines out. Nothing is stored or sent.

Owns: the form of that door. Must not: stop at a malformed line, or import anything slow.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, TextIO, cast

from bot.contracts import OURS, Slots, Understood
from bot.parser import understand
from bot.vocabulary import Vocabulary
from domain.people import Role, Trust

UNREAD = ("help", "returns")
"""What a line that cannot be read is answered with: the contract wants two to four suggestions."""


def main(stdin: Iterable[str], stdout: TextIO, trusts: tuple[Trust, ...], today: date) -> None:
    """One answer for each line; `today` stands in where a line names no day."""
    vocabulary = Vocabulary.of(trusts)
    for line in stdin:
        if line.strip():
            stdout.write(json.dumps(answer(line, vocabulary, today), ensure_ascii=False) + "\n")
            stdout.flush()


def answer(line: str, vocabulary: Vocabulary, today: date) -> dict[str, Any]:
    """The answer to one line, in words when the line cannot be read."""
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        return _unread("This line is not JSON.")
    if not isinstance(asked, dict):
        return _unread("This line is not a JSON object.")
    row = cast("dict[str, Any]", asked)
    text, role, said_on = row.get("text"), row.get("role") or "member", row.get("on")
    if not isinstance(text, str):
        return _unread("'text' must be words.")
    if role not in set(Role):
        return _unread(f"'role' must be one of {', '.join(Role)}.")
    try:
        on = today if said_on is None else date.fromisoformat(said_on)
    except (TypeError, ValueError):
        return _unread("'on' must be a day such as 2026-11-23.")
    own = row.get("trust")
    trusts = tuple(t for t in _listed(own) if isinstance(t, str))
    return as_json(understand(text, vocabulary=vocabulary, role=str(role), trusts=trusts, on=on))


def _listed(own: Any) -> list[Any]:
    return cast("list[Any]", own) if isinstance(own, list) else [own]


def as_json(heard: Understood) -> dict[str, Any]:
    """An understanding as the contract writes it; empty slots are left out."""
    return {
        "command": heard.command,
        "slots": slots_as_json(heard.slots),
        "ask": list(heard.ask),
        "confirm": heard.confirm,
        "suggest": list(heard.suggest),
    }


def slots_as_json(slots: Slots) -> dict[str, Any]:
    """The slots that were said, days as ISO dates."""
    found: dict[str, Any] = {}
    for one in fields(slots):
        value = None if one.metadata == OURS else getattr(slots, one.name)
        if value is None or value is False or value in ("", ()) or value == {}:
            continue
        if isinstance(value, date):
            value = value.isoformat()
        found[one.name] = _plain(value)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(cast("tuple[str, ...]", value))
    return dict(cast("Mapping[str, float]", value)) if isinstance(value, Mapping) else value


def _unread(why: str) -> dict[str, Any]:
    return {"command": "unknown", "slots": {}, "ask": [], "confirm": False, "suggest": [*UNREAD], "error": why}
