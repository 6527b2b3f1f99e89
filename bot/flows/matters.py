"""What is reminded of and has no line of its own in `promises`: concerns, signals, learning events, the register.

Also the risks of somebody who left.
Owns: whether one still needs somebody, and the button that opens it. Must not: know when it is due, or draw.
"""

from __future__ import annotations

from bot.contracts import Watch
from bot.flows import facts
from bot.flows.risks import unwell
from domain import concerns as concern_rules
from domain import signals as signal_rules
from domain.learning_events import LearningEvent
from domain.people import Member, ObjectId
from domain.reminders import Press
from domain.risks import Risk
from storage import concerns, learning_events, risks, signals
from storage.risks import Wanted

REGISTER = "REGISTER"
"""Stands for the risk register as a whole where a record's id stands otherwise."""
LEFT = "LEFT-"
"""Stands, before somebody's object id, for the risks of a person who is not in the group any more."""
_PRESSES = {
    "CON-": Press("Open", "concern.open"),
    "SIG-": Press("Open", "signal.open"),
    "EVT-": Press("Answer", "event.follow_up"),
}


def gone(watch: Watch, record: str, person: str) -> str:
    """Why nobody, or not this person, needs to be reminded of it any more; or empty."""
    if record.startswith("CON-"):
        concern = concerns.get(watch.session, record)
        raised = concern is not None and concern.status == concern_rules.Status.RAISED
        return "" if raised else "the concern was acknowledged"
    if record.startswith("SIG-"):
        signal = signals.get(watch.session, record)
        logged = signal is not None and signal.status == signal_rules.Status.LOGGED
        return "" if logged else "an outcome is recorded"
    if record.startswith("EVT-"):
        return _answered(watch, learning_events.get(watch.session, record), person)
    if record.startswith(LEFT):
        return (
            "" if risks.count(watch.session, Wanted(owner=record.removeprefix(LEFT)), most=1) else "they own none now"
        )
    return "every risk has what it needs" if record == REGISTER and not unwell_risks(watch) else ""


def press(record: str) -> tuple[Press, ...]:
    """What opens it."""
    if record == REGISTER:
        return (Press("Register health", "risk.health", {"offset": 0}),)
    if record.startswith(LEFT):
        return (Press("Hand over", "action.hand_over_all_open", {"was": record.removeprefix(LEFT)}),)
    found = _PRESSES.get(record[:4])
    return (Press(found.title, found.verb, {"record": record}),) if found is not None else ()


def asked(watch: Watch, event: LearningEvent) -> tuple[ObjectId, ...]:
    """The leads of the trusts that came and have not answered; the office for a trust that has none."""
    people: dict[ObjectId, None] = {}
    for trust in event.unanswered:
        leads: tuple[Member, ...] = facts.leads(watch, trust) or facts.office(watch)
        people |= dict.fromkeys(m.object_id for m in leads)
    return tuple(people)


def unwell_risks(watch: Watch) -> tuple[tuple[Risk, tuple[str, ...]], ...]:
    """Live risks that lack something, read once in a planning run."""
    return facts.once(watch, f"unwell/{watch.today}", lambda: unwell(watch.session, watch.group, watch.today))


def _answered(watch: Watch, event: LearningEvent | None, person: str) -> str:
    if event is None or not event.unanswered:
        return "every trust that came has answered"
    return "" if not person or person in asked(watch, event) else "your trust has answered"
