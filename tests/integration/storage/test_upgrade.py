"""From the first release to the next and back, as docs/operations.md says, with a store that a group has worked in.

The next release is the first one with a migration more: a column and a table are added, as a release may do.
"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import console_store, playground
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
NEW = Member(ObjectId("00000000-0000-4000-8000-0000000000aa"), "Nora Next", frozenset({Role.MEMBER}))


@pytest.fixture
def worked_in(tmp_path, capsys):
    """A store of the first release with a round, returns, actions and risks in it; its address."""
    url = f"sqlite:///{tmp_path}/oversight.db"
    settings = Settings(database_url=url, now=datetime(2026, 11, 23, 10))  # noqa: DTZ001 local time is meant
    console_store.load(settings, playground.GROUP_FILE, playground.SAMPLE_FILE, open_round=True)
    assert "12 actions" in capsys.readouterr().out
    return url


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
    assert {table for table, _, _ in before - after} <= {"outbox", "occurrences", "planned", "marks"}  # what is held
    assert not [cell for cell in after if cell[2] == NEW.name]
    add_somebody(worked_in)  # and the first release works on


def test_replicas_of_the_first_release_still_write_while_the_next_one_is_being_rolled_out(worked_in, next_release):
    """A migration only adds: the first release's statements name their columns."""
    release = next_release()
    migrate.migrate(worked_in)
    release.__exit__(None, None, None)
    add_somebody(worked_in)  # opens without asking for the schema, as a replica that runs already
    assert [cell for cell in everything(worked_in) if cell[2] == NEW.name]
