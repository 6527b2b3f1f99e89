"""Writes the next migration: what the tables in `storage/` say beyond the migrations that are there.

Owns: `python -m tools.migration "what changes"`, and `--anew` before a first release, which makes one migration of all.
Must not: touch a real database; it works on a SQLite file of its own. Read what it wrote before you commit it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from alembic.operations.ops import (
    CreateIndexOp,
    CreateTableOp,
    DowngradeOps,
    DropIndexOp,
    MigrateOperation,
    OpContainer,
    UpgradeOps,
)
from sqlalchemy import Connection, text
from sqlalchemy.dialects import postgresql, sqlite

from storage import migrate
from storage.engine import sqlite_engine
from storage.tables import Json, Utc, complete

VERSIONS = migrate.SCRIPTS / "versions"


def write(message: str) -> Path | None:
    """Write the next migration and give its file; None when the tables are what the migrations make already."""
    complete()
    with tempfile.TemporaryDirectory(prefix="oversight-schema-") as place:
        path = Path(place) / "schema.db"
        if migrate.head():
            migrate.migrate(f"sqlite:///{path}")
        engine = sqlite_engine(path)
        try:
            with engine.connect() as connection:
                return _next(connection, message)
        finally:
            engine.dispose()


def _next(connection: Connection, message: str) -> Path | None:
    context = migrate.context_of(connection)
    found = produce_migrations(context, complete())
    up, down = found.upgrade_ops, found.downgrade_ops
    if up is None or down is None or up.is_empty():
        return None
    last = migrate.head()
    made = migrate.scripts().generate_revision(
        f"{int(last or 0) + 1:04d}",
        message.rstrip("."),
        head=last or "base",
        upgrades=_code(up, context),
        downgrades=_code(down, context),
    )
    if made is None:
        return None
    path = Path(made.path)
    for words in (["check", "--fix", "--exit-zero"], ["format"]):
        subprocess.run([sys.executable, "-m", "ruff", *words, str(path)], check=True, capture_output=True)
    return path


def _code(ops: UpgradeOps | DowngradeOps, context: MigrationContext) -> str:
    for op in _each(ops):
        if isinstance(op, CreateTableOp):
            op.info = {}  # what the program notes on a table is no part of the schema
        if isinstance(op, CreateIndexOp | DropIndexOp):
            _spell_out(op.kw)
    code = render_python_code(ops, render_as_batch=True, render_item=render, migration_context=context)
    return "\n".join(line for line in code.splitlines() if "# ###" not in line).strip()


def _each(op: MigrateOperation) -> Iterator[MigrateOperation]:
    yield op
    for part in op.ops if isinstance(op, OpContainer) else ():
        yield from _each(part)


def _spell_out(options: dict[str, Any]) -> None:
    """The condition of a partial index in each database's own words: they differ in how they say a boolean."""
    for dialect in (sqlite.dialect(), postgresql.dialect()):
        name = f"{dialect.name}_where"
        if options.get(name) is not None:
            plain = {"literal_binds": True, "include_table": False}
            options[name] = text(str(options[name].compile(dialect=dialect, compile_kwargs=plain)))


def render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """The column types of this project by their own names."""
    return f"{type(item).__name__}()" if kind == "type" and isinstance(item, Json | Utc) else False


def main(words: list[str] | None = None) -> int:
    """Write it and say what was written."""
    parser = argparse.ArgumentParser(prog="python -m tools.migration", description=__doc__)
    parser.add_argument("message", help="what changes, as a sentence")
    parser.add_argument("--anew", action="store_true", help="before a first release: one migration of all")
    said = parser.parse_args(words)
    if said.anew:
        for old in VERSIONS.glob("*.py"):
            old.unlink()
    path = write(said.message)
    print(f"Wrote {path}. Read it before you commit it." if path else "The tables are as the migrations make them.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
