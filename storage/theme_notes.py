"""Entries under themes that people write by hand. Owns their table and queries."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, String, Text

from domain.theme_notes import ThemeNote
from storage import ids, records
from storage.session import Session
from storage.tables import Json, record_table

theme_notes = record_table(
    "theme_notes",
    Column("themes", Json, nullable=False),
    Column("source", String(16), nullable=False),
    Column("trust", String(16), nullable=False),
    Column("month", String(7), nullable=False),
    Column("count", Integer, nullable=False),
    Column("physical", String(12), nullable=False),
    Column("psychological", String(12), nullable=False),
    Column("grade", String(1), nullable=False),
    Column("text", Text, nullable=False),
    Column("about", String(32), nullable=False),
    Column("by", String(64), nullable=False),
    Column("by_name", Text, nullable=False),
    Column("made_on", Date),
    Column("withdrawn", Text, nullable=False),
)
Index("ix_theme_notes_group_month", theme_notes.c.group, theme_notes.c.month, theme_notes.c.id)


def get(session: Session, record: str) -> ThemeNote | None:
    """An entry by its id, withdrawn or not."""
    return records.get(session, theme_notes, ThemeNote, record)


def new_id(session: Session, year: int) -> str:
    """The next id, such as `THM-26-003`."""
    return ids.next_id(session, "THM", year=year)


def add(session: Session, note: ThemeNote) -> ThemeNote:
    """Keep a new entry."""
    return records.insert(session, theme_notes, note, verb="add theme entry")


def change(session: Session, note: ThemeNote, verb: str) -> ThemeNote:
    """Keep a changed entry; raises `Stale` when somebody was faster."""
    return records.update(session, theme_notes, note, verb=verb)


def within(session: Session, first: str, last: str, *, limit: int = 2_000) -> tuple[ThemeNote, ...]:
    """Entries of these months that count, the earliest first."""
    where = (theme_notes.c.month >= first, theme_notes.c.month <= last)
    order = (theme_notes.c.month, theme_notes.c.id)
    found = records.find(session, theme_notes, ThemeNote, *where, order=order, limit=limit)
    return tuple(n for n in found if not n.withdrawn)
