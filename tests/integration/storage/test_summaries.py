"""Bulletins and bounded counts in the store, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from domain.actions import Action
from domain.people import ObjectId
from domain.summaries import Line, Part, Scope, Summary, drafted, posted
from storage import actions, history
from storage import returns as kept_returns
from storage import summaries as kept
from storage.store import Session, Store
from tests.actions_made import made
from tests.returns_made import a_return
from tests.stores import Clock, as_member

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
BODY = Summary("Risk summary", AT, "none", (Part("Top risks", (Line("é", ("RSK-26-001",)),), "None."),))


def test_a_bulletin_comes_back_with_the_same_text_and_hash(store: Store) -> None:
    def work(session: Session) -> None:
        as_member(session)
        assert kept.latest_posted(session) is None
        draft = drafted(kept.new_id(session), Scope(("JPUH",), "2026-10"), BODY, session.now, "round 2026-10")
        draft = kept.keep(session, draft, "draft summary")
        again = kept.get(session, "SUM-26-001")
        assert again == draft
        assert again is not None
        assert again.intact
        assert kept.of_occasion(session, "round 2026-10") == draft
        assert kept.of_occasion(session, "round 2026-11") is None
        done = kept.keep(session, posted(draft, ObjectId("chair"), session.now), "post summary")
        assert kept.latest_posted(session) == done
        assert [e.verb for e in history.entries(session, draft.id)] == ["post summary", "draft summary"]

    store.run_sync(work, group="sqog")


def an_action(n: int, day: int, **more: Any) -> Action:
    return made(f"ACT-26-{n:03}", due=date(2026, 12, day), version=0, **more)


def test_open_actions_are_counted_and_listed_within_bounds(store: Store) -> None:
    def work(session: Session) -> None:
        as_member(session)
        actions.add_many(session, [an_action(n, n) for n in range(1, 10)])
        actions.add_many(session, [an_action(20, 3, trust="NNUH"), an_action(21, 2, closed_at=AT)])
        end = date(2026, 12, 5)
        assert kept.count_open(session, until=end) == 6
        assert kept.count_open(session, until=end, most=4) == 4
        assert kept.count_open(session, trusts=("NNUH",), after=date(2026, 12, 1), until=end) == 1
        first = kept.first_open(session, after=date(2026, 12, 1), until=end, limit=2)
        assert [a.id for a in first] == ["ACT-26-002", "ACT-26-003"]
        two = kept.first_open(session, trusts=("NNUH", "JPUH"), after=date(2026, 12, 2), until=end, limit=2)
        assert [a.id for a in two] == ["ACT-26-003", "ACT-26-020"]

    store.run_sync(work, group="sqog")


def test_what_was_touched_and_corrected_since_a_moment(store: Store, clock: Clock) -> None:
    def before(session: Session) -> None:
        as_member(session)
        actions.add_many(session, [an_action(n, n) for n in range(1, 4)])
        kept_returns.keep(session, replace(a_return("JPUH"), version=0), "submit return")

    def after(session: Session) -> None:
        as_member(session)
        moment = clock.now - timedelta(minutes=30)
        action = actions.get(session, "ACT-26-002")
        ret = kept_returns.of_trust(session, "2026-10", "JPUH")
        assert action is not None
        assert ret is not None
        assert kept.touched_actions(session, moment) == ()
        changed = actions.change(session, replace(action, progress=50), "update action")
        assert kept.touched_actions(session, moment) == (changed,)
        assert kept.corrected_since(session, moment, "2025-11") == ()
        again = replace(ret, submission=2, submitted_at=session.now, correction_reason="143")
        again = kept_returns.keep(session, again, "correct return")
        assert kept.corrected_since(session, moment, "2025-11") == (again,)
        assert kept.corrected_since(session, moment, "2026-11") == ()

    store.run_sync(before, group="sqog")
    clock.move(hours=1)
    store.run_sync(after, group="sqog")
