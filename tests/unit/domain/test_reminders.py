from __future__ import annotations

from datetime import date, time

from domain.people import ObjectId
from domain.reminders import Absence, Due, Priority, Shape


def test_the_key_is_kind_subject_recipient_date_and_slot():
    due = Due("returns", "RET-2026-10-JPUH", "today", date(2026, 12, 7), time(9, 30), "t", "x", "y", ObjectId("tom"))
    assert due.key == "returns.today/RET-2026-10-JPUH//tom/2026-12-07/0930"


def test_a_channel_post_has_no_person_in_its_key():
    due = Due("channel", "channel", "post", date(2026, 12, 7), time(9), "t", "x", "y", shape=Shape.CHANNEL)
    assert due.key == "channel.post/channel//channel/2026-12-07/0900"


def test_only_urgent_is_urgent():
    due = Due("signals", "SIG-26-001", "day_1", date(2026, 12, 7), time(9), "t", "x", "y", priority=Priority.URGENT)
    assert due.urgent


def test_an_absence_holds_from_its_first_to_its_last_day():
    absence = Absence("ann", date(2026, 12, 11), date(2026, 12, 7))
    held = [absence.holds(date(2026, 12, d)) for d in (6, 7, 11, 12)]
    assert held == [False, True, True, False]
