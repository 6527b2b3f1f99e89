"""The promise of a learning event: three months later each trust that came is asked whether it changed practice.

Owns: when, and whom. Must not: decide what is sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.contracts import Reminder, Watch
from bot.flows.apart import apart
from bot.flows.matters import asked, gone
from cards.learning_events import line
from domain.ladders import Rung, moments
from domain.learning_events import LearningEvent
from domain.reminders import Due, Press
from storage import learning_events as kept

NAME = "learning events"
LADDER = (
    Rung("asked", 0, "a learning event that your trust came to was held three months ago"),
    Rung("again", 10, "a learning event was held three months ago and your trust has not said yet what changed"),
)
"""Source: domain guide 10 row 7 for three months; the second question, ten working days later, is ours."""


def due(watch: Watch) -> Iterator[Due]:
    """Each trust's leads, while their trust has not answered."""
    since = watch.since or watch.now
    for rung, day, dates in moments(LADDER, watch.days, since, watch.now):
        for event in kept.to_follow_up(watch.session, dates):
            if watch.concerns(event.id, watch.days.instant(day, rung.at)):
                yield from apart(watch, event.id, _rung(watch, event, rung, day))


def _rung(watch: Watch, event: LearningEvent, rung: Rung, day: date) -> Iterator[Due]:
    for to in asked(watch, event):
        yield Due(
            reminder=NAME,
            subject=event.id,
            rung=rung.key,
            day=day,
            at=rung.at,
            title=f"{event.id}: did it change practice?",
            text=line(event, watch.today),
            why=rung.why,
            to=to,
            priority=rung.priority,
            series=f"{event.follow_up_on:%Y%m%d}",
            presses=(Press("Answer", "event.follow_up", {"record": event.id}),),
            record_due=event.follow_up_on,
        )


REMINDERS = (
    Reminder(NAME, "learning events: three months later each trust says whether it changed practice", due, moot=gone),
)
