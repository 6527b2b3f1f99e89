"""Cards that show risks: one, a page of the register, the matrix as a table.

Owns: how a risk reads. Must not: hold a form (`cards/risk_forms.py`) or decide who may press what (the caller says it).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cards.kit import JSON, Card, button, buttons, card, facts, group, heading, notice, status, table, words
from cards.text import TONES as SHAPES
from domain.calendar import as_long
from domain.catalogue import THEMES
from domain.group import Band, Group
from domain.risks import ALL, CATEGORIES, Risk, Status, expired, standing, tolerance
from domain.scores import CONSEQUENCE, LIKELIHOOD, Level
from domain.trajectory import ARROWS, movement

PAGE = 6
"""Risks on one page of the list. Source: product.md "Short: 5 rows, 1 screen", one more for the register."""
SHARED = "shared by all trusts"
TONES = {"green": "good", "yellow": "plain", "amber": "watch", "red": "attention"}
"""Tone of the kit for a band's colour; the band's name always stands beside it."""


@dataclass(frozen=True, slots=True)
class View:
    """What the card of a risk is told besides the risk."""

    group: Group
    today: date
    as_at: str
    health: tuple[str, ...] = ()
    """Words of the checks that it meets."""
    triggers: tuple[str, ...] = ()
    """Words of the rules for escalation that it meets."""
    actions: tuple[str, ...] = ()
    """Linked actions, each with its state in words."""
    may: frozenset[str] = frozenset()
    """Verbs of the buttons that this member gets."""
    note: str = ""
    """Something to read first, such as what was just saved."""


BUTTONS = (
    ("Review", "risk.review"),
    ("Create action", "action.new"),
    ("Escalate", "risk.escalate"),
    ("Change details", "risk.details"),
    ("Seen elsewhere?", "risk.ask_others"),
    ("Make it a shared risk", "risk.share"),
    ("Merge", "risk.merge"),
    ("Accept for a time", "risk.accept"),
    ("Close", "risk.close"),
)
"""Buttons of a risk in the order in which they are wanted; more than four go under the overflow."""


def whose(risk: Risk) -> str:
    """`JPUH`, or that everybody shares it."""
    return SHARED if risk.trust == ALL else risk.trust


def show(risk: Risk, view: View) -> Card:
    """One risk: the sentence, where it stands, how it moved, what is done, what was said."""
    band = view.group.band(risk.score)
    moved = movement(risk, view.today)
    told = f"{band.name}, score {risk.current.words}" if risk.live else "closed"
    return card(
        f"{risk.id}: {risk.title}",
        notice(view.note, "good") if view.note else None,
        status(told, TONES.get(band.colour, "plain") if risk.live else "done"),
        words(risk.sentence),
        words(f"{ARROWS[moved.move]}: {moved.words(view.today)}. {_distances(risk, view.group)}."),
        *_state(risk, view.today),
        facts(_facts(risk, view)),
        *_listed("Controls", risk.controls, "none entered"),
        *_listed("Gaps in control", risk.gaps, "none entered"),
        *_assurance(risk),
        *_listed("Each trust's own" if risk.trust == ALL else "Other trusts", [s.words for s in risk.elsewhere], ""),
        words(f"Part of it: {', '.join(risk.merged)}.") if risk.merged else None,
        *_listed("Actions", view.actions, ""),
        *_listed(
            "The Programme Board said", tuple(f"{as_long(a.day)} ({a.escalation}): {a.text}" for a in risk.board), ""
        ),
        *_listed("Rules for escalation that it meets", view.triggers, ""),
        *_listed("Worth a look", view.health, ""),
        actions=_pressed(risk, view),
        as_at=f"As at {view.as_at}.",
    )


def _pressed(risk: Risk, view: View) -> list[JSON]:
    made: list[JSON] = []
    for title, verb in BUTTONS:
        if verb in view.may:
            data = {"why": risk.id, "trust": risk.trust} if verb == "action.new" else {"record": risk.id}
            made.append(button(title, verb, inputs=False, **data))
    made.append(button("History", "say", say=f"history {risk.id}"))
    return made


def _distances(risk: Risk, grp: Group) -> str:
    return standing(risk, grp).split(", ", 1)[1].capitalize()


def _state(risk: Risk, today: date) -> list[JSON]:
    held = risk.acceptance
    if risk.status == Status.CLOSED:
        into = f" It is part of {risk.merged_into} now." if risk.merged_into else ""
        return [words(f"Closed: {risk.closed_reason}.{into}")]
    if held is None:
        return []
    if held.void:
        return [notice(f"It was accepted until {as_long(held.until)}; that ended because {held.void}.", "watch")]
    if expired(risk, today):
        return [notice(f"Its acceptance ran out on {as_long(held.until)}. It needs a decision.", "watch")]
    return [notice(f"Accepted by {held.name} until {as_long(held.until)}: {held.reason}", "plain")]


def _facts(risk: Risk, view: View) -> list[tuple[str, str]]:
    due = as_long(risk.next_review) if risk.next_review else "none"
    band = view.group.band(risk.score)
    theme = THEMES[risk.theme].name if risk.theme in THEMES else risk.theme
    return [
        ("Trust", whose(risk)),
        ("Without controls", risk.initial.words),
        ("Now", risk.current.words),
        ("Target", risk.target.words),
        ("Appetite", f"{risk.appetite}: {tolerance(risk, view.group)} at most"),
        ("Kind", CATEGORIES.get(risk.category, risk.category)),
        ("Theme", theme or "none chosen"),
        ("Evidence for the score", risk.strength.value),
        ("Response", risk.response.value),
        ("Owner", risk.owner_name or "nobody yet"),
        ("Held at", risk.held_at or view.group.short),
        ("Next review by", f"{due} (every {_months(band.review_months)} for {band.name})" if risk.live else "none"),
    ]


def _months(n: int) -> str:
    return "month" if n == 1 else f"{n} months"


def _listed(title: str, lines: Sequence[str], empty: str) -> list[JSON]:
    if not lines and not empty:
        return []
    return [heading(title), *(words(f"- {line}") for line in lines or (empty,))]


def _assurance(risk: Risk) -> list[JSON]:
    three = risk.assurance
    rows = [
        ("First line, the team", three.team or "none"),
        ("Second line, oversight", three.oversight or "none"),
        ("Third line, independent", three.independent or "none"),
    ]
    return [heading("Assurance"), facts(rows)]


def listed(
    title: str,
    risks: Sequence[Risk],
    view: View,
    *,
    total: int,
    offset: int,
    more: Mapping[str, Any],
    capped: bool = False,
) -> Card:
    """A page of the register, the highest first; `more` is what `More` asks for."""
    shown = f"{offset + 1} to {offset + len(risks)} of {'more than ' if capped else ''}{total}" if risks else "none"
    said = f"Shown: {shown}, the highest score first." if risks else "No risk on the register fits that."
    rows = [row for risk in risks for row in _row(risk, view)]
    below: list[JSON] = []
    if offset + len(risks) < total:
        onward: dict[str, Any] = {**more, "offset": offset + len(risks)}
        below.append(button("More", "risk.list", **onward))
    if "risk.new" in view.may:
        below.append(button("New risk", "say", say="new risk"))
    if "trigger.list" in view.may:
        below.append(button("Rules for escalation", "trigger.list", offset=0))
    if "past.papers" in view.may:
        below.append(button("Word and Excel", "past.papers", what="register", day=str(more.get("on", ""))))
    else:
        below.append(button("Risk matrix", "risk.heat", **{k: v for k, v in more.items() if k == "trusts"}))
        below.append(button("Register health", "risk.health", offset=0))
    return card(title, words(said), *rows, actions=below, as_at=f"As at {view.as_at}. Live risks only.")


def _row(risk: Risk, view: View) -> list[JSON]:
    moved = movement(risk, view.today)
    due = f" Review by {as_long(risk.next_review)}." if risk.next_review else ""
    late = " That day has passed." if risk.next_review and risk.next_review < view.today else ""
    accepted = " Accepted." if risk.status == Status.ACCEPTED else ""
    band = view.group.band(risk.score)
    return [
        group(
            words(f"{risk.id}: {risk.title} ({whose(risk)})"),
            status(standing(risk, view.group), TONES.get(band.colour, "plain")),
            words(f"{ARROWS[moved.move]}: {moved.words(view.today)}.{accepted}{due}{late}"),
            buttons(button(f"Open {risk.id}", "risk.open", record=risk.id)),
            separator=True,
        )
    ]


def health(found: Sequence[tuple[Risk, Sequence[str]]], offset: int, as_at: str) -> Card:
    """Risks of the register that lack something, each with what it is; never whose fault."""
    page = found[offset : offset + PAGE]
    rows = [
        group(
            words(f"{risk.id}: {risk.title} ({whose(risk)}), {risk.score}"),
            *(words(f"- {line}") for line in lacks),
            buttons(button(f"Open {risk.id}", "risk.open", record=risk.id)),
            separator=True,
        )
        for risk, lacks in page
    ]
    onward = offset + len(page)
    more = [button("More", "risk.health", offset=onward)] if onward < len(found) else []
    total = f"Shown: {offset + 1} to {onward} of {len(found)}." if page else "Every risk has what it needs."
    return card("Register health", words(total), *rows, actions=more, as_at=f"As at {as_at}. Live risks only.")


def heat(grp: Group, counts: Mapping[tuple[int, int], int], scope: str, as_at: str) -> Card:
    """The matrix: likelihood down, consequence across, in each field the band's shape and how many risks.

    Six columns are too narrow for words on a phone: they stand below, beside their number or shape.
    """
    header = ["L \u00d7 C", *(str(n) for n in CONSEQUENCE)]
    rows = [
        [str(a), *(_field(grp, a, b, counts.get((a, b), 0)) for b in CONSEQUENCE)]
        for a in sorted(LIKELIHOOD, reverse=True)
    ]
    total = sum(counts.values())
    return card(
        "Risk matrix",
        words(f"{scope}: {total} live {'risk' if total == 1 else 'risks'}. Consequence runs across, likelihood down."),
        table(header, rows),
        words("Each field: the score and, where there are risks, their number after a colon."),
        words("; ".join(f"{_shape(band)} {band.name} {band.low} to {band.high}" for band in grp.bands) + "."),
        words(f"Likelihood (L): {_levels(LIKELIHOOD)}."),
        words(f"Consequence (C): {_levels(CONSEQUENCE)}."),
        actions=[button("Risks", "say", say="risks")],
        as_at=f"As at {as_at}.",
    )


def _field(grp: Group, likelihood: int, consequence: int, count: int) -> str:
    score = likelihood * consequence
    return f"{_shape(grp.band(score))} {score}{f': {count}' if count else ''}"


def _shape(band: Band) -> str:
    return SHAPES[TONES.get(band.colour, "plain")][0]


def _levels(levels: Mapping[int, Level]) -> str:
    return ", ".join(f"{n} {level.name}" for n, level in levels.items())
