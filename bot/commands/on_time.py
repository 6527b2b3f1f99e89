"""On time: the button for whether actions are kept by their first dates. The words are `bot/commands/actions.py`'s."""

from __future__ import annotations

from bot.contracts import Context, Reply, Submit, Values
from bot.flows.on_time import on_time_card
from domain.people import GROUP


def on_time(ctx: Context, _values: Values) -> Reply:
    """The card."""
    return Reply(on_time_card(ctx))


SUBMITS = (Submit("action.on_time", on_time, GROUP, writes=False),)
