"""The tool that writes migrations: nothing when nothing changed, the difference when something did."""

import shutil

import pytest
from sqlalchemy import Column, Index, MetaData, String, Table, text

from storage import migrate, tables
from storage.tables import Json, Utc
from tools import migration


@pytest.fixture
def scripts(tmp_path, monkeypatch):
    """A folder of its own with the template, and two tables of its own; no migration yet."""
    shutil.copy(migrate.SCRIPTS / "script.py.mako", tmp_path)
    (tmp_path / "versions").mkdir()
    monkeypatch.setattr(migrate, "SCRIPTS", tmp_path)
    monkeypatch.setattr(migration, "VERSIONS", tmp_path / "versions")
    made = MetaData(naming_convention=tables.metadata.naming_convention)
    for core in (tables.journal, tables.versions):
        core.to_metadata(made)
    key = Column("id", String(8), primary_key=True)
    things = Table("things", made, key, Column("at", Utc), Column("data", Json), info={"note": "ours"})
    Index("ix_things_at", things.c.at, sqlite_where=things.c.data.is_(None), postgresql_where=things.c.data.is_(None))
    for module in (migration, tables):
        monkeypatch.setattr(module, "complete", lambda: made)
    monkeypatch.setattr(migrate, "metadata", made)
    monkeypatch.setattr(migrate.guards, "stand", lambda _: None)
    return made


def written(path):
    return path.read_text(encoding="utf-8")


def test_the_first_one_makes_every_table(scripts, tmp_path, capsys):
    assert migration.main(["The first schema."]) == 0
    (path,) = (tmp_path / "versions").glob("*.py")
    assert path.name == "0001_the_first_schema.py"
    assert f"Wrote {path}" in capsys.readouterr().out
    code = written(path)
    assert '"""The first schema."""' in code
    assert 'revision = "0001"' in code
    assert "down_revision: str | None = None" in code
    assert 'sa.Column("at", Utc(), nullable=True)' in code
    assert "sqlite_with_rowid=False" in code
    assert 'sqlite_where=sa.text("data IS NULL")' in code
    assert "note" not in code
    assert "# ###" not in code
    assert migrate.migrate(f"sqlite:///{tmp_path}/a.db").after == "0001"


def test_nothing_changed_writes_nothing(scripts, tmp_path, capsys):
    migration.main(["The first schema"])
    assert migration.main(["Nothing"]) == 0
    assert "as the migrations make them" in capsys.readouterr().out
    assert len(list((tmp_path / "versions").glob("*.py"))) == 1


def test_the_next_one_makes_the_difference_and_keeps_the_rows(scripts, tmp_path):
    migration.main(["The first schema"])
    url = f"sqlite:///{tmp_path}/a.db"
    migrate.migrate(url)
    engine = migrate.sqlite_engine(tmp_path / "a.db")
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO things VALUES ('a', NULL, 'null')"))
    scripts.tables["things"].append_column(Column("colour", String(8)))
    path = migration.write("Things have a colour")
    assert path is not None
    assert path.name == "0002_things_have_a_colour.py"
    assert 'down_revision: str | None = "0001"' in written(path)
    done = migrate.migrate(url)
    assert (done.before, done.after) == ("0001", "0002")
    with engine.begin() as connection:
        assert [tuple(r) for r in connection.execute(text("SELECT * FROM things"))] == [("a", None, "null", None)]
    assert migrate.migrate(url, to="0001").after == "0001"
    with engine.begin() as connection:
        assert [tuple(r) for r in connection.execute(text("SELECT * FROM things"))] == [("a", None, "null")]
    engine.dispose()


def test_anew_makes_one_of_all(scripts, tmp_path):
    migration.main(["The first schema"])
    scripts.tables["things"].append_column(Column("colour", String(8)))
    migration.main(["Things have a colour"])
    migration.main(["The whole schema", "--anew"])
    (path,) = (tmp_path / "versions").glob("*.py")
    assert path.name == "0001_the_whole_schema.py"
    assert "colour" in written(path)
