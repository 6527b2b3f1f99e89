"""Cards of a round: the completeness grid, the live card in the channel, what the office sees.

Owns: how completeness is drawn, in words and shapes. Must not: name a person; a trust's lateness is said of the trust.
"""

from __future__ import annotations

from collections.abc import Sequence

from cards.kit import JSON, Card, button, card, facts, lines, status, subtle, table, words
from cards.talk import REACH
from domain.calendar import as_long
from domain.returns import SECTIONS
from domain.rounds import NOT_RECEIVED, Grid, Line, Round

MARKS = {"received": "\u2713", "nil return": "\u25cb", "no change": "=", NOT_RECEIVED: "\u2717"}
"""A shape beside each word of the grid, so that neither colour nor reading is needed alone."""

COLUMNS = 3
"""Trusts that stand side by side on a phone of 320 pixels. Source: ours, looked at."""

KEY = "Received, nil return (nothing happened), no change and not received are four different things."


def cell(word: str) -> str:
    """A word of the grid with its shape.

    >>> cell("no change")
    '= no change'
    """
    return f"{MARKS.get(word, '')} {word}".strip()


def line_in_words(line: Line) -> str:
    """One trust's line as a sentence, as the channel sees it."""
    if not line.received:
        return f"{line.trust}: {NOT_RECEIVED}"
    parts = [f"{kind.title} {word}" for kind, word in zip(SECTIONS.values(), line.cells, strict=True)]
    late = " (received after the due day)" if line.late else ""
    return f"{line.trust}: {'; '.join(parts)}{late}"


def grid_table(found: Grid) -> list[JSON]:
    """Completeness, trust by section: a table while a phone has room for its columns, else a line for each trust."""
    if len(found.lines) > COLUMNS:
        return [
            lines((line.trust, True), (line_in_words(line).removeprefix(line.trust), False)) for line in found.lines
        ]
    rows = [[kind.title, *(cell(line.cells[n]) for line in found.lines)] for n, kind in enumerate(SECTIONS.values())]
    if any(line.late for line in found.lines):
        rows.append(["On time", *(_on_time(line) for line in found.lines)])
    header = ["Section", *(line.trust for line in found.lines)]
    return [table(header, rows, [9, *([8] * len(found.lines))], small=True)]


def _on_time(line: Line) -> str:
    if not line.received:
        return cell(NOT_RECEIVED)
    return "\u25b2 late" if line.late else "\u2713 on time"


def show(
    found: Grid,
    as_at: str,
    *,
    reviewable: Sequence[Line] = (),
    notes: Sequence[str] = (),
    resume: Sequence[str] = (),
    read: Sequence[str] = (),
    again: bool = False,
) -> Card:
    """The grid for a person. The chair gets a button for each return to review, a lead one for each to send or to read.

    `again`: the office asked for a round that was closed too early.
    """
    rnd = found.round
    state = "open" if rnd.is_open else "closed"
    reviews = [button(f"Review {line.trust}", "return.review_open", record=line.return_id) for line in reviewable]
    own = [button(f"Fill in {trust}", "return.open", period=rnd.period, trust=trust) for trust in resume]
    own += [button(f"Read {trust}", "return.read", period=rnd.period, trust=trust) for trust in read]
    return card(
        f"Returns for {rnd.name}",
        words(f"{found.words}. The round is {state}; due {as_long(rnd.due)}."),
        *(words(note) for note in notes),
        *grid_table(found),
        _outstanding(found),
        words(_assurance(found)) if found.received else None,
        subtle(KEY),
        actions=[*reviews, *own, *_open_again(rnd, again=again)],
        as_at=f"As at {as_at}. {found.words}.",
    )


def _outstanding(found: Grid) -> JSON:
    if not found.outstanding:
        shown = f"Received: {', '.join(line.trust for line in found.lines)}"
        return status(shown if found.others else "Every return was received", "good")
    return status(
        f"{NOT_RECEIVED.capitalize()}: {', '.join(found.outstanding)}",
        "attention" if not found.round.is_open else "watch",
    )


def _assurance(found: Grid) -> str:
    said = [f"{line.trust} {line.assurance} ({line.return_id})" for line in found.lines if line.received]
    return "The group's word: " + ", ".join(said) + "."


def live(found: Grid, as_at: str) -> Card:
    """The one card of a round in the channel, edited in place."""
    rnd = found.round
    title = f"{rnd.name}: returns are open" if rnd.is_open else f"{rnd.name}: the round is closed"
    return card(
        title,
        words(
            f"{found.words}. Due {as_long(rnd.due)}; pack frozen {as_long(rnd.freeze)}; meeting {as_long(rnd.meeting)}."
        ),
        *grid_table(found),
        _outstanding(found),
        subtle(f"As at {as_at}. {KEY}"),
        subtle(REACH),
    )


def _dates(rnd: Round) -> JSON:
    return facts(
        [("Due", as_long(rnd.due)), ("Pack is frozen", as_long(rnd.freeze)), ("Meeting", as_long(rnd.meeting))]
    )


def opened(found: Grid, told: int, unled: Sequence[str] = ()) -> Card:
    """What the office sees after opening a round; `unled` are trusts that have nobody to ask."""
    people = "1 trust lead has" if told == 1 else f"{told} trust leads have"
    return card(
        f"The round for {found.round.name} is open",
        status(f"Nobody leads {', '.join(unled)}, so nobody was asked", "attention") if unled else None,
        words(f"{people} a private card with the form; the channel has the live card."),
        _dates(found.round),
        *grid_table(found),
        actions=[button("Returns", "say", say="returns")],
    )


def closed(found: Grid, *, again: bool = False) -> Card:
    """What the office sees after closing a round. `again`: the pack is not frozen, so it can be opened again."""
    missing = ", ".join(found.outstanding) or "none"
    rest = f"Closed too early? It can be opened again until {as_long(found.round.freeze)}." if again else ""
    return card(
        f"The round for {found.round.name} is closed",
        words(f"{found.words}. Not received: {missing}. It stays so in every summary."),
        *grid_table(found),
        words(rest) if rest else None,
        actions=[button("Returns", "say", say="returns"), *_open_again(found.round, again=again)],
    )


def opened_again(found: Grid) -> Card:
    """What the office sees after taking a closed round up again."""
    return card(
        f"The round for {found.round.name} is open again",
        words("The trusts that have not sent theirs can; the channel has the live card, and reminders go on."),
        _dates(found.round),
        *grid_table(found),
        actions=[button("Returns", "say", say="returns")],
    )


def _open_again(rnd: Round, *, again: bool) -> list[JSON]:
    return [button("Open it again", "round.again", period=rnd.period)] if again else []
