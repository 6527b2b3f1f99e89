"""A control chart as plain data: what cards, documents and words need of it, free of pandas.

Owns: `ControlChart`, and drawing many series in one call of `domain/spc.py`, which is imported only when needed.
Must not: phrase anything, or draw limits on rolling values (they overlap, so limits would be too narrow).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from domain.chart_rules import SETTLED
from domain.definitions import Measure
from domain.rebases import Rebase, counting, first_of
from domain.series import Point, Series


@dataclass(frozen=True, slots=True)
class Drawn:
    """One point with what the rules say of it."""

    point: Point
    group: int = 0
    label: str = "Common Cause"
    kind: str = "common_cause"

    @property
    def special(self) -> bool:
        """Whether a rule flags it."""
        return self.kind != "common_cause"


@dataclass(frozen=True, slots=True)
class Segment:
    """The stretch of one mean and its limits. Limits are None where they cannot be computed."""

    first: str
    last: str
    count: int
    mean: float | None
    lpl: float | None
    upl: float | None
    unused: int = 0
    """Points among them without a value, or with one that is queried."""

    @property
    def trial(self) -> bool:
        """Whether there are too few points for settled limits."""
        return self.count < SETTLED


@dataclass(frozen=True, slots=True)
class ControlChart:
    """One series with its limits, flags and icons. `variation` and `assurance` are the package's words."""

    series: Series
    points: tuple[Drawn, ...]
    segments: tuple[Segment, ...] = ()
    variation: str = ""
    """Type of the latest point; empty when nothing is charted."""
    icon: str = ""
    """With high or low: `concern_high`."""
    assurance: str = ""
    rebases: tuple[Rebase, ...] = ()
    asked: bool = True
    """Whether the group's return asks for it: only then is a month without a figure not received."""

    @property
    def measure(self) -> Measure:
        """What is measured."""
        return self.series.measure

    @property
    def trust(self) -> str:
        """Code of the trust, or ALL."""
        return self.series.trust

    @property
    def latest(self) -> Drawn | None:
        """The newest point."""
        return self.points[-1] if self.points else None

    @property
    def unsure(self) -> bool:
        """Whether the newest figure is queried, so that nothing can be said of it yet."""
        return self.latest is not None and self.latest.point.queried

    @property
    def now(self) -> Segment | None:
        """The stretch whose limits count now."""
        return self.segments[-1] if self.segments else None


def draw(series: Sequence[Series], rebases: Iterable[Rebase] = ()) -> tuple[ControlChart, ...]:
    """A chart of each series, in order. All that share their settings go through the rules in one call."""
    known = tuple(rebases)
    made: dict[str, ControlChart] = {}
    charted = [s for s in series if s.points and s.measure.charted and not s.rolling]
    for _, alike in groupby(sorted(charted, key=_settings), key=_settings):
        made |= _charted(list(alike), known)
    return tuple(made.get(s.key) or _plain(s) for s in series)


def _settings(series: Series) -> tuple[int, bool]:
    return series.measure.fix_after or 0, series.measure.screen_outliers


def _plain(series: Series) -> ControlChart:
    return ControlChart(series, tuple(Drawn(p) for p in series.points))


def _charted(series: Sequence[Series], rebases: Sequence[Rebase]) -> dict[str, ControlChart]:
    from domain import spc  # noqa: PLC0415 it brings pandas, which a start-up must not wait for

    shown = {s.key: counting(rebases, s.measure.key, s.trust) for s in series}
    fix_after, screen = _settings(series[0])
    found = spc.charts(
        # A figure that cannot be right is shown, but no limit and no rule is made of it.
        spc.frame((s.key, first_of(p.period), None if p.queried else p.value) for s in series for p in s.points),
        direction={s.key: s.measure.direction for s in series},
        target={s.key: s.measure.target for s in series if s.measure.target is not None},
        rebase={key: [r.day for r in some] for key, some in shown.items()},
        fix_after=fix_after or None,
        screen_outliers=screen,
    )
    points = _by_series(found.points.to_dict("records"))
    summary = _by_series(found.summary.to_dict("records"))
    return {s.key: _chart(s, points[s.key], summary[s.key], shown[s.key]) for s in series}


def _by_series(rows: Iterable[Mapping[Any, Any]]) -> dict[str, list[Mapping[Any, Any]]]:
    found: dict[str, list[Mapping[Any, Any]]] = {}
    for row in rows:
        found.setdefault(str(row["series"]), []).append(row)
    return found


def _chart(
    series: Series, points: list[Mapping[Any, Any]], summary: list[Mapping[Any, Any]], rebases: tuple[Rebase, ...]
) -> ControlChart:
    drawn = tuple(
        Drawn(p, int(row["rebase_group"]), str(row["special_cause_type"]), str(row["point_type"]))
        for p, row in zip(series.points, points, strict=True)
    )
    segments: list[Segment] = []
    for row in summary:
        own = [d.point.period for d in drawn if d.group == row["rebase_group"]]
        lines = (_number(row[name]) for name in ("mean", "lpl", "upl"))
        segments.append(Segment(own[0], own[-1], int(row["n"]), *lines, unused=int(row["missing"])))
    last = summary[-1]
    return ControlChart(
        series,
        drawn,
        tuple(segments),
        str(last["variation_type"]),
        str(last["variation_icon"]),
        str(last["assurance_type"] or ""),
        rebases,
    )


def _number(value: float) -> float | None:
    return None if value != value else float(value)  # noqa: PLR0124 only NaN differs from itself
