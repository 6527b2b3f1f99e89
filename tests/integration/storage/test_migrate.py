"""The schema's versions on both databases: up, down, up again, killed, raced, and never a newer one."""

import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing

import pytest
from alembic.autogenerate import compare_metadata
from sqlalchemy import inspect, text

from storage import guards, migrate
from storage.engine import Unusable, parse, postgres_engine, sqlite_engine, sqlite_path
from storage.store import Store
from storage.tables import complete
from tests.stores import GROUP, Clock, as_member, make_sqlite


@pytest.fixture(params=["sqlite", "postgres"])
def url(request, tmp_path):
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/new.db"
    return request.getfixturevalue("empty_postgres_url")


@pytest.fixture
def connect(url, request):
    engines = []

    def connection():
        path = sqlite_path(url)
        engines.append(sqlite_engine(path) if path else postgres_engine(parse(url)))
        return engines[-1].connect()

    yield connection
    for engine in engines:
        engine.dispose()


def test_migrating_makes_exactly_the_tables_of_the_program(url, connect):
    done = migrate.migrate(url)
    assert (done.before, done.after, done.backup) == ("", migrate.head(), None)
    with connect() as connection:
        context = migrate.context_of(connection)
        differences = compare_metadata(context, complete())
        assert differences == [], 'write a migration: python -m tools.migration "what changes"'
        assert guards.missing(connection) == ()


def test_the_sqlite_file_is_the_same_made_either_way(tmp_path):
    """Alembic compares less than SQLite keeps: `WITHOUT ROWID`, conditions of partial indexes."""
    migrate.migrate(f"sqlite:///{tmp_path}/new.db")
    make_sqlite(tmp_path, Clock()).close()

    def said(name):
        with closing(sqlite3.connect(tmp_path / name)) as file:
            found = file.execute("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE '%alembic%'")
            return {name: " ".join((sql or "").split()) for name, sql in found}

    migrated, made = said("new.db"), said("oversight.db")
    assert migrated.keys() == made.keys()
    assert {k for k in made if ("WITHOUT ROWID" in made[k]) != ("WITHOUT ROWID" in migrated[k])} == set()
    assert {k for k in made if made[k].startswith("CREATE INDEX") and made[k] != migrated[k]} == set()
    assert "WITHOUT ROWID" in migrated["journal"]


def test_a_second_time_changes_nothing_and_says_so(url):
    migrate.migrate(url)
    again = migrate.migrate(url)
    assert "already" in str(again)
    assert again.before == again.after == migrate.check(url)


def test_down_and_up_again(url, connect):
    migrate.migrate(url)
    down = migrate.migrate(url, to="base")
    assert down.after == ""
    with connect() as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
    up = migrate.migrate(url)
    assert (up.before, up.after) == ("", migrate.head())
    assert "nothing" in str(up)
    assert migrate.check(url) == migrate.head()


def test_a_newer_schema_is_refused_in_words(url, connect):
    migrate.migrate(url)
    with connect() as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for act in (migrate.migrate, migrate.check):
        with pytest.raises(Unusable, match=r"9999, which this version .* does not know: run the newer version"):
            act(url)


def test_tables_of_somebody_else_are_not_touched(url, connect):
    with connect() as connection, connection.begin():
        connection.execute(text("CREATE TABLE journal (x INTEGER)"))
    with pytest.raises(Unusable, match="no schema version"):
        migrate.migrate(url)


def test_an_empty_database_is_not_ready(url, connect):
    with pytest.raises(Unusable, match="run `migrate`"):
        migrate.check(url)
    with connect() as connection:
        connection.execute(text("SELECT 1"))
    with pytest.raises(Unusable, match="has the schema nothing"):
        migrate.check(url)


