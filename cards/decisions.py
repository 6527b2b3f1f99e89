"""Cards of decisions: the form with the three safety questions, one decision, the latest ones.

Owns: what is asked in which words, and how a decision reads. Must not: decide whether an answer is one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cards import forms
from cards.forms import EMPTY, Day, Field, Refill, Text
from cards.kit import JSON, Card, button, buttons, card, errors, facts, group, heading, notice, quoted, status, words
from cards.records import short
from domain.calendar import as_long
from domain.decisions import QUESTIONS, Decision, Status

PAGE = 6
"""Decisions on one page. Source: product.md "Short: 5 rows, 1 screen", one more for a register."""
TONES = {Status.STANDING: "done", Status.SET_ASIDE: "plain"}
HINTS: Mapping[str, str] = {
    "harmed": "Women, babies, families, staff; and what protects them",
    "asked": "Families, staff, trusts, others with a view",
    "know": "The measure or sign that tells whether it worked",
}
FIELDS: tuple[Field, ...] = (
    Text("title", "What was decided", required=True, longest=300, lines=True),
    Text("rationale", "Why", required=True, longest=1_200, lines=True),
    *(Text(key, label, required=True, hint=HINTS[key], longest=800, lines=True) for key, label in QUESTIONS.items()),
    Day("decided_on", "Decided on", required=True),
    Text("links", "Risks and actions it is about", hint="Ids, such as RSK-26-003, ACT-26-014", longest=300),
    Day("look_on", "Look at it again on"),
)
ASIDE: tuple[Field, ...] = (Text("reason", "Why it is set aside", required=True, longest=500, lines=True),)


def typed(decision: Decision) -> dict[str, Any]:
    """A decision as the form shows it."""
    days = {"decided_on": decision.decided_on, "look_on": decision.look_on}
    said = {key: getattr(decision, key) for key in ("title", "rationale", *QUESTIONS)}
    return {**said, "links": ", ".join(decision.links), **{k: v.isoformat() for k, v in days.items() if v}}


def form(
    given: Mapping[str, Any],
    *,
    record: str = "",
    version: int = 0,
    said: str = "",
    refill: Refill = EMPTY,
    latest: Sequence[Decision] = (),
) -> Card:
    """A new decision, or one that is put right. Nothing is kept before `Save`."""
    return card(
        f"Change {record}" if record else "Log a decision",
        errors(refill.fault_words),
        notice(said, "watch") if said else None,
        words(
            "A decision is kept only with all three safety questions answered. Nothing is kept until you press Save."
        ),
        *forms.inputs(FIELDS, {**given, **refill.values}, refill.revision),
        heading("Latest decisions") if latest else None,
        *(words(f"- {d.id}, {as_long(d.decided_on)}: {short(d.title)}") for d in latest),
        actions=[
            button("Save", "decision.save", style="positive", record=record, version=version, **refill.sure("look_on")),
            button("Latest decisions", "decision.list", inputs=False, offset=0),
        ],
    )


def show(decision: Decision, today: date, as_at: str, *, note: str = "", may: bool = False) -> Card:
    """One decision with its answers and what it is about."""
    looked = as_long(decision.look_on) if decision.look_on else "no day set"
    pressed: list[JSON] = []
    if may and decision.stands:
        pressed.append(button("Change", "decision.edit", record=decision.id))
        pressed.append(button("Set aside", "decision.aside", record=decision.id))
    pressed.append(button("History", "say", say=f"history {decision.id}"))
    pressed.append(button("Latest decisions", "decision.list", offset=0))
    return card(
        f"{decision.id}: decision of {as_long(decision.decided_on)}",
        notice(note, "good") if note else None,
        status(decision.status.words, TONES[decision.status]),
        notice("Its day to be looked at again has come.", "watch") if decision.to_look_at(today) else None,
        quoted(decision.title),
        words(f"Set aside on {as_long(decision.ended_on)}: {decision.reason}") if decision.ended_on else None,
        heading("Why"),
        quoted(decision.rationale),
        *(part for label, answer in decision.answers for part in (heading(label), quoted(answer))),
        facts(
            [
                ("About", ", ".join(decision.links) or "no risk or action"),
                ("Look at it again on", looked),
                ("Written down by", decision.by_name),
            ]
        ),
        buttons(*(_open(link) for link in decision.links[:4])) if decision.links else None,
        actions=pressed,
        as_at=f"As at {as_at}.",
    )


def _open(link: str) -> JSON:
    noun = "risk" if link.startswith("RSK") else "action"
    return button(f"Open {link}", "say", say=f"{noun} {link}")


def listed(found: Sequence[Decision], today: date, as_at: str, *, offset: int, more: bool) -> Card:
    """A page of decisions, the latest first."""
    below = [button("More", "decision.list", offset=offset + len(found))] if more else []
    below.append(button("Log a decision", "decision.new"))
    return card(
        "Decisions",
        words("The latest first." if found else "No decision is kept yet."),
        *(_row(d, today) for d in found),
        actions=below,
        as_at=f"As at {as_at}.",
    )


def _row(decision: Decision, today: date) -> JSON:
    tail = f" About {', '.join(decision.links)}." if decision.links else ""
    look = " Its day to be looked at again has come." if decision.to_look_at(today) else ""
    return group(
        words(f"{decision.id}, {as_long(decision.decided_on)}: {short(decision.title)}"),
        status(decision.status.words, TONES[decision.status]),
        words(f"{tail}{look}".strip()) if tail or look else None,
        buttons(button(f"Open {decision.id}", "decision.open", record=decision.id)),
        separator=True,
    )


def aside(decision: Decision, refill: Refill = EMPTY) -> Card:
    """The form for a decision that no longer holds."""
    return card(
        f"Set {decision.id} aside",
        errors(refill.fault_words),
        quoted(decision.title),
        words("It stays on file with its answers and this reason."),
        *forms.inputs(ASIDE, refill.values, refill.revision),
        actions=[
            button("Set aside", "decision.save_aside", style="positive", record=decision.id, version=decision.version)
        ],
    )
