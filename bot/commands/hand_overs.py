"""Handing over: one action or all that somebody owns, now or from a day on.

Owns: who may open the form and what the press leads to. The step is `bot/flows/handovers.py`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.contracts import Context, Reply, Submit, Values
from bot.flows import actions as flow
from bot.flows.action_steps import current
from bot.flows.handovers import carry_out
from cards import action_forms as cards
from cards import action_notices as notices
from cards import forms
from cards.actions import faults_first, show
from cards.kit import Card
from domain.actions import Action, may_reassign
from domain.calendar import as_at
from domain.handovers import handover, in_words
from domain.people import GROUP
from domain.refusals import Invalid, NotAllowed
from storage import actions as kept_actions
from storage import handovers as kept
from storage import members


def open_(ctx: Context, values: Values) -> Reply:
    """Asks for the new owner, and whether all of theirs goes along."""
    return Reply(_form(ctx, flow.found(ctx.session, str(values["record"]))))


def _form(ctx: Context, action: Action, **again: Any) -> Card:
    if not may_reassign(ctx.member, action):
        raise NotAllowed(f"{action.id} is handed over by the chair, the office or its trust's lead.")
    if action.closed:
        brag = flow.colour(ctx.group, action, ctx.today)
        said = faults_first(again.get("faults", ()))
        return show(action, brag, ctx.member, as_at(ctx.now), before=said)
    people = members.everybody(ctx.session)
    return cards.hand_over(action, people, ctx.today, others=_others(ctx, action), **again)


def _others(ctx: Context, action: Action) -> int:
    """How many more live actions the owner has."""
    return max(len(kept_actions.listed(ctx.session, owner=action.owner, limit=100)) - 1, 0)


def hand_over(ctx: Context, values: Values) -> Reply:
    """At once both people get a card; with a later day it waits for it."""
    action = current(ctx, values)
    if not may_reassign(ctx.member, action):
        raise NotAllowed(f"{action.id} is handed over by the chair, the office or its trust's lead.")
    people = members.everybody(ctx.session)
    given = forms.read(cards.hand_over_fields(people, action, ctx.today, _others(ctx, action)), values)
    to = flow.named(ctx.session, ctx.member, given["owner"])
    on = given["on"] or ctx.today
    record = kept.new_id(ctx.session, ctx.today.year)
    ordered = handover(record, (action.owner, action.owner_name), to, on, given["reason"], ctx.member)
    ordered = kept.add(ctx.session, replace(ordered, only="" if given.get("all") else action.id))
    if on > ctx.today:
        return Reply(notices.ordered(in_words(ordered), action))
    done, posts = carry_out(ctx.session, ctx.group, ordered, ctx.now)
    return Reply(notices.handed_over(done, action.owner_name), posts=posts)


def again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The form as it was typed."""
    action = flow.found(ctx.session, str(values["record"]))
    typed = forms.bare(values)
    return Reply(_form(ctx, action, typed=typed, faults=faults, revision=forms.next_revision(values)))


SUBMITS = (
    Submit("action.hand_over_open", open_, GROUP, writes=False),
    Submit("action.hand_over", hand_over, GROUP, again=again),
)
