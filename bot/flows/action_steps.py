"""One tap on an action: the step taken, kept, and what follows for others. Cards of mine, forms and reminders share it.

Owns: which words of a button mean which step. Must not: draw the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.contracts import Context, Post
from bot.flows import actions as flow
from domain import action_steps as steps
from domain.action_steps import Act, Note
from domain.actions import Action, may_update
from domain.people import GROUP, Member
from domain.refusals import Invalid, NotAllowed, NotFound
from storage import absences
from storage import actions as kept

STEPS: Mapping[str, Callable[[Action, Act, Note], Action]] = {
    "no_change": steps.no_change,
    "on_track": steps.on_track,
    "at_risk": steps.at_risk,
    "delivered": steps.deliver,
    "evidence": steps.give_evidence,
}
AFTER = {
    "delivered": "Evidence can follow, on its card.",
    "evidenced": "The chair has a card to look at the evidence.",
}
"""What happens next, by the state it is in now."""


def acting(ctx: Context) -> Act:
    """The speaker, now."""
    return Act(ctx.member, ctx.now, ctx.today)


def by_hand(ctx: Context, record: str) -> Context:
    """The turn as it is, or as the owner's by the hand of whoever covers them today. The journal names the hand."""
    action = kept.get(ctx.session, record)
    if action is None or may_update(ctx.member, action):
        return ctx
    if action.owner not in absences.covered_by(ctx.session, ctx.member.object_id, ctx.today):
        return ctx
    hand = replace(ctx.member, object_id=action.owner, name=f"{ctx.member.name} for {action.owner_name}")
    return replace(ctx, member=hand)


def must(ctx: Context, action: Action, may: Callable[[Member, Action], bool], who: str) -> None:
    """Raises `NotAllowed` with `who` may, also by the hand that covers; to who may not read it, it is not there."""
    if may(by_hand(ctx, action.id).member, action):
        return
    if not ctx.member.is_any(GROUP):
        raise NotFound(f"the action {action.id}")
    raise NotAllowed(who)


def current(ctx: Context, values: Mapping[str, Any]) -> Action:
    """The action of a card, when the card was drawn from it as it is. Raises `Stale` or `NotFound`."""
    action = flow.found(ctx.session, str(values.get("record", "")))
    flow.same(ctx.session, action, int(values.get("version", 0)), ctx.group.zone)
    return action


def take(ctx: Context, values: Mapping[str, Any], step: str, note: Note) -> tuple[Action, tuple[Post, ...]]:
    """Take a step with the action of a card; gives it as kept and the posts to others.

    Raises `Stale` when the card is old, and whatever the step refuses.
    """
    action = current(ctx, values)
    run = STEPS.get(step)
    if run is None:
        raise Invalid("", "please press one of the buttons.")
    after = flow.keep(ctx.session, run(action, acting(ctx), note), step.replace("_", " "))
    changed = after.all_lines != action.all_lines
    return after, flow.asks_assurance(ctx.session, after, ctx.member) if changed else ()


def next_step(action: Action) -> str:
    """What the person who pressed should know now."""
    return AFTER.get(action.status.value, "")
