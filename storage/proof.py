"""Whether what is kept is what was written: the journal's chain, the versions it names, the records as they stand.

Owns: these proofs. Must not: mend anything. A chain shows a changed or missing line; it cannot show a tail that was cut
off, so `head` is also published outside the database and can be given back as `anchor`. Source: reliability.md 3.3.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import orjson
from sqlalchemy import Connection, Table, func, select

from storage import journal as chain
from storage.mapping import Shape
from storage.session import Line
from storage.tables import complete, journal, versions

MOST_FAULTS = 20
"""As many are said; one is enough to look closely. Source: ours."""
_LINE = [journal.c[n] for n in ("seq", *Line._fields, "prev", "h")]


@dataclass(frozen=True, slots=True)
class Head:
    """The last line of a group's journal: publish it, and compare later."""

    group: str
    seq: int
    h: str


def groups_of(connection: Connection) -> tuple[str, ...]:
    """Every group that has a journal."""
    return tuple(connection.execute(select(journal.c.group).distinct().order_by(journal.c.group)).scalars())


def head(connection: Connection, group: str) -> Head:
    """The last line of a group's journal; line 0 when there is none."""
    query = select(journal.c.seq, journal.c.h).where(journal.c.group == group).order_by(journal.c.seq.desc()).limit(1)
    row = connection.execute(query).first()
    return Head(group, row.seq, row.h) if row else Head(group, 0, "")


def faults(connection: Connection, *, anchors: tuple[Head, ...] = ()) -> tuple[str, ...]:
    """What is not as it was written, in words, of every group; empty when all is well."""
    found: list[str] = []
    for group in groups_of(connection):
        for fault in (*lines(connection, group), *bodies(connection, group), *records(connection, group)):
            found.append(f"{group}: {fault}")
            if len(found) == MOST_FAULTS:
                return tuple(found)
    for anchor in anchors:
        query = select(journal.c.h).where(journal.c.group == anchor.group, journal.c.seq == anchor.seq)
        if anchor.seq and connection.execute(query).scalar() != anchor.h:
            found.append(f"{anchor.group}: line {anchor.seq} of the journal is not the one that was published")
    return tuple(found)


def lines(connection: Connection, group: str) -> Iterator[str]:
    """Walk the chain; stops at its first break, since nothing after it proves anything."""
    last, before = 0, ""
    for row in connection.execute(select(*_LINE).where(journal.c.group == group).order_by(journal.c.seq)):
        if row.seq != last + 1:
            yield f"the journal lacks line {last + 1}"
            return
        if row.prev != before or row.h != chain.link(before, group, row.seq, Line(*row[1:-2])):
            yield f"line {row.seq} of the journal was changed"
            return
        last, before = row.seq, row.h


def bodies(connection: Connection, group: str) -> Iterator[str]:
    """Each version kept is the one that the journal names, none is missing, and none outlived its deletion by rule."""
    gone = _gone(connection, group)
    named = select(journal.c.seq, journal.c.subject, journal.c.after_hash).where(
        journal.c.group == group, journal.c.after_hash != ""
    )
    wanted = {(row.subject, row.after_hash) for row in connection.execute(named) if row.seq > gone.get(row.subject, 0)}
    kept = select(versions.c.subject, versions.c.version, versions.c.hash, versions.c.body)
    for row in connection.execute(kept.where(versions.c.group == group)):
        if chain.digest(row.body) != row.hash or (row.subject, row.hash) not in wanted:
            yield f"version {row.version} of {row.subject} was changed"
        wanted.discard((row.subject, row.hash))
    for subject, _ in sorted(wanted):
        yield f"a version of {subject} is missing"


def _gone(connection: Connection, group: str) -> dict[str, int]:
    """The line by which each record went that was deleted by rule."""
    deleted = select(journal.c.subject, func.max(journal.c.seq)).where(
        journal.c.group == group, journal.c.verb.startswith(chain.DELETED), journal.c.after_hash == ""
    )
    return {row[0]: row[1] for row in connection.execute(deleted.group_by(journal.c.subject))}


def records(connection: Connection, group: str) -> Iterator[str]:
    """Each record stands as its latest version says, in the columns that the version knows."""
    numbered = select(versions.c.subject, versions.c.version, versions.c.hash).where(versions.c.group == group)
    hashes = {(row.subject, row.version): row.hash for row in connection.execute(numbered)}
    for table in versioned():
        shape = Shape(table)
        at = shape.names.index("version")
        own = table.c.group if "group" in table.c else table.c.id
        for row in connection.execute(select(*shape.columns).where(own == group)).all():
            values = shape.values_of(row)
            subject, body = shape.subject_of(values), shape.body(values)
            if hashes.get((subject, values[at])) == chain.digest(body):
                continue
            if not _as_said(connection, group, subject, values[at], body):
                yield f"{subject} was changed past the journal"


def file_faults(connection: Connection, *, quick: bool = False) -> tuple[str, ...]:
    """What SQLite itself finds wrong in its file, and rows without what they belong to. Nothing on PostgreSQL."""
    if connection.dialect.name != "sqlite":
        return ()
    word = "quick_check" if quick else "integrity_check"
    found = [str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA {word}({MOST_FAULTS})") if row[0] != "ok"]
    loose = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    return (*found, *((f"a row of {loose[0]} belongs to nothing",) if loose else ()))


def versioned() -> tuple[Table, ...]:
    """The tables that `storage.records` writes: those of records with a version."""
    return tuple(t for t in complete().sorted_tables if "version" in t.c and t is not versions)


def _as_said(connection: Connection, group: str, subject: str, version: int, body: str) -> bool:
    """Whether a body says what its version said; a migration may have added or removed columns since."""
    query = select(versions.c.body).where(
        versions.c.group == group, versions.c.subject == subject, versions.c.version == version
    )
    kept = connection.execute(query).scalar()
    if kept is None:
        return False
    then, now = orjson.loads(kept), orjson.loads(body)
    return then.keys() != now.keys() and all(then[name] == now[name] for name in then.keys() & now.keys())
