"""What was decided of every reminder: the delivery log and the ledger of the next decision.

Owns: the tables of occurrences and of what was planned until when. Must not: decide anything (`domain/fairness.py`
does) or send.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Boolean, Column, Date, Index, Integer, String, Table, Text, and_, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from domain.reminders import Absence, Decision, Ledger, Snooze, Verdict
from storage import absences, members
from storage.outbox import Entry
from storage.outbox import rows as outbox_rows
from storage.session import Session
from storage.tables import Utc, metadata, outbox

LOOK_BACK = timedelta(days=2)
"""How far before the planned moment decided occurrences are read, for a clock that was set back. Source: ours."""
WARNED_FOR = timedelta(days=60)
"""How long a fair warning counts. Source: ours; longer than any ladder."""
COUNTED = ("reminder", "digest")
"""Kinds of message that the budget counts."""
OPEN = ("pending", "claimed")
UNDER_WAY = (*OPEN, "sending")
WEEK = timedelta(days=7)
LAST_WORDS = ("warning",)
"""Rungs that another rung may need."""

occurrences = Table(
    "occurrences",
    metadata,
    Column("group", String(64), primary_key=True),
    Column("key", String(300), primary_key=True),
    Column("reminder", String(32), nullable=False),
    Column("rung", String(32), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("series", String(32), nullable=False),
    Column("meant_for", String(64), nullable=False),
    Column("person", String(64), nullable=False),
    Column("day", Date, nullable=False),
    Column("own", Boolean, nullable=False),
    Column("line", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("state", String(12), nullable=False),
    Column("reason", Text, nullable=False),
    Column("until", Utc),
    Column("message", String(300), nullable=False),
    Column("decided_at", Utc, nullable=False),
    Index("ix_occurrences_day", "group", "day"),
    Index("ix_occurrences_state", "group", "state", "until"),
    Index("ix_occurrences_person", "group", "meant_for", "decided_at"),
    Index("ix_occurrences_rung", "group", "rung", "day"),
    Index("ix_occurrences_message", "group", "message"),
    Index("ix_occurrences_subject", "group", "subject"),
)

planned = Table(
    "planned",
    metadata,
    Column("group", String(64), primary_key=True),
    Column("reminder", String(160), primary_key=True),
    Column("until", Utc, nullable=False),
)
"""Up to when each reminder was planned. The row `*` is the planner's own: when it last looked, and its lock.

A row `actions/ACT-26-014` is a record that the reminder had to leave out, and up to when it was planned with it.
"""

PLANNER = "*"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One row of the delivery log: what was due for whom, and what became of it."""

    key: str
    reminder: str
    rung: str
    subject: str
    series: str
    meant_for: str
    person: str
    day: date
    own: bool
    """Whether `meant_for` owes it, rather than hears of it."""
    line: int
    """Its place in the message."""
    title: str
    state: Verdict
    reason: str
    until: datetime | None
    message: str
    decided_at: datetime

    @property
    def debtor(self) -> str:
        """Object id of the person who owes it, empty when the reader only hears of it."""
        return self.meant_for if self.own else ""


class Reached(NamedTuple):
    """A message that reached somebody, without its card."""

    key: str
    to_person: str


_NAMES = tuple(Occurrence.__dataclass_fields__)
_COLUMNS = [occurrences.c[name] for name in _NAMES]
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for `not yet` in the planner's own row, so that there is a row to lock."""


# ---------------------------------------------------------------- the planner's own


def last_look(session: Session) -> datetime | None:
    """When the planner last looked at this group."""
    query = select(planned.c.until).where(planned.c.group == session.group, planned.c.reminder == PLANNER)
    return session.connection.execute(query).scalar()


