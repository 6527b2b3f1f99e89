"""Who is away and who covers; who put which record off, and until when. Owns both tables and their queries."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Boolean, Column, Date, Index, Integer, String

from domain.reminders import Absence, Snooze
from storage import records
from storage.session import Session
from storage.tables import record_table

ABSENCES = record_table(
    "absences",
    Column("until", Date, nullable=False),
    Column("since", Date, nullable=False),
    Column("cover", String(64), nullable=False),
    Column("ended", Boolean, nullable=False),
    Index("ix_absences_group_until", "group", "until"),
)
ABSENCES.info["subject"] = "absences/"

SNOOZES = record_table(
    "snoozes",
    Column("subject", String(64), nullable=False),
    Column("person", String(64), nullable=False),
    Column("until", Date, nullable=False),
    Column("times", Integer, nullable=False),
    Column("trust", String(16), nullable=False),
    Index("ix_snoozes_group_until", "group", "until"),
)
SNOOZES.info["subject"] = "snoozes/"


def absence_of(session: Session, person: str) -> Absence | None:
    """A person's latest absence, over or not."""
    return records.get(session, ABSENCES, Absence, person)


def away(session: Session, day: date) -> list[Absence]:
    """Who is away on this day or later and has not come back."""
    return records.find(session, ABSENCES, Absence, ABSENCES.c.until >= day, ABSENCES.c.ended.is_(False))


def returned(session: Session, first: date, last: date) -> list[Absence]:
    """Absences that ran out between two days, both included; those who said `back` had their catch-up then."""
    within = (ABSENCES.c.until >= first, ABSENCES.c.until <= last, ABSENCES.c.ended.is_(False))
    return records.find(session, ABSENCES, Absence, *within)


def keep_absence(session: Session, absence: Absence, verb: str) -> Absence:
    """Keep an absence, new or changed."""
    if absence.version == 0:
        return records.insert(session, ABSENCES, absence, verb=verb)
    return records.update(session, ABSENCES, absence, verb=verb)


def covered_by(session: Session, person: str, day: date) -> list[str]:
    """Object ids of the people whom this person covers on a day."""
    return [a.id for a in away(session, day) if a.cover == person and a.holds(day)]


def snooze_of(session: Session, subject: str, person: str) -> Snooze | None:
    """A person's snooze of a record."""
    return records.get(session, SNOOZES, Snooze, f"{subject}/{person}")


def put_off(session: Session, day: date) -> list[Snooze]:
    """Snoozes that end on this day or later."""
    return records.find(session, SNOOZES, Snooze, SNOOZES.c.until >= day, order=(SNOOZES.c.until, SNOOZES.c.id))


def woken(session: Session, first: date, last: date) -> list[Snooze]:
    """Snoozes that ended between two days, both included."""
    within = (SNOOZES.c.until >= first, SNOOZES.c.until <= last)
    return records.find(session, SNOOZES, Snooze, *within, order=(SNOOZES.c.until, SNOOZES.c.id))


def keep_snooze(session: Session, snooze: Snooze) -> Snooze:
    """Keep a snooze, new or renewed."""
    if snooze.version == 0:
        return records.insert(session, SNOOZES, snooze, verb="snooze")
    return records.update(session, SNOOZES, snooze, verb="snooze")
