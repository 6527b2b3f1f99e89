"""What was taken to the Programme Board. Owns its table and queries."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Column, Date, Index, String, Text

from domain.escalations import Escalation, Stage
from storage import ids, records
from storage.raw import given
from storage.session import Session
from storage.tables import Json, Utc, record_table

escalations = record_table(
    "escalations",
    Column("risk", String(32), nullable=False),
    Column("title", Text, nullable=False),
    Column("standing", Text, nullable=False),
    Column("rules", Json, nullable=False),
    Column("ask", Text, nullable=False),
    Column("options", Text, nullable=False),
    Column("done", Text, nullable=False),
    Column("needed_by", Date, nullable=False),
    Column("to", Text, nullable=False),
    Column("stage", String(12), nullable=False),
    Column("drafted_by", String(64), nullable=False),
    Column("drafted_at", Utc),
    Column("text", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("approved_by", String(64), nullable=False),
    Column("approved_name", Text, nullable=False),
    Column("approved_at", Utc),
    Column("answer", Text, nullable=False),
    Column("answered_on", Date),
    Column("recorded_by", String(64), nullable=False),
    Column("posted_at", Utc),
)
Index("ix_escalations_group_stage", escalations.c.group, escalations.c.stage, escalations.c.needed_by)
Index("ix_escalations_group_risk", escalations.c.group, escalations.c.risk)


def get(session: Session, record: str) -> Escalation | None:
    """An escalation by its id."""
    return records.get(session, escalations, Escalation, record)


def new_id(session: Session) -> str:
    """The next id, such as `ESC-26-001`."""
    return ids.next_id(session, "ESC")


def keep(session: Session, esc: Escalation, verb: str) -> Escalation:
    """Keep an escalation, new or changed."""
    if esc.version == 0:
        return records.insert(session, escalations, esc, verb=verb)
    return records.update(session, escalations, esc, verb=verb)


def of_risk(session: Session, risk: str) -> tuple[Escalation, ...]:
    """Every escalation of a risk, the latest first."""
    order = (escalations.c.id.desc(),)
    return tuple(records.find(session, escalations, Escalation, escalations.c.risk == risk, order=order, limit=20))


def waiting(session: Session, *, limit: int = 20) -> tuple[Escalation, ...]:
    """Approved ones that the board has not answered, the most urgent first."""
    return _staged(session, Stage.APPROVED, limit)


def answered(session: Session, since: date, *, limit: int = 20) -> tuple[Escalation, ...]:
    """Those that the board answered on or after a day, in the order of their ids."""
    where = (escalations.c.stage == Stage.ANSWERED, escalations.c.answered_on >= since)
    return tuple(records.find(session, escalations, Escalation, *where, order=(escalations.c.id,), limit=limit))


def unapproved(session: Session, *, limit: int = 20) -> tuple[Escalation, ...]:
    """Drafts that wait for the chair, the most urgent first."""
    return _staged(session, Stage.DRAFT, limit)


def overdue(session: Session, today: date, *, limit: int = 20) -> tuple[Escalation, ...]:
    """Those whose answer was needed before today and has not come."""
    return tuple(e for e in waiting(session, limit=limit) if e.needed_by < today)


_STAGED = records.Query(
    escalations,
    Escalation,
    escalations.c.stage == given("stage"),
    order=(escalations.c.needed_by, escalations.c.id),
    limit=records.AT_MOST,
)


def _staged(session: Session, stage: Stage, limit: int) -> tuple[Escalation, ...]:
    return tuple(_STAGED(session, stage=stage.value, limit=limit))
