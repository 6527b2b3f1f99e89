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
from domain.attendance import Attendance
from domain.brag import KEY, brag
from domain.calendar import as_at, as_long
from domain.control import ControlChart
from domain.group import Group
from domain.pack_rare import Rare
from domain.pack_rare import blocks as rare_events
from domain.pack_versions import held_back, newest, undrawn
from domain.papers import Block, Figure, Heading, Paper, Para, Table, listed, reworded
from domain.people import ObjectId
from domain.protected import TOTAL, Published
from domain.returns import SECTIONS
from domain.risks import Risk, tolerance
from domain.rounds import Grid
from domain.small_words import without_small
from domain.summaries import Line, Summary
from domain.summary_rules import completeness, whose
from domain.suppression import FOR_WHOM, HIDDEN, Audience, hides
from domain.theme_notes import SHARED
from domain.trajectory import movement
from domain.triangulation import Pattern, Row, name_of, several

ACTIONS = ("Id", "Action", "Trust", "First promised", "Due", "Changes of date", "Colour and reason", "Status")
REGISTER = ("Id", "Risk", "Trust", "Score", "Band", "Target", "Tolerance", "Movement", "Next review")
SO_FAR = "no value yet"
"""A rare event, reported for less than a year."""
YEARLY = "shown once a year, for April to March"
"""The same outside, where figures of twelve months would overlap."""
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
    rare: tuple[Rare, ...] = ()
    """What lies between rare events."""
    grid: Grid | None = None
    unproven: tuple[Action, ...] = ()
    """Done, without evidence."""
    themes: tuple[Row, ...] = ()
    """Mentions of the last months reported on, the most mentioned first."""
    themes_of: str = ""
    """Those months, in words."""
    published: Published | None = None
    """For readers outside: the last whole quarter's table, as the channel was shown it."""
    published_of: str = ""
    patterns: tuple[Pattern, ...] = ()
    trusts: tuple[str, ...] = ()
    meeting: Attendance | None = None
    """The last meeting that was written down."""
    unsupported: tuple[str, ...] = ()
    """Requirements without evidence, each in words."""
    audience: Audience = Audience.RESTRICTED
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
    top = (Para(f"As at {as_at(known.at)}. {completeness(known.grid)}. {_state(known)}"), Para(readers(known)))
    first = (*_agenda(known), *attended(known), *_arising(known), *_actions(known), *_register(known))
    rest = (*_measures(known), *themed(known), *_complete(known), *_gaps(known))
    whole = Paper(known.title, known.group.name, known.at, (*top, *first, *rest))
    return reworded(whole, without_small) if hides(known.audience) else whole


