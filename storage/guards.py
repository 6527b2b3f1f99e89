"""The triggers that keep the journal append-only and its chain whole, on both databases.

Owns: their SQL, putting them in place, checking that they stand. Must not: be bypassed by a migration; each one ends
with `stand` (Alembic's batch mode drops a table with its triggers). Source: reliability.md 0.9 and 3.3.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

SQLITE = {
    "journal_no_update": "BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
    "journal_no_delete": "BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
    "journal_chain": """BEFORE INSERT ON journal
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal WHERE "group" = NEW."group")
  OR NEW.prev IS NOT coalesce(
    (SELECT h FROM journal WHERE "group" = NEW."group" ORDER BY seq DESC LIMIT 1), '')
BEGIN SELECT RAISE(ABORT, 'the journal goes on from its last line only'); END""",
}
"""Trigger by name. An insert that must be the next number hits no existing key, so REPLACE finds no row to remove."""

POSTGRES_FUNCTIONS = (
    """CREATE OR REPLACE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$""",
    """CREATE OR REPLACE FUNCTION journal_next() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last_seq bigint; last_h text;
BEGIN
  SELECT seq, h INTO last_seq, last_h FROM journal WHERE "group" = NEW."group" ORDER BY seq DESC LIMIT 1;
  IF NEW.seq IS DISTINCT FROM coalesce(last_seq, 0) + 1 OR NEW.prev IS DISTINCT FROM coalesce(last_h, '') THEN
    RAISE EXCEPTION 'the journal goes on from its last line only';
  END IF;
  RETURN NEW;
END $$""",
)

POSTGRES = {
    "journal_no_change": "BEFORE UPDATE OR DELETE ON journal FOR EACH ROW EXECUTE FUNCTION journal_refuse()",
    "journal_no_truncate": "BEFORE TRUNCATE ON journal FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()",
    "journal_chain": "BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION journal_next()",
}


def stand(connection: Connection) -> None:
    """Put every trigger in place, anew where it stands already."""
    if connection.dialect.name == "sqlite":
        for name, rest in SQLITE.items():
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
            connection.exec_driver_sql(f"CREATE TRIGGER {name} {rest}")
        return
    for function in POSTGRES_FUNCTIONS:
        connection.exec_driver_sql(function)
    for name, rest in POSTGRES.items():
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name} ON journal")
        connection.exec_driver_sql(f"CREATE TRIGGER {name} {rest}")
        connection.exec_driver_sql(f"ALTER TABLE journal ENABLE ALWAYS TRIGGER {name}")
    connection.exec_driver_sql("REVOKE UPDATE, DELETE, TRUNCATE ON journal FROM PUBLIC")


def missing(connection: Connection) -> tuple[str, ...]:
    """Names of triggers that do not stand as they should: absent, altered or switched off."""
    if connection.dialect.name == "sqlite":
        found = {
            row.name: row.sql
            for row in connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
        }
        return tuple(n for n, rest in SQLITE.items() if found.get(n) != f"CREATE TRIGGER {n} {rest}")
    standing = set(
        connection.execute(
            text(
                "SELECT tgname FROM pg_trigger "
                "WHERE tgrelid = 'journal'::regclass AND NOT tgisinternal AND tgenabled = 'A'"
            )
        ).scalars()
    )
    return tuple(name for name in POSTGRES if name not in standing)
