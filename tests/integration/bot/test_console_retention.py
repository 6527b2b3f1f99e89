"""`python app.py retention`: a dry run by class, and a class deleted only as the dry run counted it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot import clock, console
from bot.playground import GROUP_FILE, SAMPLE_FILE
from domain.retention import RULES
from storage import groups as kept_groups
from storage import proof, retention
from storage.session import Session
from storage.store import Store

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in an empty folder; its code and everything it said."""
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE_URL", "GROUP_FILE", "MICROSOFT_APP_ID"):
        monkeypatch.delenv(name, raising=False)

    def running(*words: str) -> tuple[int, str]:
        capsys.readouterr()
        code = console.main(list(words), lambda _: 0)
        out, err = capsys.readouterr()
        return code, out + err

    return running


def old_messages(count: int) -> None:
    """Messages of long ago in the outbox of the sample group, as this version keeps them."""
    with sqlite3.connect("data/oversight.db") as db:
        (group,) = db.execute("SELECT id FROM groups").fetchone()
        for n in range(count):
            db.execute(
                'INSERT INTO outbox ("group", dedupe_key, kind, to_channel, payload, edits, subject, not_before, '
                "state, fence, owner, attempts, activity_id, last_error, reason, created_at, sent_at) VALUES "
                "(?, ?, 'notice', 0, '{}', '', '', ?, 'sent', 0, '', 1, '', '', '', ?, ?)",
                (group, f"old/{n}", *["2020-01-01T00:00:00.000000+00:00"] * 3),
            )
    db.close()


def test_the_dry_run_counts_every_class_and_deletes_nothing(run: Run):
    run("load", str(GROUP_FILE))
    old_messages(3)
    code, said = run("retention")
    assert code == 0, said
    for words in (
        "A dry run: nothing is deleted.",
        "deliveries (what was sent to whom, and long work): 1 year; 3 ended before",
        "concerns (concerns that were closed): 10 years; none",
        "people (people who left, absences, hand-overs): 6 years; none",
        "journal (lines of the journal: ids, verbs and hashes, no text): 20 years; none",
        "backups: the nightly copies end after 12 months",
    ):
        assert words in said
    assert "\n  1, 2, 3\n" in run("retention", "--ids")[1]


def test_a_class_goes_only_with_the_number_that_the_dry_run_gave(run: Run):
    run("load", str(GROUP_FILE))
    old_messages(3)
    code, said = run("retention", "--delete", "deliveries", "--count", "2")
    assert (code, "3 of deliveries are beyond their period, not 2. Look at the dry run again." in said) == (1, True)
    code, said = run("retention", "--delete", "deliveries", "--count", "3")
    assert code == 0, said
    assert "3 of deliveries deleted" in said
    assert "\n  1, 2, 3\n" in said
    assert "Each has its line in the journal." in said
    assert "0 of deliveries are beyond" in run("retention", "--delete", "deliveries", "--count", "3")[1]
    store = Store.open("sqlite:///data/oversight.db", clock=clock.real)
    try:
        assert store.run_sync(lambda s: proof.faults(s.connection), group="") == ()
    finally:
        store.close()


def test_a_whole_group_of_long_ago_goes_and_what_stays_is_proven(run: Run):
    """Every class at once, many years on: no half of a record is left, and the journal's chain holds."""
    run("load", str(GROUP_FILE), "--sample", str(SAMPLE_FILE), "--open-round")
    store = Store.open("sqlite:///data/oversight.db", clock=clock.real)
    try:
        group = next(iter(store.run_sync(kept_groups.everything, group="").values()))[0]

        def everything(session: Session) -> dict[str, int]:
            session.as_system("test")
            return {r.key: len(retention.take(session, r, date(2090, 1, 1))) for r in RULES if not r.stays}

        gone = store.run_sync(everything, group=group.id)
        assert min(gone["papers"], gone["actions"], gone["signals"]) > 0, gone
        assert store.run_sync(lambda s: proof.faults(s.connection), group="") == ()
        assert not any(store.run_sync(everything, group=group.id).values())
    finally:
        store.close()


def test_a_hold_stops_everything(run: Run, tmp_path: Path):
    held = tmp_path / "held.toml"
    held.write_text(GROUP_FILE.read_text(encoding="utf-8") + '\n[retention]\nhold = "Inquiry"\n', encoding="utf-8")
    run("load", str(held))
    old_messages(1)
    code, said = run("retention", "--delete", "deliveries", "--count", "1")
    assert (code, "A legal hold stands: Inquiry. Nothing was deleted." in said) == (1, True)
    assert "1 ended before" in run("retention")[1]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--delete", "letters", "--count", "0"], "'letters' is no class; known are papers, risks, actions"),
        (["--delete", "papers", "--count", "0"], "papers are offered to the archive first"),
        (["--delete", "risks"], "with the --count that the dry run gave"),
        (["--delete", "risks", "--count", "0", "--at", "2060-01-01"], "not with --at"),
        (["--delete", "risks", "--count", "0", "--group", "other"], "please name one of:"),
    ],
)
def test_what_is_asked_wrongly_is_told(run: Run, words: list[str], why: str):
    run("load", str(GROUP_FILE))
    code, said = run("retention", *words)
    assert (code, why in said) == (1, True), said