def take_turn(session: Session) -> datetime | None:
    """Let no other replica plan this group until this transaction ends; gives `last_look` as it is then.

    SQLite has one writer, so there is nothing to wait for.
    """
    if session.postgres:
        first = {"group": session.group, "reminder": PLANNER, "until": NEVER}
        session.connection.execute(postgres_insert(planned).on_conflict_do_nothing(), first)
        query = select(planned.c.until).where(planned.c.group == session.group, planned.c.reminder == PLANNER)
        found = session.connection.execute(query.with_for_update()).scalar_one()
        return None if found == NEVER else found
    return last_look(session)


def advance(session: Session, reminders: Iterable[str], until: datetime) -> None:
    """These reminders are planned up to this moment."""
    rows = [{"group": session.group, "reminder": name, "until": until} for name in (PLANNER, *reminders)]
    insert = (postgres_insert if session.postgres else sqlite_insert)(planned)
    session.connection.execute(
        insert.on_conflict_do_update(index_elements=["group", "reminder"], set_={"until": insert.excluded.until}), rows
    )


def begin(session: Session, reminders: Iterable[str], at: datetime) -> None:
    """These could not be planned: what falls due from now on is theirs still, also of one that was never planned."""
    until = at - timedelta(seconds=1)  # before the planner's own, so that `behind` tells
    rows = [{"group": session.group, "reminder": name, "until": until} for name in reminders]
    if rows:
        insert = (postgres_insert if session.postgres else sqlite_insert)(planned)
        session.connection.execute(insert.on_conflict_do_nothing(), rows)


def behind(session: Session, reminders: Iterable[str]) -> tuple[str, ...]:
    """Which of these the planner could not plan when it last looked, whichever replica that was."""
    query = select(planned.c.reminder, planned.c.until).where(planned.c.group == session.group)
    until: dict[str, datetime] = {row.reminder: row.until for row in session.connection.execute(query)}
    last = until.get(PLANNER, NEVER)
    return tuple(name for name in reminders if until.get(name, last) < last)


def ledger(session: Session, zone: ZoneInfo) -> Ledger:
    """What the policy needs to know of before, as it stands."""
    con, group = session.connection, session.group
    looked = select(planned.c.reminder, planned.c.until).where(planned.c.group == group)
    since: dict[str, datetime] = {row.reminder: row.until for row in con.execute(looked)}
    waits = select(occurrences.c.key, occurrences.c.until).where(
        occurrences.c.group == group, occurrences.c.state == Verdict.WAITS.value
    )
    waiting: dict[str, datetime] = {row.key: row.until or session.now for row in con.execute(waits)}
    start = min([session.now, *since.values()]).astimezone(zone).date() - LOOK_BACK
    done = select(occurrences.c.key).where(
        occurrences.c.group == group, occurrences.c.day >= start, occurrences.c.state != Verdict.WAITS.value
    )
    today = session.now.astimezone(zone).date()
    away, put_off = standing(session, today)
    return Ledger(
        since={k: v for k, v in since.items() if k != PLANNER and "/" not in k},
        spoilt={(k.split("/", 1)[0], k.split("/", 1)[1]): v for k, v in since.items() if "/" in k},
        settled=frozenset(con.execute(done).scalars()),
        waiting=waiting,
        said=_said(session, today),
        messages=_messages(session, zone, today),
        absences=away,
        snoozes=put_off,
        people=frozenset(m.object_id for m in members.everybody(session)),
    )


def standing(session: Session, day: date) -> tuple[dict[str, Absence], dict[str, Snooze]]:
    """Absences by person, of several the one that runs or comes next, and snoozes by id, as they stand on a day."""
    away = {a.person: a for a in reversed(absences.away(session, day))}
    return away, {s.id: s for s in absences.put_off(session, day)}


