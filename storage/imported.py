"""Which rows of somebody's workbook became which records, so that the same workbook twice makes nothing twice.

Owns: that table, the id and the journal line of such an import. Must not: read a workbook.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Column, String, Table, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage import ids, journal
from storage.session import Session
from storage.tables import canonical, metadata

imported = Table(
    "imported",
    metadata,
    Column("group", String(64), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("record", String(64), nullable=False),
    Column("source", String(32), nullable=False),
)
AT_ONCE = 400
"""Keys of one query. Source: ours, below SQLite's limit of variables."""


def known(session: Session, kind: str, keys: Sequence[str]) -> dict[str, str]:
    """The records that these rows became, by key."""
    found: dict[str, str] = {}
    for start in range(0, len(keys), AT_ONCE):
        query = select(imported.c.key, imported.c.record).where(
            imported.c.group == session.group,
            imported.c.kind == kind,
            imported.c.key.in_(keys[start : start + AT_ONCE]),
        )
        found |= {row[0]: row[1] for row in session.connection.execute(query)}
    return found


def note(session: Session, kind: str, records: Mapping[str, str], *, year: int) -> str:
    """Note what each row became; the id of the import."""
    source = ids.next_id(session, "IMP", year=year)
    rows = [
        {"group": session.group, "kind": kind, "key": key, "record": record, "source": source}
        for key, record in records.items()
    ]
    upsert = postgres_insert if session.postgres else sqlite_insert
    statement = upsert(imported)
    fresh = {name: statement.excluded[name] for name in ("record", "source")}
    session.connection.execute(
        statement.on_conflict_do_update(index_elements=["group", "kind", "key"], set_=fresh), rows
    )
    after = journal.snapshot(session, source, 1, canonical({"kind": kind, "records": list(records.values())}))
    journal.append(session, f"import {kind}", source, after=after)
    return source
