"""Control charts against the reference package's own results, the worked examples and a slow calculation."""

import itertools
import math
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import chart_rules
from domain.definitions import Direction
from domain.refusals import Invalid
from domain.spc import charts, frame
from tests.bench import spc as bench
from tests.spc_by_hand import differences, mean, random_cases, same

DATA = Path(__file__).parents[2] / "data" / "spc"
UP, DOWN, NEUTRAL = Direction.INCREASE, Direction.DECREASE, Direction.NEUTRAL


def monthly(values, series="a", start="2020-01-01"):
    return pd.DataFrame(
        {"series": series, "date": pd.date_range(start, periods=len(values), freq="MS"), "value": values}
    )


def flagged(made):
    return [i for i, t in enumerate(made.points["point_type"]) if t != "common_cause"]


def labels(made):
    return list(made.points["special_cause_type"])


# ---------------------------------------------------------------- the reference package


@pytest.fixture(scope="module")
def reference():
    read = {name: pd.read_csv(DATA / name) for name in ("cases.csv", "series.csv", "summary.csv", "points.csv.gz")}
    return {name.split(".")[0]: frame for name, frame in read.items()}


def made_for(case, series):
    rows = series[series["series_id"] == case.series_id]
    return charts(
        pd.DataFrame({"series": rows["series_id"], "date": rows["date"], "value": rows["value"]}),
        direction=case.improvement_direction,
        target=None if math.isnan(case.target) else case.target,
        rebase=[date.fromisoformat(d) for d in case.rebase.split(";")] if isinstance(case.rebase, str) else (),
        fix_after=None if math.isnan(case.fix_after_n_points) else int(case.fix_after_n_points),
        screen_outliers=case.screen_outliers,
    )


def compare(mine, theirs, columns):
    for column in columns:
        for i, (got, want) in enumerate(zip(mine[column].astype(object), theirs[column].astype(object), strict=True)):
            yield column, i, got, want


def test_every_point_of_every_reference_case_agrees_knife_edges_too(reference):
    columns = ["rebase_group", "mean", "lpl", "nlpl", "nupl", "upl", "outside_limits", "relative_to_mean"]
    columns += ["close_to_limits", "special_cause_type", "point_type"]
    faults, seen = [], {False: 0, True: 0}
    for case in reference["cases"].itertuples():
        want = reference["points"][reference["points"]["case_id"] == case.case_id].reset_index(drop=True)
        made = made_for(case, reference["series"]).points
        for edge in want["knife_edge"]:
            seen[edge] += 1
        for column, i, got, expected in compare(made, want, columns):
            if not same(got, expected):
                faults.append((case.case_id, column, i, got, expected, want["knife_edge"][i]))
    assert faults == []
    assert seen == {False: 4645, True: 259}


def test_every_summary_of_every_reference_case_agrees(reference):
    columns = ["rebase_group", "is_last_group", "mean", "lpl", "upl", "n", "common_cause", "special_cause_improvement"]
    columns += ["special_cause_concern", "variation_type", "assurance_type", "variation_icon", "assurance_icon"]
    faults = []
    for case in reference["cases"].itertuples():
        want = reference["summary"][reference["summary"]["case_id"] == case.case_id].reset_index(drop=True)
        found = compare(made_for(case, reference["series"]).summary, want, columns)
        faults += [(case.case_id, *cell) for cell in found if not same(cell[2], cell[3])]
    assert faults == []


def test_many_random_series_agree_with_the_slow_calculation():
    assert differences(random_cases(400, seed=7)) == []


def test_the_slow_calculation_would_notice(monkeypatch):
    monkeypatch.setattr("domain.chart_rules.LIMIT", 2.67)
    assert differences(random_cases(20, seed=7)) != []


# ---------------------------------------------------------------- worked examples of the domain guide


def test_the_package_s_own_documentation_example():
    made = charts(monthly([1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]), direction=NEUTRAL)
    (row,) = made.summary.to_dict("records")
    assert [round(row[k], 3) for k in ("mean", "upl", "lpl")] == [1.944, 6.952, -3.063]
    assert flagged(made) == [4]
    assert row["assurance_type"] is None


