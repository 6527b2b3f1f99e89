"""A group written as a group file again, with what was changed by chat: to be kept, moved or loaded elsewhere.

Owns: the TOML that it becomes. Must not: write a file, or leave out what it does not know.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from typing import Any, cast

from domain.people import Member, Role

ORDER = ("group", "trusts", "people", "calendar", "summary", "risks", "actions", "reminders", "measures")
"""In which order a reader expects the tables; others follow by name."""
BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


def written(config: Mapping[str, Any], people: Sequence[Member]) -> str:
    """The group file of these settings and of the people who are on the list now."""
    listed = [_person(m) for m in people if m.active]
    tables = {name: table for name, table in {**config, "people": listed}.items() if table != []}
    names = sorted(tables, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))
    lines = [line for name in names for line in _table((name,), tables[name])]
    return "\n".join(lines).strip() + "\n"


def _person(member: Member) -> dict[str, Any]:
    made: dict[str, Any] = {"object_id": str(member.object_id), "name": member.name}
    made["roles"] = [role.value for role in Role if role in member.roles]
    return {**made, "trusts": [str(t) for t in member.trusts]} if member.trusts else made


def _table(path: tuple[str, ...], value: Any) -> Iterator[str]:
    """A table, or a list of them, with what is below it."""
    head = ".".join(_key(part) for part in path)
    many = _of_tables(value)
    rows: Sequence[Mapping[str, Any]] = value if many else [value]
    for row in rows:
        yield ""
        yield f"[[{head}]]" if many else f"[{head}]"
        below: dict[str, Any] = {k: v for k, v in row.items() if isinstance(v, Mapping) or _of_tables(v)}
        yield from (f"{_key(k)} = {_value(v)}" for k, v in row.items() if k not in below)
        for key, inner in below.items():
            yield from _table((*path, key), inner)


def _of_tables(value: Any) -> bool:
    rows = cast("list[Any]", value) if isinstance(value, list) else []
    return bool(rows) and all(isinstance(row, Mapping) for row in rows)


def _key(text: str) -> str:
    return text if text and set(text) <= BARE else _text(text)


def _value(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_value(v) for v in cast('list[Any]', value))}]"
    if isinstance(value, date | time):
        return value.isoformat()
    return json.dumps(value) if isinstance(value, bool | int | float) else _text(str(value))


def _text(value: str) -> str:
    """TOML's basic strings are JSON's, but for one sign that TOML wants escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
