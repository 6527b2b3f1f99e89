"""Steps with an action that need a form: the update, more time, and what the chair or the office decides.

Owns: who may open which form and what follows a press. The rules are `domain/action_steps.py` and
`domain/action_dates.py`; they are asked again at the press, whatever the card showed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from bot.contracts import Command, Context, Post, Reply, Slots, Submit, Values
from bot.flows import actions as flow
from bot.flows.action_steps import acting, by_hand, current, must, next_step, take
from bot.flows.far import ask_if_far
from bot.flows.handing_over import from_words, one_from_words
from bot.flows.reminding import redrawn, watch_of
from bot.flows.ties import ties_said
from cards import action_forms as cards
from cards import action_notices as notices
from cards import forms
from cards.actions import faults_first, first, show, which
from cards.kit import Card
from domain import action_dates as dates
from domain import action_steps as steps
from domain.action_steps import Note
from domain.actions import Action, Status, may_assure, may_decide, may_update
from domain.calendar import as_at, as_long
from domain.people import ANYONE, CHAIRS
from domain.refusals import Invalid, NotAllowed
from storage import actions as kept
from storage.actions import Wanted

Faults = tuple[Invalid, ...]
_NUMBER = re.compile(r"\bact(?:ion)?[ -]?(\d{1,4})\b(?!-)", re.IGNORECASE)
_DECIDES = re.compile(
    r"\b(?:approve|agree|grant|allow|decline|refuse|reject|discuss|decide|decision)\w*\b", re.IGNORECASE
)
_STOPS = re.compile(
    r"\b(?:not doing|won't do|will not do|not going to do)(?: it| this)?\b|\b(?:scrap|drop|stop)(?= (?:act|it|this)\b)",
    re.IGNORECASE,
)
MOST = 8
"""Actions offered when it was not said which one. Source: ours, two rows of buttons."""

# ---------------------------------------------------------------- the update


def update_action(ctx: Context, slots: Slots) -> Reply:
    """The update form, filled with what was said. Nothing is saved before a press."""
    said = _said(slots)
    handed = from_words(ctx) if not slots.record else None
    if handed is not None:
        return Reply(handed)
    record = _record(ctx, slots)
    if not record:
        rows = flow.coloured(ctx.group, _likely(ctx, slots), ctx.today)
        return Reply(which("I change one action at a time", rows, "action.update_open", said))
    action = flow.found(ctx.session, record)
    asked = one_from_words(ctx, action, slots.owner) or _chairs_word(ctx, action, slots)
    asked = asked or (None if slots.status else ties_said(ctx, action, slots.theme, slots.framework))
    return Reply(asked or _update_form(ctx, action, said))


def _record(ctx: Context, slots: Slots) -> str:
    """The action meant: as understood, else the one number that stands behind `act` in what was said."""
    numbers = set(_NUMBER.findall(ctx.turn.said)) if not slots.record else set[str]()
    return f"ACT-{ctx.today:%y}-{int(numbers.pop()):03}" if len(numbers) == 1 else slots.record


def _chairs_word(ctx: Context, action: Action, slots: Slots) -> Card | None:
    """What the chair decides in words, as its filled form: more time, or not doing. A state said is an update."""
    if not ctx.member.is_any(CHAIRS) or action.closed or slots.status not in {"", "more time"}:
        return None
    if action.request is not None and may_decide(ctx.member, action) and _DECIDES.search(ctx.turn.said):
        return _decide_form(ctx, action)
    if _STOPS.search(ctx.turn.said):
        return _stop_form(ctx, action, typed={"reason": _STOPS.sub("", slots.text).strip(" ,.;:")})
    return None


def _likely(ctx: Context, slots: Slots) -> list[Action]:
    """What could be meant: mine, those of the trusts that were named first; else what I may update there."""
    mine = kept.of_owner(ctx.session, ctx.member.object_id, limit=50)
    named = [a for a in mine if not slots.trusts or set(slots.trusts) & set(a.trusts)]
    if named or not slots.trusts:
        return named[:MOST]
    found = kept.search(ctx.session, Wanted(trusts=slots.trusts), ctx.today, limit=MOST)
    return [a for a in found if may_update(ctx.member, a)] or mine[:MOST]


def _said(slots: Slots) -> dict[str, Any]:
    """What was understood, as data for the form: `step`, `text`, `evidence`, `due`, `progress`."""
    text = slots.text.strip()
    shows = any(w in text.lower() for w in ("evidence", "http", "drive", "folder", "sharepoint", "attached"))
    found = {
        "step": slots.status.replace(" ", "_"),
        "evidence" if shows else "text": text,
        "due": slots.due.isoformat() if slots.due else "",
        "progress": slots.figures.get("progress", ""),
    }
    return {k: v for k, v in found.items() if v not in ("", None)}


def update_open(ctx: Context, values: Values) -> Reply:
    """The form, from a button; with what was said when the button carries it."""
    return Reply(_update_form(ctx, flow.found(ctx.session, str(values["record"])), forms.bare(values)))


def _update_form(ctx: Context, action: Action, said: Values, faults: Faults = (), revision: int = 0) -> Card:
    must(ctx, action, may_update, f"{action.id} can be updated by its owner, its trust's lead or the chair.")
    if action.closed:
        return _as_it_is(ctx, action, faults)
    step = str(said.get("step", ""))
    if not faults and action.status == Status.OPEN and (step == "more_time" or said.get("due")):
        typed = {"due": said.get("due", ""), "reason": said.get("text", said.get("evidence", ""))}
        return cards.more_time(action, ctx.today, typed, understood=_understood(said, "Ask for more time"))
    brag = flow.colour(ctx.group, action, ctx.today)
    title = cards.STEPS.get(step, "") if action.status == Status.OPEN else "Give evidence"
    understood = "" if faults else _understood(said, title) or _left_to_the_chair(ctx)
    return cards.update(action, brag, said, understood=understood, faults=faults, revision=revision)


def _understood(said: Values, title: str) -> str:
    if not said.get("step") and not said.get("due"):
        return ""
    parts = [
        title.lower(),
        f"until {as_long(date.fromisoformat(said['due']))}" if said.get("due") else "",
        f"{said['progress']:g} % done" if said.get("progress") else "",
        f"'{said['text']}'" if said.get("text") else "",
        f"evidence '{said['evidence']}'" if said.get("evidence") else "",
    ]
    understood = "; ".join(p for p in parts if p)
    press = f"Press {title} to save it" if title else "Press the button that is true to save it"
    return f"I understood: {understood}. {press}, or change it first. Nothing is saved yet."


def _left_to_the_chair(ctx: Context) -> str:
    if not ctx.turn.said or not _STOPS.search(ctx.turn.said):
        return ""
    return "Not doing an action is for the chair to decide. Say here what stands in the way. Nothing is saved yet."


def update(ctx: Context, values: Values) -> Reply:
    """A press on the form: the step with everything that was typed."""
    return _step(ctx, values, str(values["step"]))


def evidence(ctx: Context, values: Values) -> Reply:
    """What shows that it was done."""
    return _step(ctx, values, "evidence")


def _step(ctx: Context, values: Values, step: str) -> Reply:
    ctx = by_hand(ctx, str(values.get("record", "")))
    action = current(ctx, values)
    given = forms.read(cards.update_fields(action), values)
    note = Note(
        text=given.get("text") or "",
        progress=given.get("progress"),
        barrier=_barrier(given.get("barrier")),
        source=given.get("evidence") or "",
        trust=given.get("trust") or "",
    )
    after, posts = take(ctx, values, step, note)
    return _thanks(ctx, values, after, posts, next_step(after))


def _barrier(chosen: str | None) -> str | None:
    return "" if chosen == "none" else chosen


def update_again(ctx: Context, values: Values, faults: Faults) -> Reply:
    """The form as the action is now, with what was typed."""
    action = flow.found(ctx.session, str(values["record"]))
    return Reply(_update_form(ctx, action, forms.bare(values), faults, forms.next_revision(values)))


# ---------------------------------------------------------------- more time


def time_open(ctx: Context, values: Values) -> Reply:
    """Asks for the new date; words typed on the update come along as the reason."""
    action = flow.found(ctx.session, str(values["record"]))
    typed = {"reason": forms.bare(values).get("text", "")}
    return Reply(_time_form(ctx, action, typed))


def _time_form(ctx: Context, action: Action, typed: Values, faults: Faults = (), revision: int = 0) -> Card:
    if not may_update(by_hand(ctx, action.id).member, action):
        raise NotAllowed(f"More time for {action.id} is asked for by its owner, its trust's lead or the chair.")
    if action.status != Status.OPEN:
        return _as_it_is(ctx, action, faults)
    return cards.more_time(action, ctx.today, typed, faults=faults, revision=revision)


def time(ctx: Context, values: Values) -> Reply:
    """The request goes to the chair; the chair's own, for somebody else, is granted."""
    ctx = by_hand(ctx, str(values.get("record", "")))
    action = current(ctx, values)
    given = forms.read(cards.time_fields(action, ctx.today), values)
    ask_if_far(ctx, values, "New date", given["due"], "Ask for more time")
    after = dates.ask_time(action, acting(ctx), given["due"], given["reason"] or "", given["agreed"] or "")
    granted = after.request is None
    after = flow.keep(ctx.session, after, "move due date" if granted else "ask for more time")
    if granted:
        posts = flow.answers(after, "granted", notices.granted(after, ctx.member.name), ctx.member)
        return _thanks(ctx, values, after, posts, notices.third_change(after))
    posts = flow.asks_time(ctx.session, after, flow.colour(ctx.group, after, ctx.today), ctx.member)
    return _thanks(
        ctx, values, after, posts, f"The chair decides and you will hear. Until then it stays due {as_long(after.due)}."
    )