def test_seven_low_points_are_a_shift_and_an_improvement_where_low_is_good():
    y = [6.4, 4.9, 6.1, 5.0, 6.5, 4.8, 6.2, 5.1, 6.6, 4.9, 6.3, 5.0, 6.4, 5.2, 4.9, 5.3, 5.0, 5.4, 5.1, 5.2]
    made = charts(monthly(y), direction=DOWN, target=5.5)
    assert flagged(made) == [13, 14, 15, 16, 17, 18, 19]
    assert set(labels(made)[13:]) == {"7 Points Below CL"}
    assert made.summary["variation_icon"][0] == "improvement_low"
    assert made.summary["assurance_icon"][0] == "inconsistent"


def test_six_rises_are_a_trend_and_a_concern_where_low_is_good():
    y = [3.9, 2.6, 3.7, 2.7, 4.0, 2.5, 3.8, 2.6, 3.9, 2.7, 2.9, 3.1, 3.3, 3.5, 3.6, 3.8]
    made = charts(monthly(y), direction=DOWN, target=3)
    assert flagged(made) == [9, 10, 11, 12, 13, 14, 15]
    assert set(labels(made)[9:]) == {"7 Point Trend (Increasing)"}
    assert made.summary["variation_type"][0] == "special_cause_concern"


def test_two_of_three_flags_only_the_two_close_points():
    y = [93.2, 92.8, 93.3, 92.7, 93.1, 92.8, 93.3, 92.9, 93.2, 92.7, 93.1, 92.8, 93.2, 92.7, 94.3, 93.5, 94.4]
    made = charts(monthly(y), direction=UP, target=95)
    assert flagged(made) == [14, 16]
    assert made.summary["assurance_type"][0] == "consistent_fail"


def test_a_point_on_the_mean_breaks_a_run():
    made = charts(monthly([4, 6, 4, 3.5, 4, 4, 3.5, 6, 6, 6, 5, 6, 6, 6]), direction=DOWN)
    assert made.summary["mean"][0] == 5.0
    assert flagged(made) == []


def test_between_two_trends_the_step_to_the_right_decides():
    up_and_down = [0, 14] * 6 + [4, 5, 6, 7, 8, 9, 10, 9, 8, 7, 6, 5, 4]
    made = charts(monthly(up_and_down), direction=UP)
    assert labels(made)[17:20] == [
        "7 Point Trend (Increasing)",
        "7 Point Trend (Decreasing)",
        "7 Point Trend (Decreasing)",
    ]


def test_a_rebase_starts_again_and_keeps_the_old_stretch():
    y = [12.1, 11.4, 12.6, 11.8, 12.2, 11.5, 12.4, 11.7, 12.0, 12.3, 11.6, 12.1]
    y += [9.8, 10.3, 9.6, 10.1, 9.7, 10.4, 9.9, 10.2, 9.5, 10.0, 10.3, 9.8]
    plain = charts(monthly(y), direction=DOWN, target=10.5)
    assert len(flagged(plain)) == 24
    made = charts(monthly(y), direction=DOWN, target=10.5, rebase=[date(2021, 1, 1), date(2021, 1, 2)])
    assert flagged(made) == []
    assert [round(m, 3) for m in made.summary["mean"]] == [11.975, 9.967]
    assert list(made.summary["assurance_type"]) == [None, "inconsistent"]
    assert list(made.summary["variation_icon"]) == [None, "common_cause"]


# ---------------------------------------------------------------- edges


@pytest.mark.parametrize(
    ("screen", "upl", "assured"), [(False, 100.0, "inconsistent"), (True, math.nan, "inconsistent")]
)
def test_a_constant_series(screen, upl, assured):
    made = charts(monthly([100.0] * 12), direction=UP, target=100, screen_outliers=screen)
    assert same(made.summary["upl"][0], upl)
    assert made.summary["assurance_type"][0] == assured
    assert flagged(made) == []
    assert made.points["outside_limits"][0] is (None if screen else False) or not made.points["outside_limits"][0]


def test_a_constant_decimal_is_not_a_special_cause():
    made = charts(monthly([0.1] * 20), direction=UP)
    assert flagged(made) == []
    assert made.summary["mean"][0] == 0.1


