"""The list of measures: each with its icons in words, special causes first; what can be opened from there.

Owns: the order of the list, its parts (a page, a trust, special causes only), its choices. Must not: rank trusts, or
leave out what is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cards import forms
from cards.forms import Choice
from cards.kit import JSON, Card, button, buttons, card, subtle, table, words
from cards.measures import TONE, Page, open_chart, sources
from domain import measure_words as said
from domain.control import ControlChart
from domain.rhythm import month_name

PAGE = 15
"""Rows of the list on one card."""
ORDER = (
    "special_cause_concern",
    "special_cause_improvement",
    "special_cause_neutral_high",
    "special_cause_neutral_low",
    "queried",
    "consistent_fail",
)
"""Special causes first, then what is queried and targets that cannot be met; the rest in the catalogue's order."""
TALLIED = {
    "special_cause_concern": "special cause concern",
    "special_cause_improvement": "special cause improvement",
    "special_cause_neutral_high": "special cause that is neither",
    "special_cause_neutral_low": "special cause that is neither",
    "common_cause": "common cause",
}
QUERIED = "with a latest figure that is queried"
ALWAYS = frozenset({"special cause concern", "special cause improvement"})
"""Said even when there is none."""
SHAPE = {"attention": "\u25cf", "good": "\u2713", "watch": "\u25b2", "plain": "\u25cb"}


def ordered(found: Sequence[ControlChart]) -> list[ControlChart]:
    """Special causes first, what was not received last; within a kind as they came, never by who does better."""

    def place(chart: ControlChart) -> int:
        if chart.variation in ORDER:
            return ORDER.index(chart.variation)
        if chart.unsure:
            return ORDER.index("queried")
        if chart.assurance == "consistent_fail":
            return ORDER.index("consistent_fail")
        return len(ORDER) + (not chart.points) + (not chart.points and not chart.series.months)

    return sorted(found, key=place)


@dataclass(frozen=True, slots=True)
class Look:
    """Which part of the list: a page, some trusts, special causes only."""

    number: int = 0
    trusts: tuple[str, ...] = ()
    """Empty for all."""
    special: bool = False

    def button(self, title: str, **other: Any) -> JSON:
        """A button to another part of the list."""
        data: dict[str, Any] = {"number": 0, "trusts": list(self.trusts), "special": self.special, **other}
        return button(title, "measure.board", inputs=False, **data)


WHOLE = Look()


def board(found: Sequence[ControlChart], page: Page, complete: str, look: Look = WHOLE) -> Card:
    """All measures with their icons in words, special causes first."""
    rows = [c for c in ordered(found) if not look.special or c.variation in TONE]
    start = look.number * PAGE
    part = rows[start : start + PAGE]
    more = len(rows) > start + PAGE
    turn = [look.button("More", number=look.number + 1)] if more else []
    back = [look.button("Back", number=look.number - 1)] if look.number else []
    first = [c for c in part if c.variation in TONE][: 4 - len(turn) - len(back)]
    what = f", {', '.join(look.trusts)} only" if look.trusts else ""
    return card(
        "Measures: special causes" if look.special else "Measures",
        words(_tally(ordered(found))),
        subtle(f"{_places(start, part, rows)}, special causes first{what}. Trusts are not ranked."),
        table(["Measure", "Latest", "What the chart says"], [_board_row(c, page) for c in part], [6, 5, 6], small=True)
        if part
        else None,
        *forms.inputs(finder(page), {}),
        buttons(
            button("Show", "measure.choose"),
            look.button("All causes" if look.special else "Special causes only", special=not look.special),
            *([look.button("All trusts", trusts=[])] if look.trusts else []),
        ),
        actions=[*turn, *back, *(open_chart(c) for c in first)],
        as_at=f"As at {page.as_at}. {complete}{sources(part)}",
    )


def _places(start: int, part: Sequence[ControlChart], rows: Sequence[ControlChart]) -> str:
    return f"{start + 1} to {start + len(part)} of {len(rows)}" if part else "None"


def finder(page: Page) -> tuple[Choice, Choice]:
    """What to open from the list: the chart of a measure, of one trust or of all; or the list of one trust."""
    return (
        Choice("measure", "Chart of", choices=tuple((m.key, m.name) for m in page.measures)),
        Choice("trust", "Trust", choices=tuple((t, t) for t in page.trusts)),
    )


def _tally(rows: Sequence[ControlChart]) -> str:
    """How many of each kind; together they are all."""
    counted: dict[str, int] = {}
    for chart in rows:
        kind = (
            (chart.unsure and QUERIED)
            or TALLIED.get(chart.variation)
            or (said.nothing(chart) if not chart.points and not chart.series.months else "without control limits")
        )
        counted[kind] = counted.get(kind, 0) + 1
    shown = [k for k in dict.fromkeys([*TALLIED.values(), *counted]) if counted.get(k) or k in ALWAYS]
    return f"{', '.join(f'{counted.get(k, 0)} {k}' for k in shown)}."


def _board_row(chart: ControlChart, page: Page) -> list[str]:
    shape = SHAPE[TONE.get(chart.variation, "plain")]
    says = [f"{shape} {said.variation(chart)}", said.brief_assurance(chart)]
    return [f"{chart.measure.name}: {said.who(chart.trust)}", _latest(chart, page), "; ".join(s for s in says if s)]


def _latest(chart: ControlChart, page: Page) -> str:
    if chart.latest is None:
        return said.nothing(chart) if not chart.series.months else f"{chart.series.months} months so far"
    period = chart.latest.point.period
    state = "provisional" if period in page.open_periods else "final"
    value = f"{said.amount(chart.measure, chart.latest.point.value)}, {month_name(period)} ({state})"
    if chart.unsure:
        value = f"{value}; {said.doubt(chart.latest)}"
    if chart.series.rolling or chart.measure.cadence != "monthly":
        return value
    have = len(chart.points)
    return f"{value}; {have} of {have + len(chart.series.missing)} months"