def time_again(ctx: Context, values: Values, faults: Faults) -> Reply:
    """The request as it was typed."""
    action = flow.found(ctx.session, str(values["record"]))
    return Reply(_time_form(ctx, action, forms.bare(values), faults, forms.next_revision(values)))


def decide_open(ctx: Context, values: Values) -> Reply:
    """The request, for whoever decides."""
    return Reply(_decide_form(ctx, flow.found(ctx.session, str(values["record"]))))


def _decide_form(ctx: Context, action: Action, **again: Any) -> Card:
    if not may_decide(ctx.member, action):
        raise NotAllowed("The chair or the deputy chair decides on dates, and nobody on their own request.")
    return cards.decide(action, flow.colour(ctx.group, action, ctx.today), **again)


def decide(ctx: Context, values: Values) -> Reply:
    """`Approve`, `Decline`, `Discuss`: kept, and the answer goes to the owner and to whoever asked."""
    action = _asked(ctx, values)
    reason = forms.read((cards.DECISION,), values)["reason"] or ""
    asker = action.request.by if action.request else action.owner
    answer, by = str(values["answer"]), ctx.member.name
    if answer == "approve":
        after = flow.keep(ctx.session, dates.approve(action, acting(ctx)), "approve more time")
        card, what = notices.granted(after, by), "granted"
    elif answer == "decline":
        after = flow.keep(ctx.session, dates.decline(action, acting(ctx), reason), "decline more time")
        card, what = notices.declined(after, by, reason), "declined"
    else:
        after = flow.keep(ctx.session, dates.discuss(action, acting(ctx), reason), "discuss more time")
        card, what = notices.to_discuss(after, by, reason), "discuss"
    posts = flow.answers(after, what, card, ctx.member, also=(asker,))
    told = "The owner has been told." if posts else ""
    if after.request is None:
        posts = (*posts, *flow.answered_time(ctx.session, action, after, ctx.member))
    return _thanks(ctx, values, after, posts, told)


