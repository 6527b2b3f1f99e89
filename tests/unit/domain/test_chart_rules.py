"""The names of a control chart."""

from domain import chart_rules as rules


def test_near_limits_are_two_thirds_of_the_way():
    assert abs(rules.NEAR - rules.LIMIT * 2 / 3) < 1e-12


def test_every_kind_of_special_cause_has_a_colour():
    assert {t.split("_")[2] for t in rules.TYPES[1:]} | {"common"} == set(rules.COLOURS)
