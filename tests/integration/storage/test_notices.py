"""Notices to a person: the newest first, without edits, reminders and other people's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cards.kit import card, words
from storage import notices, outbox
from storage.session import Session
from storage.store import Store

CARD = card("x", words("y"))


def test_the_newest_first_and_only_theirs(store: Store):
    def work(session: Session) -> list[str]:
        session.as_system("test")
        put: list[dict[str, Any]] = [
            {"kind": "notice", "key": "n/1", "to_person": "tom"},
            {"kind": "summary", "key": "n/2", "to_person": "tom"},
            {"kind": "reminder", "key": "n/3", "to_person": "tom"},
            {"kind": "notice", "key": "n/4", "to_person": "ann"},
            {"kind": "notice", "key": "n/5", "to_person": "tom", "edits": "n/1"},
        ]
        for row in put:
            outbox.enqueue(session, card=CARD, **row)
        assert notices.to_person(session, "tom", session.now + timedelta(days=1)) == []
        assert [n.key for n in notices.to_person(session, "tom", session.now, limit=1)] == ["n/2"]
        return [n.key for n in notices.to_person(session, "tom", session.now)]

    assert store.run_sync(work, group="sqog") == ["n/2", "n/1"]
