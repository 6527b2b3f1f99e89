"""The promise of a hand-over with a date: on its day the actions change hands, without anybody saying so.

Owns: when that is. What follows is `bot/flows/handovers.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

from bot.contracts import Post, Reminder, Watch
from bot.flows.handovers import carry_out
from domain.handovers import in_words
from domain.reminders import Due, Priority, Shape
from storage import handovers as kept

NAME = "handovers"
AT = time(8, 0)
"""Before the day's reminders, so that these go to the new owner. Source: ours."""


def due(watch: Watch) -> Iterator[Due]:
    """Every hand-over whose day has come."""
    for ordered in kept.waiting(watch.session, watch.today):
        yield Due(
            reminder=NAME,
            subject=ordered.id,
            rung="effect",
            day=ordered.on,
            at=AT,
            title=in_words(ordered),
            text="",
            why="a hand-over was ordered for this day",
            shape=Shape.WORK,
            priority=Priority.TODAY,
        )


def act(watch: Watch, occurrence: Due) -> tuple[Post, ...]:
    """Carry it out, once."""
    ordered = kept.get(watch.session, occurrence.subject)
    if ordered is None or ordered.done_at is not None:
        return ()
    return carry_out(watch.session, watch.group, ordered, watch.now)[1]


REMINDERS = (Reminder(NAME, "hand-overs with a date take effect on their day", due, act=act, first=True),)