def test_nearly_constant_with_screening_puts_every_other_point_outside():
    made = charts(monthly([5.0] * 11 + [9.0] + [5.0] * 8), direction=UP, screen_outliers=True)
    assert made.summary["upl"][0] == made.summary["mean"][0] == pytest.approx(5.2)
    assert set(labels(made)) == {"Above UCL", "Below LCL"}


def test_one_value_has_a_mean_and_no_limits():
    made = charts(monthly([3.0]), direction=UP, target=2)
    assert made.summary["mean"][0] == 3.0
    assert math.isnan(made.summary["upl"][0])
    assert made.points["outside_limits"][0] is None
    assert made.summary["assurance_type"][0] == "inconsistent"


def test_a_missing_value_keeps_its_row_and_breaks_a_run():
    made = charts(monthly([1, 9, 1, 9, 6, 6, 6, 6, math.nan, 6, 6, 6, 9, None]), direction=UP)
    assert made.summary["n"][0] == 14
    assert made.summary["missing"][0] == 2
    assert flagged(made) == []
    assert made.points["close_to_limits"][8] is None
    assert made.summary["variation_type"][0] == "common_cause"


def test_fewer_than_twelve_points_make_trial_limits():
    assert charts(monthly([1.0, 2.0] * 5), direction=UP).summary["trial"][0]
    assert not charts(monthly([1.0, 2.0] * 6), direction=UP).summary["trial"][0]


def test_limits_fixed_after_twelve_ignore_what_comes_later():
    y = [1.0, 2.0] * 6 + [9.0] * 6
    made = charts(monthly(y), direction=UP, fix_after=12)
    assert made.summary["mean"][0] == 1.5
    assert labels(made)[12:] == ["Above UCL"] * 6


def test_fewer_than_twelve_cannot_fix_limits():
    with pytest.raises(Invalid, match="at least 12"):
        charts(monthly([1.0, 2.0]), direction=UP, fix_after=11)


def test_settings_go_by_series():
    frame = pd.concat([monthly([1.0, 2.0] * 7, "b"), monthly([1.0, 2.0] * 7, "a")])
    made = charts(
        frame,
        direction={"a": UP, "b": DOWN, "not here": UP},
        target={"a": 9.0},
        rebase={"b": [date(2020, 3, 1)], "not here": [date(2020, 3, 1)], "a": []},
    )
    assert list(made.summary["series"]) == ["a", "b", "b"]
    assert list(made.summary["rebase_group"]) == [0, 0, 1]
    assert list(made.summary["assurance_type"]) == ["consistent_fail", None, None]
    assert list(made.points["series"]) == ["a"] * 14 + ["b"] * 14
    assert charts(frame, direction=UP, rebase={"a": []}).summary["rebase_group"].sum() == 0


@pytest.mark.parametrize(
    "dates",
    [
        [date(2026, 2, 1), date(2026, 1, 1)],
        [pd.Timestamp("2026-02-01 09:00").to_pydatetime(), pd.Timestamp("2026-01-01 09:00").to_pydatetime()],
        [datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)],
        [pd.Timestamp("2026-02-01"), pd.Timestamp("2026-01-01")],
        ["2026-02-01", "2026-01-01"],
        ["2026-02", "2026-01"],
        [date(2026, 2, 1), "2026-01-01"],
        pd.PeriodIndex(["2026-02", "2026-01"], freq="M"),
    ],
)
def test_dates_of_any_kind_in_any_order(dates):
    made = charts(pd.DataFrame({"series": "a", "date": dates, "value": [2, 1]}), direction="increase")  # type: ignore[arg-type]
    assert [d.date() for d in made.points["date"]] == [date(2026, 1, 1), date(2026, 2, 1)]
    assert list(made.points["value"]) == [1.0, 2.0]


@pytest.mark.parametrize(
    "dates", [["last month", "2026-01-01"], [None, date(2026, 1, 1)], [1, 2], [None, "2026-01-01"]]
)
def test_a_date_that_cannot_be_read_is_refused(dates):
    with pytest.raises(Invalid, match="2026-10-01"):
        charts(pd.DataFrame({"series": "a", "date": dates, "value": [2, 1]}), direction=UP)


