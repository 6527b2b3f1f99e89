"""The monthly incident meeting as a card: last month's counts, themes, learning, deep dives in turn.

Owns: how it reads, and the forms of a deep dive. Must not: hold a case; counts and learning only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cards import forms
from cards.forms import Choice, Field, Text
from cards.kit import JSON, Card, button, buttons, card, errors, group, heading, notice, quoted, subtle, table, words
from cards.room import fitting
from cards.text import within
from domain.catalogue import THEME_CHOICES
from domain.deep_dives import DeepDive, Slot
from domain.refusals import Invalid
from domain.rhythm import month_name
from domain.triangulation import name_of

ACROSS = 5
"""Up to so many trusts stand side by side in a table. Source: ours, what a phone shows."""
STORY, STORIES = 700, 7_000
"""Bytes of one trust's learning, and of all of them; the returns hold the rest. Source: ours, within 28 KB."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the card of the meeting is told."""

    month: str
    columns: tuple[str, ...]
    counts: Sequence[tuple[str, ...]]
    """Rows of the table: what is counted, then each trust; what was not received says so."""
    learned: Sequence[tuple[str, str]]
    """Trust and what it learned and does, as sent."""
    themes: Sequence[str]
    rota: Sequence[Slot]
    last: Sequence[DeepDive]
    """Deep dives that were done, the newest first."""
    actions: Sequence[str]
    office: bool
    as_at: str


def show(told: Told) -> Card:
    """One card for the meeting."""
    press: list[JSON] = []
    if told.office:
        press.append(button("Plan deep dive", "dive.new", theme=""))
    return card(
        f"Incident meeting: {month_name(told.month)}",
        heading("Counts"),
        *_counts(told),
        subtle("Counts only, never cases. A rise in reports of low harm can mean good reporting."),
        heading("What was learned and what is done"),
        *_learned(told.learned),
        *_listed("Themes", told.themes, "No theme was ticked."),
        heading("Deep dives, in turn"),
        *(item for slot in told.rota for item in _slot(slot, told)),
        subtle("Whose turn it is: the trust with the fewest so far, then the one whose last was longest ago."),
        *(words(f"- Last: {d.id}, {d.trust} on {name_of(d.theme)}: {d.result}") for d in told.last),
        *_listed("Actions from this meeting", told.actions, "None is open."),
        actions=[*press, button("Themes", "say", say="themes"), button("Returns", "say", say="returns")],
        as_at=f"As at {told.as_at}.",
    )


def _counts(told: Told) -> list[JSON]:
    """A table, or a line for each count where there are too many trusts for one."""
    if len(told.columns) <= ACROSS:
        return [table(("Counted", *told.columns), told.counts)]
    return [
        words(f"- {label}: {'; '.join(f'{t} {n}' for t, n in zip(told.columns, cells, strict=True))}")
        for label, *cells in told.counts
    ]


def _learned(learned: Sequence[tuple[str, str]]) -> list[JSON]:
    made, shown = fitting(([words(f"{trust}:"), quoted(within(text, STORY))] for trust, text in learned), STORIES)
    rest = len(learned) - shown
    more = [words(f"and {rest} more, in the returns")] if rest else []
    return [*(made or [words("Nothing was received.")]), *more]


def _slot(slot: Slot, told: Told) -> list[JSON]:
    said = words(f"- {slot.words(name_of(slot.dive.theme) if slot.dive else '')}")
    if slot.dive is None or not told.office:
        return [said]
    return [group(said, buttons(button(f"Close {slot.dive.id}", "dive.open", record=slot.dive.id)))]


def _listed(title: str, lines: Sequence[str], empty: str) -> list[JSON]:
    return [heading(title), *(words(f"- {line}") for line in lines or (empty,))]


def dive_fields(trusts: Sequence[str], months: Sequence[str]) -> tuple[Field, ...]:
    """What is asked of a new deep dive."""
    return (
        Choice("theme", "Theme", required=True, choices=THEME_CHOICES),
        Choice("trust", "Trust", required=True, choices=tuple((t, t) for t in trusts)),
        Choice("month", "For the meeting of", required=True, choices=tuple((m, month_name(m)) for m in months)),
    )


END: tuple[Field, ...] = (
    Text("result", "What it found, or why it is not done", required=True, longest=600, lines=True),
)


def plan_dive(
    shown: Sequence[Field],
    typed: Mapping[str, Any],
    turn: str,
    *,
    faults: Sequence[Invalid] = (),
    revision: int = 0,
) -> Card:
    """The form of a new deep dive; whose turn it is is filled in."""
    return card(
        "Plan deep dive",
        errors([f.words for f in faults]),
        words(f"By the rota it is the turn of {turn}."),
        *forms.inputs(shown, typed, revision),
        actions=[button("Save", "dive.save", style="positive")],
    )


def proposed(theme: str, by: str) -> Card:
    """What the office hears when somebody proposes a deep dive."""
    return card(
        f"A deep dive is proposed: {name_of(theme)}",
        words(f"{by} proposes it. The rota says whose turn it is; you decide whether and when."),
        actions=[
            button("Deep dive", "dive.new", theme=theme),
            button("Look closer", "theme.open", theme=theme, period=""),
        ],
    )


def thanked(theme: str) -> Card:
    """For who proposed it."""
    return card(
        "Thank you",
        notice(f"The office and the chair have your proposal of a deep dive on {name_of(theme)}.", "good"),
        actions=[button("Incident meeting", "meeting.show")],
    )


def dive(
    found: DeepDive, typed: Mapping[str, Any], *, faults: Sequence[Invalid] = (), revision: int = 0, note: str = ""
) -> Card:
    """One deep dive: to be closed, or how it ended."""
    title = f"{found.id}: {found.trust} on {name_of(found.theme)}, {month_name(found.month)}"
    again = button("Incident meeting", "meeting.show")
    do = button("Create action", "action.new", inputs=False, why=found.id, trust=found.trust, theme=found.theme)
    if note:
        return card(title, notice(note, "good"), quoted(found.result) if found.result else None, actions=[do, again])
    data: dict[str, Any] = {"record": found.id, "version": found.version}
    return card(
        title,
        errors([f.words for f in faults]),
        *forms.inputs(END, typed, revision),
        actions=[
            button("It was done", "dive.end", style="positive", how="done", **data),
            button("It is not done", "dive.end", how="dropped", **data),
            do,
            again,
        ],
    )
