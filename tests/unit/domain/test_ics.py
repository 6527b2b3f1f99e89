"""The group's dates as a calendar file that Outlook takes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import WorkingCalendar
from domain.group import Group
from domain.ics import Event, calendar_file, dates_of

MADE = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
DAYS = WorkingCalendar.of((), LONDON, 2026, 2027)
GROUP = Group("sqog", "Safety Group", "SQOG", "LMNS", "Europe/London", ())


def test_a_round_gives_four_dates_and_the_meeting_has_its_time() -> None:
    rounds = [GROUP.rhythm.round_for(p, DAYS) for p in ("2026-05", "2026-10")]
    events = dates_of(GROUP, rounds, DAYS)
    assert [e.uid for e in events][:4] == [
        "opens-2026-05@sqog.oversight",
        "due-2026-05@sqog.oversight",
        "freeze-2026-05@sqog.oversight",
        "meeting-2026-05@sqog.oversight",
    ]
    text = calendar_file(GROUP.name, events, MADE)
    assert "DTSTART:20260720T090000Z" in text, "ten o'clock in summer is nine in UTC"
    assert "DTSTART:20261221T100000Z" in text
    assert "DTEND:20261221T120000Z" in text
    assert "SUMMARY:SQOG: returns for October 2026 are due\r\n" in text
    assert calendar_file(GROUP.name, events, MADE) == text


def test_the_file_is_as_the_standard_wants_it() -> None:
    event = Event("a@b", date(2026, 12, 31), "Pack; frozen, at last", "one\ntwo \\ three")
    assert calendar_file("Dates", [event], MADE).split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Oversight//Dates of the group//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Dates",
        "BEGIN:VEVENT",
        "UID:a@b",
        "DTSTAMP:20261123T100000Z",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "TRANSP:TRANSPARENT",
        r"SUMMARY:Pack\; frozen\, at last",
        r"DESCRIPTION:one\ntwo \\ three",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300))
def test_no_line_is_too_long_and_no_character_is_cut(title: str) -> None:
    text = calendar_file("D", [Event("u", date(2026, 1, 1), title)], MADE)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    unfolded = text.replace("\r\n ", "")
    summary = next(line for line in unfolded.split("\r\n") if line.startswith("SUMMARY:"))
    plain = summary.removeprefix("SUMMARY:").replace("\\n", "\n").replace("\\;", ";").replace("\\,", ",")
    if "\\" not in title:
        assert plain.splitlines() == title.splitlines()


def test_a_long_title_is_folded_behind_a_space() -> None:
    text = calendar_file("D", [Event("u", date(2026, 1, 1), "\u00e9" * 60)], MADE)
    summary = text[text.index("SUMMARY") : text.index("END:VEVENT")]
    assert summary == "SUMMARY:" + "\u00e9" * 33 + "\r\n " + "\u00e9" * 27 + "\r\n"
