"""Nobody outside works out a small number from rates, from two posts or from words; a solver and a reader try."""

from __future__ import annotations

import pytest

from cards import learning
from domain.learning import Learning
from domain.protected import Counts
from tests import post_breaker
from tests.post_breaker import campaign, cut_of, line_broken, posts_broken, rates_broken, words_broken


def test_a_small_campaign_of_each_kind_finds_nothing() -> None:
    assert campaign(8, 3) == {"rates": [], "posts": [], "words": []}


def test_a_rate_beside_a_hidden_count_would_tell_it(monkeypatch: pytest.MonkeyPatch) -> None:
    cut = cut_of({"under20": (1, 30), "over20": (30, 600)})
    assert rates_broken(cut) == []
    monkeypatch.setattr(post_breaker, "rates_of", lambda *_: {"under20": 3.3, "over20": 5.0})
    assert rates_broken(cut), "the solver does use rates"


def test_what_was_only_added_would_be_told_by_two_posts_so_a_quarter_is_shown_once() -> None:
    rows = ("t0", "t1", "t2", "t3", "t4")
    before, after = (
        Counts(rows, ("A",), {(row, "A"): n for row, n in zip(rows, numbers, strict=True)})
        for numbers in ((0, 0, 4, 2, 0), (6, 1, 4, 2, 1))
    )
    assert posts_broken(before, after) == []
    assert "2 t1/A" in posts_broken(before, after, only_added=True), "the solver does use what it knows of two posts"


def test_a_door_that_lets_words_through_as_they_were_typed_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def as_typed(entry: Learning) -> Learning:
        return entry

    assert line_broken("Three women waited") == []
    monkeypatch.setattr(learning, "outside", as_typed)
    assert len(line_broken("Three women waited")) == 3, "the title and twice in the text"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Three women waited", 1),
        ("2 late stillbirths and 14 women", 1),
        ("A small number of women; 12 babies", 0),
        ("Category 1 births", 0),
    ],
)
def test_the_reader_of_texts_finds_what_stands_there(text: str, found: int) -> None:
    assert len(words_broken(text)) == found
    assert line_broken(text) == []
