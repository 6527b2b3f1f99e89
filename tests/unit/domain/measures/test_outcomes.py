"""Outcomes for women."""

from domain.definitions import Direction
from domain.measures.outcomes import MEASURES

BY_KEY = {m.key: m for m in MEASURES}


def test_twelve_of_393_births_is_3_1_per_cent():
    pph = BY_KEY["pph1500"]
    assert round(12 / 393 * (pph.multiplier or 0), 1) == 3.1
    assert (pph.low, pph.high) == (0, 15)


def test_the_death_of_a_mother_is_never_a_chart():
    assert [m.key for m in MEASURES if not m.charted] == ["maternal_death"]


def test_caesarean_by_group_has_no_good_direction_and_no_target():
    groups = [m for m in MEASURES if m.key in {"robson1", "robson2", "robson5"}]
    assert [(m.direction, m.target) for m in groups] == [(Direction.NEUTRAL, None)] * 3
    assert all(m.note for m in groups)
