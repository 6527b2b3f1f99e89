"""Who was at which meeting. Owns their table and queries. Must not: know the rule of the quorum."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Index, String, Text

from domain.attendance import Attendance
from storage import records
from storage.session import Session
from storage.tables import Json, Utc, record_table

attendances = record_table(
    "attendances",
    Column("day", Date, nullable=False),
    Column("present", Json, nullable=False),
    Column("guests", Text, nullable=False),
    Column("trusts", Json, nullable=False),
    Column("quorate", Boolean, nullable=False),
    Column("parts", Json, nullable=False),
    Column("by", String(64), nullable=False),
    Column("by_name", Text, nullable=False),
    Column("at", Utc),
)
_C = attendances.c
Index("ix_attendances_group_day", _C.group, _C.day)


def get(session: Session, record: str) -> Attendance | None:
    """A meeting by its id."""
    return records.get(session, attendances, Attendance, record)


def keep(session: Session, attendance: Attendance, verb: str = "record attendance") -> Attendance:
    """Keep who was there, for the first time or put right; raises `Stale` when somebody was faster."""
    if attendance.version == 0:
        return records.insert(session, attendances, attendance, verb=verb)
    return records.update(session, attendances, attendance, verb=verb)


def listed(session: Session, *, limit: int = 6) -> tuple[Attendance, ...]:
    """Meetings that were written down, the latest first."""
    there = _C.present != []  # what was taken back stands empty
    return tuple(records.find(session, attendances, Attendance, there, order=(_C.day.desc(),), limit=limit))
