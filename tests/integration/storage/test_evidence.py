"""The evidence register in the store, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from domain.actions import Action, Evidence
from domain.actions import Status as ActionStatus
from domain.evidence import EVERY, Item, Status, withdrawn
from domain.people import ObjectId
from storage import actions
from storage import evidence as kept
from storage.evidence import Wanted
from storage.store import Session, Store
from tests.actions_made import made
from tests.evidence_made import an_item
from tests.stores import as_member

SHOWN = Evidence("Minutes", "", ObjectId("a"), "A", datetime(2026, 11, 4, tzinfo=UTC))


def put(session: Session, **changes: Any) -> Item:
    as_member(session)
    number = kept.new_id(session, 2026)
    at = datetime(2026, 11, int(number[-2:]), tzinfo=UTC)
    return kept.add(session, an_item(number, **{"added_at": at, **changes}))


def ids(found: tuple[Item, ...] | tuple[Action, ...]) -> list[str]:
    return [i.id for i in found]


def test_items_are_found_by_what_they_support_by_trust_and_when_stale(store: Store) -> None:
    def work(session: Session) -> None:
        one = put(session)
        put(session, trust="NNUH", supports=("CNST",), records=(), next_review=date(2026, 10, 1))
        put(session, trust=EVERY, supports=("SBLCB:E1",), status=Status.REFERENCE, next_review=date(2026, 9, 1))
        put(session, status=Status.SUPERSEDED, superseded_by="x", next_review=date(2026, 9, 1), supports=(), records=())
        gone = put(session)
        kept.change(session, withdrawn(gone, "twice"), "withdraw evidence")
        assert kept.get(session, one.id) == one
        assert ids(kept.listed(session)) == ["EVD-26-004", "EVD-26-003", "EVD-26-002", "EVD-26-001"]
        assert ids(kept.listed(session, limit=1, offset=1)) == ["EVD-26-003"]
        assert ids(kept.listed(session, Wanted(("CNST",)))) == ["EVD-26-002", "EVD-26-001"]
        assert ids(kept.listed(session, Wanted(("CNST:SA7",)))) == ["EVD-26-001"]
        assert ids(kept.listed(session, Wanted(("RSK-26-003", "SBLCB:E1")))) == ["EVD-26-003", "EVD-26-001"]
        assert ids(kept.listed(session, Wanted(trusts=("NNUH",)))) == ["EVD-26-003", "EVD-26-002"]
        stale = Wanted(stale_on=date(2026, 11, 23))
        assert ids(kept.listed(session, stale)) == ["EVD-26-003", "EVD-26-002"]

    store.run_sync(work, group="sqog")


def test_counts_are_by_requirement_and_trust_and_see_actions_too(store: Store) -> None:
    def work(session: Session) -> None:
        put(session)
        put(session, trust=EVERY, supports=("CNST:SA7", "CNST"))
        put(session, status=Status.REFERENCE)
        action = replace(made(), frameworks=("CNST:SA7",), evidence=(SHOWN,), trust="NNUH")
        actions.add(session, action)
        actions.add(session, replace(action, id="ACT-26-098", evidence=()))
        actions.add(session, replace(action, id="ACT-26-099", status=ActionStatus.NOT_DOING))
        assert kept.counts(session, "CNST") == {
            ("CNST:SA7", "JPUH"): 1,
            ("CNST:SA7", "ALL"): 1,
            ("CNST:SA7", "NNUH"): 1,
            ("CNST", "ALL"): 1,
        }
        assert ids(kept.on_actions(session, "CNST:SA7")) == [action.id]
        assert ids(kept.on_actions(session, "CNST")) == [action.id]
        assert kept.on_actions(session, "CNST:SA6") == ()

    store.run_sync(work, group="sqog")


def test_assured_actions_are_with_evidence_or_stand_out(store: Store) -> None:
    def work(session: Session) -> None:
        as_member(session)
        assured = replace(made(), status=ActionStatus.ASSURED, closed_at=session.now)
        actions.add(session, assured)
        actions.add(session, replace(assured, id="ACT-26-098", evidence=(SHOWN,)))
        assert ids(kept.without(session)) == [assured.id]
        assert ids(kept.on_actions(session)) == ["ACT-26-098"]

    store.run_sync(work, group="sqog")


def test_the_starter_lists_keys_are_known(store: Store) -> None:
    def work(session: Session) -> None:
        item = put(session, document="pqom")
        put(session)
        assert kept.documents(session) == {"pqom"}
        kept.change(session, withdrawn(item, "not ours"), "withdraw evidence")
        assert kept.documents(session) == frozenset()

    store.run_sync(work, group="sqog")
