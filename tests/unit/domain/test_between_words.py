"""What lies between rare events, in words."""

from domain import between_words as said
from tests.unit.domain.test_between import made

STEADY = [1, 0, 0] * 8


def test_steady_events_are_said_with_their_limits():
    assert said.sentences(made(STEADY))[:3] == [
        "About 380 births since the last one, in August 2026, counted to the end of October 2026.",
        "7 stretches between events: 450 births.",
        "February 2025 to August 2026: seven or more stretches in a row above the median (shift, rarer).",
    ]
    last = said.sentences(made([1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1, 0]))[-1]
    assert last == (
        "Centre (median) 310, upper limit 3,000. Trial limits: 5 stretches so far, 12 settle them. "
        "No rule flags a stretch."
    )


def test_what_cannot_be_said_is_said_so():
    assert said.sentences(made([0] * 4)) == [
        (
            "About 600 births without one, counted to the end of October 2026, as far back as the months are known "
            "without a gap."
        ),
        "No two events are known with every month between them, so there is no stretch to show yet.",
    ]
    assert "too close for counts by month" in said.sentences(made([1] * 12))[-1]
    few = said.sentences(made([1, 0, 0, 1]))
    assert few[1:] == ["1 stretch between events: 450 births.", "Too few stretches for limits."]
    assert "That is longer than the upper limit: a signal." in said.since(made(STEADY + [0] * 30))


def test_the_method_names_its_chart():
    assert "g chart of births between events" in said.method(made(STEADY))
    assert "t chart of days between events" in said.method(made(STEADY, births=None, key="mnsi_referrals"))
