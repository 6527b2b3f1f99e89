"""Actions: their table, what they are tied to, and the lists people ask for.

Owns: the queries; each has its index, and a page never reads the whole register. Must not: know what a step means.
Live actions (not assured, not "not doing") stand in partial indexes of their own, so that ten years of closed ones
cost a turn nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from heapq import merge
from itertools import islice
from zoneinfo import ZoneInfo

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    Index,
    Integer,
    Select,
    String,
    Table,
    Text,
    and_,
    case,
    cast,
    func,
    literal_column,
    or_,
    select,
)

from domain.actions import LIVE, SHARED, THIRD, Action, Mark, Status
from domain.ages import Span
from domain.brag import HALF, NEAR_DAYS, Colour
from domain.on_time import Month
from storage import records
from storage.raw import given
from storage.session import Session
from storage.tables import Json, Utc, members, metadata, record_table

actions = record_table(
    "actions",
    Column("title", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("trust", String(16), nullable=False),
    Column("owner", String(64), nullable=False),
    Column("owner_name", Text, nullable=False),
    Column("deputy", String(64), nullable=False),
    Column("deputy_name", Text, nullable=False),
    Column("original_due", Date, nullable=False),
    Column("due", Date, nullable=False),
    Column("start", Date),
    Column("created_at", Utc),
    Column("created_by", String(64), nullable=False),
    Column("status", String(16), nullable=False),
    Column("lines", Json, nullable=False),
    Column("mark", String(16), nullable=False),
    Column("progress", Integer, nullable=False),
    Column("barrier", String(32), nullable=False),
    Column("updates", Json, nullable=False),
    Column("heard_on", Date),
    Column("no_change_streak", Integer, nullable=False),
    Column("slips", Integer, nullable=False),
    Column("changes", Json, nullable=False),
    Column("request", Json, nullable=False),
    Column("evidence_required", Text, nullable=False),
    Column("equity", Text, nullable=False),
    Column("evidence", Json, nullable=False),
    Column("verified_by", String(64), nullable=False),
    Column("verified_name", Text, nullable=False),
    Column("delivered_on", Date),
    Column("closed_at", Utc),
    Column("closed_reason", Text, nullable=False),
    Column("evidence_before", Integer, nullable=False),
    Column("theme", String(48), nullable=False),
    Column("frameworks", Json, nullable=False),
    Column("risk", String(64), nullable=False),
    Column("decision", String(64), nullable=False),
    Column("also", Json, nullable=False),
)
_C = actions.c
_LIVE: ColumnElement[bool] = _C.closed_at.is_(None)
# Written out, not bound: a partial index is used only where the query says the same words.
# Without a type: SQLite's dialect would write `= 1` behind a Boolean, and the words would be others.
_ASKED: ColumnElement[bool] = and_(literal_column("request <> 'null'"), _LIVE)
_MOVED: ColumnElement[bool] = and_(literal_column("slips >= 1"), _LIVE)
_THIRD: ColumnElement[bool] = and_(literal_column(f"slips >= {THIRD}"), _LIVE)
Index("ix_actions_due", _C.group, _C.due, _C.id, sqlite_where=_LIVE, postgresql_where=_LIVE)
Index("ix_actions_trust", _C.group, _C.trust, _C.due, _C.id, sqlite_where=_LIVE, postgresql_where=_LIVE)
Index("ix_actions_owner", _C.group, _C.owner, _C.due, _C.id, sqlite_where=_LIVE, postgresql_where=_LIVE)
Index("ix_actions_deputy", _C.group, _C.deputy, _C.due, _C.id, sqlite_where=_LIVE, postgresql_where=_LIVE)
Index("ix_actions_status", _C.group, _C.status, _C.due, _C.id)
Index("ix_actions_original", _C.group, _C.original_due, _C.trust)
_CLOSED: ColumnElement[bool] = _C.closed_at.is_not(None)
Index("ix_actions_closed", _C.group, _C.closed_at, sqlite_where=_CLOSED, postgresql_where=_CLOSED)
# `closed_at` is always empty in these three; it makes SQLite prefer them to the index of all live actions.
Index("ix_actions_asked", _C.group, _C.closed_at, _C.due, _C.id, sqlite_where=_ASKED, postgresql_where=_ASKED)
Index("ix_actions_moved", _C.group, _C.closed_at, _C.due, _C.id, sqlite_where=_MOVED, postgresql_where=_MOVED)
Index("ix_actions_third", _C.group, _C.closed_at, _C.due, _C.id, sqlite_where=_THIRD, postgresql_where=_THIRD)

action_links = Table(
    "action_links",
    metadata,
    Column("group", String(64), primary_key=True),
    Column("target", String(64), primary_key=True),
    Column("action", String(64), primary_key=True),
    Index("ix_action_links_action", "group", "action"),
)
"""What each action is tied to (`Action.links`), to find the actions of a risk, theme, framework or return."""


LOOKED_AT = 200
"""Live shared actions that are looked through for a trust's line. Source: ours; a group has a handful."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is asked for. Empty means any; without `statuses` the live ones are meant."""

    trusts: tuple[str, ...] = ()
    """Shared actions belong to every trust."""
    owner: str = ""
    statuses: tuple[Status, ...] = ()
    colour: Colour | None = None
    due_before: date | None = None
    """Due on or before this day."""
    link: str = ""
    """`theme:pph`, a record's id, `CNST:SA6`, or `CNST` for all of it."""
    words: str = ""
    """Part of the title."""
    untied: bool = False
    """Only those tied to no record, theme or framework: nobody can tell from the register why they are there."""