def _asked(ctx: Context, values: Values) -> Action:
    """The action of a chair's card. What else became of it meanwhile is no matter while the same is asked."""
    action = flow.found(ctx.session, str(values["record"]))
    if action.request is not None and cards.request_mark(action.request, action.due) == values.get("asked"):
        return action
    return current(ctx, values)


# ---------------------------------------------------------------- assurance


def assure_open(ctx: Context, values: Values) -> Reply:
    """The evidence, for a second person."""
    return Reply(_assure_form(ctx, flow.found(ctx.session, str(values["record"]))))


def _assure_form(ctx: Context, action: Action, **again: Any) -> Card:
    if not may_assure(ctx.member, action):
        raise NotAllowed(f"{action.id} has nothing that waits for your assurance.")
    return cards.assure(action, **again)


def assure(ctx: Context, values: Values) -> Reply:
    """`Assured`, or `Not yet` with what is missing; the owner is told."""
    action = current(ctx, values)
    given = forms.read(cards.assure_fields(action), values)
    note = Note(text=given["reason"] or "", trust=given.get("trust") or "")
    by = ctx.member.name
    if str(values["verdict"]) == "assured":
        after = flow.keep(ctx.session, steps.assure(action, acting(ctx), note), "assure")
        posts = flow.answers(after, "assured", notices.assured(after, by, note.text), ctx.member)
    else:
        after = flow.keep(ctx.session, steps.send_back(action, acting(ctx), note), "ask for more evidence")
        posts = flow.answers(after, "sent-back", notices.sent_back(after, by, note.text), ctx.member)
    return _thanks(ctx, values, after, posts, "The owner has been told." if posts else "")


# ---------------------------------------------------------------- not doing, open again


