"""The command line as an operator types it, in this process; `tests/e2e/test_demo.py` has the demo."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from bot import clock, console, console_store, playground
from bot.settings import Settings
from storage.store import Store

SAMPLE = ["--sample", str(playground.SAMPLE_FILE)]
GROUP = str(playground.GROUP_FILE)


@pytest.fixture
def run(tmp_path: Path, monkeypatch, capsys):
    """Type a command; what it printed and its exit code."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/data/oversight.db")
    monkeypatch.setenv("NOW", "2026-11-23T10:00")
    served: list[Settings] = []

    def typed(*words: str) -> tuple[int, str]:
        code = console.main(words, lambda settings: served.append(settings) or 0)
        out = capsys.readouterr()
        return code, out.out + out.err

    typed.served = served
    return typed


def test_without_a_command_it_serves(run):
    assert run() == (0, "")
    assert run.served[0].anonymous


def test_check_says_every_fault_at_once(run, monkeypatch, tmp_path):
    group = tmp_path / "group.toml"
    group.write_text('[group]\nname = "X"\nshort = "X"\n')
    monkeypatch.setenv("GROUP_FILE", str(group))
    monkeypatch.setenv("PORT", "many")
    code, said = run("check")
    assert code == 1
    for words in ("! Settings: PORT", "no database", "[group]: lmns is missing", "at least one trust", "to put right"):
        assert words in said


def test_check_names_what_nobody_reads_and_loading_says_it_and_goes_on(run, monkeypatch, tmp_path):
    """A file of a later release can be loaded; a misspelled one is not taken for right."""
    text = playground.GROUP_FILE.read_text(encoding="utf-8").replace("meeting_week =", "meting_week =")
    (tmp_path / "group.toml").write_text(text + "\n[reminder]\nper_day = 2\n", encoding="utf-8")
    reminder = "[reminder] is not known; did you mean [reminders]?"
    key = "[calendar]: meting_week is not known; did you mean meeting_week?"

    code, said = run("load", str(tmp_path / "group.toml"))
    assert code == 0
    assert [line for line in said.splitlines() if "not read" in line] == [
        f"In the group file, and not read: {key}",
        f"In the group file, and not read: {reminder}",
    ]
    monkeypatch.setenv("GROUP_FILE", str(tmp_path / "group.toml"))
    code, said = run("check")
    assert (code, "2 to put right" in said) == (1, True), said
    assert f"! Group file: {reminder}" in said
    assert f"! Group file: {key}" in said
    assert run("rehearse", "--from", "2026-12-01", "--to", "2026-12-02")[0] == 0  # GROUP_FILE is not loaded again


def test_load_then_check_is_in_order(run, monkeypatch):
    code, said = run("load", GROUP, *SAMPLE)
    assert code == 0
    assert "3 trusts, 8 people" in said
    assert "Sample data: 6 returns, 12 actions, 10 risks" in said
    monkeypatch.setenv("GROUP_FILE", GROUP)
    code, said = run("check")
    assert "Everything is in order" in said, said
    assert code == 0


def test_a_second_load_changes_nothing_and_samples_go_into_an_empty_store_only(run):
    run("load", GROUP, *SAMPLE)
    code, said = run("load", GROUP)
    assert (code, "Added" in said) == (0, False)
    code, said = run("load", GROUP, *SAMPLE)
    assert code == 1
    assert "empty one only" in said


def test_a_group_file_that_cannot_be_used_is_told_in_words(run, tmp_path):
    (tmp_path / "bad.toml").write_text("[group\n")
    assert "is not a TOML file" in run("load", str(tmp_path / "bad.toml"))[1]
    code, said = run("load", str(tmp_path / "absent.toml"))
    assert code == 1
    assert "No such file" in said


def test_settings_that_cannot_be_used_stop_every_command(run, monkeypatch):
    monkeypatch.setenv("HOST", "0.0.0.0")
    code, said = run("migrate")
    assert code == 1
    assert "127.0.0.1 only" in said


def test_migrate_says_what_it_did(run):
    assert "from nothing to" in run("migrate")[1]
    assert "nothing was changed" in run("migrate")[1]


def test_backup_and_restore(run, tmp_path):
    run("load", GROUP, *SAMPLE)
    code, said = run("backup", str(tmp_path / "copy.db"))
    assert code == 0, said
    code, said = run("restore", str(tmp_path / "copy.db"))
    assert code == 0, said
    assert "is the copy of" in said
    code, said = run("restore", str(tmp_path / "absent.db"))
    assert code == 1
    assert said


def test_export_writes_a_workbook(run, tmp_path):
    run("load", GROUP, *SAMPLE)
    code, said = run("export", str(tmp_path / "all.xlsx"))
    assert code == 0, said
    assert (tmp_path / "all.xlsx").stat().st_size > 5_000


@pytest.mark.parametrize("words", [("export", "all.xlsx"), ("export", "ours.toml"), ("backup", "copy.db")])
def test_where_nothing_can_be_written_it_says_so_at_once_and_what_to_do(run, tmp_path, words):
    run("load", GROUP)
    (tmp_path / "a-file").write_text("no folder")
    command, name = words
    code, said = run(command, str(tmp_path / "a-file" / name))
    assert code == 1
    assert f"{name} cannot be written: not a directory in {tmp_path / 'a-file'}. Give a whole path" in said
    assert "%" not in said  # nothing was begun