def get(session: Session, record: str) -> Action | None:
    """An action by its id."""
    return records.get(session, actions, Action, record)


def add(session: Session, action: Action, verb: str = "new action") -> Action:
    """Keep a new action."""
    kept = records.insert(session, actions, action, verb=verb)
    _tie(session, kept)
    return kept


def add_many(session: Session, made: Sequence[Action], verb: str = "import action") -> list[Action]:
    """Keep many new actions at once."""
    kept = records.insert_many(session, actions, made, verb=verb)
    rows = [{"group": session.group, "target": t, "action": a.id} for a in kept for t in a.links]
    if rows:
        session.connection.execute(action_links.insert(), rows)
    return kept


def change(session: Session, action: Action, verb: str) -> Action:
    """Keep a changed action; raises `Stale` when somebody was faster."""
    kept = records.update(session, actions, action, verb=verb)
    found = select(action_links.c.target).where(
        action_links.c.group == session.group, action_links.c.action == action.id
    )
    if set(session.connection.execute(found).scalars()) != set(kept.links):
        mine = and_(action_links.c.group == session.group, action_links.c.action == action.id)
        session.connection.execute(action_links.delete().where(mine))
        _tie(session, kept)
    return kept


def search(
    session: Session, wanted: Wanted, today: date, *, on_time_days: int = 30, limit: int = 10, offset: int = 0
) -> list[Action]:
    """A page of the actions wanted, the earliest due first. Ask for one more than you show to know if more follow."""
    where = _conditions(session, wanted, today, on_time_days)
    if not wanted.trusts:
        return _page(session, where, limit, offset)
    codes = dict.fromkeys((*wanted.trusts, SHARED))
    parts = [_page(session, [*where, actions.c.trust == code], limit + offset, 0) for code in codes]
    return list(islice(merge(*parts, key=lambda a: (a.due, a.id)), offset, offset + limit))


def listed(
    session: Session,
    *,
    trusts: tuple[str, ...] = (),
    owner: str = "",
    statuses: tuple[Status, ...] = (),
    due_before: date | None = None,
    limit: int = 50,
    offset: int = 0,
) -> list[Action]:
    """The same without a colour, for which no day is needed."""
    wanted = Wanted(trusts, owner, statuses, due_before=due_before)
    return search(session, wanted, date.min, limit=limit, offset=offset)


def outstanding(session: Session, until: date, *, limit: int | None = None) -> list[Action]:
    """Open actions due on or before a day, the earliest first."""
    where = [actions.c.status == Status.OPEN, actions.c.due <= until]
    return records.find(session, actions, Action, *where, order=(actions.c.due, actions.c.id), limit=limit)


_EARLIEST = (_C.due, _C.id)
_OWNED, _DEPUTISED, _TOGETHER, _REQUESTED, _MOVED_THRICE = (
    records.Query(actions, Action, *where, order=_EARLIEST, limit=records.AT_MOST)
    for where in (
        [_LIVE, _C.owner == given("person")],
        [_LIVE, _C.deputy == given("person")],
        [_LIVE, _C.trust == given("trust")],
        [_ASKED],
        [_THIRD],
    )
)


