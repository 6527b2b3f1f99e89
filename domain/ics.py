"""The group's dates as a calendar file, for Outlook and others.

Owns: the text of the file. Must not: write it, or read a clock; the moment it was made is given.
Source: RFC 5545 (iCalendar): lines of at most 75 octets, CRLF, text escaped, dates without a zone, times in UTC.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from domain.calendar import WorkingCalendar
from domain.group import Group
from domain.rhythm import RoundDates, month_name

PRODUCT = "-//Oversight//Dates of the group//EN"
LONGEST = 75
"""Octets of one line, without its end. Source: RFC 5545, 3.1."""
MEETING = timedelta(hours=2)
"""How long a meeting stands in the calendar. Source: ours."""


@dataclass(frozen=True, slots=True)
class Event:
    """One date: a whole day, or from `start` on when it has a time (aware)."""

    uid: str
    day: date
    title: str
    text: str = ""
    start: datetime | None = None
    length: timedelta = MEETING


def dates_of(group: Group, rounds: Sequence[RoundDates], days: WorkingCalendar) -> tuple[Event, ...]:
    """The dates of these rounds: opening, due day, freeze of the pack, meeting."""
    found: list[Event] = []
    for r in rounds:
        month, where = month_name(r.period), f"{r.period}@{group.id}.oversight"
        found += [
            Event(f"opens-{where}", r.opens, f"{group.short}: returns for {month} open"),
            Event(f"due-{where}", r.due, f"{group.short}: returns for {month} are due"),
            Event(f"freeze-{where}", r.freeze, f"{group.short}: the pack is frozen", f"Returns of {month}"),
            Event(
                f"meeting-{where}",
                r.meeting,
                f"{group.short} meeting",
                f"Looks at {month}",
                days.instant(r.meeting, group.rhythm.meeting_time),
            ),
        ]
    return tuple(found)


def calendar_file(name: str, events: Iterable[Event], made: datetime) -> str:
    """The text of the file; the same dates made at the same moment give the same text."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        *(line for event in events for line in _event(event, made)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(event: Event, made: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{_moment(made)}"
    if event.start is None:
        yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
        yield "TRANSP:TRANSPARENT"
    else:
        yield f"DTSTART:{_moment(event.start)}"
        yield f"DTEND:{_moment(event.start + event.length)}"
    yield f"SUMMARY:{_text(event.title)}"
    if event.text:
        yield f"DESCRIPTION:{_text(event.text)}"
    yield "END:VEVENT"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    r"""Text as RFC 5545 wants it.

    >>> _text("a; b, c")
    'a\\; b\\, c'
    """
    safe = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(safe.splitlines())


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, each further one behind a space; no character is cut in two."""
    piece, size = "", 0
    for ch in line:
        octets = len(ch.encode())
        if size + octets > LONGEST:
            yield piece
            piece, size = " ", 1
        piece, size = piece + ch, size + octets
    yield piece
