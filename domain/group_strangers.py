"""Names in a group file that nobody reads: misspelled, or written under the wrong table.

Owns: finding them and what was probably meant. Must not: keep a list of its own: what is known is what `read_group`
asks for. They do no harm to what is read, so a file from a later release can still be loaded; `check` names them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from difflib import get_close_matches
from typing import Any, cast

from domain.group import read_group
from domain.group_faults import GroupFaults

Names = tuple[str, ...]


class Watched(Mapping[str, Any]):
    """A table that remembers which names it was asked for, and so do the tables in it."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.asked: set[str] = set()
        self.held = {key: _watched(value) for key, value in data.items()}

    def __getitem__(self, key: str) -> Any:
        self.asked.add(key)
        return self.held[key]

    def __contains__(self, key: object) -> bool:
        self.asked.add(str(key))
        return key in self.held

    def __iter__(self) -> Iterator[str]:
        return iter(self.held)

    def __len__(self) -> int:
        return len(self.held)


def strangers(data: Mapping[str, Any]) -> tuple[str, ...]:
    """One sentence for each name of a parsed group file that nobody reads, in the order of the file.

    >>> strangers({"group": {"nmae": "X"}, "reminder": {}})[0]
    '[group]: nmae is not known; did you mean name?'
    """
    seen = _read(data)
    homes = _homes(seen.asked)
    return (*_in_table(seen, (), "", homes), *_top(seen))


def _read(data: Mapping[str, Any]) -> Watched:
    seen = Watched(data)
    with suppress(GroupFaults):
        read_group(seen)
    return seen


def _homes(tables: set[str]) -> Mapping[str, Names]:
    """For each name in a table of the file, the tables that know it, whether they are in this file or not."""
    found: dict[str, Names] = {}
    shapes: tuple[Any, Any] = ({}, [{}])
    for shape in shapes:
        for table, inner in _read(dict.fromkeys(sorted(tables), shape)).held.items():
            for row in _rows(inner):
                for key in row.asked:
                    found[key] = (*found.get(key, ()), f"[[{table}]]" if isinstance(inner, list) else f"[{table}]")
    return found


def _top(seen: Watched) -> Iterator[str]:
    for key, value in seen.held.items():
        if key not in seen.asked:
            many = isinstance(value, list)
            head = f"[[{key}]]" if many else f"[{key}]" if isinstance(value, Watched) else f"{key} (before any table)"
            close = _close(key, seen.asked)
            meant = f"[[{close}]]" if close in {"trusts", "people", "themes"} else f"[{close}]"
            yield _words(f"{head} is not known", meant if close else "")


def _in_table(seen: Watched, path: Names, where: str, homes: Mapping[str, Names]) -> Iterator[str]:
    for key, value in seen.held.items():
        if key in seen.asked:
            for number, row in enumerate(_rows(value), 1):
                name = ".".join((*path, key))
                inner = f"[[{name}]] number {number}" if isinstance(value, list) else f"[{name}]"
                yield from _in_table(row, (*path, key), inner, homes)
        elif path:
            home = ", ".join(sorted(homes.get(key, ())))
            close = _close(key, seen.asked)
            fault = f"{where}: {key} is not known"
            yield f"{fault} here; it belongs under {home}" if home and not close else _words(fault, close)


def _words(fault: str, meant: str) -> str:
    return f"{fault}; did you mean {meant}?" if meant else fault


def _close(key: str, known: set[str]) -> str:
    return next(iter(get_close_matches(key.lower(), sorted(known), 1, 0.7)), "")


def _rows(value: Any) -> Iterator[Watched]:
    for row in cast("list[Any]", value) if isinstance(value, list) else [value]:
        if isinstance(row, Watched):
            yield row


def _watched(value: Any) -> Any:
    if isinstance(value, Mapping):
        return Watched(cast("Mapping[str, Any]", value))
    return [_watched(row) for row in cast("list[Any]", value)] if isinstance(value, list) else value
