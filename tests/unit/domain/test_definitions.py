"""The shapes of the catalogue."""

from domain.definitions import Direction, Framework, Measure, Requirement

RATE = Measure("r", "R", "% of births", Direction.DECREASE, denominator="births", multiplier=100)
COUNT = Measure("c", "C", "count", Direction.NEUTRAL)


def test_a_rate_has_a_denominator_and_a_count_has_none():
    assert (RATE.is_rate, RATE.is_percent) == (True, True)
    assert (COUNT.is_rate, COUNT.is_percent) == (False, False)


def test_a_requirement_is_found_by_its_key_or_not_at_all():
    framework = Framework("F", "F", "1", "here", (Requirement("F:1", "One"),))
    assert framework.requirement("F:1") == Requirement("F:1", "One")
    assert framework.requirement("F:2") is None
