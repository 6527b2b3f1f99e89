"""A store as it is after years: forty trusts, ten years of returns, as many actions as wanted; made fast.

Owns: a group of forty trusts with invented people, and rows as the store itself would have written them (snapshots and
the journal's chain with every record), many in one transaction and in the driver's own words.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot import playground
from domain.actions import Action, Status
from domain.group import Group, read_group
from domain.people import Member, ObjectId
from domain.questions import in_use
from domain.returns import Entry, Return, Section, SectionKey, return_id
from domain.rhythm import shift
from domain.rounds import Round, RoundStatus
from storage import actions, groups, guards, journal, migrate, proof, records, returns
from storage.mapping import Mapping
from storage.raw import Inserter
from storage.session import Line, Session
from storage.store import Store
from storage.tables import complete, versions
from storage.tables import journal as journal_table
from tests.fake_teams import TENANT

TRUSTS, MONTHS, OWNERS = 40, 120, 400
LIVE = 33
"""One action of so many is still live: a year's worth of thirty-three is open."""
STEP = 20_000


def trust(number: int) -> str:
    """A trust's code."""
    return f"T{number:02d}"


def lead(number: int) -> str:
    """The object id of a trust's lead."""
    return f"00000000-0000-4000-8000-1000000{number:05d}"


def owner(number: int) -> str:
    """The object id of somebody who owns actions."""
    return f"00000000-0000-4000-8000-2000000{number:05d}"


CHAIR = "00000000-0000-4000-8000-300000000001"
OFFICE = "00000000-0000-4000-8000-300000000002"


def config() -> dict[str, Any]:
    """The sample group's settings with forty trusts and about four hundred and fifty people, all invented."""
    found: dict[str, Any] = tomllib.loads(playground.GROUP_FILE.read_text("utf-8"))
    found["group"]["tenant_id"] = TENANT
    found["trusts"] = [
        {"code": trust(n), "ods": f"X{n:02d}", "name": f"Invented Trust Number {n}", "aliases": [f"invented {n}"]}
        for n in range(TRUSTS)
    ]
    people = [
        {"object_id": CHAIR, "name": "Helen Marsh", "roles": ["chair"]},
        {"object_id": OFFICE, "name": "Ruth Okafor", "roles": ["coordinator"]},
    ]
    people += [
        {"object_id": lead(n), "name": f"Lead Number {n}", "roles": ["trust_lead"], "trusts": [trust(n)]}
        for n in range(TRUSTS)
    ]
    people += [{"object_id": owner(n), "name": f"Owner Number {n}", "roles": ["member"]} for n in range(OWNERS)]
    return found | {"people": people}


@dataclass
class Made:
    """What stands in a store."""

    url: str
    group: Group
    people: tuple[Member, ...]
    actions: int = 0

    @property
    def path(self) -> Path:
        """The SQLite file."""
        return Path(self.url.removeprefix("sqlite:///"))


def start(url: str, now: datetime) -> Made:
    """A new store with the group, its people, risks and ten years of rounds and returns."""
    said = config()
    group, people = read_group(said)
    migrate.migrate(url)
    store = Store.open(url, clock=lambda: now)
    try:

        def work(session: Session) -> None:
            complete().create_all(session.connection)
            guards.stand(session.connection)
            groups.keep(session, said, group, people)
            session.as_system("bench")
            _years(session, group, now.date())

        store.run_sync(work, group=group.id)
    finally:
        store.close()
    return Made(url, group, people)


def grow(made: Made, upto: int, now: datetime) -> None:
    """More actions, up to so many, each with its snapshot and its line in the chain."""
    store = Store.open(made.url, clock=lambda: now)
    try:
        for first in range(made.actions, upto, STEP):
            last = min(first + STEP, upto)
            store.run_sync(lambda s, a=first, b=last: _actions(s, a, b, now.date()), group=made.group.id)
        store.run_sync(lambda s: s.connection.exec_driver_sql("ANALYZE") if s.postgres else None, group="")
    finally:
        store.close()
    made.actions = upto


