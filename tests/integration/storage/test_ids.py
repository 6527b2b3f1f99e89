"""Ids that people say: counted by group, kind and year, never given twice."""

import asyncio

import pytest

from storage import ids
from tests.stores import GROUP


def test_ids_count_by_group_kind_and_year(store, clock):
    def give(kind, group=GROUP, **more):
        return store.run_sync(lambda s: ids.next_id(s, kind, **more), group=group)

    assert [give("ACT"), give("ACT"), give("RSK"), give("ACT", "other")] == [
        "ACT-26-001",
        "ACT-26-002",
        "RSK-26-001",
        "ACT-26-001",
    ]
    assert give("ACT", year=2025) == "ACT-25-001"
    clock.move(days=60)
    assert give("ACT") == "ACT-27-001"


def test_an_id_of_a_transaction_that_was_undone_is_given_again(store):
    def fails(session):
        ids.next_id(session, "ACT")
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        store.run_sync(fails, group=GROUP)
    assert store.run_sync(lambda s: ids.next_id(s, "ACT"), group=GROUP) == "ACT-26-001"


def test_nobody_gets_the_same_at_the_same_moment(store):
    async def all_at_once():
        return await asyncio.gather(*(store.run(lambda s: ids.next_id(s, "ACT"), group=GROUP) for _ in range(50)))

    found = asyncio.run(all_at_once())
    assert sorted(found) == [f"ACT-26-{n:03d}" for n in range(1, 51)]
