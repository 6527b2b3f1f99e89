"""How many records of each class are beyond their period. Owns: counting them. Must not: delete anything."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Date, func, select

from domain.retention import Rule
from storage.session import Session
from storage.tables import complete


def beyond(session: Session, rule: Rule, before: date) -> int:
    """Records of this class that ended before a day; one that has not ended is never counted."""
    found = complete().tables
    total = 0
    for name, column in rule.tables:
        table = found[name]
        moment: Any = before
        if not isinstance(table.c[column].type, Date):
            moment = datetime.combine(before, time(), tzinfo=UTC)
        query = select(func.count()).where(table.c.group == session.group, table.c[column] < moment)
        total += session.connection.execute(query).scalar_one()
    return total
