"""A control chart as Teams draws it."""

from cards import charts
from tests.charts_made import RISING, STEADY, chart, rebase


def lines_of(made, shown=None, **more):
    element = charts.line(made, made.points if shown is None else shown, "PPH: JPUH", **more)
    return element, [(d["legend"], len(d["values"])) for d in element["data"]]


def test_value_special_points_limits_and_target_each_with_a_name():
    element, found = lines_of(chart("pph1500", RISING))
    assert found == [
        ("Value", 24),
        ("● Concern: October 2026", 1),
        ("Mean", 2),
        ("Upper limit", 2),
        ("Lower limit", 2),
        ("Target", 2),
    ]
    assert element["type"] == "Chart.Line"
    assert element["data"][0]["values"][0] == {"x": "2024-11-01", "y": 2.667}


def test_a_missing_month_breaks_the_line():
    _, found = lines_of(chart("pph1500", [(4, 150), (5, 150), None, (4, 150), (4, None), (5, 150)]))
    assert [count for legend, count in found if legend == "Value"] == [2, 1, 1]
    _, ending = lines_of(chart("pph1500", [(4, 150), (4, None)]))
    assert [count for legend, count in ending if legend == "Value"] == [1]


def test_both_stretches_of_a_rebase_are_drawn():
    _, found = lines_of(chart("pph1500", STEADY, rebases=[rebase("2026-05")]))
    assert [legend for legend, _ in found if legend.startswith("Upper")] == ["Upper limit 1", "Upper limit 2"]


def test_a_stretch_that_is_not_shown_has_no_limits():
    made = chart("births", [150.0, 151.0] * 12, rebases=[rebase("2026-05", "births")])
    _, found = lines_of(made, made.points[-3:])
    assert [legend for legend, _ in found] == ["Value", "Mean 2", "Upper limit 2", "Lower limit 2"]


def test_without_limits_there_is_only_the_value_and_its_mean():
    _, found = lines_of(chart("births", [150.0]))
    assert [legend for legend, _ in found] == ["Value", "Mean"]
    _, nothing = lines_of(chart("pph1500", []))
    assert nothing == []


def test_clients_without_charts_get_the_newest_months_as_a_table():
    element, _ = lines_of(chart("pph1500", RISING), rows_below=3)
    rows = [[c["items"][0]["text"] for c in row["cells"]] for row in element["fallback"]["rows"]]
    assert len(rows) == 4
    assert rows[-1] == ["October 2026", "8.0%", "12 of 150", "above the upper limit"]


def test_a_queried_figure_is_marked_in_the_chart_and_its_table():
    made = chart("pph1500", [*STEADY[:-1], (151, 150)])
    element, found = lines_of(made)
    assert ("? Queried: October 2026", 1) in found
    assert "'151 of 150'" in str(element["fallback"])
    assert "numerator above denominator, queried, not used" in str(element["fallback"])