def outside(known: Contents, rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """Rows of the workbook as these readers get them: without small numbers that somebody wrote into a text."""
    return tuple(tuple(map(without_small, row)) for row in rows) if hides(known.audience) else rows


def register(known: Contents) -> Paper:
    """The risk register alone as a document."""
    top = Para(f"As at {as_at(known.at)}. {_state(known)}")
    title = f"Risk register: {known.group.short}"
    return Paper(title, known.group.name, known.at, (top, Para(RESTRICTED), *_register(known)))


def _state(known: Contents) -> str:
    if known.rebuilt:
        return "Made anew from the journal: the records as they stood at that moment."
    return "Frozen: it does not change any more." if known.frozen else "Draft: records may still change it."


def readers(known: Contents) -> str:
    """For whom the pack is, in words."""
    return RESTRICTED if known.audience == Audience.RESTRICTED else FOR_WHOM[known.audience]


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
    hidden = held_back(known.charts, known.audience)
    return tuple(
        _measure(chart, known.audience, hidden=(chart.measure.key, chart.trust) in hidden) for chart in known.charts
    )


def grid_rows(grid: Grid) -> tuple[tuple[str, ...], ...]:
    """Completeness as cells, trust by section."""
    return tuple((line.trust, *line.cells, line.assurance or say.NOT_RECEIVED) for line in grid.lines)


def grid_header() -> tuple[str, ...]:
    """The header of the completeness table."""
    return ("Trust", *(kind.title for kind in SECTIONS.values()), "Review")


def _measure(chart: ControlChart, audience: Audience, *, hidden: bool) -> tuple[str, ...]:
    name, who = chart.measure.name, say.who(chart.trust)
    latest = newest(chart, audience)
    # Whether a value of twelve months is at its target is said of the newest one, so it goes where that one goes.
    untold = chart.series.rolling and (hidden or latest is not chart.latest)
    judged = (say.variation(chart), HIDDEN if untold else say.assurance(chart))
    if latest is None:
        missing = SO_FAR if chart.series.months else say.NOT_RECEIVED
        return (name, who, YEARLY if chart.latest else missing, "no figure", *judged)
    count = say.counted(latest)
    value = say.amount(chart.measure, latest.point.value) + (f" ({count})" if count else "")
    return (
        name,
        who,
        say.span(latest.point.period, latest.point.period),
        HIDDEN if hidden else value,
        *judged,
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
    without = undrawn(known.charts, known.audience)
    if without and known.drawings:
        names = sorted({d.chart.measure.name for d in known.drawings if d.chart.measure.key in without})
        if names:
            yield Para(f"Not drawn in this version, since a picture would show small counts: {'; '.join(names)}.")
    for drawing in (d for d in known.drawings if d.chart.measure.key not in without):
        yield Heading(f"{drawing.chart.measure.name}: {say.who(drawing.chart.trust)}", 2)
        yield Figure(drawing.png, drawing.alt)
        yield Para(drawing.alt)
        yield Para(f"{say.target(drawing.chart.measure)} {say.method(drawing.chart)}")
    yield from rare_events(known.rare, outside=hides(known.audience))


def attended(known: Contents) -> Iterator[Block]:
    """Who was at the last meeting, and what the rule of the quorum said; for the public no names."""
    yield Heading("Attendance and quorum")
    held = known.meeting
    if held is None:
        yield Para("Nobody has written down who was at the last meeting.")
        return
    verdict = "quorate" if held.quorate else "not quorate"
    yield Para(f"The meeting of {as_long(held.day)} was {verdict} ({held.id}); {len(held.present)} people were there.")
    public = known.audience == Audience.PUBLIC
    if not public:
        yield Para(f"There: {', '.join(p.name for p in held.present)}.")
        if held.guests:
            yield Para(f"Guests and apologies: {held.guests}")
    header = ("Part of the rule", "Met") if public else ("Part of the rule", "Met", "There")
    rows = [(p.what, "yes" if p.met else "no", *(() if public else (p.there,))) for p in held.parts]
    yield from _tabled("The rule of the quorum, part by part", header, rows, "The group has no rule.")


def themed(known: Contents) -> Iterator[Block]:
    """Themes by trust. Outside only what the channel was shown: a second table could be subtracted from it."""
    yield Heading("Themes")
    if hides(known.audience):
        yield from _quarter(known)
        return
    if known.themes:
        rows = [(name_of(r.theme), *(r.words(t) for t in known.trusts), str(r.total)) for r in known.themes]
        yield Table(f"Mentions, {known.themes_of}", ("Theme", *_places(known.trusts), "Together"), tuple(rows))
    else:
        yield Para("Nothing was tagged with a theme in these months.")
    yield Heading("Patterns", 2)
    yield listed([p.words for p in known.patterns], "No theme meets the rule in these months.")


def _quarter(known: Contents) -> Iterator[Block]:
    """Whole quarters, as each was shown first; what several trusts name is read from the table itself."""
    shown = known.published
    if shown is None:
        yield Para("The table of themes is published in the channel each quarter; none has been yet.")
        return
    columns = (*shown.columns, TOTAL)
    named = [(r, name_of(r)) for r in shown.rows] + [(TOTAL, "All themes")]
    rows = [(name, *(shown.at((r, c)) for c in columns)) for r, name in named] if shown.rows else []
    header = ("Theme", *_places(shown.columns), "Together")
    yield from _tabled(f"Mentions, {known.published_of}", header, rows, "Nothing was tagged.")
    yield Heading("Patterns", 2)
    yield listed([f"{name_of(t)}: in more than one trust." for t in several(shown)], "No theme was in several trusts.")


def _places(columns: Sequence[str]) -> tuple[str, ...]:
    """Headings of the trusts, and of what is shared."""
    return tuple("All trusts" if c == SHARED else c for c in columns)


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
    yield Heading("Requirements without evidence", 2)
    yield listed(known.unsupported, "Every requirement that is looked at has evidence from every trust.")


def _tabled(caption: str, header: Sequence[str], rows: Sequence[tuple[str, ...]], empty: str) -> Iterator[Block]:
    if rows:
        yield Table(caption, tuple(header), tuple(rows))
    else:
        yield Para(empty)
