"""Measures as somebody outside the group sees them: small numbers hidden, no chart, the icon in words.

Owns: these two cards. Must not: show a count that `domain/published.py` has not let through, or rank trusts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cards.kit import JSON, Card, button, card, heading, subtle, table, words
from domain import measure_words as said
from domain.control import ControlChart
from domain.published import Told
from domain.rhythm import month_name
from domain.series import WINDOW
from domain.suppression import SMALLEST

PAGE = 15
HOW = (
    f"Counts from 1 to {SMALLEST - 1} are not shown, nor others that would give them away, nor rates made of them. "
    "Months are added up, since single months are too small."
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of figures with the chart whose icon stands beside it; a chart of no points says nothing."""

    told: Told
    chart: ControlChart


def board(lines: Sequence[Line], until: str, as_at: str, number: int = 0) -> Card:
    """All measures, a page at a time."""
    start = number * PAGE
    part = lines[start : start + PAGE]
    turn: list[JSON] = []
    if len(lines) > start + PAGE:
        turn.append(button("More", "measure.published", number=number + 1))
    if number:
        turn.append(button("Back", "measure.published", number=number - 1))
    return card(
        f"Measures up to {month_name(until)}",
        words(f"As published with the summary. Each figure is of the {WINDOW} months to {month_name(until)}."),
        subtle(f"{start + 1} to {start + len(part)} of {len(lines)}. Trusts are not ranked."),
        table(["Measure", "Twelve months", "What the chart says"], [_row(line) for line in part], [5, 4, 5]),
        subtle(HOW),
        actions=turn,
        as_at=f"As at {as_at}.",
    )


def show(lines: Sequence[Line], until: str, as_at: str) -> Card:
    """One measure of each trust, in the group's own order, and together."""
    measure = lines[0].told.measure
    body: list[JSON | None] = []
    for line in lines:
        name = said.who(line.told.trust)
        body += [heading(f"{name[:1].upper()}{name[1:]}"), words(f"{_year(line)}. {_icon(line)}")]
    return card(
        f"{measure.name}: twelve months to {month_name(until)}",
        words(f"{said.target(measure)} Trusts stand in the group's own order, not in a ranking."),
        *body,
        subtle(HOW),
        actions=[button("All measures", "measure.published", number=0)],
        as_at=f"As at {as_at}.",
    )


def _row(line: Line) -> list[str]:
    return [f"{line.told.measure.name}: {said.who(line.told.trust)}", _year(line), _icon(line)]


def _year(line: Line) -> str:
    short = 1 < line.told.months < WINDOW
    return f"{line.told.words}{f', {line.told.months} of {WINDOW} months' if short else ''}"


def _icon(line: Line) -> str:
    """The variation in words. Against the target nothing is said: of a rate that is hidden it would tell too much."""
    return said.variation(line.chart).capitalize() + "."
