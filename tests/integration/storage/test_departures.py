"""What was to leave, what left, and what holds the others."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cards.kit import card, words
from storage import departures, outbox
from storage.departures import Departures
from storage.store import Store
from tests.plans import heard, plans
from tests.stores import GROUP, Clock

TOM = "00000000-0000-4000-8000-000000000003"


def run(store: Store, work: Any) -> Any:
    return store.run_sync(work, group=GROUP)


def put(store: Store, key: str, kind: str = "reminder", **more: Any) -> None:
    made = card("t", words("x"))
    run(store, lambda s: outbox.enqueue(s, kind=kind, key=key, card=made, to_person=TOM, **more))


def test_due_sent_and_what_holds_the_others(store: Store, clock: Clock):
    began = clock.now
    assert run(store, lambda s: departures.since(s, began)) == Departures(0, 0, None, 0, 0)
    for key in ("a", "b", "c", "d"):
        put(store, key, "urgent" if key == "d" else "digest")
    put(store, "notice", "notice")
    put(store, "tomorrow", not_before=began + timedelta(days=1))
    clock.move(minutes=5)
    assert run(store, lambda s: departures.since(s, began)) == Departures(4, 0, began, 0, 0)
    at = clock.now
    rows = {r.key: r for r in store.run_sync(lambda s: outbox.claim(s, now=at), group="")}
    for key in "abc":
        store.run_sync(lambda s, k=key: outbox.mark_sending(s, rows[k], now=at), group=GROUP)
    run(store, lambda s: outbox.mark_uncertain(s, rows["a"], "502"))
    run(store, lambda s: outbox.mark_dead(s, rows["b"], "403"))
    assert run(store, lambda s: departures.since(s, began)) == Departures(4, 0, began, 1, 1)
    run(store, lambda s: outbox.mark_sent(s, rows["c"], "m", now=at))
    assert run(store, lambda s: departures.since(s, began))[:2] == (4, 1)


def test_what_waits_to_try_again_is_due_all_the_while_also_the_day_after(store: Store, clock: Clock):
    put(store, "a")
    put(store, "b")
    at = clock.now
    rows = {r.key: r for r in store.run_sync(lambda s: outbox.claim(s, now=at), group="")}
    later = at + timedelta(days=9)
    run(store, lambda s: outbox.mark_retry(s, rows["a"], not_before=later, error="503"))
    run(store, lambda s: outbox.mark_dead(s, rows["b"], "403"))
    clock.move(days=1)
    today = clock.now
    assert run(store, lambda s: departures.since(s, today)) == Departures(1, 0, at, 0, 0), "what is dead is no news"


def test_no_whole_table_is_read(store: Store, clock: Clock):
    with heard(store.engine) as said:
        run(store, lambda s: departures.since(s, clock.now))
    steps = [step for _, plan in run(store, lambda s: list(plans(s, said))) for step in plan]
    assert steps
    assert not [step for step in steps if step.startswith(("SCAN outbox", "Seq Scan on outbox"))] or store.path is None
