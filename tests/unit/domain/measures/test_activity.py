"""Denominators as figures of their own."""

from domain.definitions import Direction
from domain.measures.activity import MEASURES


def test_more_births_are_neither_good_nor_bad():
    assert {m.direction for m in MEASURES} == {Direction.NEUTRAL}
    assert {m.unit for m in MEASURES} == {"count"}


def test_only_births_is_always_asked():
    assert [m.key for m in MEASURES if m.required] == ["births"]
