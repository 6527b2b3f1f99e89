"""The register in the store, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.people import ObjectId
from domain.refusals import Stale
from domain.risk_changes import Signed, accepted, answered_elsewhere, closed, reviewed
from domain.risks import Risk, Seen
from domain.scores import Score
from storage import actions, history, records
from storage import risks as kept
from storage.risks import Wanted
from storage.store import Session, Store
from tests.actions_made import made
from tests.sample_risks import GROUP, a_raised, sign
from tests.stores import as_member

NOVEMBER = date(2026, 11, 23)


def keep(session: Session, **changes: Any) -> Risk:
    as_member(session)
    return kept.add(session, a_raised(kept.new_id(session), **changes))


def register(session: Session) -> None:
    keep(session, day=date(2026, 6, 1))
    keep(session, day=NOVEMBER, likelihood=3, trust="NNUH", appetite="open", theme="triage")
    keep(session, day=date(2026, 9, 1), likelihood=2, trust="ALL", appetite="cautious", owner=ObjectId("other"))
    kept.change(session, closed(keep(session, trust="NNUH"), sign(), "done"), "close risk")


def ids(found: tuple[Risk, ...]) -> list[str]:
    return [r.id for r in found]


def test_a_risk_comes_back_as_it_was_kept(store: Store) -> None:
    def work(session: Session) -> None:
        risk = keep(session)
        risk = answered_elsewhere(risk, Seen("NNUH", True, "here too", ObjectId("n"), NOVEMBER, 3, 4))
        risk = accepted(risk, sign(by="chair"), date(2027, 3, 1), "until the new rota")
        after = kept.change(session, risk, "accept risk")
        assert kept.get(session, risk.id) == after
        stood = history.version(session, after.id, after.version)
        assert stood is not None
        assert records.revive(kept.risks, Risk, stood.body) == after

    store.run_sync(work, group="sqog")


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(), ["RSK-26-001", "RSK-26-002", "RSK-26-003"]),
        (Wanted(trusts=("NNUH",)), ["RSK-26-002", "RSK-26-003"]),
        (Wanted(min_score=12), ["RSK-26-001", "RSK-26-002"]),
        (Wanted(over={"minimal": 6, "open": 12, "cautious": 9}), ["RSK-26-001"]),
        (Wanted(theme="triage"), ["RSK-26-002"]),
        (Wanted(owner="other"), ["RSK-26-003"]),
        (Wanted(due_by=date(2026, 11, 30)), ["RSK-26-001", "RSK-26-003"]),
        (Wanted(trusts=("QEHKL",), min_score=9), []),
    ],
)
def test_lists_hold_what_was_asked_for(store: Store, wanted: Wanted, expected: list[str]) -> None:
    def work(session: Session) -> None:
        register(session)
        assert ids(kept.listed(session, wanted)) == expected
        assert kept.count(session, wanted) == len(expected)

    store.run_sync(work, group="sqog")


def test_the_list_is_paged_counted_and_of_one_group_only(store: Store) -> None:
    def work(session: Session) -> None:
        register(session)
        assert ids(kept.listed(session, limit=1, offset=1)) == ["RSK-26-002"]
        assert kept.count(session, most=2) == 2
        assert ids(kept.review_due(session, date(2026, 7, 1))) == ["RSK-26-001"]
        assert kept.heat(session) == {(4, 4): 1, (3, 4): 1, (2, 4): 1}
        assert kept.heat(session, ("NNUH",)) == {(3, 4): 1, (2, 4): 1}

    store.run_sync(work, group="sqog")
    assert store.run_sync(kept.listed, group="another") == ()


def test_what_moved_and_closed_since_a_moment(store: Store) -> None:
    def work(session: Session) -> None:
        register(session)
        since = datetime(2026, 11, 1, tzinfo=UTC)
        assert ids(kept.moved_since(session, since)) == ["RSK-26-002"]
        third = kept.get(session, "RSK-26-003")
        assert third is not None
        kept.change(session, reviewed(third, GROUP, sign(), Score(5, 4), "worse"), "review risk")
        assert ids(kept.moved_since(session, since)) == ["RSK-26-003", "RSK-26-002"]
        assert ids(kept.moved_since(session, since, ("JPUH",))) == ["RSK-26-003"]
        assert ids(kept.closed_since(session, since)) == ["RSK-26-004"]
        assert ids(kept.closed_since(session, since, ("JPUH",))) == []

    store.run_sync(work, group="sqog")


def test_the_second_of_two_who_change_a_risk_is_told(store: Store) -> None:
    def work(session: Session) -> None:
        risk = keep(session)
        who = Signed(ObjectId("a"), "A", session.now, NOVEMBER)
        kept.change(session, reviewed(risk, GROUP, who, Score(3, 3), "better"), "review risk")
        with pytest.raises(Stale):
            kept.change(session, replace(risk, held_at="elsewhere"), "change risk")

    store.run_sync(work, group="sqog")


def test_actions_that_are_not_closed_are_counted_by_risk(store: Store) -> None:
    def work(session: Session) -> None:
        as_member(session)
        for record, end in (("ACT-26-001", None), ("ACT-26-002", session.now)):
            actions.add(session, made(record, risk="RSK-26-001", closed_at=end, version=0))
        assert kept.open_actions(session, ["RSK-26-001", "RSK-26-002"]) == {"RSK-26-001": 1}
        accepted_risk = accepted(keep(session), sign(by="chair"), date(2027, 3, 1), "for now")
        kept.change(session, accepted_risk, "accept risk")
        assert ids(kept.accepted(session)) == ids(kept.accepted(session, ("JPUH",))) == [accepted_risk.id]
        assert kept.accepted(session, ("NNUH",)) == ()

    store.run_sync(work, group="sqog")
