"""The promise of the action ladder: nothing promised is forgotten, its owner hears first, and late is not shouted.

Owns: which open actions have reached which rung, the weekly digest, the chair's decision list, the monthly look for
owners who left. Must not: decide what is sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.contracts import Reminder, Watch
from bot.flows import facts
from bot.flows.apart import apart
from bot.flows.promises import ACTIONS, action_line, at, gone, readers, why
from domain.actions import Action
from domain.calendar import as_long
from domain.ladders import Rung, just_said, moments, on, weekly
from domain.reminders import Due, Priority
from storage import actions as kept

DIGEST = Rung("digest", 0, "it is due soon or its date has passed (weekly digest)", priority=Priority.LINE)
DECIDE = Rung(
    "decide", 0, "its date was moved three times or passed ten working days ago (weekly list)", "chair", Priority.LINE
)
LEFT = Rung("left", 0, "its owner is no longer in the group (monthly check)", to="office", priority=Priority.LINE)
LATE_FOR_CHAIR = 10
"""Working days past the due day. Source: product.md "Reminders"."""
MOST = 20
"""Lines of a decision list; the card shows five and says how many more. Source: ours."""


def due(watch: Watch) -> Iterator[Due]:
    """Single reminders, then the weekly and monthly lines."""
    since = watch.since or watch.now
    for rung, day, dates in moments(facts.ladders(watch).actions, watch.days, since, watch.now):
        moment = watch.days.instant(day, rung.at)
        for action in facts.actions_due(watch, dates):
            if not watch.concerns(action.id, moment):
                continue
            yield from apart(watch, action.id, _rung(watch, action, rung, day))
    yield from _weekly(watch)
    yield from _monthly(watch)


def _rung(watch: Watch, action: Action, rung: Rung, day: date) -> Iterator[Due]:
    base = action_line(watch, action, of_others=rung.to != "owner")
    text = f"{base.text} {_more(watch, action, rung)}".strip()
    for to in readers(watch, rung.to, (action.owner,), action.trust):
        yield replace(at(base, rung, day, to, base.series), text=text, why=why(watch, rung, action.due))


def _more(watch: Watch, action: Action, rung: Rung) -> str:
    if rung.key == "warning":
        others = readers(watch, "lead", (action.owner,), action.trust)
        who, to = ("the trust's lead", "lead") if others else ("the chair", "chair")
        after = [r for r in facts.ladders(watch).actions if r.to == to and r.needs == rung.key]
        if not after:
            return "More time can be asked for."
        day = as_long(on(action.due, after[0], watch.days))
        return f"If it is still open on {day}, {who} hears of it. More time can be asked for."
    if rung.to == "lead":
        return "Its owner was told first. You can help, update it, or ask for more time."
    if rung.to == "chair":
        return "For a decision: more time, other help, or not doing."
    return ""


def _weekly(watch: Watch) -> Iterator[Due]:
    rules = facts.ladders(watch)
    since = watch.since or watch.now
    day = weekly(rules.digest_weekday, rules.digest_at, watch.days, since, watch.now)
    if day is None:
        return
    stamp = f"w{day:%Y%m%d}"
    digest, decide = replace(DIGEST, at=rules.digest_at), replace(DECIDE, at=rules.digest_at)
    moment = watch.days.instant(day, rules.digest_at)
    said = just_said(rules.actions, "owner", day, watch.days)
    for action in facts.actions(watch, watch.days.add_working_days(watch.today, rules.digest_days)):
        if action.due not in said and watch.concerns(action.id, moment):
            yield from apart(watch, action.id, _digest(watch, action, digest, day, stamp))
    fresh = watch.planned is None or moment > watch.planned
    known = just_said(rules.actions, "chair", day, watch.days)
    for action in _for_decision(watch) if fresh or watch.waiting else ():
        if action.due in known or not watch.concerns(action.id, moment):
            continue
        yield from apart(watch, action.id, _decide(watch, action, decide, day, stamp))


def _digest(watch: Watch, action: Action, rung: Rung, day: date, stamp: str) -> Iterator[Due]:
    yield at(action_line(watch, action), rung, day, action.owner, stamp)


def _decide(watch: Watch, action: Action, rung: Rung, day: date, stamp: str) -> Iterator[Due]:
    base = action_line(watch, action, of_others=True)
    for person in facts.chairs(watch):
        yield at(base, rung, day, person.object_id, stamp)


def _for_decision(watch: Watch) -> list[Action]:
    late = watch.days.add_working_days(watch.today, -LATE_FOR_CHAIR)
    moved = kept.third_changes(watch.session, limit=MOST)
    found = {a.id: a for a in (*moved, *facts.actions(watch, late)[:MOST])}
    return list(found.values())[:MOST]


def _monthly(watch: Watch) -> Iterator[Due]:
    rules = facts.ladders(watch)
    first = watch.days.add_working_days(watch.today.replace(day=1), 0)
    since = watch.since or watch.now
    if not since < watch.days.instant(first, rules.digest_at) <= watch.now:
        return
    rung = replace(LEFT, at=rules.digest_at)
    for action in kept.ownerless(watch.session, limit=MOST):
        yield from apart(watch, action.id, _left(watch, action, rung, first))


def _left(watch: Watch, action: Action, rung: Rung, first: date) -> Iterator[Due]:
    base = action_line(watch, action, of_others=True)
    for person in facts.office(watch):
        text = f"{base.text} Its owner is no longer in the group. Who takes it on?"
        made = at(base, rung, first, person.object_id, f"m{first:%Y%m}")
        yield replace(made, text=text)


REMINDERS = (
    Reminder(ACTIONS, "actions: five days before, on the day, weekly digest, lead and chair when late", due, moot=gone),
)
