"""What is done when it is not known whether a message arrived.

Owns: the rule for each kind of post. Must not: send; whatever is sent again goes through the outbox with its own key.
Source: reliability.md 1.2 (the table of ambiguous outcomes).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from cards.kit import Card, notice
from domain.calendar import as_at
from domain.group import Group
from storage import outbox
from storage.outbox import Entry
from storage.session import Session

REPEAT = "/repeat"
ONCE_MORE = frozenset({"urgent"})
"""Sent again once, visibly marked: of these a double is better than silence."""
ASK_OWNER = frozenset({"summary", "channel", "live"})
"""A person looks whether it is there."""

Ask = Callable[[Session, Entry], None]
"""Puts a card for the owner into the outbox: may not have arrived, `Post again` or `It is there`."""


def settle(session: Session, entry: Entry, group: Group | None, ask: Ask | None) -> None:
    """Do what the kind of a row that just became uncertain asks for. Reminders and digests: nothing, they stay listed.

    What is still open stands in the next reminder, and the row in the delivery log.
    """
    if entry.kind in ONCE_MORE and not entry.key.endswith(REPEAT):
        _repeat(session, entry, group)
    elif entry.kind in ASK_OWNER and ask is not None:
        ask(session, entry)


def _repeat(session: Session, entry: Entry, group: Group | None) -> None:
    zone = group.zone if group is not None else session.now.tzinfo
    first = entry.created_at if entry.nameless else session.now
    outbox.enqueue(
        session,
        kind=entry.kind,
        key=entry.key + REPEAT,
        card=marked(Card(dict(entry.content), entry.twin), entry.id, first.astimezone(zone)),
        to_person=entry.to_person,
        to_channel=entry.to_channel,
        subject=entry.subject,
        at=first,
    )


def marked(card: Card, reference: int, first_try: datetime) -> Card:
    """The card with a line on top that says it may be there already."""
    words = f"Repeat of {as_at(first_try)}, reference {reference}. You may have had this message already."
    body: list[Any] = [notice(words, "watch"), *card.content.get("body", [])]
    return Card({**card.content, "body": body}, f"{words}\n{card.twin}")
