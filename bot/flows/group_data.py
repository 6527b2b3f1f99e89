"""What the cards that change the group's own data share: which version they were drawn from.

Owns: that check. Must not: change the data.
"""

from __future__ import annotations

from bot.contracts import Context, Values
from bot.flows import records
from domain.refusals import NotFound
from storage import groups


def version(ctx: Context) -> int:
    """The version of the group's data as it is now. Raises `NotFound`."""
    found = groups.kept(ctx.session)
    if found is None:
        raise NotFound("the group")
    return found.version


def same(ctx: Context, values: Values) -> None:
    """Raises `Stale` when the group's data changed since the card was drawn."""
    records.same(ctx, f"group/{ctx.group.id}", version(ctx), values, "The group's data")
