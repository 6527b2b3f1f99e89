"""What an action is tied to, changed: risk, theme, return, decision, framework.

Owns: who opens the form and what the press leads to. Words that ask for it come by `bot/commands/action_updates.py`.
"""

from __future__ import annotations

from bot.contracts import Context, Reply, Submit, Values
from bot.flows import actions as flow
from bot.flows.action_steps import acting, by_hand, current
from bot.flows.ties import ids_typed, must_tie, ties_form, unknown
from cards import action_notices as notices
from cards import action_ties as cards
from cards import forms
from domain.action_ties import Ties, frameworks_of, retied
from domain.people import ANYONE
from domain.refusals import Invalid
from storage import actions as kept


def open_(ctx: Context, values: Values) -> Reply:
    """The form, from the action's card."""
    return Reply(ties_form(ctx, flow.found(ctx.session, str(values["record"]))))


def save(ctx: Context, values: Values) -> Reply:
    """Keep it; lists by risk, theme or framework find the action from now on where it is tied."""
    ctx = by_hand(ctx, str(values.get("record", "")))
    must_tie(ctx, flow.found(ctx.session, str(values.get("record", ""))))
    action = current(ctx, values)
    given = forms.read(cards.FIELDS, values)
    parts = [p for p in str(given["frameworks"] or "").replace(";", ",").split(",") if p.strip()]
    ties = Ties(str(given["why"]), ids_typed(str(given["ties"] or "")), str(given["theme"] or ""), frameworks_of(parts))
    after = retied(action, acting(ctx), ties)
    missing = unknown(ctx.session, [link for link in after.links if link not in action.links])
    if missing:
        raise Invalid("Also tied to", f"I do not find {' and '.join(missing)}. Is the id right?")
    after = kept.change(ctx.session, after, "change ties")  # nothing that waits about it is pointless by this
    brag = flow.colour(ctx.group, after, ctx.today)
    return Reply(notices.thanks(after, brag, after.updates[0].what, f"{after.updates[0].text}."))


def again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The form as it was typed."""
    action = flow.found(ctx.session, str(values["record"]))
    revision = forms.next_revision(values)
    return Reply(ties_form(ctx, action, forms.bare(values), faults=faults, revision=revision))


SUBMITS = (
    Submit("action.ties_open", open_, ANYONE, writes=False),
    Submit("action.ties", save, ANYONE, again=again),
)
