"""Policy changes in the store. Owns their table and queries; lists are bounded and run on an index."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Column, Date, Index, String, Text

from domain.policies import Policy, Status
from storage import ids, records
from storage.session import Session
from storage.tables import Json, Utc, record_table

policies = record_table(
    "policies",
    Column("title", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("effective", Date, nullable=False),
    Column("summary", Text, nullable=False),
    Column("owner", String(64), nullable=False),
    Column("owner_name", Text, nullable=False),
    Column("answer_by", Date, nullable=False),
    Column("trusts", Json, nullable=False),
    Column("link", Text, nullable=False),
    Column("impacts", Json, nullable=False),
    Column("status", String(16), nullable=False),
    Column("created_by", String(64), nullable=False),
    Column("created_name", Text, nullable=False),
    Column("created_at", Utc),
    Column("closed_on", Date),
    Column("closed_reason", Text, nullable=False),
)
_C = policies.c
Index("ix_policies_group_status", _C.group, _C.status, _C.effective, _C.id)
Index("ix_policies_group_answer", _C.group, _C.status, _C.answer_by, _C.id)
Index("ix_policies_group_effective", _C.group, _C.effective, _C.id)


def get(session: Session, record: str) -> Policy | None:
    """A change by its id."""
    return records.get(session, policies, Policy, record)


def new_id(session: Session, year: int) -> str:
    """The next id, such as `POL-26-001`."""
    return ids.next_id(session, "POL", year=year)


def add(session: Session, policy: Policy) -> Policy:
    """Keep a new change."""
    return records.insert(session, policies, policy, verb="log policy change")


def change(session: Session, policy: Policy, verb: str) -> Policy:
    """Keep what became of it; raises `Stale` when somebody was faster."""
    return records.update(session, policies, policy, verb=verb)


def listed(session: Session, *, closed: bool = False, limit: int = 10, offset: int = 0) -> tuple[Policy, ...]:
    """Open changes by the day they take effect; closed ones with the latest first."""
    status = Status.CLOSED if closed else Status.OPEN
    order = (_C.effective.desc(), _C.id.desc()) if closed else (_C.effective, _C.id)
    found = records.find(session, policies, Policy, _C.status == status, order=order, limit=limit + offset)
    return tuple(found[offset:])


def answers_due(session: Session, until: date, *, limit: int = 200) -> tuple[Policy, ...]:
    """Open changes whose answers are wanted on or before a day, the longest waiting first; also those all answered."""
    where = (_C.status == Status.OPEN, _C.answer_by <= until)
    return tuple(records.find(session, policies, Policy, *where, order=(_C.answer_by, _C.id), limit=limit))


def effective_between(session: Session, since: date, until: date, *, limit: int = 50) -> tuple[Policy, ...]:
    """Changes that take effect on these days, open or closed, the earliest first: for the pack."""
    where = _C.effective.between(since, until)
    return tuple(records.find(session, policies, Policy, where, order=(_C.effective, _C.id), limit=limit))
