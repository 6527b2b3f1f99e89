"""What a card has room for."""

from __future__ import annotations

from cards.room import fitting


def test_at_least_one_group_is_shown_and_none_is_cut() -> None:
    one, two = {"text": "a" * 50}, {"text": "b" * 50}
    assert fitting([[one, two], [one]], 10) == ([one, two], 1)
    assert fitting([[one], [two]], 1_000) == ([one, two], 2)
    assert fitting([], 10) == ([], 0)


def test_bytes_are_counted_not_characters() -> None:
    assert fitting([[{"t": "\u20ac" * 10}]] * 3, 80)[1] == 2
