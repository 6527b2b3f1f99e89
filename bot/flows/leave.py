"""When somebody is away, in words, for whoever asks.

Owns: how several leaves read. Must not: keep anything; the days of a sentence are `bot/flows/leave_days.py`.
"""

from __future__ import annotations

from datetime import date

from cards.absences import span
from storage import absences, members
from storage.session import Session


def away_words(session: Session, person: str, today: date) -> str:
    """`no`, or every leave that runs or is to come with who covers."""
    parts: list[str] = []
    for absence in absences.of_person(session, person, today):
        cover = f"{members.name_of(session, absence.cover)} covers" if absence.cover else "nobody covers"
        parts.append(f"{span(absence.since, absence.until, today)}; {cover}")
    return "; and ".join(parts) or "no"
