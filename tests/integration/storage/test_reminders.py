"""The delivery log and the ledger, the same on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from cards.kit import card, words
from domain.people import ObjectId, Role
from domain.reminders import Decision, Due, Priority, Verdict
from storage import members, outbox
from storage import reminders as kept
from storage.session import Session
from storage.store import Store
from tests.stores import *  # noqa: F403 - the fixtures, by name
from tests.stores import GROUP, Clock, a_member

LONDON = ZoneInfo("Europe/London")
TOM = ObjectId(a_member(3).object_id)
DAY = date(2026, 12, 7)


def a_due(subject: str = "ACT-26-001", rung: str = "today", **more: object) -> Due:
    made = Due(
        "actions", subject, rung, DAY, time(9, 30), f"{subject}: a title", "Due today.", "it is due today", TOM,
        series="20261207", priority=Priority.TODAY,
    )  # fmt: skip
    return replace(made, **more)  # pyright: ignore[reportArgumentType] fields by name


def sent(due: Due, message: str = "remind/1") -> Decision:
    return Decision(due, Verdict.SENT, due.why, due.to, message=message)


def run(store: Store, work: Callable[[Session], Any]) -> Any:
    def as_system(session: Session) -> Any:
        session.as_system("test")
        return work(session)

    return store.run_sync(as_system, group=GROUP)


def test_decisions_are_kept_and_read_back_in_the_order_of_the_message(store: Store):
    run(store, lambda s: kept.keep(s, []))
    run(store, lambda s: kept.keep(s, [sent(a_due("ACT-26-002")), sent(a_due("ACT-26-001", own=False))]))
    rows = run(store, lambda s: kept.of_message(s, "remind/1"))
    assert [(r.subject, r.debtor, r.state) for r in rows] == [
        ("ACT-26-002", TOM, Verdict.SENT),
        ("ACT-26-001", "", Verdict.SENT),
    ]
    assert len(run(store, lambda s: kept.of_person(s, TOM))) == 2


def test_what_was_decided_for_good_stays_and_what_waits_may_change(store: Store):
    until = datetime(2026, 12, 8, 9, 30, tzinfo=UTC)
    wait = Decision(a_due(), Verdict.WAITS, "budget", TOM, until)
    run(store, lambda s: kept.keep(s, [wait]))
    assert run(store, lambda s: kept.ledger(s, LONDON)).waiting == {a_due().key: until}
    run(store, lambda s: kept.keep(s, [sent(a_due())]))
    run(store, lambda s: kept.keep(s, [wait]))
    found = run(store, lambda s: kept.ledger(s, LONDON))
    assert found.waiting == {}
    assert found.settled == {a_due().key}


def test_what_waited_and_is_done_is_dropped_with_the_reason(store: Store):
    run(store, lambda s: kept.keep(s, [Decision(a_due(), Verdict.WAITS, "budget", TOM, datetime.now(UTC))]))
    assert run(store, lambda s: kept.drop_waiting(s, [], "x")) == 0
    assert run(store, lambda s: kept.drop_waiting(s, [a_due().key], "done")) == 1
    (row,) = run(store, lambda s: kept.of_person(s, TOM))
    assert (row.state, row.reason) == (Verdict.DROPPED, "done")


def test_a_message_cancelled_before_it_left_gives_its_lines_back(store: Store):
    run(store, lambda s: kept.keep(s, [sent(a_due("ACT-26-001")), sent(a_due("ACT-26-002"))]))
    run(store, lambda s: kept.advance(s, ["actions"], s.now))
    run(store, lambda s: kept.wait_again(s, "remind/1", but=["ACT-26-001"], reason="done"))
    states = {r.subject: r.state for r in run(store, lambda s: kept.of_person(s, TOM))}
    assert states == {"ACT-26-001": Verdict.DROPPED, "ACT-26-002": Verdict.WAITS}
    look = run(store, kept.last_look)
    assert isinstance(look, datetime)
    assert look < store.clock(), "so that the planner looks again at once"


def test_planned_until_is_kept_for_each_reminder(store: Store, clock: Clock):
    assert run(store, kept.last_look) is None
    assert run(store, kept.take_turn) is None
    run(store, lambda s: kept.advance(s, ["actions", "risks"], s.now))
    clock.move(minutes=5)
    run(store, lambda s: kept.advance(s, ["actions"], s.now))
    since = run(store, lambda s: kept.ledger(s, LONDON)).since
    assert since["actions"] - since["risks"] == timedelta(minutes=5)
    assert run(store, kept.take_turn) == run(store, kept.last_look) == clock.now


def test_the_ledger_knows_messages_people_and_warnings(store: Store, clock: Clock):
    run(store, lambda s: members.add(s, a_member(3, Role.MEMBER)))
    for n, kind in enumerate(("reminder", "digest", "notice", "urgent")):
        made = card("t", words("x"))
        run(store, lambda s, k=kind, i=n, c=made: outbox.enqueue(s, kind=k, key=f"k{i}", card=c, to_person=TOM))
    run(store, lambda s: kept.keep(s, [sent(a_due(rung="warning"))]))
    found = run(store, lambda s: kept.ledger(s, LONDON))
    assert found.messages == {TOM: (DAY, DAY)}
    assert found.people == {TOM}
    assert found.said == {("ACT-26-001", "20261207", "warning"): DAY}
    clock.move(days=3)
    assert run(store, lambda s: kept.ledger(s, LONDON)).messages[TOM][0] == DAY + timedelta(days=3), "not gone yet"


def test_what_reached_somebody_until_it_is_turned_into_thanks(store: Store, clock: Clock):
    made = card("t", words("x"))
    run(store, lambda s: outbox.enqueue(s, kind="reminder", key="k", card=made, to_person=TOM))
    began = clock.now
    clock.move(minutes=5)
    at = clock.now
    (row,) = store.run_sync(lambda s: outbox.claim(s, now=at), group="")
    store.run_sync(lambda s: outbox.mark_sending(s, row, now=at), group=GROUP)
    store.run_sync(lambda s: outbox.mark_sent(s, row, "m1", now=at), group=GROUP)
    assert [e.key for e in run(store, lambda s: kept.to_people(s, began))] == ["k"]
    edit = {"kind": "live", "key": "done/k", "card": made, "to_person": TOM, "edits": "k"}
    run(store, lambda s: outbox.enqueue(s, **edit))
    assert run(store, lambda s: kept.to_people(s, began)) == []
    found = run(store, lambda s: kept.entry(s, row.id))
    assert found is not None
    assert found.key == "k"
    assert run(store, lambda s: kept.entry(s, 999)) is None


def test_posts_are_found_by_the_day_in_their_key(store: Store):
    made = card("t", words("x"))
    for key, edits in (("channel/2026-12-01/x", ""), ("channel/2026-12-07/x", ""), ("e1", "channel/2026-12-07/x")):
        run(
            store,
            lambda s, k=key, e=edits: outbox.enqueue(s, kind="channel", key=k, card=made, to_channel=True, edits=e),
        )
    rows = run(store, lambda s: kept.posted(s, "channel/", DAY))
    assert [r.key for r in rows] == ["channel/2026-12-07/x", "e1"]