def together(session: Session, trusts: Sequence[str], *, limit: int = LOOKED_AT) -> list[Action]:
    """Live shared actions in which one of these trusts has a line without evidence, the earliest due first."""
    found = _TOGETHER(session, trust=SHARED, limit=limit) if trusts else []
    waiting = {Status.OPEN, Status.DELIVERED}
    return [a for a in found if any(x.trust in trusts and x.status in waiting for x in a.lines)]


def of_owner(
    session: Session, object_id: str, *, trusts: Sequence[str] = (), limit: int = 50, offset: int = 0
) -> list[Action]:
    """Live actions that a person owns or is deputy for, the earliest due first.

    `trusts`: those they lead; the shared actions in which these have something to do stand among them.
    """
    own = _OWNED(session, person=object_id, limit=limit + offset)
    covered = _DEPUTISED(session, person=object_id, limit=limit + offset)
    every = merge(own, covered, together(session, trusts), key=lambda a: (a.due, a.id))
    seen = {a.id: a for a in every}
    return list(islice(seen.values(), offset, offset + limit))


def owned_count(session: Session, object_id: str, at_most: int = 200) -> int:
    """How many live actions a person owns or is deputy for; counting ends at `at_most`."""
    where = [actions.c.group == session.group, _LIVE]
    own = select(actions.c.id).where(*where, actions.c.owner == object_id).limit(at_most)
    covered = select(actions.c.id).where(*where, actions.c.deputy == object_id).limit(at_most)
    either = own.subquery().select().union(covered.subquery().select()).subquery()
    return min(session.connection.execute(select(func.count()).select_from(either)).scalar_one(), at_most)


def of_record(session: Session, target: str, *, limit: int = 50) -> list[Action]:
    """Actions tied to a record, theme (`theme:pph`) or framework, closed ones too, the earliest due first."""
    order = (actions.c.due, actions.c.id)
    return records.find(session, actions, Action, actions.c.id.in_(_tied_to(session, target)), order=order, limit=limit)


def requested(session: Session, *, limit: int = 50) -> list[Action]:
    """Live actions for which more time was asked and nobody has decided."""
    return _REQUESTED(session, limit=limit)


def third_changes(session: Session, *, limit: int = 50) -> list[Action]:
    """Live actions whose date was moved three times or more: the chair decides."""
    return _MOVED_THRICE(session, limit=limit)


def agreed_later(session: Session, today: date, trusts: tuple[str, ...] = (), *, limit: int = 50) -> list[Action]:
    """Open actions past their first date with a later one agreed that has not passed, the earliest due first."""
    c = actions.c
    done = [s.value for s in LIVE if s != Status.OPEN]  # said as what it is not: `= open` would take a longer index
    where = [_MOVED, c.status.not_in(done), c.original_due < today, c.due >= today]
    if trusts:
        where.append(c.trust.in_([*trusts, SHARED]))
    return _page(session, where, limit, 0)


def waiting(session: Session, *, limit: int = 50) -> list[Action]:
    """Evidenced actions that wait for a second person."""
    return _page(session, [actions.c.status == Status.EVIDENCED], limit, 0)


def ownerless(session: Session, *, limit: int = 50) -> list[Action]:
    """Live actions whose owner is no longer in the group, the earliest due first."""
    gone = select(members.c.object_id).where(members.c.group == session.group, members.c.active.is_(False))
    people = session.connection.execute(gone).scalars().all()
    parts = [_page(session, [_LIVE, actions.c.owner == person], limit, 0) for person in people]
    return list(islice(merge(*parts, key=lambda a: (a.due, a.id)), limit))


def _page(session: Session, where: Sequence[ColumnElement[bool]], limit: int, offset: int) -> list[Action]:
    order = (actions.c.due, actions.c.id)
    found = records.find(session, actions, Action, *where, order=order, limit=limit + offset)
    return found[offset:]


