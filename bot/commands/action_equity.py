"""The equity check of an action that is there already: written or changed from its card.

Owns: who opens the form and what the press leads to. Rules: `domain/action_equity.py`.
"""

from __future__ import annotations

from bot.contracts import Context, Reply, Submit, Values
from bot.flows import actions as flow
from bot.flows.action_steps import acting, by_hand, current, must
from cards import action_equity as cards
from cards import action_notices as notices
from cards import forms
from domain.action_equity import examined, who_examines
from domain.action_steps import live
from domain.action_ties import may_tie
from domain.actions import Action
from domain.people import ANYONE
from domain.refusals import Invalid
from storage import actions as kept


def open_(ctx: Context, values: Values) -> Reply:
    """The form, from the action's card."""
    action = _mine(ctx, values)
    live(action)
    return Reply(cards.ask(action, {}))


def save(ctx: Context, values: Values) -> Reply:
    """Keep it, with a line in the action's history."""
    _mine(ctx, values)
    ctx = by_hand(ctx, str(values["record"]))
    action = current(ctx, values)
    after = examined(action, acting(ctx), str(forms.read(cards.FIELDS, values)["equity"]))
    after = kept.change(ctx.session, after, after.updates[0].what)  # nothing that waits about it is pointless by this
    brag = flow.colour(ctx.group, after, ctx.today)
    return Reply(notices.thanks(after, brag, after.updates[0].what, after.equity))


def again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The form as it was typed."""
    return Reply(cards.ask(_mine(ctx, values), forms.bare(values), faults=faults, revision=forms.next_revision(values)))


def _mine(ctx: Context, values: Values) -> Action:
    """The action, for whoever may write its check; to who may not read it, it is not there."""
    action = flow.found(ctx.session, str(values["record"]))
    must(ctx, action, may_tie, who_examines(action))
    return action


SUBMITS = (
    Submit("action.equity_open", open_, ANYONE, writes=False),
    Submit("action.equity", save, ANYONE, again=again),
)
"""On every open action, for whoever keeps it."""