def stop_open(ctx: Context, values: Values) -> Reply:
    """Asks the chair why it will not be done."""
    return Reply(_stop_form(ctx, flow.found(ctx.session, str(values["record"]))))


def _stop_form(_ctx: Context, action: Action, **again: Any) -> Card:
    return cards.reasoned(
        action, "Not doing", "action.stop", "It will be closed as not doing, with your reason.", **again
    )


def stop(ctx: Context, values: Values) -> Reply:
    """Not doing."""
    action = current(ctx, values)
    reason = forms.read((cards.REASON,), values)["reason"]
    after = flow.keep(ctx.session, steps.stop(action, acting(ctx), reason), "stop action")
    return _thanks(
        ctx, values, after, flow.answers(after, "stopped", notices.stopped(after, ctx.member.name, reason), ctx.member)
    )


def reopen_open(ctx: Context, values: Values) -> Reply:
    """Asks the chair why it is opened again."""
    return Reply(_reopen_form(ctx, flow.found(ctx.session, str(values["record"]))))


def _reopen_form(_ctx: Context, action: Action, **again: Any) -> Card:
    said = "It becomes open again. Its dates and the evidence held stay on record; new evidence will be needed."
    return cards.reasoned(action, "Open again", "action.reopen", said, **again)


def reopen(ctx: Context, values: Values) -> Reply:
    """Open again."""
    action = current(ctx, values)
    reason = forms.read((cards.REASON,), values)["reason"]
    after = flow.keep(ctx.session, steps.reopen(action, acting(ctx), reason), "reopen action")
    card = notices.opened_again(after, ctx.member.name, reason)
    return _thanks(ctx, values, after, flow.answers(after, "reopened", card, ctx.member))


# ---------------------------------------------------------------- what they share


def _thanks(ctx: Context, values: Values, after: Action, posts: tuple[Post, ...], said: str = "") -> Reply:
    """What was kept; in the place of a reminder, the reminder with this line done and its other lines as they are."""
    what = after.updates[0].what
    if values.get("message"):
        done = f"{what[:1].upper()}{what[1:]} - thank you. {said}".rstrip(". ")
        return Reply(redrawn(watch_of(ctx), str(values["message"]), {after.id: done}), posts=posts)
    brag = flow.colour(ctx.group, after, ctx.today)
    return Reply(notices.thanks(after, brag, what, said), posts=posts)


def _as_it_is(ctx: Context, action: Action, faults: Faults) -> Card:
    brag = flow.colour(ctx.group, action, ctx.today)
    before = first(faults_first(faults), flow.waits(ctx.session, action))
    return show(action, brag, ctx.member, as_at(ctx.now), before=before)


def _again(form: Callable[..., Card], stands: Callable[[Action], bool]) -> Callable[[Context, Values, Faults], Reply]:
    """Draws a form again with what was typed; where it has no sense any more, the action as it is."""

    def again(ctx: Context, values: Values, faults: Faults) -> Reply:
        action = flow.found(ctx.session, str(values["record"]))
        if not stands(action):
            return Reply(_as_it_is(ctx, action, faults))
        revision = forms.next_revision(values)
        return Reply(form(ctx, action, typed=forms.bare(values), faults=faults, revision=revision))

    return again


def _waits(action: Action) -> bool:
    return any(x.status == Status.EVIDENCED for x in action.all_lines)


COMMANDS = (
    Command(
        "update_action",
        "update ACT-26-014",
        "say how an action stands: no change, on track, at risk, delivered, more time",
        update_action,
        ANYONE,
    ),
)
SUBMITS = (
    Submit("action.update_open", update_open, ANYONE, writes=False),
    Submit("action.update", update, ANYONE, again=update_again),
    Submit("action.evidence", evidence, ANYONE, again=update_again),
    Submit("action.time_open", time_open, ANYONE, writes=False),
    Submit("action.time", time, ANYONE, again=time_again),
    Submit("action.decide_open", decide_open, CHAIRS, writes=False),
    Submit("action.decide", decide, CHAIRS, again=_again(_decide_form, lambda a: a.request is not None)),
    Submit("action.assure_open", assure_open, CHAIRS, writes=False),
    Submit("action.assure", assure, CHAIRS, again=_again(_assure_form, _waits)),
    Submit("action.stop_open", stop_open, CHAIRS, writes=False),
    Submit("action.stop", stop, CHAIRS, again=_again(_stop_form, lambda a: not a.closed)),
    Submit("action.reopen_open", reopen_open, CHAIRS, writes=False),
    Submit("action.reopen", reopen, CHAIRS, again=_again(_reopen_form, lambda a: a.status != Status.OPEN)),
)