def test_missing_triggers_are_found_and_put_back(url, connect):
    migrate.migrate(url)
    with connect() as connection, connection.begin():
        lite = connection.dialect.name == "sqlite"
        connection.execute(text("DROP TRIGGER journal_chain" + ("" if lite else " ON journal")))
    with pytest.raises(Unusable, match="journal is not guarded"):
        migrate.check(url)
    migrate.migrate(url)
    assert migrate.check(url) == migrate.head()


def test_an_open_store_is_migrated_and_checked(url):
    store = Store.open(url, clock=Clock())
    try:
        migrate.migrate(store)
        assert migrate.check(store) == migrate.head()
        store.run_sync(as_member, group=GROUP)
    finally:
        store.close()


def test_a_file_in_use_is_refused_but_may_be_checked(sqlite_store):
    url = f"sqlite:///{sqlite_store.path}"
    with pytest.raises(Unusable, match="in use by another process"):
        migrate.migrate(url)
    with pytest.raises(Unusable, match=r"has the schema nothing|no schema version"):
        migrate.check(url)


def test_a_copy_is_made_before_a_change(tmp_path):
    url = f"sqlite:///{tmp_path}/new.db"
    migrate.migrate(url)
    done = migrate.migrate(url, to="base")
    assert done.backup == tmp_path / "new.db.before-nothing"
    assert migrate.check(f"sqlite:///{done.backup}") == migrate.head()
    assert str(done.backup) in str(done)


def test_a_database_that_cannot_be_reached_is_one_line(tmp_path):
    nowhere = "postgresql://nobody@127.0.0.1:1/none"
    for act in (migrate.migrate, migrate.check):
        with pytest.raises(Unusable, match=r"not brought to|cannot be read"):
            act(nowhere)
    (tmp_path / "text.db").write_text("this is no database, whatever its name says")
    for act in (migrate.migrate, migrate.check):
        with pytest.raises(Unusable, match="not a database"):
            act(f"sqlite:///{tmp_path}/text.db")


def test_replicas_that_start_together_migrate_once(empty_postgres_url):
    url = empty_postgres_url
    done, threads = [], []
    for _ in range(4):
        threads.append(threading.Thread(target=lambda: done.append(migrate.migrate(url))))
        threads[-1].start()
    for thread in threads:
        thread.join()
    assert sorted(d.before for d in done) == ["", *[migrate.head()] * 3]
    assert migrate.check(url) == migrate.head()


BREAKS = """
from alembic import op
revision, down_revision, branch_labels, depends_on = "0002", "0001", None, None
def upgrade():
    op.execute("CREATE TABLE parents (id INTEGER PRIMARY KEY)")
    op.execute("CREATE TABLE children (id INTEGER REFERENCES parents)")
    op.execute("INSERT INTO children VALUES (1)")
def downgrade():
    pass
"""


def test_a_migration_that_would_leave_loose_rows_is_undone(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path}/new.db"
    migrate.migrate(url)
    shutil.copytree(migrate.SCRIPTS, tmp_path / "scripts")
    (tmp_path / "scripts" / "versions" / "0002_breaks.py").write_text(BREAKS)
    with monkeypatch.context() as patch:
        patch.setattr(migrate, "SCRIPTS", tmp_path / "scripts")
        with pytest.raises(Unusable, match="a row of children without what it belongs to"):
            migrate.migrate(url)
    assert migrate.check(url) == "0001"
    assert migrate.check(f"sqlite:///{tmp_path}/new.db.before-0002") == "0001"


KILLED = """
import os, sys
from storage import guards, migrate
real = guards.stand
def stand(connection):
    real(connection)
    os._exit(9)
guards.stand = stand
migrate.migrate(sys.argv[1])
"""


def test_killed_before_its_commit_a_migration_never_was(url):
    killed = subprocess.run([sys.executable, "-c", KILLED, url], capture_output=True, check=False)
    assert killed.returncode == 9, killed.stderr.decode()
    assert migrate.migrate(url).before == ""
    assert migrate.check(url) == migrate.head()
