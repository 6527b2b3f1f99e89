"""The meeting pack: agenda, matters arising, action log, register, measures, completeness, evidence gaps.

Owns: which sections there are and what their tables say; the frozen pack. Must not: query or draw.
Source: product.md "Meeting pack + agenda"; domain guide 6.1 (columns of the action log), 5 (of the register).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain import measure_words as say
from domain.actions import Action
from domain.agenda import agenda
from domain.brag import KEY, brag
from domain.calendar import as_at, as_long
from domain.control import ControlChart
from domain.group import Group
from domain.papers import Block, Figure, Heading, Paper, Para, Table, listed
from domain.people import ObjectId
from domain.returns import SECTIONS
from domain.risks import Risk, tolerance
from domain.rounds import Grid
from domain.summaries import Line, Summary
from domain.summary_rules import completeness, whose
from domain.trajectory import movement

ACTIONS = ("Id", "Action", "Trust", "First promised", "Due", "Changes of date", "Colour and reason", "Status")
REGISTER = ("Id", "Risk", "Trust", "Score", "Band", "Target", "Tolerance", "Movement", "Next review")
SO_FAR = "no value yet"
"""A rare event, reported for less than a year."""
MEASURES = ("Measure", "Trust", "Newest month", "Value", "Variation", "Against the target")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart as a picture with its words."""

    chart: ControlChart
    png: bytes
    alt: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The records and pictures a pack is made of."""

    group: Group
    at: datetime
    """Local to the group."""
    title: str
    frozen: bool
    decisions: tuple[Line, ...] = ()
    arising: Summary | None = None
    actions: tuple[Action, ...] = ()
    risks: tuple[Risk, ...] = ()
    charts: tuple[ControlChart, ...] = ()
    drawings: tuple[Drawing, ...] = ()
    grid: Grid | None = None
    unproven: tuple[Action, ...] = ()
    """Done, without evidence."""
    rebuilt: bool = False
    """As it stood on a day of the past, made of the journal."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack as it was frozen: its files stay, with their hashes."""

    id: str
    period: str
    made_at: datetime
    by: ObjectId
    files: tuple[str, ...]
    digests: tuple[str, ...]
    titles: str
    version: int = 0


def paper(known: Contents) -> Paper:
    """The pack as a document."""
    top = (Para(f"As at {as_at(known.at)}. {completeness(known.grid)}. {_state(known)}"), Para(RESTRICTED))
    blocks = (*top, *_agenda(known), *_arising(known), *_actions(known), *_register(known), *_measures(known))
    return Paper(known.title, known.group.name, known.at, (*blocks, *_complete(known), *_gaps(known)))


def register(known: Contents) -> Paper:
    """The risk register alone as a document."""
    top = Para(f"As at {as_at(known.at)}. {_state(known)}")
    title = f"Risk register: {known.group.short}"
    return Paper(title, known.group.name, known.at, (top, Para(RESTRICTED), *_register(known)))


def _state(known: Contents) -> str:
    if known.rebuilt:
        return "Made anew from the journal: the records as they stood at that moment."
    return "Frozen: it does not change any more." if known.frozen else "Draft: records may still change it."


RESTRICTED = "For the members of the meeting. It holds small numbers; do not pass it on."


def action_rows(known: Contents) -> tuple[tuple[str, ...], ...]:
    """The action log as cells."""
    today, days = known.at.date(), known.group.on_time_days
    return tuple(
        (
            a.id,
            a.title,
            whose(a.trust),
            as_long(a.original_due),
            as_long(a.due),
            str(a.slips),
            brag(a, today, days).words,
            a.status.words,
        )
        for a in known.actions
    )


def risk_rows(known: Contents) -> tuple[tuple[str, ...], ...]:
    """The register as cells."""
    return tuple(
        (
            r.id,
            r.title,
            whose(r.trust),
            r.current.words,
            known.group.band(r.score).name,
            str(r.target.product),
            str(tolerance(r, known.group)),
            movement(r, known.at.date()).words(known.at.date()),
            as_long(r.next_review) if r.next_review else "no day set",
        )
        for r in known.risks
    )


