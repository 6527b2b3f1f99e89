"""What meets a rule for escalation, for the chair, the deputy chair and the office. Owns: that one list."""

from __future__ import annotations

from bot.contracts import Command, Context, Reply, Slots, Submit, Values
from bot.flows import triggers as flow
from cards import triggers as cards
from domain.calendar import as_at
from domain.people import OFFICE


def listed(ctx: Context, values: Values) -> Reply:
    """A page of it. Signals are in it, so it is never for the channel."""
    found = flow.fired(ctx.session, ctx.group, ctx.today)
    return Reply(cards.listed(found, int(values.get("offset") or 0), as_at(ctx.now)))


def said(ctx: Context, slots: Slots) -> Reply:  # noqa: ARG001 every command has both
    """The first page, by words."""
    return listed(ctx, {})


COMMANDS = (Command("escalation_rules", "rules for escalation", "what meets a rule, and which", said, OFFICE),)
SUBMITS = (Submit("trigger.list", listed, OFFICE, writes=False),)
"""Its button stands on the register, too."""
