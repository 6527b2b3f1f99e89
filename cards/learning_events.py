"""Learning events as cards: planning, recording who came, what changed three months later.

Owns: how they read and what is asked. Must not: decide who may (the caller says it).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cards import forms
from cards.forms import Choice, Day, Field, Many, Number, Text
from cards.kit import JSON, Card, button, buttons, card, errors, facts, group, heading, notice, quoted, subtle, words
from cards.room import fitting
from domain.calendar import as_long
from domain.catalogue import THEME_CHOICES
from domain.learning_events import Changed, LearningEvent
from domain.refusals import Invalid
from domain.triangulation import name_of

PAGE = 5
ANSWERS = 9_000
"""Bytes of the answers on one card. Source: ours, within 28 KB."""
MOST_PEOPLE = 500
TEXT = 1_000
CAME = "came_"
"""How the keys of attendance begin; the trust's code follows."""


def plan_fields() -> tuple[Field, ...]:
    """What is asked of an event to come."""
    return (
        Text("title", "Title", required=True, longest=120),
        Many("themes", "Themes it answers", required=True, choices=THEME_CHOICES),
        Day("on", "Date", required=True),
        Text("hosts", "Hosts and audience", required=True, hint="Trusts and roles, not names", longest=200),
    )


def record_fields(trusts: Sequence[str]) -> tuple[Field, ...]:
    """What is asked once it was held."""
    came = (Number(f"{CAME}{t}", f"People who came from {t}", low=0, high=MOST_PEOPLE) for t in trusts)
    return (
        *came,
        Text("learning", "What was learned", required=True, hint="No details of a case", longest=TEXT, lines=True),
    )


FOLLOW_UP: tuple[Field, ...] = (
    Choice("changed", "Did it change practice?", required=True, choices=tuple((c.value, c.words) for c in Changed)),
    Text("text", "What is different now, or what is in the way", required=True, longest=500, lines=True),
)
MOVE: tuple[Field, ...] = (Day("on", "New date", required=True),)
CANCEL: tuple[Field, ...] = (Text("why", "Why it is not held", required=True, longest=300),)


def plan(typed: Mapping[str, Any], *, faults: Sequence[Invalid] = (), revision: int = 0, note: str = "") -> Card:
    """The form of a new event."""
    return card(
        "Learning event",
        errors([f.words for f in faults]),
        notice(note, "plain") if note else None,
        words("An event answers at least one theme. Give a day that has passed to record one that was held."),
        *forms.inputs(plan_fields(), typed, revision),
        actions=[button("Save", "event.save", style="positive", **forms.sure(faults, typed, "on"))],
    )


def record(
    event: LearningEvent,
    trusts: Sequence[str],
    typed: Mapping[str, Any],
    *,
    draft: Mapping[str, Any] | None = None,
    faults: Sequence[Invalid] = (),
    revision: int = 0,
) -> Card:
    """Who came and what was learned. `draft`: what was typed of an event that is not kept yet."""
    data: dict[str, Any] = {"record": event.id, "version": event.version, "draft": dict(draft or {})}
    return card(
        f"{event.id or 'Learning event'}: {event.title}",
        errors([f.words for f in faults]),
        facts(_facts(event)),
        *forms.inputs(record_fields(trusts), typed, revision),
        subtle("In three months I ask each trust that came whether it changed practice."),
        actions=[button("Save", "event.hold", style="positive", **data)],
    )


def show(event: LearningEvent, may: frozenset[str], note: str = "") -> Card:
    """One event with what came of it. `may`: verbs of the buttons this member gets."""
    titles = {
        "event.record": "Record it as held",
        "event.follow_up": "Did it change practice?",
        "event.move": "Move it",
        "event.cancel": "Not held",
    }
    data: dict[str, Any] = {"record": event.id, "version": event.version}
    press = [button(title, verb, **data) for verb, title in titles.items() if verb in may]
    came = ", ".join(f"{a.trust} {a.people}" for a in event.attendance)
    return card(
        f"{event.id}: {event.title}",
        notice(note, "good") if note else None,
        words(f"{event.stage.words.capitalize()}."),
        facts(_facts(event)),
        words(f"Reason: {event.reason}") if event.reason else None,
        *([heading("What was learned"), quoted(event.learning), words(f"People who came: {came}.")] if came else []),
        *_followed(event),
        actions=[*press, button("All learning events", "event.list", offset=0)],
    )


