"""Many rows in one statement say what one row at a time says."""

from datetime import UTC, datetime

import pytest

from cards.kit import card, words
from storage import deliveries, outbox
from storage.outbox import State
from tests.stores import GROUP

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
"""Due by the database's clock too."""


@pytest.fixture
def rows(store):
    def put(session):
        for n in range(5):
            made = card("A", words("B"))
            outbox.enqueue(session, kind="reminder", key=f"k{n}", card=made, to_person="ann", not_before=LONG_AGO)

    store.run_sync(put, group=GROUP)
    return store.run_sync(outbox.claim, group="")


def state(store, n):
    return store.run_sync(lambda s: outbox.find(s, f"k{n}"), group=GROUP).state


def test_all_are_marked_before_the_wire_but_the_cancelled(store, rows):
    store.run_sync(lambda s: outbox.cancel(s, rows[2], "moot"), group=GROUP)
    held = store.run_sync(lambda s: deliveries.mark_sending(s, rows), group=GROUP)
    assert [row.key for row in held] == ["k0", "k1", "k3", "k4"]
    assert state(store, 2) is State.CANCELLED
    assert store.run_sync(lambda s: deliveries.mark_sending(s, rows), group=GROUP) == [], "once"
    assert store.run_sync(lambda s: deliveries.mark_sending(s, []), group=GROUP) == []


def test_a_lease_that_runs_out_or_another_claim_holds_them_back(sqlite_store, clock):
    sqlite_store.run_sync(
        lambda s: outbox.enqueue(s, kind="reminder", key="k0", card=card("A", words("B")), to_person="ann"), group=GROUP
    )
    first = sqlite_store.run_sync(outbox.claim, group="")
    clock.move(seconds=45)
    assert sqlite_store.run_sync(lambda s: deliveries.mark_sending(s, first), group=GROUP) == []
    clock.move(seconds=30)
    sqlite_store.run_sync(outbox.reap, group="")
    second = sqlite_store.run_sync(outbox.claim, group="")
    assert sqlite_store.run_sync(lambda s: deliveries.mark_sending(s, first), group=GROUP) == []
    assert sqlite_store.run_sync(lambda s: deliveries.mark_sending(s, second), group=GROUP) == second
    sqlite_store.run_sync(lambda s: deliveries.mark_sent(s, [(first[0], "old")]), group=GROUP)
    assert state(sqlite_store, 0) is State.SENDING, "an older claim's word does not count"


def test_sent_with_its_id_also_when_it_was_in_doubt(store, rows):
    store.run_sync(lambda s: deliveries.mark_sending(s, rows[:3]), group=GROUP)
    store.run_sync(lambda s: outbox.mark_uncertain(s, rows[1], "502"), group=GROUP)
    sent = [(row, f"m{n}") for n, row in enumerate(rows)]
    store.run_sync(lambda s: deliveries.mark_sent(s, sent), group=GROUP)
    found = [store.run_sync(lambda s, n=n: outbox.find(s, f"k{n}"), group=GROUP) for n in range(5)]
    assert [row.activity_id for row in found] == ["m0", "m1", "m2", "", ""]
    assert [row.state for row in found] == [State.SENT] * 3 + [State.CLAIMED] * 2
    assert all(row.sent_at is not None for row in found[:3])