@pytest.mark.parametrize("values", [[1, "two"], ["1", "2"], [True, False], [1, math.inf], [-math.inf, 1], [1e300, 1]])
def test_text_and_infinity_are_refused_in_words(values):
    with pytest.raises(Invalid, match="a value is") as refused:
        charts(monthly(values), direction=UP)
    assert refused.value.words.startswith("Value: a value is ")


@pytest.mark.parametrize(
    "values", [[1, None, 3], [Decimal(1), Decimal(2), None], pd.array([1, None, 3], dtype="Int64"), [None, None, None]]
)
def test_numbers_of_any_kind_may_be_missing(values):
    assert charts(monthly(values), direction=UP).points["value"].isna().any()


def test_days_and_series_may_be_categories_and_no_rebase_may_be_none():
    plain = monthly([1.0, 3.0, 2.0])
    listed = plain.assign(
        series=pd.Categorical(["a"] * 3, categories=["z", "a"]),
        date=pd.Categorical(["2020-01-01", "2020-02-01", "2020-03-01"]),
    )
    made = charts(listed, direction={"a": UP}, target={"a": None}, rebase=None)  # type: ignore[arg-type, dict-item] callers outside
    pd.testing.assert_frame_equal(made.points, charts(plain, direction=UP).points)


@pytest.mark.parametrize(
    "day",
    [
        date(2020, 3, 1),
        "2020-03-01",
        datetime(2020, 3, 1, tzinfo=UTC),
        pd.Timestamp("2020-03-01"),
        np.datetime64("2020-03-01"),
        (date(2020, 3, 1),),
        {date(2020, 3, 1)},
        pd.DatetimeIndex(["2020-03-01"]),
        {"a": date(2020, 3, 1)},
        {"a": [date(2020, 3, 1)]},
    ],
)
def test_one_day_of_a_rebase_may_stand_alone(day):
    made = charts(monthly([1.0, 2.0] * 3), direction=UP, rebase=day)
    assert list(made.summary["rebase_group"]) == [0, 1]


@pytest.mark.parametrize("day", [20200301, 3.5, "March", ["x"], {"a": 5}])
def test_what_is_no_day_is_refused_in_words(day):
    with pytest.raises(Invalid, match="Please give dates as 2026-10-01"):
        charts(monthly([1.0, 2.0] * 3), direction=UP, rebase=day)


def test_whole_numbers_of_a_narrow_kind_do_not_run_over():
    made = charts(monthly(np.array([1, 100, 127], dtype="int8")), direction=UP)
    assert made.summary["mean"][0] == 76.0
    assert made.summary["upl"][0] == 76 + 2.66 * 63


def test_values_as_large_and_as_small_as_floats_go():
    for scale in (1e-300, 1e200):
        made = charts(monthly([v * scale for v in (1.0, 2.0, 1.0)]), direction=UP)
        assert math.isclose(made.summary["upl"][0], (4 / 3 + 2.66) * scale, rel_tol=1e-12)


def test_a_day_given_twice_is_refused():
    twice = pd.concat([monthly([1.0, 2.0]), monthly([3.0])])
    with pytest.raises(Invalid, match="the series a has two values for 2020-01-01"):
        charts(twice, direction=UP)


def test_a_column_or_a_series_left_out_is_refused():
    with pytest.raises(Invalid, match="the column series, date is missing"):
        charts(pd.DataFrame({"value": [1.0]}), direction=UP)
    with pytest.raises(Invalid, match="which series"):
        charts(monthly([1.0]).assign(series=None), direction=UP)


@pytest.mark.parametrize("direction", [{"b": UP}, {"a": "sideways"}, "sideways"])
def test_a_direction_left_out_or_unknown_is_refused(direction):
    with pytest.raises(Invalid, match="increase, decrease or neutral"):
        charts(monthly([1.0, 2.0]), direction=direction)


