"""Voice."""

from domain.definitions import Direction
from domain.measures.voice import MEASURES

BY_KEY = {m.key: m for m in MEASURES}


def test_complaints_have_no_good_direction():
    assert BY_KEY["complaints"].direction == Direction.NEUTRAL


def test_the_family_test_is_said_as_fft():
    assert "fft" in BY_KEY["friends_family_positive_pct"].aliases
