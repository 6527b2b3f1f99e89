"""How a chart is read, in plain words."""

from domain import chart_help, chart_rules
from tests.charts_made import RISING, STEADY, chart


def test_every_icon_has_a_meaning():
    assert set(chart_help.VARIATION) == set(chart_rules.TYPES)
    assert {*chart_help.ASSURANCE, None} == set(chart_rules.ASSURANCE)


def test_the_icon_comes_first_then_target_limits_and_rules():
    said = chart_help.sentences(chart("pph1500", RISING))
    assert [s.split(":")[0] for s in said[:2]] == ["Special cause concern", "Hit and miss"]
    assert said[2:] == (chart_help.LIMITS, chart_help.RULES)


def test_without_a_target_nothing_is_said_of_one():
    said = chart_help.sentences(chart("births", [150.0, 151.0] * 12))
    assert said[0].startswith("Common cause: everyday ups and downs.")
    assert said[1:] == (chart_help.LIMITS, chart_help.RULES)


def test_few_points_are_on_trial_and_a_queried_one_says_nothing():
    assert chart_help.sentences(chart("pph1500", STEADY[:6]))[-1] == chart_help.TRIAL
    assert chart_help.sentences(chart("pph1500", [*STEADY, (151, 150)]))[0] == chart_help.QUERIED


def test_a_rare_event_says_why_it_is_rolled_up_and_a_death_is_never_explained_by_a_chart():
    assert chart_help.sentences(chart("stillbirth", [(1, 150)] * 13)) == (chart_help.ROLLING,)
    assert chart_help.sentences(chart("maternal_death", [1])) == ()
    assert chart_help.sentences(chart("pph1500", [])) == (chart_help.LIMITS, chart_help.RULES)
