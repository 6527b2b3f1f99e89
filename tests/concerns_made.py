"""Concerns and signals for tests, each with what a test wants to be different."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from domain import concerns, signals
from domain.calendar import WorkingCalendar
from domain.concerns import Concern
from domain.people import Member, ObjectId, Role, TrustCode
from domain.signals import Signal

MONDAY = date(2026, 11, 23)
HOLIDAYS = (date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29))
DAYS = WorkingCalendar.of(HOLIDAYS, ZoneInfo("Europe/London"), 2026, 2028)
"""England's bank holidays of the winter of 2026."""


def person(name: str, *roles: Role, trusts: tuple[str, ...] = ()) -> Member:
    """Somebody, known by a short name."""
    return Member(ObjectId(name), name.capitalize(), frozenset(roles), tuple(TrustCode(t) for t in trusts))


CHAIR = person("chair", Role.CHAIR)
DEPUTY = person("deputy", Role.DEPUTY)
OFFICE = person("office", Role.COORDINATOR)
JPUH = person("jpuh", Role.TRUST_LEAD, trusts=("JPUH",))
NNUH = person("nnuh", Role.TRUST_LEAD, trusts=("NNUH",))
MEMBER = person("member", Role.MEMBER)
OBSERVER = person("observer", Role.OBSERVER)
EVERYBODY = (CHAIR, DEPUTY, OFFICE, JPUH, NNUH, MEMBER, OBSERVER)


def a_concern(record: str = "CON-26-001", **changes: Any) -> Concern:
    """A concern of JPUH as it was raised on a Monday, anonymously unless told otherwise."""
    fresh = Concern(record, "Nights feel unsafe since the rota changed", "JPUH", "", False, MONDAY, MONDAY)
    return concerns.raised(replace(fresh, **changes), DAYS)


def named(**changes: Any) -> Concern:
    """The same, of a member who gave their name."""
    return a_concern(by=MEMBER.object_id, by_name="Sam Fielding", **changes)


def concern_sign(by: Member = CHAIR, day: date = MONDAY) -> concerns.Sign:
    """Somebody who does something about a concern."""
    return concerns.Sign(by.object_id, by.name, day)


def a_signal(record: str = "SIG-26-001", asked: date | None = None, **changes: Any) -> Signal:
    """An amber MOSS signal of JPUH of a Monday, as it was logged."""
    fresh = Signal(
        record, "moss", "JPUH", "Gorleston", "amber", "Amber for term stillbirth", MONDAY, None, MONDAY,
        JPUH.object_id, JPUH.name,
    )  # fmt: skip
    return signals.logged(replace(fresh, **changes), asked, DAYS)


def signal_sign(by: Member = CHAIR, day: date = MONDAY) -> signals.Sign:
    """Somebody who does something about a signal."""
    return signals.Sign(by.object_id, by.name, day)