def test_no_observations_make_empty_charts_of_the_same_shape():
    made = charts(monthly([]), direction=UP)
    full = charts(monthly([1.0]), direction=UP)
    assert len(made.points) == len(made.summary) == 0
    assert list(made.points.columns) == list(full.points.columns)


def test_neutral_measures_are_high_or_low_and_have_no_assurance():
    made = charts(monthly([1.0, 2.0] * 10 + [9.0, -9.0]), direction=NEUTRAL, target=1)
    assert list(made.points["point_type"])[-2:] == ["special_cause_neutral_high", "special_cause_neutral_low"]
    assert made.summary["variation_icon"][0] == "neutral_low"
    assert made.summary["assurance_type"][0] is None


def test_the_names_of_the_rules_and_their_leanings_go_together():
    assert len(chart_rules.LABELS) == len(chart_rules.LEAN)
    for words, lean in zip(chart_rules.LABELS, chart_rules.LEAN, strict=True):
        assert lean == (1 if "Above" in words or "Increasing" in words else -1 if words != "Common Cause" else 0)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.integers(-(10**9), 10**9).flatmap(lambda n: st.integers(0, 9).map(lambda k: n / 10**k)),
        min_size=1,
        max_size=40,
    )
)
def test_the_mean_is_correctly_rounded(values):
    made = charts(monthly(values), direction=UP)
    assert made.summary["mean"][0] == mean(values)


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(15)), st.floats(0.01, 100))
def test_the_order_of_rows_does_not_matter(order, step):
    frame = monthly([float(v) * step for v in range(15)])
    shuffled = frame.iloc[list(order)]
    pd.testing.assert_frame_equal(charts(frame, direction=UP).points, charts(shuffled, direction=UP).points)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=2, max_size=40))
def test_turning_a_series_over_turns_every_label_over(values):
    turned: dict[str, str] = {
        "Above": "Below",
        "Below": "Above",
        "UCL": "LCL",
        "LCL": "UCL",
        "(Increasing)": "(Decreasing)",
    }
    turned["(Decreasing)"] = "(Increasing)"
    plain = charts(monthly([float(v) for v in values]), direction=UP)
    over = charts(monthly([float(-v) for v in values]), direction=UP)
    # A level step between two trends reads as a fall both ways, as in the package: leave those series out.
    if not any(a == b for a, b in itertools.pairwise(values)):
        expected = [" ".join(turned.get(w, w) for w in str(said).split()) for said in labels(plain)]
        assert labels(over) == expected


def test_rows_without_pandas_become_a_frame():
    made = charts(frame([("a", date(2026, 2, 1), None), ("a", date(2026, 1, 1), 3.0)]), direction=UP)
    assert list(made.points["value"].fillna(-1)) == [3.0, -1.0]
    assert len(charts(frame([]), direction=UP).points) == 0


def test_three_thousand_series_are_charted_in_one_call():
    count = 3_000
    rng = np.random.default_rng(5)
    frame = pd.DataFrame(
        {
            "series": np.repeat([f"s{i:04}" for i in range(count)], 60),
            "date": np.tile(pd.date_range("2020-01-01", periods=60, freq="MS"), count),
            "value": rng.normal(10, 2, count * 60),
        }
    )
    made = charts(frame, direction=UP, target=10.0)
    one = charts(frame[frame["series"] == "s1234"], direction=UP, target=10.0)
    got = made.points[made.points["series"] == "s1234"].reset_index(drop=True)
    pd.testing.assert_frame_equal(got, one.points)
    assert len(made.summary) == count


def test_the_plain_group_by_that_the_bench_runs_beside_says_the_same():
    some = bench.sample(40, 60)
    some.loc[some["series"] < "s0010", "value"] = np.tile(np.linspace(0, 60, 60), 10)
    ours, plain = charts(some, direction=UP).points, bench.group_by(some)
    for column in ("special_cause_type", "point_type", "outside_limits", "close_to_limits", "trial"):
        assert list(ours[column]) == list(plain[column]), column
    assert "7 Point Trend (Increasing)" in set(plain["special_cause_type"])


def test_the_rules_do_not_bring_pandas():
    said = subprocess.run(
        [sys.executable, "-c", "import domain.chart_rules, sys; print('pandas' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == "False"
