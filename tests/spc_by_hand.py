"""A slow control chart written from the text of the rules, one point after the other, to judge the fast one by.

It shares nothing with `domain/spc.py`: exact fractions for means, plain loops for runs.
`python -m tests.spc_by_hand 10000` compares that many random series.
"""

from __future__ import annotations

import itertools
import math
import random
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

GOOD = {"increase": 1, "decrease": -1, "neutral": 0}


@dataclass
class Case:
    """One series and how it is asked for."""

    name: str
    days: list[date]
    values: list[float]
    direction: str
    target: float | None
    rebase: list[date]
    fix_after: int | None
    screen: bool


def mean(values: list[float]) -> float:
    """Correctly rounded: the exact mean of the doubles, rounded once."""
    return float(sum(map(Fraction, values)) / len(values)) if values else math.nan


def limits(values: list[float], fix_after: int | None, screen: bool) -> tuple[float, float, float, float, float]:
    used = values[:fix_after] if fix_after else values
    middle = mean([v for v in used if not math.isnan(v)])
    ranges = [abs(b - a) for a, b in itertools.pairwise(used)]
    ranges = [r for r in ranges if not math.isnan(r)]
    amr = mean(ranges)
    if screen:
        amr = mean([r for r in ranges if r < 3.267 * amr])
    near = 2 * (2.66 / 3) * amr
    return middle, middle - 2.66 * amr, middle - near, middle + near, middle + 2.66 * amr


def sign(value: float) -> int:
    return 0 if math.isnan(value) else (value > 0) - (value < 0)


def trend_points(y: list[float]) -> set[int]:
    found: set[int] = set()
    for i in range(len(y) - 6):
        window = y[i : i + 7]
        if all(a < b for a, b in itertools.pairwise(window)) or all(a > b for a, b in itertools.pairwise(window)):
            found.update(range(i, i + 7))
    return found


def label(
    i: int, y: list[float], lines: tuple[float, ...], trends: set[int], outside: list[bool], close: list[bool]
) -> str:
    middle = lines[0]
    side = [sign(v - middle) for v in y]
    if outside[i]:
        return "Above UCL" if side[i] > 0 else "Below LCL"
    if i in trends:
        rising = y[i + 1] > y[i] if i + 1 in trends else y[i] > y[i - 1]
        return f"7 Point Trend ({'Increasing' if rising else 'Decreasing'})"
    where = "Above" if side[i] > 0 else "Below"
    for start in range(max(i - 2, 0), min(i, len(y) - 3) + 1):
        three = range(start, start + 3)
        if close[i] and sum(close[k] for k in three) >= 2 and len({side[k] for k in three}) == 1 and side[start] != 0:
            return f"2 in 3 {where} CL"
    for start in range(max(i - 6, 0), min(i, len(y) - 7) + 1):
        if {side[k] for k in range(start, start + 7)} in ({1}, {-1}):
            return f"7 Points {where} CL"
    return "Common Cause"


def kind(words: str, direction: str) -> str:
    lean = 1 if "Above" in words or "Increasing" in words else -1 if "Below" in words or "Decreasing" in words else 0
    if lean == 0:
        return "common_cause"
    if direction == "neutral":
        return f"special_cause_neutral_{'high' if lean > 0 else 'low'}"
    return "special_cause_improvement" if lean * GOOD[direction] > 0 else "special_cause_concern"


def assurance(target: float | None, direction: str, lpl: float, upl: float) -> str | None:
    if target is None or direction == "neutral":
        return None
    if target > upl:
        return "consistent_fail" if direction == "increase" else "consistent_pass"
    if target < lpl:
        return "consistent_pass" if direction == "increase" else "consistent_fail"
    return "inconsistent"


def chart(case: Case) -> tuple[list[dict], list[dict]]:
    """Points and summary of one series, as dictionaries."""
    groups: list[list[int]] = []
    for i, day in enumerate(case.days):
        if i == 0 or day in case.rebase:
            groups.append([])
        groups[-1].append(i)
    first = 1 if case.days and case.days[0] in case.rebase else 0
    points: list[dict] = []
    summary: list[dict] = []
    for number, rows in enumerate(groups, first):
        y = [case.values[i] for i in rows]
        lines = limits(y, case.fix_after, case.screen)
        middle, lpl, nlpl, nupl, upl = lines
        outside = [v > upl or v < lpl for v in y]
        close = [not o and (v < nlpl or v > nupl) for o, v in zip(outside, y, strict=True)]
        trends = trend_points(y)
        known = [not math.isnan(v) and not math.isnan(upl) for v in y]
        for k, v in enumerate(y):
            said = "Common Cause" if math.isnan(v) else label(k, y, lines, trends, outside, close)
            points.append(
                {
                    "series": case.name,
                    "date": case.days[rows[k]],
                    "rebase_group": number,
                    "mean": middle,
                    "lpl": lpl,
                    "nlpl": nlpl,
                    "nupl": nupl,
                    "upl": upl,
                    "outside_limits": outside[k] if known[k] else None,
                    "relative_to_mean": math.nan if math.isnan(v) else sign(v - middle),
                    "close_to_limits": close[k] if known[k] else None,
                    "special_cause_type": said,
                    "point_type": kind(said, case.direction),
                    "trial": len(y) < 12,
                }
            )
        last = number - first == len(groups) - 1
        types = [p["point_type"] for p in points[-len(y) :]]
        summary.append(
            {
                "series": case.name,
                "rebase_group": number,
                "n": len(y),
                "missing": sum(math.isnan(v) for v in y),
                "common_cause": types.count("common_cause"),
                "special_cause_improvement": types.count("special_cause_improvement"),
                "special_cause_concern": types.count("special_cause_concern"),
                "variation_type": types[-1],
                "assurance_type": assurance(case.target, case.direction, lpl, upl) if last else None,
            }
        )
    return points, summary


