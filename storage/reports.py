"""Reports to the board: every edition, as drafted, edited, approved and posted.

Owns: the reports table. Must not: change an approved one (`domain/reports.py` refuses it).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Index, Integer, String, Text

from domain.reports import Report, Stage
from storage import ids, records
from storage.session import Session
from storage.tables import Json, Utc, record_table

reports = record_table(
    "reports",
    Column("group_name", Text, nullable=False),
    Column("as_at", Utc, nullable=False),
    Column("completeness", Text, nullable=False),
    Column("lines", Json, nullable=False),
    Column("period", String(7), nullable=False),
    Column("edition", Integer, nullable=False),
    Column("follows", String(32), nullable=False),
    Column("stage", String(12), nullable=False),
    Column("made_by", String(64), nullable=False),
    Column("made_at", Utc),
    Column("approved_by", String(64), nullable=False),
    Column("approved_name", Text, nullable=False),
    Column("approved_at", Utc),
    Column("digest", String(64), nullable=False),
    Column("posted_at", Utc),
)
Index("ix_reports_group_made_at", reports.c.group, reports.c.made_at, reports.c.id)
Index("ix_reports_group_stage", reports.c.group, reports.c.stage, reports.c.approved_at)
Index("ix_reports_group_posted_at", reports.c.group, reports.c.posted_at)


def new_id(session: Session) -> str:
    """The next id, such as `REP-26-001`."""
    return ids.next_id(session, "REP")


def get(session: Session, record: str) -> Report | None:
    """A report by its id."""
    return records.get(session, reports, Report, record)


def keep(session: Session, report: Report, verb: str) -> Report:
    """Keep a report, new or changed; raises `Stale` when somebody was faster."""
    if report.version == 0:
        return records.insert(session, reports, report, verb=verb)
    return records.update(session, reports, report, verb=verb)


def latest(session: Session) -> Report | None:
    """The one that was made last."""
    order = (reports.c.made_at.desc(), reports.c.id.desc())
    found = records.find(session, reports, Report, order=order, limit=1)
    return found[0] if found else None


def latest_approved(session: Session) -> Report | None:
    """The one that was approved last."""
    where, order = reports.c.stage == Stage.APPROVED, (reports.c.approved_at.desc(),)
    found = records.find(session, reports, Report, where, order=order, limit=1)
    return found[0] if found else None


def latest_posted(session: Session) -> Report | None:
    """The one that was posted to the channel last."""
    where, order = reports.c.posted_at.is_not(None), (reports.c.posted_at.desc(),)
    found = records.find(session, reports, Report, where, order=order, limit=1)
    return found[0] if found else None


def posted_since(session: Session, since: datetime) -> tuple[Report, ...]:
    """Those that were posted after a moment, the first first."""
    order = (reports.c.posted_at, reports.c.id)
    return tuple(records.find(session, reports, Report, reports.c.posted_at > since, order=order))


def posted_before(session: Session, period: str, moment: datetime) -> bool:
    """Whether an edition of the same month was posted before this moment."""
    where = (reports.c.posted_at < moment, reports.c.period == period)
    return bool(records.find(session, reports, Report, *where, limit=1))
