"""Statuses of requirements in the store. Owns their table and queries. Must not: know what a requirement asks."""

from __future__ import annotations

from sqlalchemy import Column, Index, String

from domain.judgements import Judgement, Standings
from storage import records
from storage.session import Session
from storage.tables import Json, Utc, record_table

judgements = record_table(
    "judgements",
    Column("framework", String(32), nullable=False),
    Column("requirement", String(32), nullable=False),
    Column("edition", String(32), nullable=False),
    Column("trust", String(16), nullable=False),
    Column("looks", Json, nullable=False),
    Column("changed_at", Utc),
)
_C = judgements.c
Index("ix_judgements_group_edition", _C.group, _C.framework, _C.edition, _C.requirement)


def get(session: Session, record: str) -> Judgement | None:
    """A status by its id."""
    return records.get(session, judgements, Judgement, record)


def keep(session: Session, judgement: Judgement, verb: str = "judge requirement") -> Judgement:
    """Keep a status, the first one or a later one; raises `Stale` when somebody was faster."""
    if judgement.version == 0:
        return records.insert(session, judgements, judgement, verb=verb)
    return records.update(session, judgements, judgement, verb=verb)


def of_edition(session: Session, framework: str, edition: str) -> Standings:
    """All statuses of one edition of a framework, by requirement and trust; those taken back are left out."""
    where = (_C.framework == framework, _C.edition == edition)
    found = records.find(session, judgements, Judgement, *where, order=(_C.requirement, _C.trust))
    return {(j.requirement, j.trust): j for j in found if j.looks}
