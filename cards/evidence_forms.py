"""Forms of the evidence register: add, change, withdraw.

Owns: what is asked, in which words. Must not: decide anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cards import forms
from cards.forms import EMPTY, Choice, Day, Field, Refill, Text
from cards.kit import Card, button, card, errors, notice, subtle, words
from domain.catalogue import THEME_CHOICES
from domain.evidence import EVERY, Item, Status, Strength
from domain.partial_dates import as_words

Pairs = tuple[tuple[str, str], ...]
THEME = "theme:"
STRENGTHS: Pairs = tuple((s.value, s.words) for s in Strength)
STATUSES: Pairs = tuple((s.value, s.words) for s in (Status.CURRENT, Status.SUPERSEDED, Status.REFERENCE))
WITHDRAW: tuple[Field, ...] = (Text("reason", "Why it is withdrawn", required=True, longest=500, lines=True),)


def fields(trusts: Pairs, owners: Pairs) -> tuple[Field, ...]:
    """What an item is asked."""
    return (
        Text("title", "Title", required=True, longest=200),
        Choice("trust", "Holds for", required=True, choices=trusts),
        Choice("strength", "Strength", required=True, choices=STRENGTHS),
        Text("supports", "Supports", hint="Such as SA6, SA9, SBLCB:E1, PQOM; separated by commas", longest=300),
        Text("records", "Records it supports", hint="Ids, such as RSK-26-003, ACT-26-014", longest=300),
        Choice("theme", "Theme", choices=THEME_CHOICES),
        Text("link", "Where it is kept", hint="A link or a place, shown as text. Nothing about a patient", longest=500),
        Text("publisher", "Publisher", longest=120),
        Text("dated", "Date", hint="Such as 12 August 2026, December 2020 or 2025", longest=30),
        Text("edition", "Version", longest=60),
        Choice("owner", "Owner", required=True, choices=owners),
        Day("next_review", "Next review"),
        Choice("status", "Status", required=True, choices=STATUSES),
        Text("superseded_by", "Superseded by", hint="An id or a title", longest=200),
        Text("note", "Note", longest=500, lines=True),
    )


def trusts_open(codes: Sequence[tuple[str, str]]) -> Pairs:
    """Trusts as a list, with all of them first."""
    return ((EVERY, "All trusts"), *((code, f"{code}: {name}") for code, name in codes))


def typed(item: Item) -> dict[str, Any]:
    """An item as the form shows it."""
    theme = next((s.removeprefix(THEME) for s in item.supports if s.startswith(THEME)), "")
    return {
        "title": item.title,
        "trust": item.trust,
        "strength": item.strength.value,
        "supports": ", ".join(s for s in item.supports if not s.startswith(THEME)),
        "records": ", ".join(item.records),
        "theme": theme,
        "link": item.link,
        "publisher": item.publisher,
        "dated": as_words(item.dated) if item.dated else "",
        "edition": item.edition,
        "owner": item.owner,
        "next_review": item.next_review.isoformat() if item.next_review else "",
        "status": item.status.value,
        "superseded_by": item.superseded_by,
        "note": item.note,
    }


def form(
    asked: Sequence[Field],
    given: Mapping[str, Any],
    *,
    record: str = "",
    version: int = 0,
    document: str = "",
    said: str = "",
    refill: Refill = EMPTY,
) -> Card:
    """A new item, or one to be changed. Nothing is kept before `Save`."""
    data: dict[str, Any] = {"record": record, "version": version, "document": document, **refill.sure("next_review")}
    return card(
        f"Change {record}" if record else "Add evidence",
        errors(refill.fault_words),
        notice(said, "watch") if said else None,
        words("One item may support many requirements. Nothing is kept until you press Save."),
        subtle("No names of patients, no dates of birth, no NHS numbers; not in a link either."),
        *forms.inputs(asked, {**given, **refill.values}, refill.revision),
        actions=[
            button("Save", "evidence.save", style="positive", **data),
            button("Evidence", "say", inputs=False, say="evidence"),
        ],
    )


def withdraw(item: Item, refill: Refill = EMPTY) -> Card:
    """The form for an item that no longer belongs on the register."""
    return card(
        f"Withdraw {item.id}",
        errors(refill.fault_words),
        words(f"{item.title}. It leaves the lists; its history stays."),
        *forms.inputs(WITHDRAW, refill.values, refill.revision),
        actions=[button("Withdraw", "evidence.save_withdraw", style="positive", record=item.id, version=item.version)],
    )
