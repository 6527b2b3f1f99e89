"""On time and how old: the buttons of these two cards. The words are `bot/commands/actions.py`'s."""

from __future__ import annotations

from bot.contracts import Context, Reply, Submit, Values
from bot.flows.on_time import ages_card, on_time_card
from domain.people import GROUP


def on_time(ctx: Context, _values: Values) -> Reply:
    """The card."""
    return Reply(on_time_card(ctx))


def ages(ctx: Context, _values: Values) -> Reply:
    """The button on that card."""
    return Reply(ages_card(ctx))


SUBMITS = (
    Submit("action.on_time", on_time, GROUP, writes=False),
    Submit("action.ages", ages, GROUP, writes=False),
)
