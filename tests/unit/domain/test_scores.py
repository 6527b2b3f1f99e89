"""Likelihood times consequence: the words, the fourteen scores, distance to a limit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.refusals import Invalid
from domain.scores import CONSEQUENCE, LIKELIHOOD, POSSIBLE, Score, distance, ways


def test_the_fourteen_scores_that_can_arise_and_no_other() -> None:
    assert POSSIBLE == (1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 20, 25)


@given(st.integers(1, 5), st.integers(1, 5))
def test_every_pair_makes_a_possible_score_that_can_be_asked_back(likelihood: int, consequence: int) -> None:
    score = Score(likelihood, consequence)
    assert score.product in POSSIBLE
    assert score in ways(score.product)
    assert LIKELIHOOD[likelihood].name in score.words
    assert CONSEQUENCE[consequence].name in score.words


@pytest.mark.parametrize("score", [0, 7, 11, 13, 14, 17, 18, 19, 21, 24, 26, -4])
def test_an_impossible_score_is_refused_with_the_possible_ones(score: int) -> None:
    with pytest.raises(Invalid, match="cannot arise") as refusal:
        ways(score)
    assert "12, 15, 16" in refusal.value.words


@pytest.mark.parametrize(("a", "b", "field"), [(0, 3, "Likelihood"), (6, 3, "Likelihood"), (3, 0, "Consequence")])
def test_a_part_outside_one_to_five_is_named(a: int, b: int, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        Score(a, b)
    assert refusal.value.field == field


@given(st.integers(1, 25), st.integers(1, 25))
def test_distance_is_said_the_right_way_round(score: int, limit: int) -> None:
    said = distance(score, limit, "tolerance")
    assert said.endswith(f"tolerance {limit}")
    assert ("over" in said) == (score > limit)
    assert ("under" in said) == (score < limit)
