"""Between plain JSON values and the frozen dataclasses of the domain.

Owns: reading a JSON value as a type. Must not: know tables. Writing needs no code here: `tables.canonical` can do it.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from typing import Any, Literal, NewType, Union, cast, get_args, get_origin, get_type_hints

Read = Callable[[Any], Any] | None
"""How a value is read; None when it is what it should be already."""

PLAIN = (str, int, float, bool, object, Any, type(None))
MOMENTS = (datetime, date, time)


@cache
def reader(hint: Any) -> Read:
    """How a JSON value becomes one of this type. Raises `TypeError` for a type that JSON cannot tell apart."""
    while isinstance(hint, NewType):
        hint = hint.__supertype__
    if hint in PLAIN or get_origin(hint) is Literal:
        return None
    if hint in MOMENTS:
        return hint.fromisoformat
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if isinstance(hint, type) and dataclasses.is_dataclass(cast("Any", hint)):
        return _Record(cast("type[Any]", hint))
    return _composed(hint, get_origin(hint), get_args(hint))


def _composed(hint: Any, origin: Any, args: tuple[Any, ...]) -> Read:
    if origin in (Union, types.UnionType):
        return _union(args)
    if origin is tuple:
        return _row(args) if args[-1] is not Ellipsis else _many(tuple, args[0])
    if origin in (frozenset, list):
        return _many(origin, args[0])
    if origin is Sequence:
        return _many(tuple, args[0])
    if origin in (dict, Mapping):
        return _mapping(*args)
    raise TypeError(f"{hint} cannot be read from JSON")


def _union(args: tuple[Any, ...]) -> Read:
    reads = [reader(arg) for arg in args if arg is not type(None)]
    if all(read is None for read in reads):
        return None
    if len(reads) != 1:
        raise TypeError(f"JSON cannot tell {args} apart")
    only = reads[0]
    return lambda value: None if value is None or only is None else only(value)


def _row(args: tuple[Any, ...]) -> Read:
    reads = [reader(arg) for arg in args]
    return lambda value: tuple(v if r is None else r(v) for r, v in zip(reads, value, strict=True))


def _many(kind: Callable[[Any], Any], item: Any) -> Read:
    read = reader(item)
    return kind if read is None else lambda value: kind([read(v) for v in value])


def _mapping(key: Any, item: Any) -> Read:
    bare = key.__supertype__ if isinstance(key, NewType) else key
    read_key = int if bare is int else reader(bare)
    read = reader(item)
    if read_key is None and read is None:
        return dict
    return lambda value: {
        (k if read_key is None else read_key(k)): (v if read is None else read(v)) for k, v in value.items()
    }


class _Record:
    """Reads a dataclass. Fields that the JSON does not have keep their default, names it has beyond are left out."""

    __slots__ = ("_kind", "_reads")

    def __init__(self, kind: type[Any]) -> None:
        self._kind = kind
        self._reads: dict[str, Read] | None = None

    def __call__(self, value: Mapping[str, Any]) -> Any:
        if self._reads is None:  # not at construction: a dataclass may hold its own kind
            hints = get_type_hints(self._kind)
            self._reads = {f.name: reader(hints[f.name]) for f in dataclasses.fields(self._kind) if f.init}
        return self._kind(**{n: value[n] if r is None else r(value[n]) for n, r in self._reads.items() if n in value})
