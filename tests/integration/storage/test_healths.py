"""How the sending goes, on both databases."""

from __future__ import annotations

from datetime import timedelta

from cards.kit import card, words
from storage import healths, outbox
from tests.stores import GROUP


def test_counts_and_lists_of_this_group_only(store):
    def put(session):
        session.as_system("test")
        outbox.enqueue(session, kind="notice", key="a", card=card("A", words("a")), to_person="p")

    store.run_sync(put, group=GROUP)
    store.run_sync(put, group="another")
    found = store.run_sync(lambda s: healths.health(s, s.now - timedelta(days=7)), group=GROUP)
    assert (found.sent, found.waiting, found.uncertain, found.dead) == (0, 1, (), ())
