"""What several forms share: what a button carries along, and whether a record is still as its card showed it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, cast

from bot.contracts import Context, Values
from domain.refusals import Stale
from storage import history


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
    if record.version != int(values["version"]):
        last = history.last(ctx.session, record.id)
        who = history.name_of(ctx.session, last.actor) if last else "somebody"
        raise Stale(record.id, who, (last.at if last else ctx.session.now).astimezone(ctx.group.zone))
