"""What a reminder is, and the facts by which it is decided whether it is sent. Plain data.

Owns: `Due` and what is known of people and of what was sent. Must not: decide (`domain/fairness.py` does), know when a
rung is due (`domain/ladders.py` does), or read a clock.
Source: product.md "Reminders".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import IntEnum, StrEnum

from domain.people import ObjectId


class Priority(IntEnum):
    """What goes first when not everything may go. `URGENT` alone is outside window, budget, snooze and away."""

    URGENT = 0
    LAST = 1
    """Fair warning and hand-over: the last word on a matter."""
    TODAY = 2
    """Due today."""
    SOON = 3
    """Due within days."""
    LINE = 4
    """A line of the weekly digest, thanks, something to know."""


class Shape(StrEnum):
    """What becomes of a due: a message to a person, a channel post, or work of the bot that nobody is told of."""

    PERSON = "person"
    CHANNEL = "channel"
    WORK = "work"


@dataclass(frozen=True, slots=True)
class Press:
    """A button of a reminder, as data: title, verb and what the verb is given."""

    title: str
    verb: str
    data: Mapping[str, str | int] = field(default_factory=dict[str, str | int])


@dataclass(frozen=True, slots=True)
class Due:
    """One occurrence: this rung of this promise, about this record, for this person, at this local date and time.

    `series` tells one run of a ladder from the next: the due date of the record, so that a new date starts anew.
    """

    reminder: str
    """Name of the `Reminder` that keeps this promise."""
    subject: str
    """Id of the record it is about."""
    rung: str
    day: date
    at: time
    title: str
    """Title of the card when it goes alone."""
    text: str
    """What it says, one or two sentences, without the reader's name."""
    why: str
    """The rule in words, for `why did I get this` and the rehearsal."""
    to: ObjectId = ObjectId("")
    """The person it is meant for; empty for the channel and for work."""
    shape: Shape = Shape.PERSON
    priority: Priority = Priority.SOON
    series: str = ""
    last_day: date | None = None
    """After this day it is not sent any more."""
    needs: str = ""
    """Rung that must have reached its owner a working day before: fair warning before hand-over."""
    owner: ObjectId = ObjectId("")
    """Who had to be warned, when that is somebody else than `to`."""
    own: bool = True
    """Whether `to` owes it; False for a lead, the office or the chair who only hears of it."""
    presses: tuple[Press, ...] = ()
    trust: str = ""
    record_due: date | None = None

    @property
    def key(self) -> str:
        """Unique for ever in the group: kind, subject, series, recipient, local date and slot."""
        what = f"{self.reminder}.{self.rung}/{self.subject}/{self.series}"
        return f"{what}/{self.to or self.shape.value}/{self.day.isoformat()}/{self.at.hour:02}{self.at.minute:02}"

    @property
    def urgent(self) -> bool:
        """Whether nothing holds it back."""
        return self.priority == Priority.URGENT


@dataclass(frozen=True, slots=True)
class Absence:
    """A person is away up to and with `until`; `cover` gets what cannot wait. One person may have several."""

    person: str
    """Object id."""
    until: date
    since: date
    cover: str = ""
    ended: bool = False
    """True when the person said `back`."""
    id: str = ""
    version: int = 0

    def holds(self, day: date) -> bool:
        """Whether the person is away on this day."""
        return not self.ended and self.since <= day <= self.until

    def meets(self, since: date, until: date) -> bool:
        """Whether it has a day in common with these days, both included."""
        return not self.ended and self.since <= until and since <= self.until


SNOOZES = 2
"""How often one person may put one matter off. Source: product.md "Reminders"."""


@dataclass(frozen=True, slots=True)
class Snooze:
    """A person asked to be reminded of a record on `until` instead. `id` is `RECORD/PERSON`."""

    id: str
    subject: str
    person: str
    until: date
    times: int
    trust: str = ""
    version: int = 0


EVERY = "*"
"""Stands for every reminder where a record cannot even be read."""


class Verdict(StrEnum):
    """What was decided of a due."""

    SENT = "sent"
    """Handed to the outbox, alone or as a line of a message."""
    MERGED = "merged"
    """Said by another line about the same record in the same message."""
    WAITS = "waits"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the policy needs to know of before: read from the store, or kept in memory by a rehearsal."""

    since: Mapping[str, datetime] = field(default_factory=dict[str, datetime])
    """By reminder: up to when it was planned."""
    settled: frozenset[str] = frozenset()
    """Keys of occurrences that were decided for good."""
    waiting: Mapping[str, datetime] = field(default_factory=dict[str, datetime])
    """Keys of occurrences that wait, and until when."""
    spoilt: Mapping[tuple[str, str], datetime] = field(default_factory=dict[tuple[str, str], datetime])
    """(reminder or `EVERY`, record) that could not be planned, and up to when it was: made up for when mended."""
    said: Mapping[tuple[str, str, str], date] = field(default_factory=dict[tuple[str, str, str], date])
    """(subject, series, rung) -> the day on which it was sent."""
    messages: Mapping[str, tuple[date, ...]] = field(default_factory=dict[str, tuple[date, ...]])
    """By person: the local days of counted messages of this week, one entry a message."""
    absences: Mapping[str, Absence] = field(default_factory=dict[str, Absence])
    snoozes: Mapping[str, Snooze] = field(default_factory=dict[str, Snooze])
    """By `RECORD/PERSON`."""
    people: frozenset[str] = frozenset()
    """Object ids of the group's active members."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One due and what was decided. `person` is who gets it: the cover, when `to` is away."""

    due: Due
    verdict: Verdict
    reason: str
    person: str = ""
    until: datetime | None = None
    message: str = ""
    """Key of the message that says it."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one person: the lines in the order in which they are shown. `covers`: for whom, by line."""

    key: str
    person: str
    lines: tuple[Due, ...]
    covers: tuple[str, ...]
    """Object id of the person who is away, or empty, for each line."""
    urgent: bool = False
