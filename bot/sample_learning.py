"""Sample entries under themes, learning and learning events, played with the real rules.

Owns: these three parts of the sample file. Must not: know how days are moved (`bot/sample.py` says on which they fall).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from domain.learning import Kind, Learning, Sign, shared, written
from domain.learning_events import Attendance, LearningEvent, held, planned
from domain.people import Member
from domain.theme_notes import Source, ThemeNote, checked
from storage import learning, learning_events, theme_notes
from storage.session import Session

Data = Mapping[str, Any]
Work = Callable[[Session], Any]


def note(row: Data, month: str, by: Member, today: date) -> Work:
    """An entry under themes by hand."""

    def work(session: Session) -> Any:
        made = ThemeNote(
            theme_notes.new_id(session, today.year),
            tuple(row["themes"]),
            Source(row["source"]),
            row["trust"],
            month,
            row.get("count", 1),
            grade=row.get("grade", ""),
            text=row["text"],
            by=by.object_id,
            by_name=by.name,
        )
        return theme_notes.add(session, checked(made, today))

    return work


def entry(row: Data, by: Member, chair: Member, today: date) -> Work:
    """Learning that the chair has shared; in the past, so nothing is posted."""

    def work(session: Session) -> Any:
        record = learning.new_id(session, today.year)
        fresh = Learning(record, Kind(row["kind"]), row["title"], row["text"], row["trust"], tuple(row["themes"]))
        made = written(fresh, Sign(by.object_id, by.name, today))
        return learning.add(session, shared(made, Sign(chair.object_id, chair.name, today)))

    return work


def event(row: Data, on: date, by: Member, today: date) -> Work:
    """A learning event: held when its day has come and somebody came, else planned."""

    def work(session: Session) -> Any:
        record = learning_events.new_id(session, today.year)
        fresh = LearningEvent(record, row["title"], tuple(row["themes"]), on, row["hosts"])
        made = planned(fresh, Sign(by.object_id, by.name, today))
        if row.get("came") and on <= today:
            came = [Attendance(trust, people) for trust, people in row["came"].items()]
            made = held(made, came, row["learning"], today)
        return learning_events.add(session, made)

    return work
