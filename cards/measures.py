"""Cards of measures: one as a control chart, several side by side, how to read it, its data, a rebase.

Owns: what stands on these cards; the list of all is `cards/measure_list.py`. Must not: rank trusts, or leave out what
is missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cards import between, charts, forms
from cards.forms import Choice, Text
from cards.kit import JSON, Card, TooBig, button, card, errors, heading, status, subtle, words
from domain import chart_help
from domain import measure_words as said
from domain.between import Between
from domain.between_words import heading as gaps_heading
from domain.between_words import method as gaps_method
from domain.between_words import sentences as gaps_sentences
from domain.between_words import since
from domain.control import ControlChart, Drawn
from domain.definitions import Measure
from domain.rebases import Rebase
from domain.refusals import Invalid
from domain.rhythm import month_name

DATA_PAGE = 24
LONG_NAME = 34
"""Characters of a name that a button holds on a phone; a longer one goes by its key."""
SMALL = 18
"""Months of each chart when several stand side by side."""
TONE = {
    "special_cause_concern": "attention",
    "special_cause_improvement": "good",
    "special_cause_neutral_high": "watch",
    "special_cause_neutral_low": "watch",
}
REASON = Text("reason", "What changed, and who agreed it", required=True, longest=300)


@dataclass(frozen=True, slots=True)
class Page:
    """What a card shows besides the charts."""

    as_at: str
    open_periods: tuple[str, ...] = ()
    first: str = ""
    """First month asked for, empty for all."""
    last: str = ""
    may_rebase: bool = False
    measures: tuple[Measure, ...] = ()
    """What a chart can be opened of from the list."""
    trusts: tuple[str, ...] = ()
    """Of which trusts."""

    def shown(self, chart: ControlChart) -> tuple[Drawn, ...]:
        """The points of the months asked for, at most as many as a chart holds."""
        found = [
            d for d in chart.points if d.point.period >= self.first and (not self.last or d.point.period <= self.last)
        ]
        return tuple(found[-charts.SHOWN :])


def open_chart(chart: ControlChart) -> JSON:
    """A button that opens a chart."""
    short = chart.measure.name if len(chart.measure.name) <= LONG_NAME else chart.measure.key.replace("_", " ")
    name = f"{short}: {chart.trust}"
    return button(name, "measure.show", inputs=False, measure=chart.measure.key, trust=chart.trust)


# ---------------------------------------------------------------- one measure


def show(chart: ControlChart, page: Page, extra: Sequence[str] = (), gaps: Between | None = None) -> Card:
    """One measure of one trust: what it says in words, the chart, where the data are; `gaps` between rare events."""
    measure, shown = chart.measure, page.shown(chart)
    title = f"{measure.name}: {said.who(chart.trust)}"
    data: dict[str, Any] = {"measure": measure.key, "trust": chart.trust}
    actions = [button("Data table", "measure.data", number=0, **data)] if chart.points else []
    actions.append(button("Explain", "measure.explain", **data))
    if page.may_rebase and len(chart.points) > 1 and not chart.series.rolling:
        actions.append(button("Rebase", "measure.rebase_open", **data))
    actions.append(button("All trusts", "measure.choose", measure=measure.key))
    actions.append(button("All measures", "measure.board", number=0))
    return card(
        title,
        status(said.variation(chart), TONE.get(chart.variation, "plain")),
        *(words(sentence) for sentence in sentences(chart, page)),
        *(words(sentence) for sentence in extra),
        charts.line(chart, shown, title) if len(shown) > 1 else None,
        *(_gaps(gaps) if gaps else ()),
        subtle(f"{said.counted_out_of(measure)} {said.method(chart)}".strip()),
        subtle(measure.note) if measure.note and measure.charted and not chart.series.rolling else None,
        actions=actions,
        as_at=_complete(chart, page),
    )


def explain(chart: ControlChart, page: Page) -> Card:
    """How this chart is read, and what the measure counts."""
    measure = chart.measure
    counted = said.counted_out_of(measure) or f"Counted: {measure.name}."
    return card(
        f"How to read it: {measure.name}",
        *(words(sentence) for sentence in chart_help.sentences(chart)),
        words(counted),
        words(said.target(measure)) if measure.charted else None,
        words(measure.note) if measure.note else None,
        subtle(f"Definition: {measure.source}, {measure.version}." if measure.source else ""),
        actions=[button("Chart", "measure.show", measure=measure.key, trust=chart.trust)],
        as_at=f"As at {page.as_at}.",
    )


def _gaps(found: Between) -> list[JSON | None]:
    """The second view of a rare event, with its own chart."""
    title = gaps_heading(found)
    own = [words(sentence) for sentence in gaps_sentences(found)]
    return [heading(title), *own, between.line(found, title), subtle(gaps_method(found))]


def sentences(chart: ControlChart, page: Page) -> list[str]:
    """What the chart says, for those who do not see it."""
    found = [said.latest(chart), said.target(chart.measure)]
    if chart.measure.target is not None and chart.points:
        found.append(f"Against the target: {said.assurance(chart)}.")
    if page.first:
        found.append(said.asked(chart, page.shown(chart)))
    found += said.fired(chart)
    found += [f"{line[:1].upper()}{line[1:]}" for line in said.limits(chart)]
    found += [said.rare_so_far(chart), said.missing(chart), said.provisional(chart, page.open_periods)]
    found += [said.queried(chart), said.corrected(chart), *said.rebased(chart)]
    return [f for f in found if f]


def _complete(chart: ControlChart, page: Page) -> str:
    have = len(chart.points)
    if chart.series.rolling:
        return f"As at {page.as_at}.{sources([chart])}"
    whole = have + len(chart.series.missing)
    return f"As at {page.as_at}. {have} of {whole} months received.{sources([chart])}"


def several(found: Sequence[ControlChart], page: Page, gaps: Mapping[str, Between] | None = None) -> Card:
    """One measure of several trusts side by side, in the group's own order, and all of them together."""
    try:
        return _several(found, page, gaps or {}, drawn=True)
    except TooBig:  # long histories of many trusts: the words stay, each chart is one tap away
        return _several(found, page, gaps or {}, drawn=False)


