from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import WorkingCalendar
from domain.group_faults import Faults, GroupFaults
from domain.ladders import (
    ACTIONS,
    RETURNS,
    SIGNALS,
    Ladders,
    Rung,
    anchors,
    just_said,
    moments,
    on,
    reached,
    read,
    weekly,
)
from domain.reminders import Priority

LONDON = ZoneInfo("Europe/London")
CHRISTMAS = (date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29))
DAYS = WorkingCalendar.of(CHRISTMAS, LONDON, 2025, 2028)
DUE = date(2026, 12, 7)


def at(day: date, hour: int = 9, minute: int = 30) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)


def test_the_returns_ladder_stands_as_the_product_says():
    days = {r.key: on(DUE, r, DAYS) for r in RETURNS}
    assert days == {
        "open": date(2026, 11, 23),
        "nudge": date(2026, 12, 2),
        "today": date(2026, 12, 7),
        "warning": date(2026, 12, 8),
        "hand_over": date(2026, 12, 9),
    }


def test_christmas_is_not_counted():
    assert on(date(2027, 1, 4), Rung("soon", -5, "why"), DAYS) == date(2026, 12, 23)


def test_a_due_day_on_a_weekend_is_said_on_the_friday_before_not_too_late_on_the_monday():
    today = next(r for r in ACTIONS if r.key == "today")
    assert on(date(2026, 12, 5), today, DAYS) == date(2026, 12, 4)


def test_rungs_are_reached_once_between_two_looks():
    found = [(r.key, d) for r, d in reached(RETURNS, DUE, DAYS, at(date(2026, 12, 2), 9, 29), at(DUE))]
    assert found == [("nudge", date(2026, 12, 2)), ("today", DUE)]
    assert not list(reached(RETURNS, DUE, DAYS, at(DUE), at(DUE, 23)))


def test_every_rung_is_found_from_its_day_as_from_its_due_day():
    since, now = at(date(2026, 12, 18)), at(date(2026, 12, 24))
    found = {(r.key, a) for r, _, dates in moments(ACTIONS, DAYS, since, now) for a in dates}
    expected = {
        (r.key, a)
        for a in (date(2026, 11, 20 + n) if n <= 10 else date(2026, 12, n - 10) for n in range(1, 42))
        for r in ACTIONS
        if since < DAYS.instant(on(a, r, DAYS), r.at) <= now
    }
    assert {x for x in found if x[1] <= date(2026, 12, 31)} == expected


@given(st.integers(-15, 15), st.dates(date(2026, 1, 5), date(2027, 11, 30)))
def test_anchors_undo_on(days: int, due: date):
    rung = Rung("r", days, "why")
    assert due in anchors(rung, on(due, rung, DAYS), DAYS)


def test_the_weekly_day_moves_to_the_next_working_day():
    since = at(date(2026, 12, 24))
    assert weekly("monday", time(9, 30), DAYS, since, at(date(2026, 12, 29))) == date(2026, 12, 29)
    assert weekly("tuesday", time(9, 30), DAYS, at(date(2026, 12, 8)), at(date(2026, 12, 14))) is None
    assert weekly("tuesday", time(9, 30), DAYS, at(date(2026, 12, 7)), at(date(2026, 12, 14))) == date(2026, 12, 8)


def test_what_the_owner_heard_yesterday_is_known():
    said = just_said(ACTIONS, "owner", date(2026, 12, 8), DAYS)
    assert {date(2026, 12, 7), date(2026, 12, 14), date(2026, 12, 1)} <= said
    assert date(2026, 12, 8) not in said


def test_moss_rungs_are_urgent_and_go_to_lead_and_office_only():
    assert {r.days for r in SIGNALS} == {1, 4, 6, 7, 8}
    assert {r.to for r in SIGNALS} == {"lead", "office"}
    assert {r.priority for r in SIGNALS} == {Priority.URGENT}


def test_a_group_without_a_table_has_the_defaults():
    assert read({}) == Ladders()


def test_a_group_may_set_its_own():
    rules = read(
        {
            "window_from": "08:30",
            "per_week": 2,
            "digest_weekday": "Thursday",
            "returns": [
                {"rung": "today", "days": 0, "at": "10:00"},
                {"rung": "warning", "days": 2},
                {"rung": "hand_over", "days": 3, "to": "chair"},
                {"rung": "own", "days": 1, "why": "because we want it"},
            ],
        }
    )
    assert (rules.window_from, rules.per_week, rules.digest_weekday) == (time(8, 30), 2, "thursday")
    assert [(r.key, r.days, r.to, r.needs) for r in rules.returns] == [
        ("today", 0, "owner", ""),
        ("warning", 2, "owner", ""),
        ("hand_over", 3, "chair", "warning"),
        ("own", 1, "owner", ""),
    ]
    assert rules.returns[0].at == time(10, 0)
    assert rules.returns[3].why == "because we want it"
    assert time(10, 0) in rules.slots(time(9, 45))
    assert time(9, 45) in rules.slots(time(9, 45))


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"window_from": "01:30"}, "when the clocks change"),
        ({"digest_at": "00:59"}, "when the clocks change"),
        ({"window_from": "16:00", "window_to": "09:00"}, "window_from must be before window_to"),
        ({"digest_weekday": "sunday"}, "digest_weekday must be a working day"),
        ({"digest_at": "07:00"}, "digest_at must lie within"),
        ({"channel_at": "18:00"}, "channel_at must lie within"),
        ({"per_day": 0}, "per_day must be a whole number from 1 to 10"),
        ({"actions": [{"rung": "x", "days": 1, "to": "everybody"}]}, "to must be one of owner, lead, office, chair"),
        ({"actions": [{"rung": "lead", "days": 5}]}, "the rung 'lead' needs 'warning', which is not there"),
        ({"risks": [{"rung": "today", "at": "02:00"}]}, "when the clocks change"),
    ],
)
def test_faults_are_said_in_words(table: dict[str, object], words: str):
    faults = Faults()
    read(table, faults)
    with pytest.raises(GroupFaults) as found:
        faults.raise_any()
    assert words in str(found.value)


def test_the_instant_of_a_slot_is_one_on_both_change_nights():
    assert DAYS.instant(date(2026, 10, 25), time(1, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert DAYS.instant(date(2027, 3, 28), time(1, 30)) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
