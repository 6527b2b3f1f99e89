"""Safety."""

from domain.definitions import Direction
from domain.measures.safety import MEASURES

BY_KEY = {m.key: m for m in MEASURES}


def test_more_incidents_are_not_bad_by_themselves():
    assert BY_KEY["incidents_moderate_plus"].direction == Direction.NEUTRAL
    assert "good reporting" in BY_KEY["incidents_moderate_plus"].note


def test_there_is_one_figure_for_each_of_the_six_elements():
    elements = [m for m in MEASURES if m.key.startswith("sbl_e")]
    assert [m.frameworks[-1] for m in elements] == [f"SBLCB:E{n}" for n in range(1, 7)]


def test_no_threshold_is_made_up_for_this_year():
    assert BY_KEY["sbl_pct"].target is None
    assert "none is loaded" in BY_KEY["sbl_pct"].target_source
