"""The group's dates as a file for everybody's own calendar: rounds, due days, freezes and meetings of a year.

Owns: who may and how far ahead. What stands in the file is `domain/ics.py`.
"""

from __future__ import annotations

from bot.contracts import Context, LongWork, Made, Reply, Submit, Values
from bot.flows import jobs
from bot.flows.calendars import calendar_of, coming
from domain.group import Group
from domain.ics import calendar_file, dates_of
from domain.jobs import Job
from domain.people import GROUP
from storage.store import Session

ICS = "text/calendar; charset=utf-8"
AHEAD = 12
"""Rounds in the file. Source: ours, a year."""


def file(ctx: Context, _values: Values) -> Reply:
    """Ask for the file."""
    return jobs.ask(ctx, WORK)


def make(session: Session, group: Group, _job: Job) -> tuple[Made, ...]:
    """The dates from today on."""
    today = session.now.astimezone(group.zone).date()
    events = dates_of(group, coming(group, today, AHEAD), calendar_of(group))
    text = calendar_file(f"{group.short} dates", events, session.now)
    return (Made(f"{group.id}-dates.ics", text.encode(), ICS, "the dates"),)


WORK = LongWork("dates", "the dates", GROUP, make, per_hour=6)
WORKS = (WORK,)
SUBMITS = (Submit("calendar.file", file, GROUP),)
