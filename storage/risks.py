"""Risks of the register. Owns their table and queries; every list is bounded and runs on an index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from sqlalchemy import Column, ColumnElement, Date, Index, Integer, String, Table, Text, and_, func, or_, select

from domain.risks import ALL, Risk, Status
from storage import ids, records
from storage.actions import action_links, actions
from storage.session import Session
from storage.tables import Json, Utc, members, metadata

risks = Table(
    "risks",
    metadata,
    Column("group", String(64), primary_key=True),
    Column("id", String(32), primary_key=True),
    Column("title", Text, nullable=False),
    Column("cause", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("effect", Text, nullable=False),
    Column("trust", String(16), nullable=False),
    Column("likelihood", Integer, nullable=False),
    Column("consequence", Integer, nullable=False),
    Column("initial", Json, nullable=False),
    Column("target", Json, nullable=False),
    Column("theme", String(48), nullable=False),
    Column("category", String(24), nullable=False),
    Column("appetite", String(24), nullable=False),
    Column("controls", Json, nullable=False),
    Column("gaps", Json, nullable=False),
    Column("assurance", Json, nullable=False),
    Column("strength", String(12), nullable=False),
    Column("response", String(12), nullable=False),
    Column("owner", String(64), nullable=False),
    Column("owner_name", Text, nullable=False),
    Column("held_at", Text, nullable=False),
    Column("status", String(12), nullable=False),
    Column("acceptance", Json, nullable=False),
    Column("reviews", Json, nullable=False),
    Column("next_review", Date),
    Column("elsewhere", Json, nullable=False),
    Column("escalation", String(32), nullable=False),
    Column("board", Json, nullable=False),
    Column("merged_into", String(32), nullable=False),
    Column("merged", Json, nullable=False),
    Column("created_at", Utc),
    Column("moved_at", Utc),
    Column("closed_at", Utc),
    Column("closed_reason", Text, nullable=False),
    Column("score", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_risks_group_score", "group", "status", "score", "id"),
    Index("ix_risks_group_trust", "group", "trust", "status", "score"),
    Index("ix_risks_group_review", "group", "next_review"),
    Index("ix_risks_group_owner", "group", "owner", "status"),
    Index("ix_risks_group_moved", "group", "moved_at"),
    Index("ix_risks_group_closed", "group", "closed_at"),
)

LIVE = (Status.OPEN.value, Status.ACCEPTED.value)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which live risks a list is about; everything that is set must hold."""

    trusts: Sequence[str] = ()
    """Codes; shared risks belong to every trust."""
    min_score: int = 0
    over: Mapping[str, int] = field(default_factory=dict[str, int])
    """Tolerated score by appetite word; a risk is wanted when it scores more than its own."""
    due_by: date | None = None
    theme: str = ""
    owner: str = ""


EVERYTHING = Wanted()


def get(session: Session, record: str) -> Risk | None:
    """A risk by its id, closed or not."""
    return records.get(session, risks, Risk, record)


def new_id(session: Session) -> str:
    """The next id, such as `RSK-26-003`."""
    return ids.next_id(session, "RSK")


def add(session: Session, risk: Risk, verb: str = "raise risk") -> Risk:
    """Keep a new risk."""
    return records.insert(session, risks, risk, verb=verb)


def change(session: Session, risk: Risk, verb: str) -> Risk:
    """Keep a changed risk; raises `Stale` when somebody was faster."""
    return records.update(session, risks, risk, verb=verb)


def listed(session: Session, wanted: Wanted = EVERYTHING, *, limit: int = 10, offset: int = 0) -> tuple[Risk, ...]:
    """Live risks, the highest score first; with `due_by`, the longest waiting first."""
    order = (risks.c.next_review, risks.c.id) if wanted.due_by else (risks.c.score.desc(), risks.c.id)
    found = records.find(session, risks, Risk, *_where(wanted), order=order, limit=limit + offset)
    return tuple(found[offset:])


