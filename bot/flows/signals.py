"""What commands and reminders of signals share: the clock of one, as its card and its reminder say it.

Owns: working days left, whom a signal concerns. Must not: decide a step (`domain/signals.py` does).
"""

from __future__ import annotations

from datetime import date

from domain.calendar import WorkingCalendar
from domain.people import Member
from domain.signals import Signal
from storage import members
from storage.session import Session


def left(signal: Signal, today: date, days: WorkingCalendar) -> int | None:
    """Working days until it is due, negative when the day has passed; None without a day."""
    return None if signal.due is None else days.working_days_between(today, signal.due)


def concerned(session: Session, trust: str) -> tuple[Member, ...]:
    """The trust's leads, the LMNS office, the chair and the deputy chair; each once."""
    people = (*members.leads_of(session, trust), *members.coordinators(session), *members.chairs(session))
    return tuple({m.object_id: m for m in people}.values())