def _conditions(session: Session, wanted: Wanted, today: date, on_time_days: int) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if wanted.colour is not None:
        where.append(_coloured(wanted.colour, today, on_time_days))
    if wanted.statuses:
        where.append(actions.c.status.in_([s.value for s in wanted.statuses]))
    if all(s in LIVE for s in wanted.statuses) and wanted.colour not in {Colour.BLUE, Colour.CLOSED}:
        where.append(_LIVE)
    if wanted.owner:
        where.append(actions.c.owner == wanted.owner)
    if wanted.due_before is not None:
        where.append(actions.c.due <= wanted.due_before)
    if wanted.words:
        where.append(func.lower(actions.c.title).contains(wanted.words.lower(), autoescape=True))
    if wanted.untied:
        tied = select(action_links.c.action).where(
            action_links.c.group == actions.c.group, action_links.c.action == actions.c.id
        )
        where.append(~tied.exists())
    if wanted.link:
        where.append(actions.c.id.in_(_tied_to(session, wanted.link)))
    return where


def _coloured(colour: Colour, today: date, on_time_days: int) -> ColumnElement[bool]:
    """The rules of `domain.brag`, in SQL; a test holds the two together."""
    c = actions.c
    passed, is_open = c.due < today, c.status == Status.OPEN
    silent = func.coalesce(c.heard_on, c.start, today) < today - timedelta(days=on_time_days)
    near = and_(c.due <= today + timedelta(days=NEAR_DAYS), c.progress < HALF)
    doubt = or_(c.mark == Mark.AT_RISK, near, silent)
    late = and_(c.status == Status.DELIVERED, passed)
    rules: dict[Colour, ColumnElement[bool]] = {
        Colour.CLOSED: c.status == Status.NOT_DOING,
        Colour.BLUE: c.status == Status.ASSURED,
        Colour.RED: and_(is_open, passed),
        Colour.AMBER: or_(and_(is_open, ~passed, doubt), late),
        Colour.GREEN: or_(
            and_(is_open, ~passed, ~doubt), c.status == Status.EVIDENCED, and_(c.status == Status.DELIVERED, ~passed)
        ),
    }
    return rules[colour]


def _tied_to(session: Session, link: str) -> Select[tuple[str]]:
    target = action_links.c.target
    exact = target == link
    within = and_(target >= f"{link}:", target < f"{link};")  # ";" follows ":": everything that begins with "CNST:"
    found = exact if ":" in link or "-" in link else or_(exact, within)
    return select(action_links.c.action).where(action_links.c.group == session.group, found)


def _tie(session: Session, action: Action) -> None:
    rows = [{"group": session.group, "target": t, "action": action.id} for t in action.links]
    if rows:
        session.connection.execute(action_links.insert(), rows)


def on_time(session: Session, since: date, until: date) -> list[Month]:
    """By trust and month of the first date: how many were due, and how many delivered by it. Not doing is left out."""
    c = actions.c
    period = func.substr(cast(c.original_due, String), 1, 7).label("period")
    by_then = case((c.delivered_on <= c.original_due, 1), else_=0)
    query = (
        select(c.trust, period, func.count(), func.sum(by_then))
        .where(c.group == session.group, c.original_due.between(since, until), c.status != Status.NOT_DOING)
        .group_by(c.trust, period)
        .order_by(c.trust, period)
    )
    return [Month(t, p, int(n), int(k)) for t, p, n, k in session.connection.execute(query)]


def starts(session: Session) -> dict[str, dict[date, int]]:
    """How many live actions of each trust began on which day, for their age."""
    c = actions.c
    query = (
        select(c.trust, c.start, func.count())
        .where(c.group == session.group, _LIVE, c.start.is_not(None))
        .group_by(c.trust, c.start)
    )
    found: dict[str, dict[date, int]] = {}
    for trust, day, n in session.connection.execute(query):
        found.setdefault(trust, {})[day] = n
    return found


def spans(session: Session, since: date, zone: ZoneInfo) -> list[Span]:
    """When actions began and, of those closed since a day, ended: what was open on any day from then on."""
    c = actions.c
    live = [Span(t, day, None, n) for t, days in starts(session).items() for day, n in days.items()]
    first = datetime.combine(since, time(), tzinfo=zone)
    query = select(c.trust, c.start, c.closed_at).where(
        c.group == session.group, c.closed_at >= first, c.start.is_not(None)
    )
    closed = session.connection.execute(query)
    return [*live, *(Span(t, day, at.astimezone(zone).date()) for t, day, at in closed)]
