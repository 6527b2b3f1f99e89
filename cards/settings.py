"""Cards of the group as data: its trusts, its calendar, its choices. Each shows what holds and lets it be changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cards import forms
from cards.forms import Choice, Day, Field, Many, Number, Text, YesNo
from cards.kit import JSON, Card, button, card, errors, facts, heading, subtle, table, words
from domain.calendar import as_long, as_weekday
from domain.catalogue import MEASURES
from domain.group import DEFAULT_TOLERANCE, Group
from domain.group_faults import WEEKDAYS
from domain.people import Trust
from domain.refusals import Invalid
from domain.rhythm import RoundDates, month_name

Typed = Mapping[str, Any]
ORDINALS = ("first", "second", "third", "fourth")
WEEKS = tuple((str(n), word) for n, word in enumerate(ORDINALS, 1))
APPETITES = tuple((a, a) for a in DEFAULT_TOLERANCE)
FIGURES = tuple((m.key, m.name) for m in MEASURES.values())
DAYS = tuple((d, d.capitalize()) for d in WEEKDAYS)

CALENDAR: tuple[Field, ...] = (
    Choice("meeting_week", "Meeting: which week of the month", required=True, choices=WEEKS),
    Choice("meeting_weekday", "Meeting: which weekday", required=True, choices=DAYS),
    Text("meeting_time", "Meeting: time", required=True, hint="Such as 10:00", longest=5),
    Number("months_back", "A meeting looks back so many months", required=True, low=1, high=6),
    Number("freeze_working_days", "Working days from freezing the pack to the meeting", required=True, high=30),
    Number("due_working_days", "Working days from the due day to freezing the pack", required=True, high=30),
    Number("open_working_days", "Working days from opening a round to its due day", required=True, low=1, high=40),
    YesNo("open_by_calendar", "Rounds open by themselves on their day"),
)
CHOICES: tuple[Field, ...] = (
    Choice("appetite", "Risk appetite where a risk says none", required=True, choices=APPETITES),
    YesNo("post_at_once", "The scheduled summary goes to the channel at once (else the chair sees it first)"),
    Choice("weekly", "A weekly summary besides the one after each round", choices=(("none", "None"), *DAYS)),
    Many("in_use", "Figures asked each month (none chosen: the catalogue's own set)", choices=FIGURES),
)
TRUST: tuple[Field, ...] = (
    Text("name", "Official name", required=True, longest=120),
    Text("ods", "ODS code", longest=12),
    Text("aliases", "What people call it", hint="Separated by commas", longest=300),
    Day("valid_from", "Stands from"),
    Day("valid_to", "Stood until"),
)
CODE = Text("code", "Short code", required=True, hint="Such as JPUH; it never changes", longest=16)
NEW_TRUST: tuple[Field, ...] = (CODE, *TRUST)


def trusts(group: Group) -> Card:
    """The trusts of the group."""
    rows = [[t.code, t.name, t.ods or "-", _standing(t)] for t in group.trusts]
    chosen = Choice("code", "Change a trust", choices=tuple((str(t.code), t.name) for t in group.trusts))
    return card(
        "Trusts",
        table(["Code", "Name", "ODS", "Stands"], rows, widths=(2, 5, 2, 3)),
        *forms.inputs((chosen,), {}),
        actions=[button("Change", "trust.open"), button("Add trust", "trust.new", inputs=False)],
    )


def _standing(trust: Trust) -> str:
    since = f"from {as_long(trust.valid_from)}" if trust.valid_from else ""
    until = f"until {as_long(trust.valid_to)}" if trust.valid_to else ""
    return " ".join(p for p in (since, until) if p) or "yes"


def trust_form(code: str, version: int, typed: Typed, faults: Sequence[Invalid] = (), revision: int = 0) -> Card:
    """One trust; without a code a new one."""
    fields = TRUST if code else NEW_TRUST
    return card(
        code or "Add trust",
        errors([f.words for f in faults]),
        *forms.inputs(fields, typed, revision),
        actions=[
            button("Save", "trust.save", style="positive", trust=code, version=version),
            button("Trusts", "say", inputs=False, say="trusts"),
        ],
    )


def calendar(group: Group, rounds: Sequence[RoundDates]) -> Card:
    """When the group meets and when the next rounds open, fall due and freeze."""
    rhythm = group.rhythm
    rows = [[month_name(r.period), *map(as_long, (r.opens, r.due, r.freeze, r.meeting))] for r in rounds]
    week = ORDINALS[rhythm.week - 1]
    by = "Rounds open by themselves." if rhythm.by_calendar else "Rounds open when the office says so."
    return card(
        "Calendar",
        words(f"We meet on the {week} {rhythm.weekday.capitalize()} of a month at {rhythm.meeting_time:%H:%M}. {by}"),
        words(f"Next meeting: {as_weekday(rounds[0].meeting)}.") if rounds else None,
        table(["Return for", "Opens", "Due", "Pack frozen", "Meeting"], rows, widths=(3, 3, 3, 3, 3)),
        subtle("Working days; the bank holidays of England are left out."),
        actions=[
            button("Change", "calendar.open"),
            button("Attendance", "attendance.open"),
            button("Calendar file", "calendar.file"),
        ],
    )


def calendar_form(group: Group, version: int, typed: Typed, faults: Sequence[Invalid] = (), revision: int = 0) -> Card:
    """The rhythm, to be changed."""
    rhythm = group.rhythm
    stands = {
        "meeting_week": str(rhythm.week),
        "meeting_weekday": rhythm.weekday,
        "meeting_time": f"{rhythm.meeting_time:%H:%M}",
        "months_back": rhythm.months_back,
        "freeze_working_days": rhythm.freeze_days,
        "due_working_days": rhythm.due_days,
        "open_working_days": rhythm.open_days,
        "open_by_calendar": "true" if rhythm.by_calendar else "false",
    }
    inputs = forms.inputs(CALENDAR, {**stands, **typed}, revision)
    return _form("calendar", inputs, version, faults)


def settings(group: Group) -> Card:
    """The group's choices."""
    bands = [[b.name, f"{b.low} to {b.high}", b.colour, f"every {_months(b.review_months)}"] for b in group.bands]
    scheduled = "to the channel at once" if group.summary.at_once else "to the chair first, with Post to channel"
    weekly = group.summary.weekly.capitalize() if group.summary.weekly else "none"
    tolerance = ", ".join(f"{word} {score}" for word, score in group.tolerance.items())
    asked = ", ".join(MEASURES[m].name for m in group.measures if m in MEASURES) or "the catalogue's own set"
    return card(
        f"Settings of {group.short}",
        facts(
            [
                ("Group", group.name),
                ("LMNS", group.lmns),
                ("Time zone", group.timezone),
                ("Scheduled summary", scheduled),
                ("Weekly summary", weekly),
                ("Risk appetite where none is said", group.appetite),
                ("Tolerance", tolerance),
                ("Figures asked each month", asked),
            ]
        ),
        heading("Bands of risk scores"),
        table(["Band", "Scores", "Colour", "Reviewed"], bands),
        heading("Proposed for escalation when"),
        *(words(f"- {rule}") for rule in group.escalation.words),
        subtle(f"A rule proposes, the chair decides. Source: {group.escalation.whence}."),
        actions=[
            button("Change", "settings.open"),
            button("More settings", "choices.list"),
            button("Calendar", "say", say="calendar"),
            button("Trusts", "say", say="trusts"),
            button("Members", "say", say="members"),
        ],
    )


def settings_form(group: Group, version: int, typed: Typed, faults: Sequence[Invalid] = (), revision: int = 0) -> Card:
    """The choices, to be changed."""
    stands = {
        "appetite": group.appetite,
        "post_at_once": "true" if group.summary.at_once else "false",
        "weekly": group.summary.weekly or "none",
        "in_use": ",".join(group.measures),
    }
    inputs = forms.inputs(CHOICES, {**stands, **typed}, revision)
    return _form("settings", inputs, version, faults)


def saved(changed: Sequence[str], back: str) -> Card:
    """After changing; what became different, in words."""
    said = f"Changed: {', '.join(changed)}." if changed else "Nothing was different, so nothing was changed."
    return card("Saved" if changed else "No change", words(said), actions=[button(back.capitalize(), "say", say=back)])


def _form(noun: str, inputs: Sequence[JSON], version: int, faults: Sequence[Invalid]) -> Card:
    return card(
        f"{noun.capitalize()}: change",
        errors([f.words for f in faults]),
        *inputs,
        actions=[
            button("Save", f"{noun}.save", style="positive", version=version),
            button(noun.capitalize(), "say", inputs=False, say=noun),
        ],
    )


def _months(count: int) -> str:
    return "month" if count == 1 else f"{count} months"