def keep(session: Session, decisions: Sequence[Decision]) -> None:
    """Keep what was decided; an occurrence that waited gets its new state."""
    if not decisions:
        return
    rows = [
        {
            "group": session.group,
            "key": d.due.key,
            "reminder": d.due.reminder,
            "rung": d.due.rung,
            "subject": d.due.subject,
            "series": d.due.series,
            "meant_for": d.due.to,
            "person": d.person,
            "day": d.due.day,
            "own": d.due.own,
            "line": place,
            "title": d.due.title,
            "state": d.verdict.value,
            "reason": d.reason,
            "until": d.until,
            "message": d.message,
            "decided_at": session.now,
        }
        for place, d in enumerate(decisions)
    ]
    insert = (postgres_insert if session.postgres else sqlite_insert)(occurrences)
    fresh = ("person", "line", "title", "state", "reason", "until", "message", "decided_at")
    statement = insert.on_conflict_do_update(
        index_elements=["group", "key"],
        set_={name: insert.excluded[name] for name in fresh},
        where=occurrences.c.state == Verdict.WAITS.value,
    )
    session.connection.execute(statement, rows)


def drop_waiting(session: Session, keys: Iterable[str], reason: str) -> int:
    """Occurrences that waited and are not due any more; how many there were."""
    found = list(keys)
    if not found:
        return 0
    statement = update(occurrences).where(
        occurrences.c.group == session.group,
        occurrences.c.key.in_(found),
        occurrences.c.state == Verdict.WAITS.value,
    )
    values = {"state": Verdict.DROPPED.value, "reason": reason, "until": None, "decided_at": session.now}
    return session.connection.execute(statement.values(values)).rowcount


def wait_again(session: Session, message: str, *, but: Iterable[str], reason: str) -> None:
    """A message was cancelled before it left: its lines wait for the next one, but those records that are done."""
    gone = list(but)
    mine = and_(occurrences.c.group == session.group, occurrences.c.message == message)
    session.connection.execute(
        update(occurrences)
        .where(mine, occurrences.c.subject.not_in(gone))
        .values(state=Verdict.WAITS.value, until=session.now, message="", reason=reason)
    )
    session.connection.execute(
        update(occurrences)
        .where(mine, occurrences.c.subject.in_(gone))
        .values(state=Verdict.DROPPED.value, reason=reason, message="")
    )
    session.connection.execute(
        update(planned)
        .where(planned.c.group == session.group, planned.c.reminder == PLANNER)
        .values(until=session.now - timedelta(days=1))
    )


def stop(session: Session, record: str, reason: str) -> int:
    """Cancel reminders about this record alone that wait to leave, in the transaction that makes them pointless."""
    waits = (outbox.c.group == session.group, outbox.c.subject == record, outbox.c.state.in_(OPEN))
    statement = update(outbox).where(*waits, outbox.c.dedupe_key.like("remind/%"))
    return session.connection.execute(statement.values(state="cancelled", reason=reason, lease_until=None)).rowcount


# ---------------------------------------------------------------- the delivery log


def of_message(session: Session, message: str) -> list[Occurrence]:
    """The lines of a message, for `why did I get this` and for a last look before sending."""
    return _find(session, occurrences.c.message == message, limit=200)


def of_messages(session: Session, messages: Sequence[str]) -> dict[str, list[Occurrence]]:
    """The lines of many messages, by message."""
    found: dict[str, list[Occurrence]] = {}
    for start in range(0, len(messages), 100):
        few = messages[start : start + 100]
        for line in _find(session, occurrences.c.message.in_(few), limit=100 * 200):
            found.setdefault(line.message, []).append(line)
    return found


def of_person(session: Session, person: str, *, limit: int = 20) -> list[Occurrence]:
    """What was due for a person, newest first, with what became of it and why."""
    return _find(session, occurrences.c.meant_for == person, limit=limit)


def messages_since(session: Session, since: datetime, *, limit: int = 500) -> list[str]:
    """Keys of messages that were written since a moment."""
    query = (
        select(occurrences.c.message)
        .where(occurrences.c.group == session.group, occurrences.c.day >= since.date(), occurrences.c.message != "")
        .distinct()
        .limit(limit)
    )
    return list(session.connection.execute(query).scalars())


