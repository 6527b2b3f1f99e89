"""Setting a status, and the view that the ICB signs off from.

Owns: what is asked and how the quarters read. Must not: decide who may judge.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cards import forms
from cards.forms import EMPTY, Choice, Field, Refill, Text
from cards.frameworks import said
from cards.kit import JSON, Card, button, card, errors, heading, subtle, table, words
from domain.calendar import as_long
from domain.definitions import Framework, Requirement
from domain.evidence import EVERY, Item
from domain.judgements import Standing, Standings
from domain.partial_dates import as_words
from domain.quarters import Quarter
from domain.returns import Assurance, Return
from domain.rhythm import month_name

SHOWN = 3
"""Trusts beside each other. Source: ours, looked at: a fourth breaks words on 320 pixels."""
SA6, SA9 = "CNST:SA6", "CNST:SA9"


def fields(trusts: Sequence[tuple[str, str]]) -> tuple[Field, ...]:
    """What a status is asked."""
    return (
        Choice("trust", "Trust", required=True, choices=tuple(trusts)),
        Choice("standing", "Status", required=True, choices=tuple((s.value, s.words) for s in Standing)),
        Text("reason", "Reason", required=True, hint="What the status rests on", longest=500, lines=True),
    )


def judge(
    framework: Framework, one: Requirement, trusts: Sequence[tuple[str, str]], version: str, refill: Refill = EMPTY
) -> Card:
    """The form of a status. `version`: what the statuses stood at when the card was drawn."""
    given = {"trust": trusts[0][0]} if len(trusts) == 1 else {}
    return card(
        f"Set a status: {one.key}",
        errors(refill.fault_words),
        words(one.title),
        words(f"It is kept under {framework.name}, {framework.version}, with your name and today's date."),
        *forms.inputs(fields(trusts), {**given, **refill.values}, refill.revision),
        actions=[
            button("Save", "framework.save", style="positive", requirement=one.key, stood=version),
            button("Back", "framework.requirement", inputs=False, requirement=one.key, edition=framework.version),
        ],
    )


@dataclass(frozen=True, slots=True)
class SignOff:
    """What the group has for the two safety actions in which the ICB takes part."""

    as_at: str
    trusts: tuple[str, ...]
    edition: str
    quarters: tuple[Quarter, ...]
    quarter: Quarter
    """The one whose returns are listed."""
    items: Sequence[Item]
    """Evidence for SA6 and the care bundle."""
    returns: Mapping[tuple[str, str], Return]
    """Returns by month and trust."""
    meetings: Mapping[str, str]
    """Meeting at which a month's returns were on the table, in words."""
    standings: Standings
    oversight: Sequence[Item]
    """Evidence for SA9."""
    decisions: int


def sign_off(view: SignOff) -> Card:
    """The evidence that the ICB signs from: quarterly discussions for SA6, returns received and reviewed for SA9."""
    shown = view.trusts[:SHOWN]
    rest = len(view.trusts) - len(shown)
    return card(
        "For the ICB: SA6 and SA9",
        words(f"{view.edition}. What is on file; nothing is added and nothing is judged here."),
        words(f"Shown: {', '.join(shown)}. Name a trust to see one of the other {rest}.") if rest else None,
        heading("SA6: quarterly improvement discussions"),
        table(["Quarter", *shown], [[q.name, *(_discussed(view, q, t) for t in shown)] for q in view.quarters]),
        words(f"Status of SA6: {_standing(view, SA6, shown)}."),
        heading(f"SA9: returns of {view.quarter.name}, received and reviewed"),
        table(["Month", *shown], [[_month(view, m), *(_sent(view, m, t) for t in shown)] for m in view.quarter.months]),
        words(f"Status of SA9: {_standing(view, SA9, shown)}."),
        words(f"Decisions logged in {view.quarter.name}: {view.decisions}."),
        words(f"Evidence for SA9: {_ids(view.oversight) or 'none on the register'}."),
        subtle("A discussion is current evidence for SA6 or the care bundle, dated in that quarter."),
        actions=[
            button(
                "Quarter before", "framework.sign_off", first=view.quarter.before.first, trusts=",".join(view.trusts)
            ),
            *_actions(),
        ],
        as_at=f"As at {view.as_at}.",
    )


def _actions() -> list[JSON]:
    return [
        button("Add evidence for SA6", "evidence.new", target=SA6),
        button("Add evidence for SA9", "evidence.new", target=SA9),
        button("CNST", "say", say="frameworks CNST"),
    ]


def _discussed(view: SignOff, quarter: Quarter, trust: str) -> str:
    found = [i for i in view.items if i.trust in {trust, EVERY} and i.dated[:7] in quarter.months and i.counts]
    return "; ".join(f"{i.id} ({as_words(i.dated)})" for i in found[:4]) or "none recorded"


def _month(view: SignOff, month: str) -> str:
    meeting = view.meetings.get(month)
    return f"{month_name(month)}{f', meeting {meeting}' if meeting else ''}"


def _sent(view: SignOff, month: str, trust: str) -> str:
    ret = view.returns.get((month, trust))
    if ret is None or not ret.received:
        return "not received"
    sent = f"{ret.id}: received {as_long(ret.submitted_at.date())}" if ret.submitted_at else f"{ret.id}: received"
    if ret.assurance == Assurance.NOT_REVIEWED or ret.reviewed_at is None:
        return f"{sent}; not reviewed yet"
    return f"{sent}; {ret.assurance.words} {as_long(ret.reviewed_at.date())}"


def _standing(view: SignOff, key: str, trusts: Sequence[str]) -> str:
    return ", ".join(f"{t} {said(view.standings.get((key, t)))}" for t in trusts)


def _ids(items: Sequence[Item]) -> str:
    return ", ".join(f"{i.id} ({as_words(i.dated)})" for i in items)
