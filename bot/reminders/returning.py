"""Promises to a person: one catch-up when they are back, a word on the day they asked for, thanks when all is done.

Owns: absences that ran out, snoozes that ended, messages that are settled. Must not: decide what is sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.contracts import Post, Reminder, Watch
from bot.flows import facts
from bot.flows.promises import at, gone, line, owed_by
from bot.flows.reminding import REMIND, open_still, redrawn, rows_of
from cards.reminders import PUT_OFF
from domain.ladders import CATCH_UP, Rung
from domain.people import ObjectId
from domain.reminders import Due, Priority, Verdict
from storage import absences
from storage import reminders as kept

ASKED = Rung("asked", 0, "you asked me to remind you on this day", priority=Priority.TODAY)
NEWS = frozenset({"thanks", "used"})
"""Rungs that tell what a return was used in and ask for nothing: a message of these alone keeps its words."""
DAY = timedelta(days=1)
FRESH = timedelta(days=14)
"""A message older than this is left as it is. Source: ours."""


def caught_up(watch: Watch) -> Iterator[Due]:
    """On the first working day after an absence: what the person owes, as one message."""
    since = watch.since or watch.now
    rung = replace(CATCH_UP, at=facts.ladders(watch).digest_at)
    weekend = timedelta(days=12)
    for absence in absences.returned(watch.session, since.date() - weekend, watch.today - DAY):
        day = watch.days.add_working_days(absence.until, 1)
        if since < watch.days.instant(day, rung.at) <= watch.now:
            for owed in owed_by(watch, absence.person):
                yield at(owed, rung, day, ObjectId(absence.person), f"{absence.until:%Y%m%d}")


def asked(watch: Watch) -> Iterator[Due]:
    """On the day a person asked for: the record, when it still needs them."""
    since = watch.since or watch.now
    rung = replace(ASKED, at=facts.ladders(watch).digest_at)
    for snooze in absences.woken(watch.session, since.date() - DAY, watch.today):
        if since < watch.days.instant(snooze.until, rung.at) <= watch.now:
            owed = line(watch, snooze.subject, snooze.person)
            if owed is not None:
                made = at(owed, rung, snooze.until, ObjectId(snooze.person), f"{snooze.until:%Y%m%d}")
                yield replace(made, text=f"You asked me to remind you today. {owed.text}", reminder="asked")


def _caught_up(watch: Watch) -> Iterator[Due]:
    return (replace(d, reminder="catch_up") for d in caught_up(watch))


def thanks(watch: Watch) -> Iterator[Post]:
    """Messages of which every line is settled become `Done - thank you`, so that no stale button is left.

    A digest with something open is left alone: nobody's card changes under their fingers. So is what only brought news.
    """
    messages = kept.to_people(watch.session, watch.now - FRESH)
    lines = kept.of_messages(watch.session, [sent.key for sent in messages])
    seen: dict[tuple[str, str, str], bool] = {}
    for sent in messages:
        said = lines.get(sent.key, ())
        if all(entry.rung in NEWS for entry in said) or any(_open(watch, entry, seen) for entry in said):
            continue
        rows = rows_of(watch, sent.key)
        if rows and all(r.done for r in rows) and not any(r.done.startswith(PUT_OFF) for r in rows):
            card = redrawn(watch, sent.key)
            yield Post("live", f"done/{sent.key}", card, to_person=ObjectId(sent.to_person), edits=sent.key)


def _open(watch: Watch, entry: kept.Occurrence, seen: dict[tuple[str, str, str], bool]) -> bool:
    """Whether a line is open still; a record that stands in many messages is looked at once for each reader."""
    if entry.state != Verdict.SENT:
        return False
    key = (entry.subject, entry.debtor, entry.meant_for)
    if seen.get(key):
        return True
    seen[key] = open_still(watch, entry)
    return seen[key]


def nothing(_watch: Watch) -> tuple[Due, ...]:
    """Due when somebody says so, not by the clock."""
    return ()


REMINDERS = (
    Reminder("catch_up", "one catch-up when somebody is back", _caught_up, moot=gone),
    Reminder("asked", "on the day a person asked to be reminded", asked, moot=gone, upkeep=thanks),
    Reminder(REMIND, "when the chair or the office asks for it", nothing, moot=gone),
)
