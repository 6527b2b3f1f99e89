"""What is to be sent: put once, claimed once, marked by the latest claimer only, and doubtful when nobody knows."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from storage import deliveries, outbox
from storage.outbox import State
from tests.stores import GROUP

PRIYA = "00000000-0000-4000-8000-000000000002"


@dataclass
class Card:
    content: dict = field(default_factory=lambda: {"type": "AdaptiveCard"})
    twin: str = "A reminder"


def put(store, key="r/1", group=GROUP, **more):
    said: dict[str, Any] = {"kind": "reminder", "to_person": PRIYA} | more
    return store.run_sync(lambda s: outbox.enqueue(s, key=key, card=Card(), **said), group=group)


def do(store, work, group=""):
    return store.run_sync(work, group=group)


def claim(store, **more):
    return do(store, lambda s: outbox.claim(s, **more))


def state(store, key="r/1", group=GROUP):
    return do(store, lambda s: outbox.find(s, key), group).state


@pytest.fixture(autouse=True)
def database_time(monkeypatch, clock):
    """Leases go by the test's clock on PostgreSQL too; one test below asks the database itself."""
    real = outbox.clock
    monkeypatch.setattr(outbox, "clock", lambda session: session.now)
    return real


def test_a_post_is_put_once_whatever_happens(store):
    assert put(store) is True
    assert put(store) is False
    assert put(store, group="other") is True
    entry = do(store, lambda s: outbox.find(s, "r/1"), GROUP)
    assert (entry.kind, entry.to_person, entry.to_channel) == ("reminder", PRIYA, False)
    assert (entry.content, entry.twin, entry.state) == ({"type": "AdaptiveCard"}, "A reminder", State.PENDING)
    assert do(store, lambda s: outbox.find(s, "nothing"), GROUP) is None


@pytest.mark.parametrize("nobody", [{"to_person": None}, {"to_person": PRIYA, "to_channel": True}])
def test_a_post_has_one_address(store, nobody):
    with pytest.raises(ValueError, match="to a person or to the channel"):
        put(store, **nobody)


def test_only_what_is_due_is_claimed_oldest_first_and_once(store, clock):
    put(store, "later", not_before=clock.now + timedelta(hours=1))
    put(store, "second", not_before=clock.now - timedelta(minutes=1))
    put(store, "first", not_before=clock.now - timedelta(minutes=2), group="other")
    claimed = claim(store)
    assert [(e.key, e.group, e.fence, e.attempts) for e in claimed] == [
        ("first", "other", 1, 1),
        ("second", GROUP, 1, 1),
    ]
    assert claim(store) == []
    clock.move(hours=1)
    assert [e.key for e in claim(store)] == ["later"]


def test_no_more_are_claimed_than_asked_for(store):
    for number in range(5):
        put(store, f"r/{number}")
    assert [e.key for e in claim(store, limit=2)] == ["r/0", "r/1"]
    assert len(claim(store)) == 3


def test_the_whole_way_of_a_message(store, clock):
    put(store)
    (entry,) = claim(store)
    assert do(store, lambda s: outbox.mark_sending(s, entry))
    assert state(store) is State.SENDING
    clock.move(seconds=2)
    assert do(store, lambda s: outbox.mark_sent(s, entry, "1700000000000"))
    sent = do(store, lambda s: outbox.find(s, "r/1"), GROUP)
    assert (sent.state, sent.activity_id, sent.sent_at) == (State.SENT, "1700000000000", clock.now)
    assert claim(store) == []
    assert do(store, lambda s: outbox.last_sent(s, PRIYA, ("reminder",)), GROUP) == sent
    assert do(store, lambda s: outbox.last_sent(s, PRIYA), GROUP) == sent
    assert do(store, lambda s: outbox.last_sent(s, PRIYA, ("digest",)), GROUP) is None
    assert do(store, lambda s: outbox.last_sent(s, PRIYA), "other") is None


