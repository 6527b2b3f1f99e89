"""The promise that a concern is acknowledged within one working day: the chair and the deputy hear when it is not.

Owns: when, and for whom. Must not: say what the concern is about; its card does, to its readers.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.contracts import Reminder, Watch
from bot.flows import facts
from bot.flows.apart import apart
from bot.flows.matters import gone
from domain.calendar import as_long
from domain.concerns import Concern
from domain.ladders import Rung, moments
from domain.people import ObjectId
from domain.reminders import Due, Press, Priority
from storage import concerns as kept

NAME = "concerns"


def due(watch: Watch) -> Iterator[Due]:
    """Concerns that nobody has acknowledged, on their day and the working day after."""
    since = watch.since or watch.now
    for rung, day, dates in moments(facts.ladders(watch).concerns, watch.days, since, watch.now):
        for concern in kept.unacknowledged(watch.session, dates):
            if watch.concerns(concern.id, watch.days.instant(day, rung.at)):
                yield from apart(watch, concern.id, _rung(watch, concern, rung, day))


def _rung(watch: Watch, concern: Concern, rung: Rung, day: date) -> Iterator[Due]:
    late = "was to be acknowledged by" if concern.due < day else "is to be acknowledged by"
    for to in _readers(watch, concern):
        yield Due(
            reminder=NAME,
            subject=concern.id,
            rung=rung.key,
            day=day,
            at=rung.at,
            title=f"{concern.id}: a concern waits to be acknowledged",
            text=f"Somebody raised it and it {late} {as_long(concern.due)}. A word that it was read is enough for now.",
            why=rung.why,
            to=to,
            priority=Priority.URGENT if concern.urgent else rung.priority,
            series=f"{concern.due:%Y%m%d}",
            presses=(Press("Open", "concern.open", {"record": concern.id}),),
            record_due=concern.due,
        )


def _readers(watch: Watch, concern: Concern) -> tuple[ObjectId, ...]:
    """The chair and the deputy chair; whoever of them raised it only when there is nobody else."""
    everyone = tuple(m.object_id for m in facts.chairs(watch))
    return tuple(p for p in everyone if p != concern.by) or everyone


REMINDERS = (
    Reminder(NAME, "concerns nobody has acknowledged: on their day and after it, chair and deputy", due, moot=gone),
)
