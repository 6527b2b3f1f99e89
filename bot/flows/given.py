"""What several forms share: what a button carries along, and whether a record is still as its card showed it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, cast

from bot.contracts import Context, Values
from bot.flows import records


class Kept(Protocol):
    """A record with its id and version."""

    @property
    def id(self) -> str: ...
    @property
    def version(self) -> int: ...


def carried(values: Values, key: str) -> dict[str, Any]:
    """What was typed before, as the button carries it; empty when it carries nothing."""
    found = values.get(key)
    return dict(cast("Mapping[str, Any]", found)) if isinstance(found, Mapping) else {}


def current(ctx: Context, record: Kept, values: Values) -> None:
    """Raises `Stale` when the record changed since the card was drawn."""
    records.same(ctx, record.id, record.version, values)
