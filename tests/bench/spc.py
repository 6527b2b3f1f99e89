"""How fast control charts are, beside a plain pandas group-by of the same limits.

`python -m tests.bench.spc` prints milliseconds and the ratio. The reference package in R takes 320 to 560 ms for
100 series of 60 points on these machines; R itself is not needed here.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from domain.definitions import Direction
from domain.spc import charts

R_MILLISECONDS = (320.0, 560.0)
"""NHSRplotthedots 0.2.2, 100 x 60 in one call. Source: measured once for this project, performance notes."""


def sample(series: int, points: int) -> pd.DataFrame:
    """Random normal series, the same every time."""
    values = np.random.default_rng(1).normal(10, 2, series * points)
    return pd.DataFrame(
        {
            "series": np.repeat([f"s{i:04}" for i in range(series)], points),
            "date": np.tile(pd.date_range("2020-01-01", periods=points, freq="MS"), series),
            "value": values,
        }
    )


def group_by(frame: pd.DataFrame) -> pd.DataFrame:
    """The same points as one would write them in pandas: a function of one series, applied to each by a group-by.

    Its labels are those of `charts` for whole series without a rebase: tests/unit/domain/test_spc.py.
    """

    def one(g: pd.DataFrame) -> pd.DataFrame:
        y = g["value"]
        mean, amr = y.mean(), y.diff().abs().mean()
        limit, near = 2.66 * amr, 2 * (2.66 / 3) * amr
        side = np.sign(y - mean)
        outside = (y - mean).abs() > limit
        close = ((y - mean).abs() > near) & ~outside
        step = pd.Series(np.sign(y.diff()), index=y.index)
        rising, falling = (_whole(step == way, 6) for way in (1, -1))
        trend = rising | rising.shift(-1, fill_value=False) | falling | falling.shift(-1, fill_value=False)
        after = step.shift(-1).where(trend.shift(-1, fill_value=False), step).where(trend, step)
        pair = pd.Series(False, index=y.index)
        for way in (1, -1):
            three = ((side == way).rolling(3).sum() == 3) & (close.rolling(3).sum() >= 2)
            pair |= three | three.shift(-1, fill_value=False) | three.shift(-2, fill_value=False)
        shift = _whole(side == 1, 7) | _whole(side == -1, 7)
        label = pd.Series("Common Cause", index=y.index)
        above = side > 0
        label = label.mask(shift, _either(above, "7 Points Above CL", "7 Points Below CL"))
        label = label.mask(pair & close, _either(above, "2 in 3 Above CL", "2 in 3 Below CL"))
        label = label.mask(trend, _either(after > 0, "7 Point Trend (Increasing)", "7 Point Trend (Decreasing)"))
        label = label.mask(outside, _either(above, "Above UCL", "Below LCL"))
        up = label.map(lambda words: "Above" in str(words) or "Increasing" in str(words))
        kind = pd.Series(np.where(up, "special_cause_improvement", "special_cause_concern"), index=y.index)
        return g.assign(
            mean=mean,
            lpl=mean - limit,
            nlpl=mean - near,
            nupl=mean + near,
            upl=mean + limit,
            outside_limits=outside,
            relative_to_mean=side,
            close_to_limits=close,
            special_cause_type=label,
            point_type=kind.mask(label == "Common Cause", "common_cause"),
            trial=len(y) < 12,
        )

    return pd.concat([one(g) for _, g in frame.groupby("series", sort=True)])


def _either(when: pd.Series, yes: str, no: str) -> pd.Series:
    return when.map({True: yes, False: no})


def _whole(flags: pd.Series, least: int) -> pd.Series:
    """Flags that stand in a run of at least so many."""
    run = (flags != flags.shift()).cumsum()
    return flags & (run.map(run.value_counts()) >= least)


def best(call: Callable[[], object], times: int) -> float:
    """Milliseconds of the fastest of several runs."""
    took: list[float] = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        took.append((time.perf_counter() - start) * 1e3)
    return min(took)


def measure() -> dict[str, float]:
    """The figures, by name."""
    small, large = sample(100, 60), sample(3_000, 60)
    ours = best(lambda: charts(small, direction=Direction.INCREASE, target=11.0), 15)
    plain = best(lambda: group_by(small), 3)
    big = best(lambda: charts(large, direction=Direction.INCREASE, target=11.0), 7)
    return {
        "spc_100x60_ms": round(ours, 2),
        "spc_100x60_group_by_ms": round(plain, 1),
        "spc_100x60_times_faster_than_group_by": round(plain / ours, 1),
        "spc_100x60_times_faster_than_r_low": round(R_MILLISECONDS[0] / ours),
        "spc_100x60_times_faster_than_r_high": round(R_MILLISECONDS[1] / ours),
        "spc_3000x60_ms": round(big, 1),
    }


if __name__ == "__main__":
    for name, value in measure().items():
        sys.stdout.write(f"{name:<42} {value:>10}\n")
