"""Learning, events, entries under themes and returns for tests, kept in a store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from domain.learning import Kind, Learning, Sign, shared, written
from domain.learning_events import Attendance, LearningEvent, held, planned
from domain.people import ObjectId
from domain.returns import Entry, Return, Section, SectionKey, return_id
from domain.rounds import Round
from domain.theme_notes import Source, ThemeNote
from storage import learning, learning_events, returns, theme_notes
from storage.session import Session

DAY = date(2026, 11, 23)
WHO = Sign(ObjectId("00000000-0000-4000-8000-000000000001"), "Helen Marsh", DAY)


def a_note(session: Session, source: Source, trust: str, month: str, *themes: str, **changes: Any) -> ThemeNote:
    """An entry under these themes."""
    note = ThemeNote(theme_notes.new_id(session, 2026), themes, source, trust, month, made_on=DAY)
    return theme_notes.add(session, replace(note, **changes))


def an_entry(session: Session, *themes: str, on: date | None = DAY, **changes: Any) -> Learning:
    """Something shared, unless `on` is None: then it waits for the chair."""
    entry = Learning(
        learning.new_id(session, 2026), Kind.GOOD_PRACTICE, "Trolley check", "Each morning.", "JPUH", themes
    )
    made = written(replace(entry, **changes), WHO)
    return learning.add(session, made if on is None else shared(made, replace(WHO, day=on)))


def an_event(session: Session, *themes: str, on: date = DAY, came: Mapping[str, int] | None = None) -> LearningEvent:
    """An event: held when somebody came, else planned."""
    event = LearningEvent(learning_events.new_id(session, 2026), "Weighing blood loss", themes, on, "JPUH")
    made = planned(event, WHO)
    if came:
        made = held(made, [Attendance(t, n) for t, n in came.items()], "Weigh, do not guess.", on)
    return learning_events.add(session, made)


def a_return(session: Session, period: str, trust: str, themes: str = "", **more: Any) -> Return:
    """A return as received. `more`: `risks` or `learning` as an `Entry`, or texts of the last step such as `staff`."""
    said = {k: v for k, v in more.items() if isinstance(v, str) and not isinstance(v, Entry)}
    how = {k: v for k, v in more.items() if isinstance(v, Entry)}
    values: dict[SectionKey, dict[str, Any]] = {
        SectionKey.MEASURES: {"births": 100},
        SectionKey.INCIDENTS: {"themes": themes, "moderate": 1} if themes else {},
        SectionKey.RISKS: {"worry": "as before"},
        SectionKey.LEARNING: {"worked_well": "something", **said},
    }
    sections = tuple(
        Section(key, how.get(key.value, Entry.ENTERED if held_values else Entry.NIL), held_values)
        for key, held_values in values.items()
    )
    ret = Return(return_id(period, trust), period, trust, draft=sections, sent=sections, submission=1)
    return returns.keep(session, replace(ret, submitted_at=session.now), "submit return")


def a_round(session: Session, period: str, *trusts: str) -> Round:
    """A round of a month."""
    return returns.add_round(session, Round(period, DAY, DAY, DAY, DAY, trusts or ("NNUH", "JPUH", "QEHKL")))
