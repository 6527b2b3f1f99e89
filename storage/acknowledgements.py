"""Who acknowledged what was published. Owns: the acknowledgements table. Must not: know what was published."""

from __future__ import annotations

from sqlalchemy import Column, Index, String

from domain.acknowledgements import Acknowledgement
from storage import records
from storage.session import Session
from storage.tables import Utc, record_table

acknowledgements = record_table(
    "acknowledgements",
    Column("subject", String(64), nullable=False),
    Column("person", String(64), nullable=False),
    Column("at", Utc, nullable=False),
)
Index("ix_acknowledgements_group_subject", acknowledgements.c.group, acknowledgements.c.subject)


def keep(session: Session, found: Acknowledgement) -> bool:
    """Keep it; False when this person had said so before, and then nothing is written."""
    if records.get(session, acknowledgements, Acknowledgement, found.id) is not None:
        return False
    records.insert(session, acknowledgements, found, verb="acknowledge")
    return True


def of(session: Session, subject: str) -> tuple[Acknowledgement, ...]:
    """Everybody's of one text, the first first."""
    where, order = acknowledgements.c.subject == subject, (acknowledgements.c.at, acknowledgements.c.id)
    return tuple(records.find(session, acknowledgements, Acknowledgement, where, order=order))
