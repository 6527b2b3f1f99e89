"""Ideas as cards: the form, how it is tried, what came of it, the list.

Owns: how they read and what is asked. Must not: decide who may (the caller says it).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cards import forms
from cards.forms import Choice, Field, Text
from cards.kit import JSON, Card, button, buttons, card, errors, facts, group, heading, notice, quoted, subtle, words
from cards.room import fitting
from domain.calendar import as_long
from domain.catalogue import THEME_CHOICES
from domain.ideas import SHARED, STAGE_WORDS, VERDICTS, Cycle, Idea, Stage
from domain.refusals import Invalid
from domain.triangulation import name_of

PAGE = 5
CYCLES = 9_000
"""Bytes of the turns on one card, the newest first. Source: ours, within 28 KB."""
ALL_TRUSTS = "all trusts together"


def fields(trusts: Sequence[str]) -> tuple[Field, ...]:
    """What is asked of a new idea."""
    return (
        Text("title", "Title", required=True, longest=100),
        Choice("trust", "Where", required=True, choices=tuple((t, ALL_TRUSTS if t == SHARED else t) for t in trusts)),
        Text("text", "The idea, and what it should change", required=True, longest=600, lines=True),
        Choice("theme", "Theme", choices=THEME_CHOICES),
    )


TRY: tuple[Field, ...] = (
    Text("plan", "What is tried", required=True, hint="Small: one ward, one week, one shift", longest=500, lines=True),
)
JUDGE: tuple[Field, ...] = (
    Text("result", "What came of it", required=True, longest=600, lines=True),
    Choice("verdict", "What follows", required=True, choices=tuple((v.value, STAGE_WORDS[v]) for v in VERDICTS)),
)


def ask(shown: Sequence[Field], typed: Mapping[str, Any], *, faults: Sequence[Invalid] = (), revision: int = 0) -> Card:
    """The form of a new idea."""
    return card(
        "New idea to try",
        errors([f.words for f in faults]),
        words("Small and soon is best. That an idea did not help is worth knowing, too."),
        *forms.inputs(shown, typed, revision),
        actions=[button("Save", "idea.save", style="positive")],
    )


def show(
    idea: Idea,
    *,
    may: bool,
    typed: Mapping[str, Any] | None = None,
    faults: Sequence[Invalid] = (),
    revision: int = 0,
    note: str = "",
) -> Card:
    """One idea with its turns; who may is asked for the next step right here."""
    data: dict[str, Any] = {"record": idea.id, "version": idea.version}
    asked: Sequence[Field] = ()
    press: list[JSON] = []
    if may and idea.stage == Stage.TESTING:
        asked, press = JUDGE, [button("Save what came of it", "idea.judge", style="positive", **data)]
    elif may and idea.stage in {Stage.IDEA, Stage.ADAPTED}:
        asked, press = TRY, [button("Try it", "idea.try", style="positive", **data)]
    turns, shown = fitting((_turn(c) for c in reversed(idea.cycles)), CYCLES)
    rest = len(idea.cycles) - shown
    return card(
        f"{idea.id}: {idea.title}",
        errors([f.words for f in faults]),
        notice(note, "good") if note else None,
        words(f"{idea.stage.words.capitalize()}."),
        quoted(idea.text),
        facts(
            [("Where", ALL_TRUSTS if idea.trust == SHARED else idea.trust), ("Theme", _theme(idea) or "none chosen")]
        ),
        *([heading("Turns so far"), *turns] if turns else []),
        words(f"and {rest} earlier") if rest else None,
        *forms.inputs(asked, typed or {}, revision),
        actions=[*press, button("All ideas", "idea.list", inputs=False, offset=0)],
    )


def _turn(cycle: Cycle) -> list[JSON]:
    made = [words(f"{as_long(cycle.started)}, tried:"), quoted(cycle.plan)]
    if cycle.ended is not None:
        made += [words(f"{as_long(cycle.ended)}, {STAGE_WORDS[Stage(cycle.verdict)]}:"), quoted(cycle.result)]
    return made


def _theme(idea: Idea) -> str:
    return name_of(idea.theme) if idea.theme else ""


def listed(ideas: Sequence[Idea], offset: int, *, more: bool) -> Card:
    """A page of ideas, the newest first."""
    rows = [
        group(
            words(f"{i.id}: {i.title}"),
            subtle("; ".join(p for p in (ALL_TRUSTS if i.trust == SHARED else i.trust, i.stage.words, _theme(i)) if p)),
            buttons(button(f"Open {i.id}", "idea.open", record=i.id)),
            separator=True,
        )
        for i in ideas
    ]
    press = [button("More", "idea.list", offset=offset + len(ideas))] if more else []
    return card(
        "Ideas to try",
        *(rows or [words("None yet.")]),
        actions=[*press, button("New idea", "idea.new"), button("All learning", "learning.list", offset=0)],
    )
