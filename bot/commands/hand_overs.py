"""Handing over: one action or all that somebody owns, now or from a day on.

Owns: who may open the form and what the press leads to. The step is `bot/flows/handovers.py`.
"""

from __future__ import annotations

from dataclasses import replace

from bot.contracts import Command, Context, Reply, Slots, Submit, Values
from bot.flows import actions as flow
from bot.flows.action_steps import acting, current
from bot.flows.far import ask_if_far
from bot.flows.handing_over import everything, one, others_of, owner_of, risks_of, theirs
from bot.flows.handovers import carry_out
from cards import action_forms as cards
from cards import action_notices as notices
from cards import forms
from cards import hand_overs as all_cards
from domain.action_steps import acknowledge
from domain.actions import may_reassign, owns
from domain.handovers import handover, in_words
from domain.people import ANYONE, GROUP
from domain.refusals import Invalid, NotAllowed, NotFound
from storage import actions as kept_actions
from storage import handovers as kept
from storage import members


def open_(ctx: Context, values: Values) -> Reply:
    """Asks for the new owner, and whether all of theirs goes along."""
    return Reply(one(ctx, flow.found(ctx.session, str(values["record"]))))


def hand_over(ctx: Context, values: Values) -> Reply:
    """At once both people get a card; with a later day it waits for it."""
    action = current(ctx, values)
    if not may_reassign(ctx.member, action):
        raise NotAllowed(f"{action.id} is handed over by the chair, the office or its trust's lead.")
    people = flow.owners(ctx.session)
    others, risks = others_of(ctx, action), len(risks_of(ctx, action.owner))
    given = forms.read(cards.hand_over_fields(people, action, ctx.today, others, risks), values)
    to = flow.named(ctx.session, ctx.member, given["owner"], "New owner")
    on = given["on"] or ctx.today
    ask_if_far(ctx, values, "From which day", on, "Hand over")
    record = kept.new_id(ctx.session, ctx.today.year)
    ordered = handover(record, (action.owner, action.owner_name), to, on, given["reason"], ctx.member)
    ordered = kept.add(ctx.session, replace(ordered, only="" if given.get("all") else action.id))
    if on > ctx.today:
        return Reply(notices.ordered(in_words(ordered), action))
    done, posts = carry_out(ctx.session, ctx.group, ordered, ctx.now)
    return Reply(notices.handed_over(done, action.owner_name), posts=posts)


def seen(ctx: Context, values: Values) -> Reply:
    """`Acknowledge`: each action's history says that its owner has seen it."""
    records: list[str] = []
    for record in values["records"]:
        action = kept_actions.get(ctx.session, str(record))
        if action is None or action.closed or not owns(ctx.member, action):
            continue  # it is somebody else's by now, or done; nothing is said of it
        after = acknowledge(action, acting(ctx))
        if after is not action:
            kept_actions.change(ctx.session, after, "acknowledge")
        records.append(action.id)
    if not records:
        raise NotAllowed("These are with somebody else now, or done.", "Say my actions to see yours.")
    return Reply(notices.acknowledged(records))


# ---------------------------------------------------------------- all that somebody owns


def of_person(ctx: Context, slots: Slots) -> Reply:
    """`hand over Tom`: the form for everything of theirs; asked back when the name fits several."""
    if not slots.owner:
        raise NotAllowed("Whose actions and risks change hands?", "Say for example: hand over and a name.")
    found = members.called(ctx.session, slots.owner)
    if not found:
        raise NotFound(f"a member called {slots.owner}")
    return Reply(everything(ctx, found[0].object_id, {}) if len(found) == 1 else all_cards.whose(found, {}))


def all_open(ctx: Context, values: Values) -> Reply:
    """The form for everything of one person, from a button."""
    typed = {k: values[k] for k in ("owner", "on", "reason") if values.get(k)}
    return Reply(everything(ctx, str(values["was"]), typed))


def all_over(ctx: Context, values: Values) -> Reply:
    """Everything that is theirs and the presser's to hand over changes hands, now or on the day that was given."""
    was = owner_of(ctx, str(values["was"]))
    if not theirs(ctx, was):
        return Reply(all_cards.none_open(was.name))
    given = forms.read(all_cards.fields(flow.owners(ctx.session), was.object_id, ctx.today), values)
    to = flow.named(ctx.session, ctx.member, given["owner"], "New owner")
    on = given["on"] or ctx.today
    ask_if_far(ctx, values, "From which day", on, "Hand over")
    record = kept.new_id(ctx.session, ctx.today.year)
    ordered = handover(record, (was.object_id, was.name), to, on, given["reason"], ctx.member)
    ordered = kept.add(ctx.session, ordered)
    if on > ctx.today:
        return Reply(all_cards.ordered(in_words(ordered)))
    done, posts = carry_out(ctx.session, ctx.group, ordered, ctx.now)
    return Reply(notices.handed_over(done, was.name), posts=posts)


def all_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The form as it was typed."""
    typed = forms.bare(values)
    revision = forms.next_revision(values)
    return Reply(everything(ctx, str(values["was"]), typed, faults=faults, revision=revision))


def again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The form as it was typed."""
    action = flow.found(ctx.session, str(values["record"]))
    typed = forms.bare(values)
    return Reply(one(ctx, action, typed=typed, faults=faults, revision=forms.next_revision(values)))


COMMANDS = (Command("hand_over", "hand over NAME", "all that somebody owns goes to somebody else", of_person, GROUP),)
SUBMITS = (
    Submit("action.hand_over_open", open_, GROUP, writes=False),
    Submit("action.hand_over", hand_over, GROUP, again=again),
    Submit("action.acknowledge", seen, ANYONE),
    Submit("action.hand_over_all_open", all_open, GROUP, writes=False),
    Submit("action.hand_over_all", all_over, GROUP, again=all_again),
)