def entry(session: Session, row_id: int) -> Entry | None:
    """A row of the outbox of this group."""
    found = outbox_rows(session, outbox.c.id == row_id)
    return found[0] if found else None


def to_people(session: Session, since: datetime, *, limit: int = 200) -> list[Reached]:
    """Reminders that reached somebody since a moment and were not turned into thanks yet; the latest so many."""
    other = outbox.alias("edit")
    edited = select(other.c.id).where(other.c.group == outbox.c.group, other.c.edits == outbox.c.dedupe_key).exists()
    mine = (outbox.c.group == session.group, outbox.c.kind.in_(COUNTED), outbox.c.state == "sent")
    query = (
        select(outbox.c.dedupe_key, outbox.c.to_person)
        .where(*mine, outbox.c.sent_at >= since, ~edited)
        .order_by(outbox.c.id.desc())
        .limit(limit)
    )
    return [Reached(*row) for row in session.connection.execute(query)][::-1]


def posted(session: Session, prefix: str, since: date) -> list[Entry]:
    """Posts and edits whose key, or the key they edit, starts so and names a day from `since` on; oldest first."""
    first, last = f"{prefix}{since:%Y-%m-%d}", f"{prefix}~"
    mine = (outbox.c.dedupe_key >= first) & (outbox.c.dedupe_key < last)
    edited = (outbox.c.edits >= first) & (outbox.c.edits < last) & (outbox.c.created_at >= session.now - WEEK * 2)
    return outbox_rows(session, or_(mine, edited), outbox.c.state != "cancelled")


# ---------------------------------------------------------------- within


def _find(session: Session, *where: object, limit: int) -> list[Occurrence]:
    query = (
        select(*_COLUMNS)
        .where(occurrences.c.group == session.group, *where)  # pyright: ignore[reportArgumentType] conditions
        .order_by(occurrences.c.decided_at.desc(), occurrences.c.line, occurrences.c.key)
        .limit(limit)
    )
    found: list[dict[str, Any]] = [dict(zip(_NAMES, row, strict=True)) for row in session.connection.execute(query)]
    for row in found:
        row["state"] = Verdict(row["state"])
    return [Occurrence(**row) for row in found]


def _said(session: Session, today: date) -> dict[tuple[str, str, str], date]:
    query = select(
        occurrences.c.subject, occurrences.c.series, occurrences.c.rung, occurrences.c.decided_at, occurrences.c.day
    ).where(
        occurrences.c.group == session.group,
        occurrences.c.rung.in_(LAST_WORDS),
        occurrences.c.day >= today - WARNED_FOR,
        occurrences.c.state == Verdict.SENT.value,
    )
    return {
        (row.subject, row.series, row.rung): max(row.day, row.decided_at.date())
        for row in session.connection.execute(query)
    }


def _messages(session: Session, zone: ZoneInfo, today: date) -> dict[str, tuple[date, ...]]:
    """Local days of each person's counted messages; one that has not gone yet counts as today's."""
    start = session.now - WEEK - timedelta(days=1)
    mine = (outbox.c.group == session.group, outbox.c.to_person.is_not(None), outbox.c.kind.in_(COUNTED))
    columns = (outbox.c.to_person, outbox.c.sent_at, outbox.c.created_at, outbox.c.state)
    went = select(*columns).where(*mine, outbox.c.sent_at >= start)
    open_now = select(*columns).where(*mine, outbox.c.state.in_(UNDER_WAY), outbox.c.sent_at.is_(None))
    doubtful = select(*columns).where(
        *mine, outbox.c.state == "uncertain", outbox.c.sent_at.is_(None), outbox.c.created_at >= start
    )
    found: dict[str, list[date]] = {}
    for query in (went, open_now, doubtful):
        for row in session.connection.execute(query):
            still = row.state in UNDER_WAY
            day = today if still else (row.sent_at or row.created_at).astimezone(zone).date()
            found.setdefault(row.to_person, []).append(day)
    return {person: tuple(sorted(days)) for person, days in found.items()}
