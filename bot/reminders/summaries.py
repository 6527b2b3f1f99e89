"""The promise of the risk summary: after each round closes, and weekly where the group wants it.

Owns: when. What it says and whether the chair sees it first is `bot/flows/summaries.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.contracts import Post, Reminder, Watch
from bot.flows import facts
from bot.flows.summaries import scheduled
from domain.ladders import weekly
from domain.reminders import Due, Priority, Shape

NAME = "summaries"


def due(watch: Watch) -> Iterator[Due]:
    """After the latest round closed, on the next working morning; and on the group's weekday."""
    rule = watch.group.summary
    for rnd in facts.rounds(watch)[:1]:
        if rnd.closed_at is not None:
            closed = rnd.closed_at.astimezone(watch.group.zone).date()
            day = watch.days.add_working_days(closed, 0)
            if watch.days.instant(day, rule.at) < rnd.closed_at:
                day = watch.days.add_working_days(closed, 1)
            yield _due(watch, rnd.period, day, f"the round for {rnd.name} has closed")
    if rule.weekly:
        since = watch.since or watch.now
        day = weekly(rule.weekly, rule.at, watch.days, since, watch.now)
        if day is not None:
            yield _due(watch, f"week-{day:%Y-%m-%d}", day, f"the group has one every {rule.weekly.capitalize()}")


def _due(watch: Watch, subject: str, day: date, why: str) -> Due:
    rule = watch.group.summary
    where = "to the channel" if rule.at_once else "to the chair first, with Post to channel"
    return Due(
        reminder=NAME,
        subject=subject,
        rung="summary",
        day=day,
        at=rule.at,
        title="Risk summary",
        text=where,
        why=f"{why}; {where}",
        shape=Shape.CHANNEL if rule.at_once else Shape.WORK,
        priority=Priority.SOON,
    )


def act(watch: Watch, _occurrence: Due) -> tuple[Post, ...]:
    """Draft it, and post it or show it to the chair."""
    return scheduled(watch.session, watch.group, watch.now)


REMINDERS = (Reminder(NAME, "the risk summary after each round, and weekly if the group wants it", due, act=act),)
