"""Who is away and who covers; who put which record off, and until when. Owns both tables and their queries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import Boolean, Column, Date, Index, Integer, String

from domain.reminders import Absence, Snooze
from storage import ids, records
from storage.raw import given
from storage.session import Session
from storage.tables import record_table

ABSENCES = record_table(
    "absences",
    Column("person", String(64), nullable=False),
    Column("until", Date, nullable=False),
    Column("since", Date, nullable=False),
    Column("cover", String(64), nullable=False),
    Column("ended", Boolean, nullable=False),
    Index("ix_absences_group_until", "group", "until"),
    Index("ix_absences_group_person", "group", "person", "until"),
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


_SOONEST = (ABSENCES.c.since, ABSENCES.c.id)
_AWAY = records.Query(ABSENCES, Absence, ABSENCES.c.until >= given("day"), ABSENCES.c.ended.is_(False), order=_SOONEST)


def absence(session: Session, record: str) -> Absence | None:
    """One by its id, over or not."""
    return records.get(session, ABSENCES, Absence, record)


def of_person(session: Session, person: str, day: date) -> list[Absence]:
    """A person's absences that run on this day or are still to come, the next one first."""
    where = (ABSENCES.c.person == person, ABSENCES.c.until >= day, ABSENCES.c.ended.is_(False))
    return records.find(session, ABSENCES, Absence, *where, order=(ABSENCES.c.since, ABSENCES.c.id))


def away(session: Session, day: date) -> list[Absence]:
    """Who is away on this day or later and has not come back, the earliest first."""
    return _AWAY(session, day=day)


def returned(session: Session, first: date, last: date) -> list[Absence]:
    """Absences that ran out between two days, both included; those who said `back` had their catch-up then."""
    within = (ABSENCES.c.until >= first, ABSENCES.c.until <= last, ABSENCES.c.ended.is_(False))
    return records.find(session, ABSENCES, Absence, *within)


def keep_absence(session: Session, absence: Absence, verb: str) -> Absence:
    """Keep an absence, new or changed."""
    if absence.version == 0:
        numbered = replace(absence, id=ids.next_id(session, "AWY"))
        return records.insert(session, ABSENCES, numbered, verb=verb)
    return records.update(session, ABSENCES, absence, verb=verb)


def covered_by(session: Session, person: str, day: date) -> list[str]:
    """Object ids of the people whom this person covers on a day."""
    return [a.person for a in away(session, day) if a.cover == person and a.holds(day)]


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
