"""The form of an entry under themes by hand, its read-back, and what was kept.

Owns: what is asked, in which words. Must not: tag anything by itself: suggested themes are filled in for a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cards import forms
from cards.forms import Choice, Field, Many, Number, Text
from cards.kit import Card, button, card, errors, facts, notice, quoted, subtle, words
from domain.catalogue import THEME_CHOICES
from domain.refusals import Invalid
from domain.rhythm import month_name
from domain.theme_notes import BY_HAND, GRADES, LONGEST, MOST_CASES, PHYSICAL, PSYCHOLOGICAL, SHARED, ThemeNote
from domain.triangulation import name_of

Pairs = tuple[tuple[str, str], ...]
ALL_TRUSTS = "all trusts together"


def fields(trusts: Sequence[str], months: Sequence[str]) -> tuple[Field, ...]:
    """What is asked. `trusts`: those this member may speak for; `months`: newest first."""
    return (
        Choice("source", "Where it comes from", required=True, choices=tuple((s.value, s.words) for s in BY_HAND)),
        Choice("trust", "Trust", required=True, choices=tuple((t, ALL_TRUSTS if t == SHARED else t) for t in trusts)),
        Choice("month", "Month", required=True, choices=tuple((m, month_name(m)) for m in months)),
        Number("count", "How many cases it stands for", required=True, low=1, high=MOST_CASES),
        Text(
            "text",
            "In a few words",
            hint="What it says, not whom it is about. No names, dates of birth or numbers of patients",
            longest=LONGEST,
            lines=True,
        ),
        Many("themes", "Themes", hint="Leave empty and I suggest some from your words", choices=THEME_CHOICES),
        Choice("physical", "Physical harm, for incidents", choices=tuple((h, h) for h in PHYSICAL)),
        Choice("psychological", "Psychological harm, for incidents", choices=tuple((h, h) for h in PSYCHOLOGICAL)),
        Choice("grade", "PMRT grade", choices=tuple((g, f"{g}: {meaning}") for g, meaning in GRADES.items())),
        Text("about", "About which record, if any", hint="Such as SIG-26-001", longest=32),
    )


def ask(
    shown: Sequence[Field],
    typed: Mapping[str, Any],
    *,
    suggested: Sequence[str] = (),
    faults: Sequence[Invalid] = (),
    revision: int = 0,
) -> Card:
    """The form; with `suggested`, these themes are filled in and asked about."""
    names = ", ".join(name_of(t) for t in suggested)
    return card(
        "New entry under a theme",
        errors([f.words for f in faults]),
        notice(
            f"From your words I would file it under: {names}. Please keep, change or add, then read it back.", "watch"
        )
        if suggested
        else words(
            "For what comes from complaints, families, staff, reviews or claims. I read it back before it counts."
        ),
        *forms.inputs(shown, typed, revision),
        actions=[button("Read it back", "theme.draft", style="positive")],
    )


def read_back(note: ThemeNote, typed: Mapping[str, Any], also: Sequence[str], hint: str = "") -> Card:
    """Everything once more. `also`: themes the words speak of that were not chosen; `hint`: about the words."""
    names = ", ".join(name_of(t) for t in also)
    return card(
        "Read it back: new entry under a theme",
        facts(_facts(note)),
        quoted(note.text) if note.text else None,
        notice(f"Your words also speak of: {names}. Press Change to add what fits.", "plain") if also else None,
        notice(hint, "plain") if hint else None,
        subtle("Nothing is kept yet. Members see count, source and trust; the office and the trust see the words."),
        actions=[
            button("Save", "theme.save", style="positive", typed=dict(typed)),
            button("Change", "theme.edit", typed=dict(typed)),
        ],
    )


def saved(note: ThemeNote) -> Card:
    """What was kept, and how to take it back."""
    return card(
        f"{note.id} is kept",
        notice("Thank you. It counts from now on.", "good"),
        facts(_facts(note)),
        actions=[
            button("Look at the theme", "theme.open", theme=note.themes[0], period=""),
            button("It does not count", "theme.withdraw", record=note.id, version=note.version),
        ],
    )


WHY: tuple[Field, ...] = (Text("why", "Why it does not count", required=True, longest=200),)


def withdraw(note: ThemeNote, typed: Mapping[str, Any], *, faults: Sequence[Invalid] = (), revision: int = 0) -> Card:
    """The reason is asked before an entry stops counting."""
    return card(
        f"{note.id}: it does not count",
        errors([f.words for f in faults]),
        facts(_facts(note)),
        *forms.inputs(WHY, typed, revision),
        actions=[button("Take it out", "theme.take_out", record=note.id, version=note.version)],
    )


def taken_out(note: ThemeNote) -> Card:
    """It does not count any more."""
    return card(
        f"{note.id} does not count any more",
        words(f"Reason: {note.withdrawn} The entry itself is kept with its history."),
        actions=[button("Themes", "theme.list", offset=0, period="")],
    )


def _facts(note: ThemeNote) -> list[tuple[str, str]]:
    return [
        ("Themes", ", ".join(name_of(t) for t in note.themes)),
        ("Where it comes from", note.source.words),
        ("Trust", ALL_TRUSTS if note.trust == SHARED else note.trust),
        ("Month", month_name(note.month)),
        ("Cases", str(note.count)),
        ("Level", note.level or "not said"),
        ("About", note.about or "no other record"),
    ]
