"""Jobs: their table, the next one that may begin, how many somebody asked for.

Owns: those queries. Must not: run a job (`bot/jobs.py` does).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Column, Index, Integer, String, Text, func, select

from domain.jobs import Job, State
from domain.people import ObjectId
from storage import ids, records
from storage.session import Session
from storage.tables import Json, Utc, record_table

LOOKED_AT = 20
"""Jobs that are looked at for one that may begin. Source: ours; more than one runs through in a tick."""

jobs = record_table(
    "jobs",
    Column("kind", String(24), nullable=False),
    Column("by", String(64), nullable=False),
    Column("asked_at", Utc, nullable=False),
    Column("args", Json, nullable=False),
    Column("state", String(12), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("lease_until", Utc),
    Column("files", Json, nullable=False),
    Column("words", Text, nullable=False),
    Column("ended_at", Utc),
)
Index("ix_jobs_group_state", jobs.c.group, jobs.c.state, jobs.c.id)
Index("ix_jobs_group_by", jobs.c.group, jobs.c.by, jobs.c.kind, jobs.c.asked_at)


def add(session: Session, kind: str, by: ObjectId, args: Mapping[str, str]) -> Job:
    """Keep a new job that waits."""
    fresh = Job(ids.next_id(session, "JOB"), kind, by, session.now, dict(args))
    return records.insert(session, jobs, fresh, verb=f"ask for {kind}")


def get(session: Session, record: str) -> Job | None:
    """A job by its id."""
    return records.get(session, jobs, Job, record)


def change(session: Session, job: Job, verb: str) -> Job:
    """Keep a changed job; raises `Stale` when another runner was faster."""
    return records.update(session, jobs, job, verb=verb)


def next_free(session: Session, alone_since: datetime | None = None) -> Job | None:
    """The job that has waited longest and may begin now; `alone_since` as `Job.free` has it."""
    unended = jobs.c.state.in_((State.WAITING.value, State.RUNNING.value))
    found = records.find(session, jobs, Job, unended, order=(jobs.c.asked_at, jobs.c.id), limit=LOOKED_AT)
    return next((job for job in found if job.free(session.now, alone_since)), None)


def under_way(session: Session, kind: str, by: ObjectId, args: Mapping[str, str]) -> Job | None:
    """The same work that this person has asked for and that has not ended."""
    where = (jobs.c.by == by, jobs.c.kind == kind, jobs.c.state.in_((State.WAITING.value, State.RUNNING.value)))
    found = records.find(session, jobs, Job, *where, order=(jobs.c.id,), limit=LOOKED_AT)
    return next((job for job in found if dict(job.args) == dict(args)), None)


def asked_since(session: Session, kind: str, by: ObjectId, since: datetime) -> int:
    """How often a person asked for a kind of work after a moment."""
    query = select(func.count()).where(
        jobs.c.group == session.group, jobs.c.by == by, jobs.c.kind == kind, jobs.c.asked_at > since
    )
    return session.connection.execute(query).scalar_one()
