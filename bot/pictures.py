"""Control charts as pictures (PNG) for documents, with the words that stand in for them.

Owns: matplotlib, loaded only when a picture is asked for. Must not: be used on cards (Teams shows no picture of ours
there), or mean anything by colour alone: shapes, H and L, and dashes say the same in print and to the colour-blind.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from domain import measure_words as said
from domain.chart_rules import COLOURS
from domain.control import ControlChart, Drawn
from domain.rhythm import MONTHS, previous

WIDE, HIGH, DOTS = 7.2, 3.2, 160
"""Inches and dots per inch: half an A4 page, sharp in print."""
ROOM = 0.12
"""Of its height left free above and below, for the letters."""
MARKS = {
    "common_cause": ("o", COLOURS["common"], "common cause"),
    "special_cause_concern": ("s", COLOURS["concern"], "special cause concern"),
    "special_cause_improvement": ("^", COLOURS["improvement"], "special cause improvement"),
    "special_cause_neutral_high": ("D", COLOURS["neutral"], "special cause, high"),
    "special_cause_neutral_low": ("D", COLOURS["neutral"], "special cause, low"),
    "queried": ("X", "#ffffff", "queried, not used for limits"),
}
"""Shape, colour and words of each kind of point."""
INK, LINE, AIM = "#212b32", "#425563", "#005eb8"
"""Values and letters, mean and limits, target: 14, 7.6 and 6.4 to 1 on white. Source: NHS identity."""
MEAN, LIMITS, TARGET = "-", (0, (5, 2.5)), (0, (7, 2, 1.5, 2))
"""Dashes: whole, dashed, dash and dot, so that they are told apart without a colour."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG and its alternative text."""

    png: bytes
    alt: str


def picture(chart: ControlChart, most: int = 36) -> Picture:
    """The newest months of a chart as a picture."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 slow to load
    from matplotlib.figure import Figure  # noqa: PLC0415 slow to load

    shown = chart.points[-most:]
    figure: Any = Figure(figsize=(WIDE, HIGH), dpi=DOTS, layout="constrained")
    canvas: Any = FigureCanvasAgg(figure)
    axes: Any = figure.add_subplot()
    place = {period: i for i, period in enumerate(_months(shown))}
    _values(axes, shown, place)
    _lines(axes, chart, shown, place)
    _dress(axes, chart, place)
    target = io.BytesIO()
    canvas.print_png(target, metadata={"Software": None, "Title": title(chart)})
    return Picture(target.getvalue(), alt(chart))


def title(chart: ControlChart) -> str:
    """What the picture is of."""
    return f"{chart.measure.name}: {said.who(chart.trust)}"


def alt(chart: ControlChart) -> str:
    """What the picture shows, for those who do not see it."""
    parts = [f"{title(chart)}.", f"{said.variation(chart).capitalize()}.", said.latest(chart)]
    if chart.measure.target is not None:
        parts.append(f"Against the target: {said.assurance(chart)}.")
    parts += [
        *said.fired(chart),
        *(f"{line[:1].upper()}{line[1:]}" for line in said.limits(chart)),
        said.missing(chart),
        said.queried(chart),
    ]
    return " ".join(p for p in parts if p)


def _months(shown: tuple[Drawn, ...]) -> Iterator[str]:
    """Every month from the first to the last, so that a gap has its width."""
    month = shown[0].point.period if shown else ""
    while shown and month <= shown[-1].point.period:
        yield month
        month = previous(month, -1)


def _values(axes: Any, shown: tuple[Drawn, ...], place: dict[str, int]) -> None:
    known = [(place[d.point.period], d.point.value, d) for d in shown if d.point.value is not None]
    for _, stretch in groupby(enumerate(known), key=lambda e: e[1][0] - e[0]):
        part = [item for _, item in stretch]
        axes.plot([x for x, _, _ in part], [y for _, y, _ in part], color=INK, linewidth=1, zorder=2)
    for kind, (shape, colour, words) in MARKS.items():
        own = [(x, y) for x, y, d in known if ("queried" if d.point.queried else d.kind) == kind]
        if own:
            xs, ys = zip(*own, strict=True)
            axes.scatter(
                xs, ys, marker=shape, color=colour, edgecolors=INK, linewidths=0.5, s=34, zorder=3, label=words
            )
    for x, y, drawn in known:
        if drawn.special:
            high = "Above" in drawn.label or "Increasing" in drawn.label
            letter(axes, (x, y), "H" if high else "L", above=high)


def letter(axes: Any, place: tuple[float, float], word: str, *, above: bool) -> None:
    """H or L beside a point, on white, so that no line runs through."""
    offset, ground = (0, 7 if above else -12), {"boxstyle": "square,pad=0.05", "fc": "white", "ec": "none"}
    axes.annotate(
        word, place, offset, textcoords="offset points", ha="center",
        fontsize=7, color=INK, bbox=ground, zorder=2.5,
    )  # fmt: skip


def _lines(axes: Any, chart: ControlChart, shown: tuple[Drawn, ...], place: dict[str, int]) -> None:
    for number, segment in enumerate(chart.segments):
        own = [place[d.point.period] for d in shown if segment.first <= d.point.period <= segment.last]
        if own:
            ends = [own[0] - 0.4, own[-1] + 0.4]
            named = number == len(chart.segments) - 1
            for value, dashes, words in (
                (segment.mean, MEAN, "mean"),
                (segment.upl, LIMITS, "limits"),
                (segment.lpl, LIMITS, ""),
            ):
                if value is not None:
                    label = words if named and words else None
                    axes.plot(ends, [value] * 2, linestyle=dashes, color=LINE, linewidth=1.5, label=label, zorder=1)
    if chart.measure.target is not None and place:
        ends = [-0.4, len(place) - 0.6]
        aim = [chart.measure.target] * 2
        axes.plot(ends, aim, linestyle=TARGET, color=AIM, linewidth=1.8, label="target", zorder=1)


def _dress(axes: Any, chart: ControlChart, place: dict[str, int]) -> None:
    axes.set_title(title(chart), loc="left", fontsize=10, color=INK)
    axes.set_ylabel(chart.measure.unit, fontsize=8, color=INK)
    axes.margins(y=ROOM)
    step = max(1, len(place) // 12)
    ticks = [(i, p) for p, i in place.items() if i % step == 0]
    axes.set_xticks([i for i, _ in ticks], [f"{MONTHS[int(p[5:]) - 1][:3]} {p[2:4]}" for _, p in ticks], fontsize=7)
    axes.tick_params(axis="y", labelsize=7)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    if place:
        axes.legend(fontsize=7, frameon=False, ncols=4, loc="upper center", bbox_to_anchor=(0.5, -0.12))
