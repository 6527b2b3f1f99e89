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
    """Limits and the first two rules as one would write them in pandas: less than `charts` does."""

    def one(g: pd.DataFrame) -> pd.DataFrame:
        y = g["value"]
        mean, amr = y.mean(), y.diff().abs().mean()
        side = np.sign(y - mean)
        run = (side != side.shift()).cumsum()
        return g.assign(
            mean=mean,
            lpl=mean - 2.66 * amr,
            upl=mean + 2.66 * amr,
            outside=(y - mean).abs() > 2.66 * amr,
            shift_seven=run.map(run.value_counts()) >= 7,
        )

    parts = [one(g) for _, g in frame.groupby("series", sort=True)]
    return pd.concat(parts)


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
