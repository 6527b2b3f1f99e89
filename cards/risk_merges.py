"""Cards of a merge: which risk it is part of, and both read back before anything is kept.

Owns: their form and words. Must not: decide which risks are the same; likely ones are proposed, a person chooses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cards import forms
from cards.forms import Choice, Field, Text
from cards.kit import Card, button, card, errors, heading, subtle, words
from cards.risks import whose
from domain.refusals import Invalid
from domain.risks import Risk


def fields(likely: Sequence[Risk], others: Sequence[Risk]) -> tuple[Field, ...]:
    """What is asked: the risk that stays, those that look alike first, and why the two are one."""
    found = (*((r, "looks alike, ") for r in likely), *((r, "") for r in others))
    return (
        Choice("into", "Part of", required=True, choices=tuple((r.id, _named(r, alike)) for r, alike in found)),
        Text("reason", "Why they are one", required=True, longest=300, lines=True),
    )


def _named(risk: Risk, alike: str = "") -> str:
    return f"{risk.id}: {risk.title[:70]} ({alike}{whose(risk)}, {risk.score})"


def ask(
    part: Risk,
    shown: Sequence[Field],
    given: Mapping[str, Any],
    *,
    likely: Sequence[Risk] = (),
    faults: Sequence[Invalid] = (),
    revision: int = 0,
) -> Card:
    """Which risk it becomes part of."""
    alike = "; ".join(_named(r) for r in likely)
    return card(
        f"Merge {part.id} into another risk",
        errors([f.words for f in faults]),
        words(f"{part.title} ({whose(part)}), {part.current.words}."),
        words(f"These look alike: {alike}." if alike else "No other risk on the register looks alike."),
        *forms.inputs(shown, given, revision),
        actions=[
            button("Read it back", "risk.merge_draft", style="positive", record=part.id, version=part.version),
            button(f"Open {part.id}", "risk.open", record=part.id),
        ],
    )


def read_back(part: Risk, into: Risk, after: Risk, reason: str) -> Card:
    """Both risks as they would stand; nothing is kept."""
    gone: dict[str, Any] = {"record": part.id, "version": part.version, "into": into.id, "at": into.version}
    scores = [words(f"- {s.words}") for s in after.elsewhere]
    return card(
        f"Merge {part.id} into {into.id}?",
        words("Nothing is saved yet."),
        heading(f"{into.id} stays"),
        words(f"{after.title} ({whose(after)}), {after.current.words}. Its sentence and score stay as they are."),
        *([words("Each trust's own:"), *scores] if scores else []),
        words(f"Controls of both: {len(after.controls)}. Gaps of both: {len(after.gaps)}."),
        heading(f"{part.id} is closed"),
        words(f"{part.title}: it becomes part of {into.id}. Reason: {reason}"),
        words("Its actions are shown with the risk that stays. Its history stays readable."),
        subtle("If an acceptance was in force, it ends. You can undo this for ten minutes."),
        actions=[
            button("Merge", "risk.merge_save", style="positive", reason=reason, **gone),
            button("Change", "risk.merge", reason=reason, **gone),
        ],
    )
