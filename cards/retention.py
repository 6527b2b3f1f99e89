"""Cards of retention: what is beyond its period, the legal hold, and deleting one class for good.

Owns: those cards. Must not: count or decide (`domain/retention.py` has the rules).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cards import forms
from cards.forms import Number, Text, Typed, YesNo
from cards.kit import JSON, Card, button, card, errors, lines, notice, subtle, words
from domain.calendar import as_long
from domain.refusals import Invalid
from domain.retention import Rule

BACKUPS = (
    "The nightly backups end after 12 months, and with them what was deleted; copies of your own are for you to delete."
)
SHOWN = 40
"""Ids named before a class goes; the rest is counted. Source: ours, one screen."""
HOLD = Text("hold", "Why nothing may be deleted", required=True, hint="Such as: the inquiry of 2026", longest=200)
COUNT = Number("count", "How many go: type the number", required=True, low=1, high=10_000_000)
OFFERED = YesNo("offered", "They were offered to the archive")


@dataclass(frozen=True, slots=True)
class Due:
    """A class, how many of it are beyond its period, and the day they ended before."""

    rule: Rule
    count: int
    before: date

    @property
    def gone(self) -> str:
        """`12 ended before 23 November 2020`."""
        return f"{self.count:,} ended before {as_long(self.before)}" if self.count else "none is beyond it"


def overview(found: Sequence[Due], hold: str, today: date) -> Card:
    """The dry run: each class with its period, and what can be done."""
    stands = notice(f"Legal hold: {hold}. Nothing is deleted while it stands.", "watch") if hold else None
    free = [d for d in found if d.count and not d.rule.stays and not hold]
    hand = button("Release hold", "retention.release") if hold else button("Hold", "retention.hold")
    return card(
        "Retention: what is beyond its period",
        words(f"On {as_long(today)}. This is a dry run: nothing is deleted by it, and nothing goes by itself."),
        stands or words("No legal hold stands."),
        *(line for d in found for line in _class(d)),
        subtle(f"Periods are a proposal that your records manager confirms. {BACKUPS}"),
        actions=[
            *(button(f"Delete {d.rule.key}", "retention.class", key=d.rule.key) for d in free),
            hand,
            button("More settings", "choices.list"),
        ],
    )


def _class(due: Due) -> tuple[JSON, JSON]:
    rule = due.rule
    then = f" Then: {rule.then}." if due.count else ""
    return lines((f"{_sentence(rule.words)}: ", True), (f"{_years(rule)}; {due.gone}.{then}", False)), subtle(
        f"Source: {rule.source}."
    )


def hold_form(version: int, typed: Typed, faults: Sequence[Invalid] = (), revision: int = 0) -> Card:
    """Why nothing may go."""
    return card(
        "Legal hold",
        errors([f.words for f in faults]),
        words("While it stands nothing is deleted, in chat or on the command line."),
        *forms.inputs((HOLD,), typed, revision),
        actions=[button("Hold", "retention.keep", version=version), _back()],
    )


def release_form(hold: str, version: int) -> Card:
    """Whether it may end."""
    return card(
        "Release the legal hold?",
        words(f"It stands for: {hold}."),
        words("Afterwards records beyond their period may be deleted, each class only when somebody says so."),
        actions=[button("Release hold", "retention.free", version=version), _back()],
    )


def class_form(due: Due, ids: Sequence[str], typed: Typed, faults: Sequence[Invalid] = (), revision: int = 0) -> Card:
    """The second step: these would go, and they do when the number is typed."""
    rule = due.rule
    named = ", ".join(ids[:SHOWN]) + (f" and {len(ids) - SHOWN:,} more" if len(ids) > SHOWN else "")
    asked = (OFFERED, COUNT) if rule.archive else (COUNT,)
    return card(
        f"Delete for good: {rule.words}?",
        errors([f.words for f in faults]),
        notice("This cannot be undone. Please have a backup, and the word of your records manager.", "attention"),
        words(f"{_sentence(due.gone)}. The rule: {_years(rule)}; then: {rule.then}."),
        subtle(f"They are: {named}.") if named else None,
        words("With them go their earlier versions, ties, figures, files and messages; the journal keeps ids alone."),
        *forms.inputs(asked, typed, revision),
        actions=[button("Delete for good", "retention.delete", style="destructive", key=rule.key), _back()],
    )


def deleted(due: Due, gone: int) -> Card:
    """What went."""
    return card(
        "Deleted",
        words(f"{gone:,} of {due.rule.key} were deleted: they had ended before {as_long(due.before)}."),
        words(f"Rule: {due.rule.source}. Each has its line in the journal, in your name. {BACKUPS}"),
        actions=[_back()],
    )


def _years(rule: Rule) -> str:
    return "1 year" if rule.years == 1 else f"{rule.years} years"


def _back() -> JSON:
    return button("Retention", "retention.list", inputs=False)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
