"""Rounds, returns and the figures in them. Owns their tables and queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Boolean, Column, Date, Float, Index, Integer, String, Table, Text, and_
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from domain.questions import Observation
from domain.returns import Return, return_id
from domain.rounds import Round, RoundStatus
from storage import records
from storage.raw import Selector, given
from storage.store import Session
from storage.tables import Json, Utc, metadata

rounds = Table(
    "rounds",
    metadata,
    Column("group", String(64), primary_key=True),
    Column("id", String(7), primary_key=True),
    Column("opens", Date, nullable=False),
    Column("due", Date, nullable=False),
    Column("freeze", Date, nullable=False),
    Column("meeting", Date, nullable=False),
    Column("trusts", Json, nullable=False),
    Column("status", String(16), nullable=False),
    Column("opened_at", Utc),
    Column("opened_by", Text, nullable=False),
    Column("closed_at", Utc),
    Column("version", Integer, nullable=False),
    Index("ix_rounds_group_status", "group", "status", "id"),
)

returns = Table(
    "returns",
    metadata,
    Column("group", String(64), primary_key=True),
    Column("id", String(32), primary_key=True),
    Column("period", String(7), nullable=False),
    Column("trust", String(16), nullable=False),
    Column("draft", Json, nullable=False),
    Column("sent", Json, nullable=False),
    Column("submission", Integer, nullable=False),
    Column("submitted_at", Utc),
    Column("submitted_by", String(64), nullable=False),
    Column("submitted_name", Text, nullable=False),
    Column("late", Boolean, nullable=False),
    Column("correction_reason", Text, nullable=False),
    Column("assurance", String(24), nullable=False),
    Column("assurance_reason", Text, nullable=False),
    Column("reviewed_by", Text, nullable=False),
    Column("reviewed_at", Utc),
    Column("version", Integer, nullable=False),
    Index("ix_returns_group_period", "group", "period", "trust"),
    Index("ix_returns_group_trust", "group", "trust", "period"),
    Index("ix_returns_group_submitted_at", "group", "submitted_at"),
)

observations = Table(
    "observations",
    metadata,
    Column("group", String(64), primary_key=True),
    Column("trust", String(16), primary_key=True),
    Column("measure", String(48), primary_key=True),
    Column("period", String(7), primary_key=True),
    Column("numerator", Float),
    Column("denominator", Float),
    Column("source", String(32), nullable=False),
    Column("submission", Integer, nullable=False),
    Column("at", Utc, nullable=False),
    Index("ix_observations_group_measure", "group", "measure", "period"),
    Index("ix_observations_group_trust", "group", "trust", "period"),
)


_FIGURES = Selector(
    observations, [observations.c[n] for n in ("measure", "numerator", "denominator")], ["trust", "period"]
)


_LATEST = (rounds.c.id.desc(),)
_OPEN_ROUND = records.Query(rounds, Round, rounds.c.status == RoundStatus.OPEN, order=_LATEST, limit=1)
_LATEST_ROUND = records.Query(rounds, Round, order=_LATEST, limit=1)
_OF_PERIOD = records.Query(returns, Return, returns.c.period == given("period"), order=(returns.c.trust,))


def round_of(session: Session, period: str) -> Round | None:
    """The round of a month, open or closed."""
    return records.get(session, rounds, Round, period)


def open_round(session: Session) -> Round | None:
    """The latest round that is open."""
    found = _OPEN_ROUND(session)
    return found[0] if found else None


def latest_round(session: Session) -> Round | None:
    """The latest round there is, open or closed."""
    found = _LATEST_ROUND(session)
    return found[0] if found else None


def last_closed(session: Session, until: datetime) -> Round | None:
    """The latest round that was closed by then."""
    where = (rounds.c.status == RoundStatus.CLOSED, rounds.c.closed_at <= until)
    found = records.find(session, rounds, Round, *where, order=(rounds.c.id.desc(),), limit=1)
    return found[0] if found else None


def add_round(session: Session, rnd: Round) -> Round:
    """Keep a round just opened."""
    return records.insert(session, rounds, rnd, verb="open round")


def change_round(session: Session, rnd: Round, verb: str) -> Round:
    """Keep a changed round."""
    return records.update(session, rounds, rnd, verb=verb)


def get(session: Session, record: str) -> Return | None:
    """A return by its id."""
    return records.get(session, returns, Return, record)


def of_trust(session: Session, period: str, trust: str) -> Return | None:
    """One trust's return for a month, draft or submitted."""
    return get(session, return_id(period, trust))


def of_period(session: Session, period: str) -> tuple[Return, ...]:
    """All returns of a month."""
    return tuple(_OF_PERIOD(session, period=period))


def corrected(session: Session, since: datetime) -> tuple[Return, ...]:
    """Returns that were sent anew after a moment, with their reasons, the oldest first."""
    return tuple(
        records.find(
            session,
            returns,
            Return,
            returns.c.submitted_at > since,
            returns.c.submission > 1,
            order=(returns.c.submitted_at,),
        )
    )


def keep(session: Session, ret: Return, verb: str) -> Return:
    """Keep a return, new or changed; raises `Stale` when somebody was faster."""
    if ret.version == 0:
        return records.insert(session, returns, replace(ret, version=1), verb=verb)
    return records.update(session, returns, ret, verb=verb)


def keep_observations(session: Session, ret: Return, figures: Sequence[Observation]) -> None:
    """Make these the trust's figures of the month; a figure no longer given is taken away."""
    con = session.connection
    con.execute(
        observations.delete().where(
            and_(
                observations.c.group == session.group,
                observations.c.trust == ret.trust,
                observations.c.period == ret.period,
                observations.c.source == ret.id,
            )
        )
    )
    rows = [
        {
            "group": session.group,
            "trust": ret.trust,
            "measure": f.measure,
            "period": ret.period,
            "numerator": f.numerator,
            "denominator": f.denominator,
            "source": ret.id,
            "submission": ret.submission,
            "at": session.now,
        }
        for f in figures
    ]
    if not rows:
        return
    upsert = postgres_insert if con.dialect.name == "postgresql" else sqlite_insert
    statement = upsert(observations)
    fresh = {c: statement.excluded[c] for c in ("numerator", "denominator", "source", "submission", "at")}
    con.execute(
        statement.on_conflict_do_update(index_elements=["group", "trust", "measure", "period"], set_=fresh), rows
    )


def figures_of(session: Session, period: str, trust: str) -> dict[str, Observation]:
    """A trust's figures of one month, by measure."""
    rows = _FIGURES.every(session.connection, (session.group, trust, period))
    return {measure: Observation(measure, numerator, denominator) for measure, numerator, denominator in rows}
