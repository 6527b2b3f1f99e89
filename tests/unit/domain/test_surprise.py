"""Questions at entry: they ask, they never block."""

import pytest

from domain.catalogue import MEASURES
from domain.surprise import implausible, surprise, uneven


def test_a_figure_far_from_the_usual_is_asked_about():
    assert surprise([152, 146, 156, 156, 138, 142], 1500) == "1,500, usual 128 to 169: correct?"


def test_a_figure_like_the_ones_before_is_not():
    assert surprise([152, 146, 156, 156, 138, 142], 150) is None


def test_four_figures_are_too_few_to_call_anything_usual():
    assert surprise([2, 2, 2, 2], 50) is None
    assert surprise([2, None, 2, 2, 2], 50) is None
    assert surprise([2, 2, 2, 2, 2], None) is None


def test_a_missing_month_is_not_bridged():
    assert surprise([1, None, 9, None, 1, None, 9, None, 5], 30) == "30, usual 5 to 5: correct?"


def test_a_percentage_keeps_its_decimals():
    assert surprise([91.4, 92.0, 91.1, 92.2, 91.6], 71.2, whole=False) == "71.2, usual 89.5 to 93.8: correct?"


@pytest.mark.parametrize(
    ("key", "value", "question"),
    [
        ("satod", 0.118, "0.1, expected 1 to 40: correct?"),
        ("births", 1500, "1,500, expected 0 to 1,200: correct?"),
        ("one_to_one", 0.99, "0.99: did you mean 99%?"),
        ("one_to_one", 98.7, None),
        ("one_to_one", None, None),
    ],
)
def test_a_value_outside_its_plausible_range_is_asked_about(key, value, question):
    if key == "satod":
        question = "0.118: did you mean 11.8%?"
    assert implausible(MEASURES[key], value) == question


def test_a_fraction_is_shown_as_it_was_typed():
    assert implausible(MEASURES["midwife_fill_night_pct"], 0.96) == "0.96: did you mean 96%?"


def test_what_is_counted_one_by_one_is_whole():
    assert uneven(MEASURES["births"], 1.234) == "1.234 is no whole number: correct?"
    assert uneven(MEASURES["pph1500"], 5.0) is None
    assert uneven(MEASURES["vacancy_wte"], 3.5) is None
