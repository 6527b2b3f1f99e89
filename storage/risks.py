"""Risks of the register. Owns their table and queries; every list is bounded and runs on an index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from typing import Any

from sqlalchemy import Column, ColumnElement, Date, Index, Integer, String, Table, Text, and_, func, or_, select

from domain.risks import ALL, Risk, Status
from storage import ids, records
from storage.actions import action_links, actions
from storage.raw import given
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
    shape, values = _asked(wanted)
    return tuple(_listed(shape)(session, limit=limit + offset, **values)[offset:])


def count(session: Session, wanted: Wanted = EVERYTHING, *, most: int = 1_000) -> int:
    """How many live risks there are, counted up to `most`."""
    shape, values = _asked(wanted)
    return _counted(shape)(session, most=most, **values)


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
        .where(risks.c.group == session.group, *_live(trusts))
        .group_by(risks.c.likelihood, risks.c.consequence)
    )
    return {(row[0], row[1]): row[2] for row in found}


def accepted(session: Session, trusts: Sequence[str] = (), *, limit: int = 50) -> tuple[Risk, ...]:
    """Accepted risks, the highest score first."""
    shape, values = _asked(Wanted(trusts=trusts))
    return tuple(_accepted(shape)(session, limit=limit, **values))


def moved_since(session: Session, moment: datetime, trusts: Sequence[str] = (), *, limit: int = 50) -> tuple[Risk, ...]:
    """Live risks raised or scored anew after a moment, the highest score first."""
    where = [*_live(trusts), risks.c.moved_at > moment]
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


Shape = tuple[int, tuple[str, ...], tuple[str, ...]]
"""How many trusts, which appetites, which single values a question is about: one statement for each."""


def _asked(wanted: Wanted) -> tuple[Shape, dict[str, Any]]:
    """The shape of what is wanted, and its values by name."""
    trusts = (*wanted.trusts, ALL) if wanted.trusts else ()
    single = {"min_score": wanted.min_score, "due_by": wanted.due_by, "theme": wanted.theme, "owner": wanted.owner}
    set_ = {name: value for name, value in single.items() if value}
    values = {f"trust{n}": trust for n, trust in enumerate(trusts)} | {f"over_{w}": n for w, n in wanted.over.items()}
    return (len(trusts), tuple(wanted.over), tuple(set_)), values | set_


def _shaped(shape: Shape) -> list[ColumnElement[bool]]:
    trusts, over, single = shape
    c = risks.c
    where: list[ColumnElement[bool]] = []
    if trusts:
        where.append(c.trust.in_([given(f"trust{n}") for n in range(trusts)]))
    known = {
        "min_score": c.score >= given("min_score"),
        "due_by": c.next_review <= given("due_by"),
        "theme": c.theme == given("theme"),
        "owner": c.owner == given("owner"),
    }
    if over:
        where.append(or_(*(and_(c.appetite == word, c.score > given(f"over_{word}")) for word in over)))
    return [*where, *(known[name] for name in single)]


_HIGHEST = (risks.c.score.desc(), risks.c.id)


@lru_cache(64)
def _listed(shape: Shape) -> records.Query[Risk]:
    order = (risks.c.next_review, risks.c.id) if "due_by" in shape[2] else _HIGHEST
    where = (risks.c.status.in_(LIVE), *_shaped(shape))
    return records.Query(risks, Risk, *where, order=order, limit=records.AT_MOST)


@lru_cache(64)
def _counted(shape: Shape) -> records.Count:
    return records.Count(risks, risks.c.status.in_(LIVE), *_shaped(shape))


@lru_cache(64)
def _accepted(shape: Shape) -> records.Query[Risk]:
    where = (risks.c.status == Status.ACCEPTED, *_shaped(shape))
    return records.Query(risks, Risk, *where, order=_HIGHEST, limit=records.AT_MOST)


def _live(trusts: Sequence[str]) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [risks.c.status.in_(LIVE)]
    return [*where, risks.c.trust.in_((*trusts, ALL))] if trusts else where