def _years(session: Session, group: Group, today: date) -> None:
    measures = in_use(group.measures)[:12]
    current = f"{today:%Y-%m}"
    codes = tuple(trust(n) for n in range(TRUSTS))
    for back in range(MONTHS + 1, 1, -1):
        year, month = shift(current, -back)
        period = f"{year}-{month:02d}"
        opens = date(year, month, 1)
        at = datetime(year, month, 28, 9, tzinfo=UTC)
        rnd = Round(period, opens, opens + timedelta(7), opens + timedelta(14), opens + timedelta(21), codes)
        records.insert(
            session, returns.rounds, replace(rnd, status=RoundStatus.CLOSED, opened_at=at, closed_at=at), verb="x"
        )
        sent: list[Return] = []
        for n, code in enumerate(codes):
            values = {m.key: float(100 + n + i) for i, m in enumerate(measures)}
            parts = tuple(Section(k, Entry.ENTERED, values, lead(n), at) for k in SectionKey)
            ret = Return(return_id(period, code), period, code, parts, parts, 1, at, ObjectId(lead(n)), f"Lead {n}")
            sent.append(replace(ret, version=1))
        records.insert_many(session, returns.returns, sent, verb="submit return")
        session.connection.execute(
            returns.observations.insert(),
            [
                {"group": group.id, "trust": r.trust, "measure": m.key, "period": period, "source": r.id}
                | {"numerator": 5.0 + i, "denominator": 200.0, "submission": 1, "at": at}
                for r in sent
                for i, m in enumerate(measures)
            ],
        )
    journal.flush(session)


def _actions(session: Session, first: int, last: int, today: date) -> None:
    mapping = Mapping(actions.actions, Action)
    at = session.now - timedelta(days=3_650)
    template = Action(
        "@ID", "@TITLE and tell the ward what was found", "RET-2026-10-T01", "@TRUST", ObjectId("@OWNER"), "@NAME",
        today, today, description="What was agreed in the meeting, in two lines.", start=today - timedelta(30),
        created_at=at, created_by=ObjectId(CHAIR), theme="pph", version=1,
    )  # fmt: skip
    closed = replace(template, status=Status.ASSURED, closed_at=at, delivered_on=today)
    rows, lines, bodies = [], [], []
    seq, prev = _head(session)
    names = mapping.names
    where = {name: names.index(name) for name in ("id", "title", "trust", "owner", "owner_name", "original_due", "due")}
    ready = [mapping.texts(template), mapping.texts(closed)]
    for number in range(first, last):
        live = number % LIVE == 0
        days = (number * 7) % 3_600
        due = today + timedelta(days=(number // LIVE) % 120 - 10) if live else today - timedelta(days=days + 30)
        values = list(ready[not live])
        who = (number // LIVE if live else number) % OWNERS
        said: dict[str, Any] = {"id": f"ACT-{number:07d}", "title": f"Action {number}", "trust": trust(number % TRUSTS)}
        said |= {"owner": owner(who), "owner_name": f"Owner Number {who}", "original_due": due, "due": due}
        for name, place in where.items():
            values[place] = said[name]
        body = mapping.body(values)
        h = journal.digest(body)
        rows.append((session.group, *values))
        bodies.append((session.group, said["id"], 1, at, CHAIR, h, body))
        line = Line(at, CHAIR, "new action", said["id"], "", "", h)
        seq += 1
        mark = journal.link(prev, session.group, seq, line)
        lines.append((session.group, seq, *line, prev, mark))
        prev = mark
    Inserter(actions.actions).many(session.connection, rows)
    Inserter(versions).many(session.connection, bodies)
    Inserter(journal_table).many(session.connection, lines)
    links = [(session.group, target, row[1]) for row in rows for target in ("theme:pph", "RET-2026-10-T01")]
    Inserter(actions.action_links).many(session.connection, links)
    if session.heads is not None:
        session.heads[session.group] = (seq, prev)


def _head(session: Session) -> tuple[int, str]:
    found = proof.head(session.connection, session.group)
    return found.seq, found.h
