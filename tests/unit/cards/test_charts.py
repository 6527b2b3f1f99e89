"""A control chart as Teams draws it."""

from cards import charts
from tests.charts_made import RISING, STEADY, chart, rebase
from tests.contrast import contrast


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


PALETTE = {
    "categoricalLightBlue": "#0078d4", "sequential4": "#7f85f5", "good": "#107c10", "sequential3": "#5b5fc7",
    "divergingRed": "#d33f4c", "categoricalBlue": "#2461ca", "divergingLightBlue": "#2c72a8",
}  # fmt: skip
"""What Microsoft's renderer draws for these names. Source: the Playground's client, `_wellKnownChartColors`."""
LIGHT, DARK = "#ffffff", "#292929"


def test_every_line_and_mark_is_seen_on_white_and_what_is_read_first_in_the_dark_too():
    named = {charts.VALUE, charts.LIMIT, charts.TARGET, *(colour for _, colour in charts.MARKS.values())}
    assert named == PALETTE.keys()
    assert [name for name in named if contrast(PALETTE[name], LIGHT) < 3] == []
    assert [name for name in named if contrast(PALETTE[name], DARK) < 2.5] == []
    first = {charts.VALUE, charts.LIMIT, charts.MARKS["special_cause_concern"][1]}
    assert [name for name in first if contrast(PALETTE[name], DARK) < 3] == []
