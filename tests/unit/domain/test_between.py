"""What lies between rare events: worked by hand, at the edges, and against exact dates in made-up years."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import pairwise

import pytest

from domain.between import CENTRE, UPPER, Between, between, fits
from domain.catalogue import MEASURES
from domain.series import Figure, monthly, together
from tests.figures_made import months

RARE = MEASURES["stillbirth"]


def made(counts: Sequence[int | None], births: float | None = 150, key: str = "stillbirth") -> Between:
    """Monthly counts up to October 2026; None is a month not received."""
    figures = [
        Figure(key, "JPUH", period, count, births)
        for period, count in zip(months(len(counts)), counts, strict=True)
        if count is not None
    ]
    found = between(monthly(MEASURES[key], "JPUH", figures))
    assert found is not None
    return found


def test_births_between_are_counted_from_the_middle_of_a_month():
    found = made([1, 0, 1, 2, 0])
    # Events at 75, 375, 487.5 and 562.5 of 750 births.
    assert [(s.period, s.size) for s in found.stretches] == [("2026-08", 300), ("2026-09", 112.5), ("2026-09", 75)]
    assert (found.since, found.last, found.until, found.unit) == (187.5, "2026-09", "2026-10", "births")


def test_a_month_that_is_missing_queried_or_without_births_ends_what_is_known():
    assert [s.period for s in made([1, None, 1, 1]).stretches] == ["2026-10"]
    assert [s.period for s in made([1, 160, 1, 1]).stretches] == ["2026-10"]
    broken = made([1, 1, None, 0, 0])
    assert (broken.last, broken.since, len(broken.stretches)) == ("", 300, 1)
    assert made([1, 1], births=None).stretches == ()


def test_a_count_goes_by_days():
    found = made([1, 0, 1], births=None, key="mnsi_referrals")
    assert found.unit == "days"
    assert [s.size for s in found.stretches] == [31 / 2 + 30 + 31 / 2]  # August, September, October


def test_limits_are_those_of_a_steady_rate():
    found = made([1, 0, 0] * 8)
    assert [s.size for s in found.stretches] == [450] * 7
    assert found.high is not None
    assert found.centre is not None
    assert math.isclose(found.high, 450 * UPPER)
    assert math.isclose(found.centre, 450 * CENTRE)
    assert math.isclose(1 - math.exp(-found.high / 450), 0.99865)
    assert found.trial
    assert not made([1, 0, 0] * 13).trial


def test_a_very_long_stretch_and_seven_on_one_side_are_flagged():
    rarer = made([1, 0] * 12 + [0] * 34 + [1])
    assert [s.label for s in rarer.stretches[-1:]] == ["Above UCL"]
    often = made([1] + [0, 0, 0, 0, 0, 1] * 6 + [0, 0, 1] * 8)
    assert [s.label for s in often.stretches].count("7 Points Below CL") == 0, "three months are not below the median"
    shorter = made([1] + [0, 0, 0, 0, 0, 0, 0, 1] * 6 + [0, 1] * 8)
    assert [s.label for s in shorter.stretches].count("7 Points Below CL") == 8
    assert [s.label for s in made([1, 0] + [0, 1] * 8).stretches[:7]] == ["7 Points Above CL"] * 7


def test_a_long_time_without_one_is_a_signal_before_the_next():
    assert made([1, 0, 0] * 8 + [0] * 30).unusually_long
    assert not made([1, 0, 0] * 8).unusually_long
    assert not made([1, 0, 0] * 8 + [None] + [0] * 40).unusually_long, "nobody knows when the last one was"


def test_no_limits_where_months_are_too_coarse_or_stretches_too_few():
    close = made([1] * 24)
    assert (close.clear, close.high) == (False, None)
    few = made([1, 0, 0, 1, 0, 0, 1, 0])
    assert (few.clear, few.high) == (True, None)
    assert not made([0] * 12).clear


@pytest.mark.parametrize(("key", "wanted"), [("pph1500", False), ("periprem_milk", False), ("maternal_death", False)])
def test_only_rare_events_that_are_charted_and_not_wished_for(key, wanted):
    assert fits(MEASURES[key]) is wanted
    assert between(monthly(MEASURES[key], "JPUH", [Figure(key, "JPUH", "2026-10", 1, 150)])) is None


def test_nothing_known_is_no_view():
    assert between(monthly(RARE, "JPUH", [])) is None


def test_the_trusts_together_count_all_births():
    parts = [
        monthly(RARE, trust, [Figure("stillbirth", trust, p, int(trust == "NNUH"), 200) for p in months(3)])
        for trust in ("NNUH", "JPUH")
    ]
    whole = together(RARE, parts)
    assert whole is not None
    found = between(whole)
    assert found is not None
    assert [s.size for s in found.stretches] == [400, 400]


def test_months_flag_as_many_series_as_exact_days_would():
    """A steady rate of one event in three months, five years, six hundred times."""
    dice = random.Random(26)
    flagged = [0, 0]
    for _ in range(600):
        counts, places = [0] * 60, list[float]()
        at = dice.expovariate(1 / 450)
        while at < 60 * 150:
            counts[int(at // 150)] += 1
            places.append(at)
            at += dice.expovariate(1 / 450)
        found = made(counts)
        flagged[0] += found.high is not None and any(s.label != "Common Cause" for s in found.stretches)
        flagged[1] += found.high is not None and _flagged([b - a for a, b in pairwise(places)])
    assert abs(flagged[0] - flagged[1]) / 600 < 0.02
    assert flagged[0] / 600 < 0.13


def _flagged(sizes: Sequence[float]) -> bool:
    """The two rules, written out slowly."""
    mean = sum(sizes) / len(sizes)
    sides = "".join("a" if size > mean * math.log(2) else "b" for size in sizes)
    return any(size > mean * 6.6077 for size in sizes) or "a" * 7 in sides or "b" * 7 in sides