def random_case(rng: random.Random, number: int) -> Case:
    """A series of any awkward kind: whole numbers, tenths, constants, drifts, gaps, few points."""
    n = rng.choice([1, 2, 3, 6, 7, 11, 12, 13, 20, 24, 36, 60])
    style = rng.randrange(6)
    centre = rng.choice([0, 3, 50, 98.5])
    values: list[float] = []
    for i in range(n):
        noise = rng.gauss(0, 1)
        values.append(
            [
                float(max(0, round(centre + noise * 2))),
                round(centre + noise, 1),
                centre + noise,
                centre + 0.1,
                centre + i * rng.choice([0.2, 0.2, 0.2, -0.1]) + noise * 0.1,
                centre + (6 if i > n // 2 else 0) + noise,
            ][style]
        )
    if rng.random() < 0.1:  # from a billionth to a billion times as large
        scale = 10.0 ** rng.randint(-9, 9)
        values = [v * scale for v in values]
    if rng.random() < 0.3:
        values = [math.nan if rng.random() < 0.1 else v for v in values]
    start = date(2019, 4, 1)
    days = [start + timedelta(days=31 * i) for i in range(n)]
    return Case(
        name=f"s{number:05}",
        days=days,
        values=values,
        direction=rng.choice(list(GOOD)),
        target=rng.choice([None, centre, centre + 2.5, centre - 4]),
        rebase=[*sorted(rng.sample(days, k=min(n, rng.choice([0, 0, 1, 2])))), date(2001, 1, 1)],
        fix_after=rng.choice([None, None, 12, 15]),
        screen=rng.random() < 0.5,
    )


def random_cases(count: int, seed: int) -> list[Case]:
    rng = random.Random(seed)
    return [random_case(rng, i) for i in range(count)]


def same(mine: object, theirs: object) -> bool:
    """Equal; numbers to a relative 1e-9, and nothing equals nothing."""
    if theirs is None or (isinstance(theirs, float) and math.isnan(theirs)):
        return mine is None or mine != mine  # noqa: PLR0124 the test for NaN that None survives
    if isinstance(theirs, float):
        return math.isclose(mine, theirs, rel_tol=1e-9, abs_tol=1e-300)  # type: ignore[arg-type] a row's cell
    return mine == theirs


def differences(cases: list[Case]) -> list[str]:
    """Where the fast charts say something else than the slow ones; series with the same settings go in one call."""
    import pandas as pd  # noqa: PLC0415 the hand-written half works without

    from domain.spc import charts  # noqa: PLC0415 it brings pandas

    found: list[str] = []
    for fix in {c.fix_after for c in cases}:
        for screen in (False, True):
            some = [c for c in cases if c.fix_after == fix and c.screen == screen]
            if not some:
                continue
            frame = pd.DataFrame(
                [(c.name, d, v) for c in some for d, v in zip(c.days, c.values, strict=True)],
                columns=["series", "date", "value"],
            ).sample(frac=1, random_state=1)
            made = charts(
                frame,
                direction={c.name: c.direction for c in some},  # type: ignore[misc] plain words are allowed
                target={c.name: c.target for c in some if c.target is not None},
                rebase={c.name: c.rebase for c in some},
                fix_after=fix,
                screen_outliers=screen,
            )
            hand = [chart(c) for c in some]
            for mine, theirs in (
                (made.points, [p for points, _ in hand for p in points]),
                (made.summary, [s for _, summary in hand for s in summary]),
            ):
                rows = mine.astype(object).to_dict("records")
                for row, want in zip(rows, theirs, strict=True):
                    for key, value in want.items():
                        cell = row[key].date() if key == "date" else row[key]
                        if not same(cell, value):
                            found.append(f"{want['series']} {want.get('date')} {key}: {cell!r} instead of {value!r}")
    return found


if __name__ == "__main__":
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    faults = differences(random_cases(many, seed=20261123))
    sys.stdout.write("\n".join(faults[:20]) + f"\n{many} random series, {len(faults)} differences\n")
    sys.exit(1 if faults else 0)
