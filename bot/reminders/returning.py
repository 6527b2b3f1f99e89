"""Two promises to a person: one catch-up when they are back, and a word on the day they asked for.

Owns: absences that ran out and snoozes that ended. Must not: decide what is sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.contracts import Reminder, Watch
from bot.flows import facts
from bot.flows.promises import at, gone, line, owed_by
from domain.ladders import Rung
from domain.people import ObjectId
from domain.reminders import Due, Priority
from storage import reminders as kept

CATCH_UP = Rung("catch_up", 0, "you were away: once, what is open for you now", priority=Priority.TODAY)
ASKED = Rung("asked", 0, "you asked me to remind you on this day", priority=Priority.TODAY)
DAY = timedelta(days=1)


def caught_up(watch: Watch) -> Iterator[Due]:
    """On the first working day after an absence: what the person owes, as one message."""
    since = watch.since or watch.now
    rung = replace(CATCH_UP, at=facts.ladders(watch).digest_at)
    weekend = timedelta(days=12)
    for absence in kept.returned(watch.session, since.date() - weekend, watch.today - DAY):
        day = watch.days.add_working_days(absence.until, 1)
        if since < watch.days.instant(day, rung.at) <= watch.now:
            for owed in owed_by(watch, absence.id):
                yield at(owed, rung, day, ObjectId(absence.id), f"{absence.until:%Y%m%d}")


def asked(watch: Watch) -> Iterator[Due]:
    """On the day a person asked for: the record, when it still needs them."""
    since = watch.since or watch.now
    rung = replace(ASKED, at=facts.ladders(watch).digest_at)
    for snooze in kept.woken(watch.session, since.date() - DAY, watch.today):
        if since < watch.days.instant(snooze.until, rung.at) <= watch.now:
            owed = line(watch, snooze.subject, snooze.person)
            if owed is not None:
                made = at(owed, rung, snooze.until, ObjectId(snooze.person), f"{snooze.until:%Y%m%d}")
                yield replace(made, text=f"You asked me to remind you today. {owed.text}", reminder="asked")


def _caught_up(watch: Watch) -> Iterator[Due]:
    return (replace(d, reminder="catch_up") for d in caught_up(watch))


REMINDERS = (
    Reminder("catch_up", "one catch-up when somebody is back", _caught_up, moot=gone),
    Reminder("asked", "on the day a person asked to be reminded", asked, moot=gone),
)