def test_a_claim_without_time_left_does_not_reach_the_wire(store, clock):
    put(store)
    (entry,) = claim(store)
    clock.move(seconds=41)  # less than the margin of its minute is left
    assert not do(store, lambda s: outbox.mark_sending(s, entry))


def test_a_dead_senders_claim_goes_back_and_its_marks_count_no_more(store, clock):
    put(store)
    (old,) = claim(store, by="dead")
    clock.move(seconds=61)
    assert do(store, outbox.reap) == []
    (new,) = claim(store, by="alive")
    assert new.fence == old.fence + 1
    assert not do(store, lambda s: outbox.mark_sending(s, old))
    assert do(store, lambda s: outbox.mark_sending(s, new))
    assert not do(store, lambda s: outbox.mark_sent(s, old, "x"))
    assert do(store, lambda s: outbox.mark_sent(s, new, "y"))


def test_a_sender_that_died_on_the_wire_leaves_doubt_not_a_second_post(store, clock):
    put(store)
    (entry,) = claim(store)
    do(store, lambda s: outbox.mark_sending(s, entry))
    clock.move(seconds=61)
    (doubtful,) = do(store, outbox.reap)
    assert (doubtful.key, doubtful.state) == ("r/1", State.UNCERTAIN)
    assert claim(store) == []
    assert do(store, outbox.reap) == []
    # It was only slow: now it is known.
    assert do(store, lambda s: outbox.mark_sent(s, entry, "late"))
    assert state(store) is State.SENT


def test_a_refused_post_is_tried_again_later(store, clock):
    put(store)
    (entry,) = claim(store)
    do(store, lambda s: outbox.mark_sending(s, entry))
    later = clock.now + timedelta(seconds=30)
    assert do(store, lambda s: outbox.mark_retry(s, entry, not_before=later, error="429"))
    assert claim(store) == []
    clock.move(seconds=30)
    (again,) = claim(store)
    assert (again.fence, again.attempts, again.last_error) == (2, 2, "429")


@pytest.mark.parametrize(
    ("mark", "ends"),
    [
        (lambda s, e: outbox.mark_uncertain(s, e, "500"), State.UNCERTAIN),
        (lambda s, e: outbox.mark_dead(s, e, "403"), State.DEAD),
    ],
)
def test_the_other_ends(store, mark, ends):
    put(store)
    (entry,) = claim(store)
    do(store, lambda s: outbox.mark_sending(s, entry))
    assert do(store, lambda s: mark(s, entry))
    assert state(store) is ends
    assert [e.key for e in do(store, lambda s: outbox.listed(s, ends), GROUP)] == ["r/1"]
    assert do(store, lambda s: outbox.listed(s, ends), "other") == []


def test_a_message_that_became_moot_is_cancelled_before_the_wire(store):
    put(store)
    (entry,) = claim(store)
    assert do(store, lambda s: outbox.cancel(s, entry, "the action is closed"))
    assert not do(store, lambda s: outbox.mark_sending(s, entry))


def test_closing_a_record_cancels_what_waits_about_it_in_its_group_only(store):
    put(store, "a", subject="ACT-26-001")
    put(store, "b", subject="ACT-26-001")
    put(store, "c", subject="ACT-26-002")
    put(store, "a", subject="ACT-26-001", group="other")
    (first, *_) = claim(store, limit=1)
    assert do(store, lambda s: outbox.cancel_for(s, "ACT-26-001", "closed"), GROUP) == 2
    assert not do(store, lambda s: outbox.mark_sending(s, first))
    assert (state(store, "c"), state(store, "a", "other")) == (State.PENDING, State.PENDING)
    assert do(store, lambda s: outbox.cancel_for(s, "ACT-26-001", "closed"), GROUP) == 0


