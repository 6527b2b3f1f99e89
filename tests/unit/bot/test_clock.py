from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot import clock


def test_the_demo_clock_starts_where_it_is_told_and_runs():
    made = clock.starting(datetime(2026, 7, 1, 9, 29), ZoneInfo("Europe/London"))  # noqa: DTZ001 - local time is meant
    first, second = made(), made()
    assert first.isoformat()[:16] == "2026-07-01T08:29"
    assert first <= second
    assert first.tzinfo is UTC


def test_without_a_start_it_is_the_machines_time():
    assert clock.starting(None, ZoneInfo("Europe/London")) is clock.real
    assert abs((clock.real() - datetime.now(UTC)).total_seconds()) < 5


def test_a_hand_holds_the_clock_and_lets_it_go():
    hand = clock.Hand(lambda: datetime(2026, 11, 23, tzinfo=UTC))
    hand.hold(datetime(2026, 9, 1, 10, tzinfo=ZoneInfo("Europe/London")))
    assert hand() == datetime(2026, 9, 1, 9, tzinfo=UTC)
    hand.hold(None)
    assert hand() == datetime(2026, 11, 23, tzinfo=UTC)
