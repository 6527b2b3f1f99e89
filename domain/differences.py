"""Two versions of a record side by side: what is different, in words. Works on the kept bodies, for every kind.

Owns: which fields of which kind are told, and their names. A kind that is not here is not told at all, so nothing
private can come out by its history. Must not: know where versions are kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from domain.calendar import as_long

LONGEST = 120
"""Longest value that is shown in a difference; of longer ones it is said that they changed. Source: ours."""

FIELDS: Mapping[str, Mapping[str, str]] = {
    "RSK": {
        "title": "title",
        "status": "status",
        "score": "score",
        "likelihood": "likelihood",
        "consequence": "consequence",
        "target": "target",
        "initial": "without controls",
        "trust": "trust",
        "owner_name": "owner",
        "response": "response",
        "strength": "evidence for the score",
        "appetite": "appetite",
        "category": "kind",
        "theme": "theme",
        "cause": "if",
        "event": "then",
        "effect": "leading to",
        "controls": "controls",
        "gaps": "gaps in control",
        "assurance": "assurance",
        "held_at": "held at",
        "next_review": "next review",
        "elsewhere": "answers of other trusts",
        "escalation": "escalation",
        "board": "answers of the board",
        "closed_reason": "reason for closing",
        "merged_into": "part of",
        "merged": "made of",
    },
    "ACT": {
        "title": "title",
        "status": "status",
        "trust": "trust",
        "owner_name": "owner",
        "deputy_name": "deputy",
        "original_due": "first promised for",
        "due": "due",
        "slips": "changes of date",
        "mark": "what the owner says",
        "progress": "per cent done",
        "barrier": "barrier",
        "description": "description",
        "evidence_required": "evidence wanted",
        "equity": "equity check",
        "why": "why",
        "risk": "risk",
        "decision": "decision",
        "also": "also tied to",
        "theme": "theme",
        "frameworks": "frameworks",
        "closed_reason": "reason",
    },
    "ESC": {
        "title": "title",
        "stage": "stage",
        "ask": "what is asked",
        "options": "options",
        "done": "done so far",
        "needed_by": "needed by",
        "approved_name": "approved by",
        "answer": "the board's answer",
        "answered_on": "answered on",
    },
    "DEC": {
        "title": "what was decided",
        "rationale": "why",
        "decided_on": "decided on",
        "harmed": "who could be harmed",
        "asked": "who was asked",
        "know": "how will we know",
        "links": "about",
        "look_on": "looked at again on",
        "status": "status",
        "reason": "why it was set aside",
    },
    "EVD": {
        "title": "title",
        "publisher": "publisher",
        "dated": "date",
        "edition": "version",
        "status": "status",
        "superseded_by": "superseded by",
        "strength": "strength",
        "trust": "trust",
        "owner_name": "owner",
        "next_review": "next review",
        "link": "where it is kept",
        "supports": "supports",
        "records": "records",
        "note": "note",
    },
    "SIG": {
        "status": "status",
        "trust": "trust",
        "site": "site",
        "level": "level",
        "what": "what it says",
        "received_on": "day of the signal",
        "due": "asked for by",
        "checked_on": "done on",
        "outcome": "outcome",
        "learning": "learning",
        "closed_reason": "reason",
    },
    "LRN": {
        "title": "title",
        "text": "what others should know",
        "trust": "trust",
        "themes": "themes",
        "stage": "stage",
        "note": "note",
        "taken_up": "tried by",
    },
    "EVT": {
        "title": "title",
        "themes": "themes",
        "on": "day",
        "hosts": "hosts",
        "learning": "what was learned",
        "attendance": "who came",
        "stage": "stage",
        "follow_up_on": "followed up on",
        "answers": "what changed",
        "reason": "why it is not held",
    },
    "POL": {
        "title": "title",
        "source": "source",
        "effective": "from when",
        "summary": "what changes",
        "owner_name": "owner",
        "answer_by": "impact wanted by",
        "impacts": "impact",
        "status": "status",
        "closed_reason": "reason for closing",
    },
}
"""Fields that are told, in their order, by the letters of the id. Source: ours."""

UNTOLD = frozenset({"by", "at"})
"""Parts of a part that are ids of people and moments to the second."""

STORED = frozenset({"mark", "status", "stage"})
"""Fields that hold a stored word, `on_track`, and nothing that anybody typed."""

RETURN_VERBS = frozenset({"submit return", "correct return", "review return"})
"""Of a return's history the group is told when it was sent, corrected and reviewed; drafts are its trust's own."""


def kind_of(record: str) -> str:
    """The letters of an id.

    >>> kind_of("RSK-26-003")
    'RSK'
    """
    return record.split("-", 1)[0]


def told(kind: str, body: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """A version as labels and values, empty ones left out."""
    pairs = ((label, _field(name, body)) for name, label in FIELDS[kind].items())
    return tuple((label.capitalize(), value) for label, value in pairs if value)


def between(kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """What is different in the later version, one statement for each field."""
    return tuple(
        _difference(label, _field(name, before), _field(name, after))
        for name, label in FIELDS[kind].items()
        if before.get(name) != after.get(name)
    )


def _difference(label: str, before: str, after: str) -> str:
    if max(len(before), len(after)) > LONGEST:
        return f"{label} changed"
    if not before:
        return f"{label}: {after}"
    return f"{label}: {before} to {after}" if after else f"{label}: {before} taken away"


def _field(name: str, body: Mapping[str, Any]) -> str:
    said = _value(body.get(name))
    return said.replace("_", " ") if name in STORED else said


def _value(value: Any) -> str:
    if isinstance(value, str):
        return _day(value)
    if isinstance(value, Mapping):
        inner = cast("Mapping[str, Any]", value)
        said = ((k.replace("_", " "), v) for k, v in inner.items() if k not in UNTOLD and v not in (None, "", [], 0))
        return ", ".join(f"{k} {_value(v)}" for k, v in said)
    if isinstance(value, Sequence):
        items = cast("Sequence[Any]", value)
        return "; ".join(_value(v) for v in items)
    return "" if value is None else str(value)


def _day(text: str) -> str:
    try:
        return as_long(date.fromisoformat(text)) if len(text) == len("2026-10-01") else text
    except ValueError:
        return text
