"""What a person was told at once, outside the ladders of reminders: for the delivery log. Owns: that query."""

from __future__ import annotations

from datetime import datetime

from storage.outbox import Entry, rows
from storage.session import Session
from storage.tables import outbox

KINDS = ("notice", "summary", "urgent")


def to_person(session: Session, person: str, since: datetime, *, limit: int = 10) -> list[Entry]:
    """Notices to a person since a moment, the newest first. An edit of an earlier one is not counted as another."""
    mine = (outbox.c.to_person == person, outbox.c.kind.in_(KINDS), outbox.c.created_at >= since, outbox.c.edits == "")
    return rows(session, *mine)[::-1][:limit]