def count(session: Session, wanted: Wanted = EVERYTHING, *, most: int = 1_000) -> int:
    """How many live risks there are, counted up to `most`."""
    few = select(risks.c.id).where(risks.c.group == session.group, *_where(wanted)).limit(most).subquery()
    return session.connection.execute(select(func.count()).select_from(few)).scalar_one()


def review_due(session: Session, until: date, *, limit: int = 200) -> tuple[Risk, ...]:
    """Live risks whose review is due on or before a day, the longest waiting first."""
    return listed(session, Wanted(due_by=until), limit=limit)


def ownerless(session: Session, *, limit: int = 200) -> tuple[Risk, ...]:
    """Live risks whose owner is no longer in the group, person by person."""
    gone = select(members.c.object_id).where(members.c.group == session.group, members.c.active.is_(False))
    people = session.connection.execute(gone.order_by(members.c.object_id)).scalars().all()
    found = (risk for person in people for risk in listed(session, Wanted(owner=person), limit=limit))
    return tuple(islice(found, limit))


def heat(session: Session, trusts: Sequence[str] = ()) -> dict[tuple[int, int], int]:
    """How many live risks stand in each field of the matrix, by likelihood and consequence."""
    found = session.connection.execute(
        select(risks.c.likelihood, risks.c.consequence, func.count())
        .where(risks.c.group == session.group, *_where(Wanted(trusts=trusts)))
        .group_by(risks.c.likelihood, risks.c.consequence)
    )
    return {(row[0], row[1]): row[2] for row in found}


def accepted(session: Session, trusts: Sequence[str] = (), *, limit: int = 50) -> tuple[Risk, ...]:
    """Accepted risks, the highest score first."""
    where: list[ColumnElement[bool]] = [risks.c.status == Status.ACCEPTED]
    if trusts:
        where.append(risks.c.trust.in_((*trusts, ALL)))
    return tuple(records.find(session, risks, Risk, *where, order=(risks.c.score.desc(), risks.c.id), limit=limit))


def moved_since(session: Session, moment: datetime, trusts: Sequence[str] = (), *, limit: int = 50) -> tuple[Risk, ...]:
    """Live risks raised or scored anew after a moment, the highest score first."""
    where = [*_where(Wanted(trusts=trusts)), risks.c.moved_at > moment]
    return tuple(records.find(session, risks, Risk, *where, order=(risks.c.score.desc(), risks.c.id), limit=limit))


def closed_since(
    session: Session, moment: datetime, trusts: Sequence[str] = (), *, limit: int = 50
) -> tuple[Risk, ...]:
    """Risks closed after a moment."""
    where: list[ColumnElement[bool]] = [risks.c.closed_at > moment]
    if trusts:
        where.append(risks.c.trust.in_((*trusts, ALL)))
    return tuple(records.find(session, risks, Risk, *where, order=(risks.c.closed_at, risks.c.id), limit=limit))


def open_actions(session: Session, targets: Sequence[str]) -> dict[str, int]:
    """How many actions that are not closed are tied to each of these risks; a risk without any is left out."""
    link = action_links.c
    found = session.connection.execute(
        select(link.target, func.count())
        .join(actions, and_(actions.c.group == link.group, actions.c.id == link.action))
        .where(link.group == session.group, link.target.in_(targets), actions.c.closed_at.is_(None))
        .group_by(link.target)
    )
    return {row[0]: row[1] for row in found}


def _where(wanted: Wanted) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [risks.c.status.in_(LIVE)]
    if wanted.trusts:
        where.append(risks.c.trust.in_((*wanted.trusts, ALL)))
    if wanted.min_score:
        where.append(risks.c.score >= wanted.min_score)
    if wanted.over:
        where.append(or_(*(and_(risks.c.appetite == word, risks.c.score > n) for word, n in wanted.over.items())))
    if wanted.due_by:
        where.append(risks.c.next_review <= wanted.due_by)
    if wanted.theme:
        where.append(risks.c.theme == wanted.theme)
    if wanted.owner:
        where.append(risks.c.owner == wanted.owner)
    return where
