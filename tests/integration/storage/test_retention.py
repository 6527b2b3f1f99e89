"""What is beyond its period: counted, named, deleted whole with a line for each; the chain proves the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from domain.people import Member, ObjectId, Role
from domain.retention import FORMER, RULES
from domain.risk_changes import closed
from storage import history, journal, links, members, proof, retention, risks
from storage.session import Session
from storage.store import Store
from storage.tables import complete, versions
from tests.sample_risks import GROUP, a_raised, sign

OVER, LIVE = "RSK-26-002", "RSK-26-001"
BY_KEY = {r.key: r for r in RULES}
LATER = date(2026, 12, 1)


def acting(work: Any) -> Any:
    def inner(session: Session) -> Any:
        session.as_system("test")
        return work(session)

    return inner


@pytest.fixture
def filled(store: Store) -> Store:
    def work(session: Session) -> None:
        risks.add(session, replace(a_raised(LIVE), version=0))
        risks.add(session, replace(closed(a_raised(OVER), sign(date(2026, 6, 1)), "over"), version=0))
        links.tie(session, OVER, ["theme:pph"])

    store.run_sync(acting(work), group=GROUP.id)
    return store


def run(store: Store, work: Any) -> Any:
    return store.run_sync(acting(work), group=GROUP.id)


def faults(store: Store) -> tuple[str, ...]:
    return run(store, lambda s: proof.faults(s.connection))


def test_only_what_ended_before_the_day_counts(filled: Store) -> None:
    days = (date(2026, 5, 1), LATER)
    assert [run(filled, lambda s, d=d: retention.beyond(s, BY_KEY["risks"], d)) for d in days] == [0, 1]
    others = [r for r in RULES if r.key not in {"risks", "journal"}]
    assert [run(filled, lambda s, r=r: retention.beyond(s, r, date(2030, 1, 1))) for r in others] == [0] * len(others)
    assert run(filled, lambda s: retention.beyond(s, BY_KEY["journal"], date(2030, 1, 1))) > 0


def test_what_goes_is_gone_with_its_versions_and_ties_and_the_rest_stands(filled: Store) -> None:
    assert run(filled, lambda s: retention.take(s, BY_KEY["risks"], LATER)) == (OVER,)
    assert run(filled, lambda s: risks.get(s, OVER) is None and risks.get(s, LIVE) is not None)
    held = run(filled, lambda s: {r.subject for r in s.connection.execute(select(versions.c.subject))})
    assert OVER not in held
    assert LIVE in held
    ties = complete().tables["links"]
    assert run(filled, lambda s: s.connection.execute(select(ties).where(ties.c.source == OVER)).all()) == []
    assert faults(filled) == ()


def test_the_journal_says_which_rule_took_what_and_how_many(filled: Store) -> None:
    before = run(filled, lambda s: journal.latest_hash(s, OVER))
    run(filled, lambda s: retention.take(s, BY_KEY["risks"], LATER))
    last = run(filled, lambda s: history.last(s, OVER))
    assert (last.verb, last.before_hash, last.after_hash) == ("delete by rule risks", before, "")
    told = run(filled, lambda s: history.last(s, f"retention/{LATER.isoformat()}"))
    assert told.verb == "retention: 1 of risks after 6 years"


def test_a_second_time_does_nothing(filled: Store) -> None:
    run(filled, lambda s: retention.take(s, BY_KEY["risks"], LATER))
    head = run(filled, lambda s: proof.head(s.connection, GROUP.id))
    assert run(filled, lambda s: retention.take(s, BY_KEY["risks"], LATER)) == ()
    assert run(filled, lambda s: proof.head(s.connection, GROUP.id)) == head


def test_nothing_half_done_is_kept(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("the machine stops here")

    monkeypatch.setattr(retention, "_rows", broken)
    with pytest.raises(RuntimeError, match="stops here"):
        run(filled, lambda s: retention.take(s, BY_KEY["risks"], LATER))
    monkeypatch.undo()
    assert run(filled, lambda s: risks.get(s, OVER)).id == OVER
    assert run(filled, lambda s: history.last(s, OVER)).verb != "delete by rule risks"
    assert faults(filled) == ()


def test_a_version_that_outlived_its_deletion_and_one_that_went_without_a_line_are_found(filled: Store) -> None:
    kept = run(filled, lambda s: s.connection.execute(select(versions).where(versions.c.subject == OVER)).one())
    run(filled, lambda s: retention.take(s, BY_KEY["risks"], LATER))
    run(filled, lambda s: s.connection.execute(versions.insert().values(tuple(kept))))
    assert [f for f in faults(filled) if OVER in f] == [f"{GROUP.id}: version 1 of {OVER} was changed"]
    run(filled, lambda s: s.connection.execute(versions.delete().where(versions.c.subject == LIVE)))
    assert any(f"a version of {LIVE} is missing" in f for f in faults(filled))


def test_who_left_long_ago_loses_the_name_and_nobody_else_does(store: Store) -> None:
    gone = Member(ObjectId("7"), "Gina Lake", frozenset({Role.MEMBER}), version=0)

    def work(session: Session) -> None:
        kept = members.add(session, gone)
        members.change(session, replace(kept, active=False), "left")
        members.add(session, replace(gone, object_id=ObjectId("8"), name="Omar Hill"))

    run(store, work)
    rule = BY_KEY["people"]
    assert run(store, lambda s: retention.beyond(s, rule, date(2020, 1, 1))) == 0
    assert run(store, lambda s: retention.take(s, rule, date(2060, 1, 1))) == ("members/7",)
    assert run(store, lambda s: members.by_object_id(s, "7")).name == FORMER
    assert run(store, lambda s: members.by_object_id(s, "8")).name == "Omar Hill"
    bodies = run(store, lambda s: [row.body for row in s.connection.execute(select(versions.c.body))])
    assert not [body for body in bodies if "Gina Lake" in body]
    assert faults(store) == ()
    assert run(store, lambda s: retention.beyond(s, rule, date(2060, 1, 1))) == 0


def test_figures_go_with_their_return(store: Store) -> None:
    tables = complete().tables

    def work(session: Session) -> None:
        now = session.now
        session.connection.execute(
            tables["observations"].insert().values(
                group=GROUP.id, trust="JPUH", measure="births", period="2026-10", numerator=3.0, denominator=None,
                source="RET-2026-10-JPUH", submission=1, at=now,
            )
        )  # fmt: skip
        journal.append(session, "note", "RET-2026-10-JPUH")
        item = retention.Item("returns", (GROUP.id, "RET-2026-10-JPUH"), "RET-2026-10-JPUH")
        retention._with_them(session, (item,))  # pyright: ignore[reportPrivateUsage] what hangs on a return

    run(store, work)
    assert run(store, lambda s: s.connection.execute(select(tables["observations"])).all()) == []
