"""Records that a reminder had to leave out, because it failed with them: named until it can be planned with them again.

Owns: these rows of the planner's table. Must not: know why a record failed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from domain.reminders import EVERY
from storage.reminders import planned
from storage.session import Session

_PERSONS = re.compile(r"(\w+)(?:/.|-[0-9a-f]{8}-)")
"""`members/...`, `absences/...`, and `LEFT-` with an object id."""


def keep(session: Session, found: Mapping[tuple[str, str], datetime]) -> None:
    """These, by (reminder, record), with the moment up to which they were planned; any other is mended."""
    until = {f"{name}/{record}": at for (name, record), at in found.items()}
    rows = [{"group": session.group, "reminder": name, "until": at} for name, at in until.items()]
    left_before = planned.c.reminder.contains("/")
    mended = (planned.c.group == session.group, left_before, planned.c.reminder.not_in(list(until)))
    session.connection.execute(planned.delete().where(*mended))
    if rows:
        insert = (postgres_insert if session.postgres else sqlite_insert)(planned)
        session.connection.execute(insert.on_conflict_do_nothing(), rows)


def named(session: Session) -> tuple[str, ...]:
    """Each as people read it: `actions (ACT-26-014)`, `every reminder (ACT-26-014)` where it cannot even be read."""
    query = select(planned.c.reminder).where(planned.c.group == session.group, planned.c.reminder.contains("/"))
    rows = session.connection.execute(query.order_by(planned.c.reminder)).scalars()
    parts = (row.split("/", 1) for row in rows)
    return tuple(f"{'every reminder' if name == EVERY else name} ({spoken(record)})" for name, record in parts)


def spoken(record: str) -> str:
    """A record as a log may name it: of an entry that is called after a person only its kind.

    >>> spoken("ACT-26-014"), spoken("members/00000000-0000-4000-8000-000000000001")
    ('ACT-26-014', 'members')
    """
    kind = _PERSONS.match(record)
    return kind[1] if kind else record
