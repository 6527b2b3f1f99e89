"""The buttons of a risk register or a list of members that was sent to `import`: change columns, import.

Owns: who may. Must not: read or keep a list (`bot/flows/tables.py` does).
"""

from __future__ import annotations

from bot.contracts import Context, Reply, Submit, Values
from bot.flows import tables as flow
from domain.people import OFFICE
from domain.refusals import Invalid


def read(ctx: Context, values: Values) -> Reply:
    """The dry run with the columns as chosen."""
    return flow.read(ctx, values)


def columns(ctx: Context, values: Values) -> Reply:
    """Which column is which."""
    return flow.columns(ctx, values)


def keep(ctx: Context, values: Values) -> Reply:
    """Keep what the dry run shows."""
    return flow.keep(ctx, values)


def again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The dry run again, with what to look at."""
    return flow.again(ctx, values, faults)


SUBMITS = (
    Submit("table.columns", columns, OFFICE, writes=False),
    Submit("table.read", read, OFFICE, writes=False),
    Submit("table.keep", keep, OFFICE, again=again),
)
