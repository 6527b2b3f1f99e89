"""The promise of the calendar: a round opens on its day and closes when its pack freezes, without anybody saying so.

Owns: when that is. What follows is `bot/flows/rounds.py`. Requests to people are rungs of the returns ladder.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.contracts import Post, Reminder, Watch
from bot.flows import facts
from bot.flows.rounds import close_one, open_one
from domain.calendar import as_long
from domain.reminders import Due, Priority, Shape
from domain.rhythm import month_name
from storage import returns as kept
from storage.session import SYSTEM

NAME = "rounds"


def due(watch: Watch) -> Iterator[Due]:
    """A round whose opening day has come and that nobody opened; rounds whose freeze has come."""
    rules = facts.ladders(watch)
    for rnd in facts.rounds(watch):
        if rnd.is_open:
            yield Due(
                reminder=NAME,
                subject=rnd.period,
                rung="close",
                day=rnd.freeze,
                at=rules.close_at,
                title=f"{rnd.name}: the round is closed",
                text="",
                why="the pack is frozen, so the round closes; what is missing stays not received",
                shape=Shape.WORK,
                priority=Priority.TODAY,
            )
    dates = watch.group.rhythm.current(watch.today, watch.days)
    if watch.group.rhythm.by_calendar and kept.round_of(watch.session, dates.period) is None:
        yield Due(
            reminder=NAME,
            subject=dates.period,
            rung="open",
            day=dates.opens,
            at=rules.channel_at,
            title=f"{month_name(dates.period)}: returns are open",
            text="",
            why=f"the round opens on its day; returns are due {as_long(dates.due)}",
            shape=Shape.WORK,
            priority=Priority.TODAY,
            last_day=dates.freeze,
        )


def act(watch: Watch, occurrence: Due) -> tuple[Post, ...]:
    """Open or close it; gives what the channel sees."""
    session = watch.session
    if occurrence.rung == "close":
        rnd = kept.round_of(session, occurrence.subject)
        if rnd is None or not rnd.is_open:
            return ()
        return close_one(session, rnd, watch.now)[1]
    dates = watch.group.rhythm.round_for(occurrence.subject, watch.days)
    _, posts = open_one(session, dates, watch.group, SYSTEM + NAME)
    return tuple(post for post in posts if post.to_channel)


REMINDERS = (Reminder(NAME, "rounds open and close by the group's calendar", due, act=act, first=True),)
