"""The register of evidence in the store. Owns its table and queries; evidence given on actions is counted here too.

Must not: know what a requirement asks. Lists are bounded and run on an index.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Column, ColumnElement, Date, Index, String, Text, and_, func, select

from domain.actions import Action
from domain.actions import Status as ActionStatus
from domain.evidence import EVERY, Item, Status
from storage import ids, links, records
from storage.actions import action_links, actions
from storage.links import links as ties
from storage.session import Session
from storage.tables import Json, Utc, record_table

evidence = record_table(
    "evidence",
    Column("title", Text, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("dated", String(10), nullable=False),
    Column("edition", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("superseded_by", Text, nullable=False),
    Column("strength", String(16), nullable=False),
    Column("trust", String(16), nullable=False),
    Column("owner", String(64), nullable=False),
    Column("owner_name", Text, nullable=False),
    Column("next_review", Date),
    Column("link", Text, nullable=False),
    Column("supports", Json, nullable=False),
    Column("records", Json, nullable=False),
    Column("note", Text, nullable=False),
    Column("document", String(32), nullable=False),
    Column("added_by", String(64), nullable=False),
    Column("added_name", Text, nullable=False),
    Column("added_at", Utc),
)
_C = evidence.c
Index("ix_evidence_group_added", _C.group, _C.added_at, _C.id)
Index("ix_evidence_group_review", _C.group, _C.next_review, _C.id)
Index("ix_evidence_group_document", _C.group, _C.document)

IN_USE = (Status.CURRENT.value, Status.REFERENCE.value)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which items a list is about; everything that is set must hold. Withdrawn ones are never listed."""

    targets: Sequence[str] = ()
    """Requirements, frameworks (with all their requirements), records, themes: tied to one of these."""
    trusts: Sequence[str] = ()
    """Codes; what holds for all trusts belongs to each."""
    stale_on: date | None = None
    """Only what is in use with a review day before this day."""


EVERYTHING = Wanted()


def get(session: Session, record: str) -> Item | None:
    """An item by its id, withdrawn or not."""
    return records.get(session, evidence, Item, record)


def new_id(session: Session, year: int) -> str:
    """The next id, such as `EVD-26-011`."""
    return ids.next_id(session, "EVD", year=year)


def add(session: Session, item: Item, verb: str = "add evidence") -> Item:
    """Keep a new item and what it supports."""
    kept = records.insert(session, evidence, item, verb=verb)
    links.tie(session, kept.id, kept.targets)
    return kept


def change(session: Session, item: Item, verb: str) -> Item:
    """Keep a changed item; raises `Stale` when somebody was faster."""
    kept = records.update(session, evidence, item, verb=verb)
    links.tie(session, kept.id, kept.targets)
    return kept


def listed(session: Session, wanted: Wanted = EVERYTHING, *, limit: int = 10, offset: int = 0) -> tuple[Item, ...]:
    """Items, the newest first; stale ones by how long they have waited."""
    order = (_C.next_review, _C.id) if wanted.stale_on else (_C.added_at.desc(), _C.id.desc())
    found = records.find(session, evidence, Item, *_where(session, wanted), order=order, limit=limit + offset)
    return tuple(found[offset:])


def documents(session: Session) -> frozenset[str]:
    """Keys of the starter list, and of local documents, that are on the register."""
    found = select(_C.document).where(_C.group == session.group, _C.document > "", _C.status != Status.WITHDRAWN)
    return frozenset(session.connection.execute(found).scalars())


def counts(session: Session, framework: str) -> dict[tuple[str, str], int]:
    """How many current items and actions with evidence support each requirement, by requirement and trust.

    What holds for all trusts stands under `ALL`.
    """
    target, tied = ties.c.target, action_links.c.target
    own = (
        select(target, _C.trust, func.count())
        .join(evidence, and_(_C.group == ties.c.group, _C.id == ties.c.source))
        .where(ties.c.group == session.group, links.within(target, framework), _C.status == Status.CURRENT)
        .group_by(target, _C.trust)
    )
    given = (
        select(tied, actions.c.trust, func.count())
        .join(actions, and_(actions.c.group == action_links.c.group, actions.c.id == action_links.c.action))
        .where(action_links.c.group == session.group, links.within(tied, framework), actions.c.evidence != [])
        .where(actions.c.status != ActionStatus.NOT_DOING)
        .group_by(tied, actions.c.trust)
    )
    found: dict[tuple[str, str], int] = {}
    for query in (own, given):
        for requirement, trust, n in session.connection.execute(query):
            found[requirement, trust] = found.get((requirement, trust), 0) + int(n)
    return found


def on_actions(session: Session, target: str = "", *, limit: int = 10, offset: int = 0) -> tuple[Action, ...]:
    """Actions with evidence: tied to a target, or every one that is evidenced or assured; the latest due first."""
    given: list[ColumnElement[bool]] = [actions.c.evidence != [], actions.c.status != ActionStatus.NOT_DOING]
    if target:
        tied = select(action_links.c.action).where(
            action_links.c.group == session.group, links.within(action_links.c.target, target)
        )
        given.append(actions.c.id.in_(tied))
    else:
        given.append(actions.c.status.in_([ActionStatus.EVIDENCED.value, ActionStatus.ASSURED.value]))
    order = (actions.c.due.desc(), actions.c.id)
    return tuple(records.find(session, actions, Action, *given, order=order, limit=limit + offset)[offset:])


def without(session: Session, *, limit: int = 10) -> tuple[Action, ...]:
    """Assured actions (blue) with no evidence at all, the latest due first."""
    where = (actions.c.status == ActionStatus.ASSURED, actions.c.evidence == [])
    order = (actions.c.due.desc(), actions.c.id)
    return tuple(records.find(session, actions, Action, *where, order=order, limit=limit))


def _where(session: Session, wanted: Wanted) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [_C.status != Status.WITHDRAWN]
    if wanted.targets:
        where.append(_C.id.in_(links.sources(session, *wanted.targets)))
    if wanted.trusts:
        where.append(_C.trust.in_((*wanted.trusts, EVERY)))
    if wanted.stale_on:
        where += [_C.next_review < wanted.stale_on, _C.status.in_(IN_USE)]
    return where