def test_a_group_file_comes_out_and_goes_in_elsewhere_and_changes_nothing_at_home(run, monkeypatch, tmp_path):
    run("load", GROUP)
    out = tmp_path / "ours.toml"
    code, said = run("export", str(out))
    assert (code, "the group file of Norfolk and Waveney" in said) == (0, True), said
    _, group, people = console_store.group_file(out)
    _, before, listed = console_store.group_file(playground.GROUP_FILE)
    assert (group, set(people)) == (before, set(listed))
    said = run("load", str(out))[1]
    assert not any(word in said for word in ("Added", "Changed", "Left"))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/elsewhere.db")
    assert "3 trusts, 8 people" in run("load", str(out))[1]


def test_rehearse_prints_what_would_be_sent(run):
    run("load", GROUP, *SAMPLE, "--open-round")
    code, said = run("rehearse", "--from", "2026-11-24", "--to", "2026-12-24")
    assert code == 0, said
    assert "Tom Bailey" in said
    assert run("rehearse", "--from", "2026-12-24", "--to", "2026-12-01")[0] == 1
    assert run("rehearse", "--from", "2026-12-24", "--to", "2030-12-01")[0] == 1


def test_retention_says_what_is_beyond_its_period_and_deletes_nothing(run, tmp_path):
    held = tmp_path / "held.toml"
    held.write_text(Path(GROUP).read_text(encoding="utf-8") + '\n[retention]\nhold = "Inquiry"\nactions = 8\n')
    run("load", str(held), *SAMPLE, "--open-round")
    code, said = run("retention", "--at", "2060-01-01")
    assert code == 0, said
    assert "A dry run: nothing is deleted." in said
    assert "Legal hold: Inquiry. Nothing goes while it stands." in said
    assert (
        "papers (returns, summaries, reports, packs, decisions, board answers, policies, attendance): 20 years; "
        in said
    )
    assert "kept: Inquiry" in said
    assert "actions (actions that were closed): 8 years" in said
    assert run("retention") == (0, run("retention")[1])


LOOKS = (["rehearse", "--from", "2026-12-16", "--to", "2026-12-16"], ["export", "all.xlsx"])


@pytest.mark.parametrize("words", LOOKS)
def test_to_look_at_the_store_the_bot_need_not_stop(run, words, monkeypatch, tmp_path):
    run("load", GROUP)
    held = Store.open(f"sqlite:///{tmp_path}/data/oversight.db", clock=clock.real)
    try:
        assert run(*words)[0] == 0
        code, said = run("load", GROUP)
        assert (code, "in use by another process" in said) == (1, True), said
    finally:
        held.close()


@pytest.mark.parametrize("words", LOOKS)
def test_without_a_group_there_is_nothing_to_look_at_and_nothing_is_made(run, words, monkeypatch, tmp_path):
    code, said = run(*words)
    assert (code, "there is no database" in said) == (1, True), said
    monkeypatch.setenv("GROUP_FILE", GROUP)
    assert run(*words)[0] == 0
    assert not (tmp_path / "data").exists()
    monkeypatch.delenv("GROUP_FILE")
    run("migrate")
    code, said = run(*words)
    assert (code, "python app.py load FILE" in said) == (1, True), said


def test_a_store_is_not_its_own_copy(run, tmp_path):
    run("load", GROUP)
    code, said = run("backup", str(tmp_path / "data" / "oversight.db"))
    assert (code, "the database itself" in said) == (1, True), said


def test_what_is_no_database_cannot_be_looked_at(run, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "oversight.db").write_text("not a database, but long enough to be read as one")
    code, said = run("export", str(tmp_path / "all.xlsx"))
    assert (code, "cannot be read" in said) == (1, True), said


@pytest.mark.parametrize("words", [["rehearse", "--from", "soon", "--to", "2026-12-01"], ["demo", "--now", "noon"]])
def test_a_date_that_is_none_is_refused(run, words, capsys):
    with pytest.raises(SystemExit):
        run(*words)
    assert "is not a" in capsys.readouterr().err


def test_understand_reads_lines_and_needs_no_database(run, monkeypatch, tmp_path):
    line = {"text": "who has submitted?", "role": "chair", "trust": None, "on": "2026-11-23"}
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(line) + "\n"))
    code, said = run("understand")
    assert code == 0
    assert json.loads(said)["command"] == "returns"
    assert not (tmp_path / "data").exists()


def test_after_a_restore_with_other_tools_what_may_have_been_sent_is_held(run, monkeypatch):
    run("load", GROUP, *SAMPLE, "--open-round")
    code, said = run("hold", "2026-11-23T09:00+00:00")
    assert code == 0, said
    assert "messages may have been sent already and are held as uncertain" in said
    code, said = run("hold", "2999-01-01T00:00+00:00")
    assert (code, "it lies ahead" in said) == (1, True)


@pytest.mark.parametrize("time", ["yesterday", "2026-11-23T09:00"])
def test_a_time_without_its_zone_is_refused(run, capsys, time):
    with pytest.raises(SystemExit):
        run("hold", time)
    assert "is not a time with its zone" in capsys.readouterr().err
