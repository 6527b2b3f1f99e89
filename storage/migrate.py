"""The schema's versions: bringing a database to the one this program knows, and refusing any other.

Owns: running the migrations in `migrations/versions`, each in a transaction of its own; the backup before; the triggers
after; the check at start. Must not: make a migration (`tools/migration.py` does). Source: reliability.md 3.3.
An old and a new replica run side by side on PostgreSQL, so a migration adds first and takes away a release later.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Connection, Engine, create_engine, inspect, text
from sqlalchemy import exc as sqlalchemy_errors
from sqlalchemy.pool import NullPool

from storage import guards
from storage.backup import backup
from storage.engine import Unusable, driver_error, parse, postgres_engine, sqlite_engine, sqlite_path
from storage.lock import FileLock
from storage.store import Store
from storage.tables import metadata

if TYPE_CHECKING:  # loaded when there is something to migrate: 12 MB and a seventh of the start
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

SCRIPTS = Path(__file__).parent / "migrations"
HEAD = "head"
VERSION = "alembic_version"
"""Alembic's table with the one schema number."""
LOCK = 20618
"""The advisory lock that lets one replica migrate. Source: ours, beside the journal's in `journal.py`."""


@dataclass(frozen=True, slots=True)
class Migrated:
    """From which schema to which; `backup` is the copy made before, on SQLite where something was to be done."""

    before: str
    after: str
    backup: Path | None = None

    def __str__(self) -> str:
        if self.before == self.after:
            return f"The schema is {self.after} already; nothing was changed."
        kept = f" A copy of the file as it was: {self.backup}." if self.backup else ""
        return f"The schema went from {self.before or 'nothing'} to {self.after or 'nothing'}.{kept}"


def migrate(target: Store | str, *, to: str = HEAD) -> Migrated:
    """Bring a database to the schema this program knows. Raises `Unusable` with one line for the operator.

    A copy of a SQLite file is made first. Killed at any moment, the database has one schema or the next, whole. Of
    several replicas one does it while the others wait. `to` is an earlier schema's number for the way back, or, for
    tests alone, `base` for none.
    """
    wanted = head() if to == HEAD else ("" if to == "base" else to)
    try:
        with _for_writing(target) as (engine, path), _alone(engine), engine.connect() as connection:
            with connection.begin():
                before = _current(connection)
                if before == wanted:
                    guards.stand(connection)
                    return Migrated(before, wanted)
            copy = None
            if path is not None and before:
                copy = backup(path, path.with_name(f"{path.name}.before-{wanted or 'nothing'}")).path
            _run(connection, before, wanted)
            return Migrated(before, wanted, copy)
    except (sqlalchemy_errors.DBAPIError, OSError) as error:
        raise Unusable(f"the schema was not brought to {wanted}: {driver_error(error)}") from error


def check(target: Store | str) -> str:
    """The database's schema when it is this program's own and the journal is guarded, else `Unusable` says what to do.

    An address may be one that a running bot uses: nothing is written.
    """
    if isinstance(target, Store):
        return target.run_sync(lambda session: check_connection(session.connection), group="")
    path = sqlite_path(target)
    if path is not None and not path.exists():
        raise Unusable(f"there is no database at {path}: run `migrate`")
    engine = postgres_engine(parse(target)) if path is None else sqlite_engine(path, query_only=True)
    try:
        with engine.connect() as connection:
            return check_connection(connection)
    except sqlalchemy_errors.DBAPIError as error:
        raise Unusable(f"the database cannot be read: {driver_error(error)}") from error
    finally:
        engine.dispose()


def check_connection(connection: Connection) -> str:
    """`check` in a transaction that is open already."""
    found, wanted = _current(connection), head()
    if found != wanted:
        raise Unusable(f"the database has the schema {found or 'nothing'}, this version needs {wanted}: run `migrate`")
    missing = guards.missing(connection)
    if missing:
        raise Unusable(f"the journal is not guarded ({', '.join(missing)} missing or altered): run `migrate`")
    return found


def context_of(connection: Connection, **options: Any) -> MigrationContext:
    """Alembic's view of a database, with this project's ways."""
    from alembic.migration import MigrationContext  # noqa: PLC0415 see above

    ways = {"render_as_batch": True, "transaction_per_migration": True, "transactional_ddl": True}
    return MigrationContext.configure(connection, opts={"target_metadata": metadata, **ways, **options})


def scripts() -> ScriptDirectory:
    """Every migration there is."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415 see above

    return ScriptDirectory(str(SCRIPTS))


def known() -> list[str]:
    """The schemas that this program knows, by the first part of each migration's file name, the newest last."""
    return sorted(path.stem.partition("_")[0] for path in (SCRIPTS / "versions").glob("[0-9]*_*.py"))


def head() -> str:
    """The schema that this program knows; empty before the first migration."""
    return next(reversed(known()), "")


def _current(connection: Connection) -> str:
    """The schema in the database, empty for none. Raises `Unusable` for one that this program does not know."""
    tables = set(inspect(connection).get_table_names())
    found = ""
    if VERSION in tables:
        found = connection.exec_driver_sql(f"SELECT version_num FROM {VERSION}").scalar_one_or_none() or ""  # noqa: S608 our own word
    if not found:
        if {"journal", "outbox", "members"} & tables:
            raise Unusable("the database has tables but no schema version: `migrate` did not make it")
        return ""
    if found not in known():
        raise Unusable(
            f"the database has the schema {found}, which this version (up to {head()}) does not know: "
            "run the newer version, or restore a copy made before the update"
        )
    return found


def _run(connection: Connection, before: str, wanted: str) -> None:
    from alembic.operations import Operations  # noqa: PLC0415 see above

    found = scripts()

    def steps(current: Any, _context: MigrationContext) -> Any:
        if wanted < before:  # numbers of one width, so text compares as they do
            return found._downgrade_revs(wanted or "base", current)  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] as Alembic's own commands do
        return found._upgrade_revs(wanted, current)  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] as Alembic's own commands do

    if connection.dialect.name == "sqlite":  # outside a transaction, where alone it has an effect
        raw: Any = connection.connection.driver_connection
        raw.execute("PRAGMA foreign_keys=OFF")
    context = context_of(connection, fn=steps, on_version_apply=(_applied,))
    with Operations.context(context):
        context.run_migrations()


def _applied(*, ctx: MigrationContext, **_: Any) -> None:
    """After each migration, in its transaction: what batch mode may have lost stands again, or nothing is kept."""
    connection = cast("Connection", ctx.connection)
    if "journal" in inspect(connection).get_table_names():
        guards.stand(connection)
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:
            raise Unusable(f"the migration would leave a row of {broken[0]} without what it belongs to")


@contextmanager
def _for_writing(target: Store | str) -> Generator[tuple[Engine, Path | None]]:
    """An engine of its own, and the file on SQLite; an address is refused while a bot runs on its file."""
    if isinstance(target, Store):
        address, path, lock = target.engine.url, target.path, None
    else:
        address, path = parse(target), sqlite_path(target)
        lock = FileLock(path) if path else None
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    if lock is not None:
        lock.acquire()
    engine = create_engine(address, poolclass=NullPool, hide_parameters=True) if path is None else sqlite_engine(path)
    try:
        yield engine, path
    finally:
        engine.dispose()
        if lock is not None:
            lock.release()


@contextmanager
def _alone(engine: Engine) -> Generator[None]:
    """Only one replica migrates. The lock lives in a transaction, so that it is gone with its connection."""
    if engine.dialect.name == "sqlite":
        yield
        return
    with engine.connect() as holder, holder.begin():
        holder.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        yield