def _several(found: Sequence[ControlChart], page: Page, gaps: Mapping[str, Between], *, drawn: bool) -> Card:
    measure = found[0].measure
    intro = f"{said.target(measure)} Trusts stand in the group's own order, not in a ranking."
    body: list[JSON | None] = []
    spoken = [measure.name, intro]
    for chart in found:
        shown = page.shown(chart)[-SMALL:]
        name = said.who(chart.trust)
        passed = [since(gaps[chart.trust])] if chart.trust in gaps else []
        brief = " ".join([*_brief(chart, page), *passed])
        spoken.append(f"{name[:1].upper()}{name[1:]}: {said.variation(chart)}. {brief}")
        body += [
            heading(f"{name[:1].upper()}{name[1:]}"),
            status(said.variation(chart), TONE.get(chart.variation, "plain")),
            words(brief) if brief else None,
            charts.line(chart, shown, f"{measure.name}: {name}", rows_below=6) if drawn and len(shown) > 1 else None,
        ]
    as_at = f"As at {page.as_at}.{sources(found)}"
    return card(
        measure.name,
        words(intro),
        *body,
        subtle(said.method(found[0])),
        actions=[open_chart(c) for c in found[:4]],
        twin="\n".join([*spoken, said.method(found[0]), as_at]),
        as_at=as_at,
    )


def sources(found: Sequence[ControlChart]) -> str:
    """The returns that the latest figures came with, each once."""
    ids = dict.fromkeys(c.latest.point.source for c in found if c.latest is not None and c.latest.point.source)
    return f" Latest from {', '.join(list(ids)[:9])}." if ids else ""


def _brief(chart: ControlChart, page: Page) -> list[str]:
    found = [said.latest(chart)]
    if page.first:
        found.append(said.asked(chart, page.shown(chart)))
    if chart.points and chart.measure.target is not None:
        found.append(f"{said.assurance(chart).capitalize()}.")
    found += [said.rare_so_far(chart), said.missing(chart), said.provisional(chart, page.open_periods)]
    found.append(said.queried(chart))
    if chart.now is not None and chart.now.trial:
        found.append(f"Trial limits: {chart.now.count} points.")
    return [f for f in found if f]


def data(chart: ControlChart, page: Page, number: int = 0) -> Card:
    """The figures behind a chart, newest first."""
    newest = list(reversed(chart.points))
    part = newest[number * DATA_PAGE : (number + 1) * DATA_PAGE]
    named: dict[str, Any] = {"measure": chart.measure.key, "trust": chart.trust}
    turn = (
        [button("Earlier", "measure.data", number=number + 1, **named)]
        if len(newest) > (number + 1) * DATA_PAGE
        else []
    )
    return card(
        f"{chart.measure.name}: {said.who(chart.trust)}, data",
        charts.rows(chart, part),
        words(said.missing(chart)) if chart.series.missing else None,
        actions=[button("Chart", "measure.show", **named), *turn],
        as_at=_complete(chart, page),
    )


def which(measures: Sequence[Measure]) -> Card:
    """Asked back when no measure was named."""
    choices = tuple((m.key, m.name) for m in measures)
    return card(
        "Which measure?",
        *forms.inputs([Choice("measure", "Measure", required=True, choices=choices)], {}),
        actions=[button("Show", "measure.choose"), button("All measures", "measure.board", inputs=False, number=0)],
    )


# ---------------------------------------------------------------- rebase


def rebase_fields(chart: ControlChart) -> tuple[Choice, Text]:
    """First month of the new stretch, and why. Only months with a figure can begin one."""
    months = [d.point.period for d in chart.points][1:]
    choices = tuple((p, month_name(p)) for p in reversed(months[-charts.SHOWN :]))
    return Choice("period", "First month of the new level", required=True, choices=choices), REASON


def rebase(
    chart: ControlChart, typed: Mapping[str, Any] | None = None, faults: Sequence[Invalid] = (), revision: int = 0
) -> Card:
    """The form: a named change and its month."""
    named: dict[str, Any] = {"measure": chart.measure.key, "trust": chart.trust}
    stand = [
        button(f"Take back {month_name(r.period)}", "measure.rebase_undo", inputs=False, record=r.id, version=r.version)
        for r in chart.rebases[:2]
    ]
    return card(
        f"Rebase {chart.measure.name}: {said.who(chart.trust)}",
        errors([f.words for f in faults]),
        words(
            "Rebase only for a named change with a date, agreed by the group, when the new level has held. "
            "The old stretch stays on the chart, with your name and reason."
        ),
        *(words(line) for line in said.rebased(chart)),
        *forms.inputs(rebase_fields(chart), typed or {}, revision),
        actions=[
            button("Save", "measure.rebase", style="positive", **named),
            button("Back", "measure.show", inputs=False, **named),
            *stand,
        ],
    )


def note_of(rebase: Rebase) -> str:
    """What is said above the chart after a rebase was saved or taken back."""
    if rebase.active:
        return f"Saved as {rebase.id}. Say undo within ten minutes to take it back."
    return f"{rebase.id} was taken back; the chart stands as before."
