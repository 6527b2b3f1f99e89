"""Cards of a meeting's attendance: who is here, and what the rule of the quorum says of it.

Owns: what is asked and how it reads. Must not: count the rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cards import forms
from cards.forms import EMPTY, Choice, Field, Many, Refill, Text
from cards.kit import JSON, Card, button, card, errors, heading, notice, quoted, status, words
from domain.attendance import Attendance
from domain.calendar import as_long
from domain.refusals import Invalid

Pairs = tuple[tuple[str, str], ...]
ASKED = 4
"""Trusts without a voice that are asked about at once. Source: ours, one screen."""
NAMES = 160
"""Names in all lists of one card; in a large meeting fewer trusts are asked about at once. Source: ours, for 28 KB."""
STANDS = "stands_"
"""How the key of such a question begins; the trust's code follows."""


def fields(days: Sequence[date], people: Pairs) -> tuple[Field, ...]:
    """What is asked of a meeting."""
    return (
        Choice("day", "Meeting of", required=True, choices=tuple((d.isoformat(), as_long(d)) for d in days)),
        Many("present", "Who is here", required=True, choices=people),
        Text("guests", "Guests and apologies", hint="In words", longest=500, lines=True),
    )


def stand_ins(attendance: Attendance) -> tuple[Field, ...]:
    """One question for each trust without a voice, answered from among those who are here."""
    people = tuple((str(p.object_id), p.name) for p in attendance.present)
    most = max(1, min(ASKED, NAMES // max(len(people), 1)))
    lacking = [t for t in attendance.trusts if not attendance.voice(t)]
    return tuple(Choice(f"{STANDS}{t}", f"Who stands for {t}", choices=people) for t in lacking[:most])


def form(
    asked: Sequence[Field],
    given: Mapping[str, Any],
    rule: str,
    earlier: Sequence[Attendance] = (),
    *,
    stood: str = "",
    refill: Refill = EMPTY,
) -> Card:
    """Who is here, for the first time or put right.

    `stood`: at which versions the meetings stood when the card was drawn.
    """
    return card(
        "Attendance",
        errors(refill.fault_words),
        words(f"Quorum: {rule}"),
        *forms.inputs(asked, {**given, **refill.values}, refill.revision),
        heading("Earlier meetings") if earlier else None,
        *(words(f"- {as_long(a.day)}: {len(a.present)} here, {_quorate(a)}") for a in earlier),
        actions=[
            button("Save", "attendance.save", style="positive", stood=stood),
            button("Calendar", "say", inputs=False, say="calendar"),
        ],
    )


def show(attendance: Attendance, as_at: str, *, faults: Sequence[Invalid] = (), revision: int = 0) -> Card:
    """What the rule says of a meeting, part by part; trusts without a voice are asked about."""
    asked = stand_ins(attendance)
    made: list[JSON] = []
    if asked:
        made.append(button("Save stand-ins", "attendance.stand_in", record=attendance.id, version=attendance.version))
    made.append(button("Change attendance", "attendance.open", inputs=False, day=attendance.day.isoformat()))
    made.append(button("Calendar", "say", inputs=False, say="calendar"))
    return card(
        f"Meeting of {as_long(attendance.day)}: {_quorate(attendance)}",
        errors([f.words for f in faults]),
        status(_quorate(attendance), "good" if attendance.quorate else "watch"),
        *(_part(p.what, p.met, p.there) for p in attendance.parts),
        None if attendance.quorate else notice("Decisions taken now wait for a quorate meeting.", "plain"),
        words(f"Here: {', '.join(p.name for p in attendance.present)}."),
        quoted(attendance.guests) if attendance.guests else None,
        *forms.inputs(asked, {}, revision),
        actions=made,
        as_at=f"As at {as_at}. Written down by {attendance.by_name}.",
    )


def _part(what: str, met: bool, there: str) -> JSON:
    return status(f"{what}: {'met' if met else 'not met'}. {there}", "good" if met else "watch")


def _quorate(attendance: Attendance) -> str:
    return "quorate" if attendance.quorate else "not quorate"
