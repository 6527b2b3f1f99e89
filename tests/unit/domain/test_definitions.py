"""The shapes of the catalogue."""

from domain.definitions import Direction, Framework, Measure, Requirement

RATE = Measure("r", "R", "% of births", Direction.DECREASE, denominator="births", multiplier=100)
COUNT = Measure("c", "C", "count", Direction.NEUTRAL)


def test_a_rate_has_a_denominator_and_a_count_has_none():
    assert (RATE.is_rate, RATE.is_percent) == (True, True)
    assert (COUNT.is_rate, COUNT.is_percent) == (False, False)


def test_more_than_there_was_to_count_out_of_is_queried():
    assert [RATE.queried(top, 142) for top in (None, 0, 142, 143)] == [False, False, False, True]
    assert not RATE.queried(143, None)
    assert RATE.queried(1, 0)
    ready = Measure("p", "P", "%", Direction.INCREASE, high=150)
    assert [ready.queried(value, None) for value in (100, 150, 150.1)] == [False, False, True]
    assert Measure("p", "P", "%", Direction.INCREASE, high=40).most == 100
    assert not COUNT.queried(10_000, None)


def test_a_requirement_is_found_by_its_key_or_not_at_all():
    framework = Framework("F", "F", "1", "here", (Requirement("F:1", "One"),))
    assert framework.requirement("F:1") == Requirement("F:1", "One")
    assert framework.requirement("F:2") is None
