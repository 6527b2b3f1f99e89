"""Who was at a meeting, and whether it was quorate. Owns: the record. Must not: know the group's rule by heart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.people import Member, ObjectId
from domain.quorum import Part, Present, Quorum, Verdict, counted
from domain.refusals import Invalid


@dataclass(frozen=True, slots=True)
class Attendance:
    """One meeting. `present` are members of the group, `guests` anybody else, in words."""

    id: str
    day: date
    present: tuple[Present, ...]
    guests: str = ""
    trusts: tuple[str, ...] = ()
    """The trusts that stood on that day."""
    quorate: bool = False
    parts: tuple[Part, ...] = ()
    """What the rule of that day said."""
    by: ObjectId = ObjectId("")
    by_name: str = ""
    at: datetime | None = None
    version: int = 0

    def voice(self, trust: str) -> str:
        """Whose voice a trust had, empty for nobody."""
        return next((p.name for p in self.present if trust in p.stands_for), "")


def attendance_id(day: date) -> str:
    """The name of a meeting.

    >>> attendance_id(date(2026, 12, 21))
    'MTG-2026-12-21'
    """
    return f"MTG-{day.isoformat()}"


def seat(member: Member, stood: Attendance | None = None) -> Present:
    """Somebody at the table: for their own trusts, and for those they stood for when it was last written down."""
    before = next((p.stands_for for p in stood.present if p.object_id == member.object_id), ()) if stood else ()
    own = tuple(str(t) for t in member.trusts)
    return Present(member.object_id, member.name, member.roles, tuple(dict.fromkeys((*own, *before))))


def standing_in(attendance: Attendance, trust: str, person: str) -> Attendance:
    """The meeting with somebody who stands for a trust. Raises `Invalid` for somebody who was not there."""
    if not any(p.object_id == person for p in attendance.present):
        raise Invalid(f"Who stands for {trust}", "please choose somebody who is there.")
    seats = tuple(
        replace(p, stands_for=tuple(dict.fromkeys((*p.stands_for, trust)))) if p.object_id == person else p
        for p in attendance.present
    )
    return replace(attendance, present=seats)


def judged(attendance: Attendance, rule: Quorum) -> tuple[Attendance, Verdict]:
    """The meeting with what the rule says of it. Raises `Invalid` when nobody was there."""
    if not attendance.present:
        raise Invalid("Who is here", "please choose at least one person.")
    verdict = counted(rule, attendance.present, attendance.trusts)
    return replace(attendance, quorate=verdict.met, parts=verdict.parts), verdict