def test_a_person_settles_a_doubt(store):
    for key in ("there", "gone"):
        put(store, key)
    entries = {e.key: e for e in claim(store)}
    for entry in entries.values():
        do(store, lambda s, e=entry: outbox.mark_sending(s, e))
        do(store, lambda s, e=entry: outbox.mark_uncertain(s, e, "timeout"))
    settle = outbox.settle
    assert do(store, lambda s: settle(s, entries["there"].id, arrived=True, reason="seen"), GROUP)
    assert not do(store, lambda s: settle(s, entries["gone"].id, arrived=False, reason="not there"), "other")
    assert do(store, lambda s: settle(s, entries["gone"].id, arrived=False, reason="not there"), GROUP)
    assert (state(store, "there"), state(store, "gone")) == (State.SENT, State.CANCELLED)


def test_what_a_person_got_is_counted_by_kind_and_day(store, clock):
    put(store, "old")
    (old,) = claim(store)
    do(store, lambda s: outbox.mark_sending(s, old))
    do(store, lambda s: outbox.mark_sent(s, old, "1"))
    clock.move(days=1)
    midnight = clock.now.replace(hour=0)
    put(store, "waiting")
    put(store, "notice", kind="notice")
    put(store, "cancelled", subject="x")
    do(store, lambda s: outbox.cancel_for(s, "x", "moot"), GROUP)

    def count(s):
        return outbox.sent_count(s, PRIYA, midnight, ("reminder", "digest"))

    assert do(store, count, GROUP) == 1
    assert do(store, count, "other") == 0


def test_how_long_the_oldest_due_message_waits(store, clock):
    assert do(store, outbox.oldest_due) is None
    put(store, "later", not_before=clock.now + timedelta(hours=1))
    assert do(store, outbox.oldest_due) is None
    put(store, "now")
    put(store, "soon", not_before=clock.now + timedelta(seconds=1))
    since = clock.now
    clock.move(minutes=10)
    assert do(store, outbox.oldest_due) == since


def test_leases_go_by_the_databases_own_clock_on_postgres(store, clock, database_time):
    found = store.run_sync(database_time, group="")
    if store.path is None:
        assert abs((found - clock.now).total_seconds()) > 60
    else:
        assert found == clock.now


def test_senders_side_by_side_never_share_a_row(postgres_store):
    """Four senders at once on PostgreSQL: each row is claimed by exactly one, and nobody waits for another."""
    for number in range(60):
        put(postgres_store, f"r/{number}")
    with ThreadPoolExecutor(4) as pool:
        rounds = list(pool.map(lambda n: claim(postgres_store, limit=10, by=f"s{n}"), range(12)))
    keys = [e.key for entries in rounds for e in entries]
    assert len(keys) == len(set(keys)) == 60


@pytest.mark.parametrize("many", [False, True])
def test_of_a_post_that_nobody_is_named_for_only_the_day_is_kept(store, clock, many):
    day = clock.now.replace(hour=0, minute=0)
    key = f"{outbox.NAMELESS}concern/1"
    put(store, key, at=day)
    put(store, "named")
    assert do(store, outbox.oldest_due, GROUP) == clock.now, "it does not make the bot look late"
    for entry in claim(store):
        assert do(store, lambda s, e=entry: outbox.mark_sending(s, e))
        if many:
            do(store, lambda s, e=entry: deliveries.mark_sent(s, [(e, "1732358477123")]))
        else:
            assert do(store, lambda s, e=entry: outbox.mark_sent(s, e, "1732358477123"))
    found = do(store, lambda s: outbox.find(s, key), GROUP)
    assert found.nameless
    assert (found.created_at, found.not_before, found.sent_at, found.activity_id) == (day, day, day, "")
    assert found.state == State.SENT
    other = do(store, lambda s: outbox.find(s, "named"), GROUP)
    assert (other.sent_at != day, other.activity_id, other.nameless) == (True, "1732358477123", False)


def test_only_nameless_posts_wait_unseen(store, clock):
    put(store, f"{outbox.NAMELESS}concern/1", at=clock.now.replace(hour=0))
    assert do(store, outbox.oldest_due, GROUP) is None
    assert [e.key for e in claim(store)] == [f"{outbox.NAMELESS}concern/1"], "they leave at once all the same"
