"""Cards of a round: the completeness grid, the live card in the channel, the chair's review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cards import forms
from cards.forms import Text
from cards.kit import JSON, Card, button, card, errors, facts, heading, subtle, table, words
from cards.returns import content
from cards.talk import REACH
from domain.calendar import as_long
from domain.questions import Question
from domain.refusals import Invalid
from domain.returns import SECTIONS, Assurance, Return, SectionKey
from domain.rounds import NOT_RECEIVED, Grid, Line, Round

MARKS = {"received": "\u2713", "nil return": "\u25cb", "no change": "=", NOT_RECEIVED: "\u2717"}
"""A shape beside each word of the grid, so that neither colour nor reading is needed alone."""

REVIEW_REASON = (Text("reason", "Reason, or what you want to see next month", longest=1_000, lines=True),)


def cell(word: str) -> str:
    """A word of the grid with its shape."""
    return f"{MARKS.get(word, '')} {word}".strip()


def line_in_words(line: Line) -> str:
    """One trust's line as a sentence, as the channel sees it."""
    if not line.received:
        return f"{line.trust}: {NOT_RECEIVED}"
    parts = [f"{kind.title.lower()} {word}" for kind, word in zip(SECTIONS.values(), line.cells, strict=True)]
    late = " (after the due day)" if line.late else ""
    return f"{line.trust}: {'; '.join(parts)}{late}"


def grid_table(found: Grid) -> JSON:
    """Completeness as a table, trust by section."""
    header = ["Trust", *(kind.title for kind in SECTIONS.values())]
    rows = [[f"{line.trust}{' (late)' if line.late else ''}", *(cell(c) for c in line.cells)] for line in found.lines]
    return table(header, rows)


def show(found: Grid, as_at: str, reviewable: Sequence[Line] = ()) -> Card:
    """The grid for a person; the chair gets a button for each return to review."""
    rnd = found.round
    state = "open" if rnd.is_open else "closed"
    return card(
        f"Returns for {rnd.name}",
        words(f"{found.words}. The round is {state}; due {as_long(rnd.due)}."),
        grid_table(found),
        words(_assurance(found)) if found.received else None,
        subtle(KEY),
        actions=[button(f"Review {line.trust}", "return.review_open", record=line.return_id) for line in reviewable[:4]],
        as_at=f"As at {as_at}. {found.words}.",
    )


KEY = "Received, nil return (nothing happened), no change and not received are four different things."


def _assurance(found: Grid) -> str:
    said = [f"{line.trust} {line.assurance} ({line.return_id})" for line in found.lines if line.received]
    return "Reviewed: " + ", ".join(said) + "."


def live(found: Grid, as_at: str) -> Card:
    """The one card of a round in the channel, edited in place."""
    rnd = found.round
    title = f"{rnd.name}: returns are open" if rnd.is_open else f"{rnd.name}: the round is closed"
    return card(
        title,
        words(f"{found.words}. Due {as_long(rnd.due)}; the pack is frozen {as_long(rnd.freeze)}; meeting {as_long(rnd.meeting)}."),
        grid_table(found),
        subtle(f"As at {as_at}. {KEY} {REACH}"),
    )


def opened(found: Grid, told: int) -> Card:
    """What the office sees after opening a round."""
    rnd = found.round
    return card(
        f"The round for {rnd.name} is open",
        words(f"{told} trust leads have a private card with their form; the channel has the live card."),
        facts([("Due", as_long(rnd.due)), ("Pack is frozen", as_long(rnd.freeze)), ("Meeting", as_long(rnd.meeting))]),
        grid_table(found),
    )


def closed(found: Grid) -> Card:
    """What the office sees after closing a round."""
    missing = ", ".join(found.outstanding) or "none"
    return card(
        f"The round for {found.round.name} is closed",
        words(f"{found.words}. Not received: {missing}. It stays so in every summary."),
        grid_table(found),
    )


def review(
    ret: Return,
    asked: Mapping[SectionKey, Sequence[Question]],
    when: str,
    *,
    faults: Sequence[Invalid] = (),
    typed: Mapping[str, Any] | None = None,
    revision: int = 0,
    may_review: bool = True,
) -> Card:
    """The return as submitted, with the chair's three answers."""
    body: list[JSON | None] = [errors([f.words for f in faults]), subtle(_provenance(ret, when))]
    for key, questions in asked.items():
        section = ret.sent_section(key)
        if section is not None:
            body.extend(content(section, questions))
    if ret.assurance != Assurance.NOT_REVIEWED:
        said = f"{ret.assurance.words.capitalize()}, by {ret.reviewed_by}. {ret.assurance_reason}"
        body.extend((heading("Reviewed"), words(said)))
    if may_review:
        body.extend(forms.inputs(REVIEW_REASON, typed or {}, revision))
    data = {"record": ret.id, "version": ret.version}
    verdicts = (("Assured", "assured"), ("Partially assured", "partially_assured"), ("Not assured", "not_assured"))
    press = [button(title, "return.review", verdict=value, **data) for title, value in verdicts]
    press.append(button("Create action", "action.new", inputs=False, why=ret.id, trust=ret.trust))
    return card(f"{ret.id}", *body, actions=press if may_review else [])


def _provenance(ret: Return, when: str) -> str:
    late = ", after the due day" if ret.late else ""
    correction = f" Corrected: {ret.correction_reason}" if ret.submission > 1 else ""
    return f"{ret.trust}. Received {when} from {ret.submitted_name}{late}, version {ret.submission}.{correction}"


def reviewed(ret: Return) -> Card:
    """After the chair's word."""
    return card(
        f"{ret.id}: {ret.assurance.words}",
        words("The trust's lead has been told, with your reason." if ret.assurance_reason else "The trust's lead has been told."),
        words(ret.assurance_reason) if ret.assurance_reason else None,
        actions=[button("Returns", "say", say="returns"), button("Create action", "action.new", why=ret.id, trust=ret.trust)],
    )


def review_receipt(ret: Return) -> Card:
    """What the trust's lead reads when the group has reviewed the return."""
    return card(
        f"{ret.id} was reviewed",
        words(f"The group's word on it: {ret.assurance.words}."),
        words(ret.assurance_reason) if ret.assurance_reason else None,
        words("Thank you for sending it."),
    )