def measure_rows(known: Contents) -> tuple[tuple[str, ...], ...]:
    """Every measure and trust as cells; what is missing is said so."""
    return tuple(_measure(chart) for chart in known.charts)


def grid_rows(grid: Grid) -> tuple[tuple[str, ...], ...]:
    """Completeness as cells, trust by section."""
    return tuple((line.trust, *line.cells, line.assurance or say.NOT_RECEIVED) for line in grid.lines)


def grid_header() -> tuple[str, ...]:
    """The header of the completeness table."""
    return ("Trust", *(kind.title for kind in SECTIONS.values()), "Review")


def _measure(chart: ControlChart) -> tuple[str, ...]:
    name, who = chart.measure.name, say.who(chart.trust)
    latest = chart.latest
    if latest is None:
        newest = SO_FAR if chart.series.months else say.NOT_RECEIVED
        return (name, who, newest, "no figure", say.variation(chart), say.assurance(chart))
    count = say.counted(latest)
    value = say.amount(chart.measure, latest.point.value) + (f" ({count})" if count else "")
    return (
        name,
        who,
        say.span(latest.point.period, latest.point.period),
        value,
        say.variation(chart),
        say.assurance(chart),
    )


def _agenda(known: Contents) -> Iterator[Block]:
    yield Heading("Agenda")
    yield Para("Between opening and close, the items with most to decide come first.")
    for item in agenda(known.decisions):
        yield Heading(item.heading, 2)
        if item.decisions:
            yield listed([line.words for line in item.decisions], "")


def _arising(known: Contents) -> Iterator[Block]:
    yield Heading("Matters arising")
    if known.arising is None:
        yield Para("There was no meeting before this one.")
        return
    yield Para(known.arising.title)
    for part in known.arising.parts:
        yield Heading(part.title, 2)
        yield listed([line.words for line in part.lines], part.empty)


def _actions(known: Contents) -> Iterator[Block]:
    yield Heading("Action log")
    yield from _tabled("Actions that are not closed, the earliest due first", ACTIONS, action_rows(known), "No action.")
    yield Para(KEY)


def _register(known: Contents) -> Iterator[Block]:
    yield Heading("Risk register")
    yield from _tabled("Risks, the highest score first", REGISTER, risk_rows(known), "No risk is on the register.")


def _measures(known: Contents) -> Iterator[Block]:
    yield Heading("Measures")
    rows = measure_rows(known)
    yield from _tabled("Every measure in use, by trust", MEASURES, rows, "No measure has a figure yet.")
    for drawing in known.drawings:
        yield Heading(f"{drawing.chart.measure.name}: {say.who(drawing.chart.trust)}", 2)
        yield Figure(drawing.png, drawing.alt)
        yield Para(drawing.alt)
        yield Para(f"{say.target(drawing.chart.measure)} {say.method(drawing.chart)}")


def _complete(known: Contents) -> Iterator[Block]:
    yield Heading("Completeness")
    if known.grid is None:
        yield Para("No return was asked for yet.")
        return
    caption = f"Returns for {known.grid.round.name}: {known.grid.words}"
    yield Table(caption, grid_header(), grid_rows(known.grid))


def _gaps(known: Contents) -> Iterator[Block]:
    yield Heading("Evidence gaps")
    lines = [f"{a.title} ({whose(a.trust)}): {a.status.words} ({a.id})" for a in known.unproven]
    yield listed(lines, "Every action that is done has evidence.")


def _tabled(caption: str, header: Sequence[str], rows: Sequence[tuple[str, ...]], empty: str) -> Iterator[Block]:
    if rows:
        yield Table(caption, tuple(header), tuple(rows))
    else:
        yield Para(empty)
