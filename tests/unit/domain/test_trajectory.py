"""How a risk moved, in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.risks import Review
from domain.trajectory import ARROWS, Move, movement, rising, score_on
from tests.sample_risks import a_risk, looks

TODAY = date(2026, 11, 23)
JUL, SEP, OCT = (date(2026, m, 10) for m in (7, 9, 10))


@pytest.mark.parametrize(
    ("reviews", "said", "move"),
    [
        (looks((JUL, 3, 3), (SEP, 3, 4), (OCT, 4, 4)), "9 to 16 since July, 2 reviews", Move.UP),
        (looks((date(2025, 12, 1), 5, 4), (OCT, 4, 4)), "20 to 16 since December 2025, 1 review", Move.DOWN),
        (looks((JUL, 4, 4), (SEP, 5, 4), (OCT, 4, 4)), "16, level since July, 2 reviews", Move.LEVEL),
        (looks((OCT, 4, 4)), "16, raised in October, not reviewed yet", Move.NEW),
        ((), "16, no review is kept", Move.LEVEL),
        (
            looks((date(2024, 1, 1), 2, 4), (date(2025, 1, 1), 4, 4)),
            "16, level since January 2025, 1 review",
            Move.LEVEL,
        ),
    ],
)
def test_movement_in_words(reviews: tuple[Review, ...], said: str, move: Move) -> None:
    found = movement(a_risk(reviews=reviews), TODAY)
    assert (found.words(TODAY), found.move) == (said, move)
    assert found.move.value in ARROWS[found.move]


def test_what_it_scored_on_a_day() -> None:
    risk = a_risk(reviews=looks((JUL, 3, 3), (OCT, 4, 4)))
    assert [score_on(risk, day) for day in (date(2026, 7, 9), JUL, SEP, OCT, TODAY)] == [None, 9, 9, 16, 16]


def test_rising_means_higher_in_each_of_the_last_reviews() -> None:
    up = looks((JUL, 1, 4), (SEP, 2, 4), (OCT, 3, 4), (TODAY, 4, 4))
    assert rising(up, 3)
    assert not rising(up[1:], 3), "three reviews are needed after the first"
    assert not rising(looks((JUL, 1, 4), (SEP, 2, 4), (OCT, 2, 4), (TODAY, 4, 4)), 3)


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=2, max_size=24))
def test_the_words_hold_only_scores_that_are_in_the_reviews(parts: list[tuple[int, int]]) -> None:
    reviews = looks(*((date(2026, 1 + i // 3, 1 + i), a, b) for i, (a, b) in enumerate(parts)))
    risk = a_risk(reviews=reviews, likelihood=parts[-1][0], consequence=parts[-1][1])
    found = movement(risk, TODAY)
    assert {found.before, found.now} <= {r.score for r in reviews}
    assert found.now == risk.score
