"""What a record is tied to: decisions to risks, evidence to requirements, found from either end.

Owns: the table of ties and its queries. Must not: know what a tie means; the records themselves name their targets.
Actions keep theirs in `storage/actions.py`, which is older and has lists of its own.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Column, ColumnElement, Index, Select, String, Table, and_, or_, select

from domain.catalogue import FRAMEWORKS
from storage.session import Session
from storage.tables import metadata

links = Table(
    "links",
    metadata,
    Column("group", String(64), primary_key=True),
    Column("target", String(64), primary_key=True),
    Column("source", String(64), primary_key=True),
    Index("ix_links_source", "group", "source"),
)
"""A target is a record's id, a requirement (`CNST:SA6`), a framework (`CNST`) or a theme (`theme:pph`)."""


def tie(session: Session, source: str, targets: Iterable[str]) -> None:
    """Make these what `source` is tied to; earlier ties that are not among them end."""
    wanted = set(targets)
    own = and_(links.c.group == session.group, links.c.source == source)
    stands = set(session.connection.execute(select(links.c.target).where(own)).scalars())
    if stands - wanted:
        session.connection.execute(links.delete().where(own, links.c.target.in_(stands - wanted)))
    fresh = [{"group": session.group, "target": t, "source": source} for t in sorted(wanted - stands)]
    if fresh:
        session.connection.execute(links.insert(), fresh)


def sources(session: Session, *targets: str) -> Select[tuple[str]]:
    """A query for the ids of everything tied to one of these targets; a whole framework means its requirements too."""
    any_of = or_(*(within(links.c.target, t) for t in targets))
    return select(links.c.source).where(links.c.group == session.group, any_of)


def within(column: ColumnElement[str], target: str) -> ColumnElement[bool]:
    """The target itself; of a framework requirements too (`;` follows `:`); of `RSK-` all risks (`.` is after `-`)."""
    if target.endswith("-"):
        return and_(column > target, column < f"{target[:-1]}.")
    own = column == target
    return or_(own, and_(column >= f"{target}:", column < f"{target};")) if target in FRAMEWORKS else own