def _followed(event: LearningEvent) -> list[JSON]:
    if not event.was_held or event.follow_up_on is None:
        return []
    each = ([words(f"{a.trust}, {as_long(a.on)}: {a.changed.words}"), quoted(a.text)] for a in event.answers)
    said, shown = fitting(each, ANSWERS)
    rest = len(event.answers) - shown
    missing = ", ".join(event.unanswered)
    return [
        heading("Did it change practice?"),
        *said,
        *([words(f"and {rest} more")] if rest else []),
        *([words(f"Not answered yet: {missing}. Asked on {as_long(event.follow_up_on)}.")] if missing else []),
    ]


def _facts(event: LearningEvent) -> list[tuple[str, str]]:
    return [
        ("Themes", ", ".join(name_of(t) for t in event.themes)),
        ("Date", as_long(event.on)),
        ("Hosts and audience", event.hosts),
    ]


def follow_up(
    event: LearningEvent,
    trusts: Sequence[str],
    typed: Mapping[str, Any],
    *,
    faults: Sequence[Invalid] = (),
    revision: int = 0,
) -> Card:
    """The question three months later; asked for a trust when the member may answer for several."""
    return card(
        f"{event.id}: did it change practice?",
        errors([f.words for f in faults]),
        words(f"{event.title}, {as_long(event.on)}. An honest 'not yet' helps as much as a yes."),
        quoted(event.learning),
        *forms.inputs((of_trust(trusts), *FOLLOW_UP), typed, revision),
        actions=[button("Save", "event.answer", style="positive", record=event.id)],
    )


def of_trust(trusts: Sequence[str]) -> Choice:
    """For which trust somebody answers."""
    return Choice("trust", "Trust", required=True, choices=tuple((t, t) for t in trusts))


def short(
    event: LearningEvent,
    shown: Sequence[Field],
    verb: str,
    title: str,
    typed: Mapping[str, Any],
    *,
    faults: Sequence[Invalid] = (),
    revision: int = 0,
) -> Card:
    """A form of one question: another day, why it is not held."""
    return card(
        f"{event.id}: {event.title}",
        errors([f.words for f in faults]),
        facts(_facts(event)),
        *forms.inputs(shown, typed, revision),
        actions=[button(title, verb, record=event.id, version=event.version, **forms.sure(faults, typed, "on"))],
    )


def listed(
    events: Sequence[LearningEvent], came: Mapping[str, int], offset: int, *, more: bool, plans: bool, theme: str = ""
) -> Card:
    """A page of events, the newest first, and at how many each trust was."""
    rows = [
        group(
            words(f"{e.id}: {e.title}, {as_long(e.on)}, {e.stage.words}"),
            subtle(", ".join(name_of(t) for t in e.themes)),
            buttons(button(f"Open {e.id}", "event.open", record=e.id)),
            separator=True,
        )
        for e in events
    ]
    there = "; ".join(f"{trust} {n}" for trust, n in came.items())
    press = [button("More", "event.list", offset=offset + len(events), theme=theme)] if more else []
    if plans:
        press.append(button("Plan learning event", "event.new", theme=theme))
    return card(
        f"Learning events{f' on {name_of(theme)}' if theme else ''}",
        words(f"Events held with somebody there: {there}.") if there else None,
        *(rows or [words("None yet.")]),
        actions=[*press, button("Themes", "say", say="themes")],
    )


def line(event: LearningEvent, today: date) -> str:
    """What a reminder says of it."""
    days = (today - event.on).days
    return f"{event.title} was held on {as_long(event.on)}, {days} days ago. Did it change practice at your trust?"
