"""The promise of the pack: it is frozen when its round closes, and the office has it.

Owns: when that is. What stands in it is `domain/packs.py`; `bot/jobs.py` makes it.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.contracts import Post, Reminder, Watch
from bot.flows import facts, packs
from domain.reminders import Due, Priority, Shape
from storage import jobs
from storage import packs as kept
from storage import returns as kept_returns

NAME = "packs"


def due(watch: Watch) -> Iterator[Due]:
    """The pack of the latest round, on the day of its freeze."""
    for rnd in facts.rounds(watch)[:1]:
        yield Due(
            reminder=NAME,
            subject=rnd.period,
            rung="freeze",
            day=rnd.freeze,
            at=facts.ladders(watch).close_at,
            title=f"{rnd.name}: the pack is frozen",
            text="",
            why="the round has closed; the office gets the pack as Word and Excel",
            shape=Shape.WORK,
            priority=Priority.TODAY,
        )


def act(watch: Watch, occurrence: Due) -> tuple[Post, ...]:
    """Ask for it in the name of the office, once the round is closed and unless it is frozen already."""
    session, period = watch.session, occurrence.subject
    rnd = kept_returns.round_of(session, period)
    office = facts.office(watch)
    if rnd is not None and not rnd.is_open and office and kept.of_period(session, period) is None:
        jobs.add(session, packs.KIND, office[0].object_id, packs.args_of(period, closed=True))
    return ()


REMINDERS = (Reminder(NAME, "the meeting pack is frozen when its round closes", due, act=act),)
