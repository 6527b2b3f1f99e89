"""From figures to series."""

from dataclasses import replace

import pytest

from domain.definitions import Direction, Measure
from domain.series import Figure, Series, gaps, monthly, rolling, so_far, together, value_of
from tests.figures_made import months

RATE = Measure("pph1500", "PPH", "% of births", Direction.DECREASE, denominator="births", multiplier=100)
RARE = Measure("stillbirth", "SB", "per 1000", Direction.DECREASE, denominator="births", multiplier=1000, rare=True)
COUNT = Measure("mnsi_referrals", "MNSI", "count", Direction.NEUTRAL, rare=True)
READY = Measure("fill", "Fill", "%", Direction.INCREASE)


def figures(measure, values, trust="JPUH", latest="2026-10", submission=1):
    found = []
    for period, value in zip(months(len(values), latest), values, strict=True):
        top, bottom = value if isinstance(value, tuple) else (value, None)
        if value is not None:
            found.append(Figure(measure.key, trust, period, top, bottom, f"RET-{period}-{trust}", submission))
    return found


def test_a_month_without_a_figure_is_no_point_and_is_named():
    series = monthly(RATE, "JPUH", reversed(figures(RATE, [(3, 150), None, (6, 150)])), until="2026-11")
    assert [(p.period, p.value) for p in series.points] == [("2026-08", 2.0), ("2026-10", 4.0)]
    assert series.missing == ("2026-09", "2026-11")
    assert series.key == "pph1500/JPUH"
    assert series.latest is not None
    assert series.latest.source == "RET-2026-10-JPUH"


def test_a_quarterly_figure_misses_no_month():
    quarterly = replace(READY, cadence="quarterly")
    assert monthly(quarterly, "JPUH", figures(quarterly, [90, None, None, 92]), until="2026-12").missing == ()


def test_a_rate_without_its_denominator_has_no_value():
    series = monthly(RATE, "JPUH", figures(RATE, [(3, None), (0, 0)]))
    assert [p.value for p in series.points] == [None, None]


def test_a_figure_of_a_corrected_return_says_so():
    assert monthly(RATE, "JPUH", figures(RATE, [(3, 150)], submission=2)).points[0].corrected


def test_nothing_received_is_no_series_of_noughts():
    empty = monthly(RATE, "JPUH", [], until="2026-10")
    assert (empty.points, empty.missing, empty.latest) == ((), (), None)
    assert so_far(empty) is None


def test_trusts_together_are_sums_over_sums_never_a_mean_of_percentages():
    parts = [
        monthly(RATE, "NNUH", figures(RATE, [(12, 400), (10, 400)], "NNUH")),
        monthly(RATE, "JPUH", figures(RATE, [(6, 150), (8, 100)], submission=2)),
    ]
    whole = together(RATE, parts)
    assert whole is not None
    assert [round(p.value or 0, 3) for p in whole.points] == [round(18 / 550 * 100, 3), round(18 / 500 * 100, 3)]
    assert whole.points[0].corrected
    assert whole.trust == "ALL"


def test_a_month_that_one_trust_did_not_send_is_missing_for_all():
    parts = [
        monthly(RATE, "NNUH", figures(RATE, [(12, 400), (10, 400), (9, 400)], "NNUH")),
        monthly(RATE, "JPUH", figures(RATE, [(6, 150), None, (8, None)])),
    ]
    whole = together(RATE, parts)
    assert whole is not None
    assert [p.period for p in whole.points] == ["2026-08"]
    assert whole.missing == ("2026-09", "2026-10")


def test_ready_percentages_cannot_be_added():
    parts = [Series(READY, t, ()) for t in ("NNUH", "JPUH")]
    assert together(READY, parts) is None
    assert together(RATE, parts[:1]) is None
    nothing = together(RATE, parts)
    assert nothing is not None
    assert nothing.points == ()


def test_a_rare_event_rolls_over_twelve_months():
    series = rolling(monthly(RARE, "JPUH", figures(RARE, [(1, 150)] + [(0, 150)] * 11 + [(1, 150)])))
    assert [(p.period, round(p.value or 0, 3), p.numerator) for p in series.points] == [
        ("2026-09", round(1 / 1800 * 1000, 3), 1),
        ("2026-10", round(1 / 1800 * 1000, 3), 1),
    ]
    assert (series.rolling, series.months) == (True, 13)


def test_before_a_year_is_reported_there_is_no_rolling_value():
    series = rolling(monthly(RARE, "JPUH", figures(RARE, [(1, 150)] * 11)))
    assert (series.points, series.months) == ((), 11)


@pytest.mark.parametrize(("gone", "expected"), [(3, 9), (4, None)])
def test_a_rate_may_lack_three_months_of_its_year_and_says_how_many_there_were(gone, expected):
    values = [(1, 150), *[None] * gone, *[(1, 150)] * (11 - gone)]
    series = rolling(monthly(RARE, "JPUH", figures(RARE, values)))
    assert [p.months for p in series.points] == ([expected] if expected else [])


def test_a_count_needs_all_twelve_months():
    whole = rolling(monthly(COUNT, "JPUH", figures(COUNT, [1] * 12)))
    assert [(p.value, p.denominator) for p in whole.points] == [(12, None)]
    assert rolling(monthly(COUNT, "JPUH", figures(COUNT, [1, None, *[1] * 11]))).points == ()


def test_so_far_adds_up_at_most_a_year():
    point = so_far(monthly(RARE, "JPUH", figures(RARE, [(5, 150), *[(1, 150)] * 12])))
    assert point is not None
    assert (point.numerator, point.denominator, point.months) == (12, 1800, 12)
    count = so_far(monthly(COUNT, "JPUH", figures(COUNT, [1, 2])))
    assert count is not None
    assert (count.value, count.denominator) == (3, None)


def test_gaps_run_over_the_year_s_end():
    assert gaps(["2025-11", "2026-02"]) == ("2025-12", "2026-01")
    assert gaps([]) == ()


def test_a_value_needs_its_numerator():
    assert value_of(RATE, None, 150) is None
    assert value_of(COUNT, 3, None) == 3


def test_a_queried_figure_makes_every_sum_it_is_in_queried():
    rate = RATE
    wrong = [Figure("pph1500", "JPUH", f"2026-{m:02}", 151 if m == 3 else 3, 150) for m in range(1, 13)]
    right = [Figure("pph1500", "NNUH", f"2026-{m:02}", 3, 400) for m in range(1, 13)]
    own, other = monthly(rate, "JPUH", wrong), monthly(rate, "NNUH", right)
    assert [p.period for p in own.points if p.queried] == ["2026-03"]
    whole = together(rate, [own, other])
    assert whole is not None
    assert [p.period for p in whole.points if p.queried] == ["2026-03"]
    assert rolling(own).points[-1].queried
    assert not rolling(other).points[-1].queried
