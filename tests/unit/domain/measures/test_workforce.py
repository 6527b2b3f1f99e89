"""Workforce."""

from domain.definitions import Direction
from domain.measures.workforce import MEASURES

BY_KEY = {m.key: m for m in MEASURES}


def test_a_red_flag_reported_is_not_a_fault():
    assert BY_KEY["red_flags"].direction == Direction.NEUTRAL
    assert "reporting" in BY_KEY["red_flags"].note


def test_two_figures_come_once_a_year():
    assert {m.key for m in MEASURES if m.cadence == "yearly"} == {"staff_recommend", "trainee_supervision"}


def test_a_shift_of_extra_staff_is_plausible():
    assert (BY_KEY["midwife_fill_day_pct"].high or 0) > 100
