"""What lies between rare events as a picture (PNG) for documents: the stretches in their order, centre, upper limit.

Owns: that drawing; matplotlib is loaded only when one is asked for. Must not: phrase it, or use colour
alone.
"""

from __future__ import annotations

import io
from typing import Any

from bot.pictures import AIM, DOTS, HIGH, INK, LIMITS, LINE, MARKS, MEAN, ROOM, WIDE, letter
from domain.between import Between
from domain.between_words import TOLD, capital
from domain.pack_rare import title
from domain.rhythm import MONTHS

MOST = 24
"""Stretches in one picture, the newest."""
LEAST = 2


def picture(found: Between) -> bytes:
    """The stretches as a line; nothing for fewer than two."""
    shown = found.stretches[-MOST:]
    if len(shown) < LEAST:
        return b""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 slow to load
    from matplotlib.figure import Figure  # noqa: PLC0415 slow to load

    figure: Any = Figure(figsize=(WIDE, HIGH), dpi=DOTS, layout="constrained")
    canvas: Any = FigureCanvasAgg(figure)
    axes: Any = figure.add_subplot()
    sizes = [s.size for s in shown]
    axes.plot(range(len(shown)), sizes, color=INK, linewidth=1, marker="o", markersize=5, mfc=MARKS["common_cause"][1])
    flagged = [(at, s) for at, s in enumerate(shown) if s.label in TOLD]
    if flagged:
        shape, colour, _ = MARKS["special_cause_neutral_high"]
        places = [at for at, _ in flagged]
        axes.scatter(
            places, [s.size for _, s in flagged], marker=shape, color=colour, s=38, zorder=3, label="flagged by a rule"
        )
        for at, stretch in flagged:
            letter(axes, (at, stretch.size), "H" if "Above" in stretch.label else "L", above=True)
    _lines(axes, found, len(shown))
    axes.set_title(title(found), loc="left", fontsize=10, color=INK)
    axes.set_ylabel(f"{capital(found.unit)} since the one before", fontsize=8, color=INK)
    axes.set_xlabel("Month of each event, oldest first", fontsize=8, color=INK)
    named = [f"{MONTHS[int(s.period[5:]) - 1][:3]} {s.period[2:4]}" for s in shown]
    step = max(1, len(named) // 12)
    axes.set_xticks(range(0, len(named), step), named[::step], fontsize=7)
    axes.tick_params(axis="y", labelsize=7)
    axes.margins(y=ROOM)
    axes.set_ylim(bottom=0)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    target = io.BytesIO()
    canvas.print_png(target, metadata={"Software": None, "Title": title(found)})
    return target.getvalue()


def _lines(axes: Any, found: Between, count: int) -> None:
    ends = [-0.4, count - 0.6]
    for value, dashes, colour, name in (
        (found.centre, MEAN, LINE, "centre (median)"),
        (found.high, LIMITS, LINE, "upper limit"),
        (found.since, (0, (1, 1.5)), AIM, "since the last event"),
    ):
        if value is not None:
            axes.plot(ends, [value] * 2, linestyle=dashes, color=colour, linewidth=1.5, label=name, zorder=1)
    axes.legend(fontsize=7, frameon=False, ncols=4, loc="upper center", bbox_to_anchor=(0.5, -0.2))
