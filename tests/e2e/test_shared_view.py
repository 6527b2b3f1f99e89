"""The shared view as it is used: a pattern of three returns goes to the board, a worry is said without a name.

Both in the real Playground, looked at by axe. What is measured is told by `docs/evidence.md`; no time is asserted here.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from urllib.request import urlopen

from tests.e2e.stage import Stage

MIDWIFE = ("Sam Fielding", "00000000-0000-4000-8000-000000000006")
"""The member who sits in the browser: name and object id."""
WORRY = "At night one of us looks after two women in labour, and nobody else is there"


def chat_of(folder: Path, person: str) -> tuple[str, ...]:
    """The ids of the private chat with a person and of their account in it, as the store knows them."""
    with sqlite3.connect(folder / "e2e.db") as store:
        query = "SELECT conversation_id, teams_user_id FROM conversations WHERE kind = 'personal' AND key = ?"
        return tuple(filter(None, store.execute(query, (person,)).fetchone()))


def raw(folder: Path) -> bytes:
    """The bytes of the store's file and of what lies beside it."""
    return b"".join(path.read_bytes() for path in sorted(folder.glob("e2e.db*")))


def counted(stage: Stage) -> str:
    """What the bot tells of itself to whoever watches it."""
    with urlopen(f"http://127.0.0.1:{stage.port}/metrics") as answer:
        return answer.read().decode()


def kept(folder: Path) -> set[str]:
    """Every row of every table, as text, and every line of the log."""
    with sqlite3.connect(folder / "e2e.db") as store:
        tables = [row[0] for row in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {f"{t}: {row!r}" for t in tables for row in store.execute(f'SELECT * FROM "{t}"')}  # noqa: S608 the names come from the file itself
    return rows | set((folder / "bot.log").read_text(encoding="utf-8", errors="replace").splitlines())


def test_from_three_returns_to_the_board_in_two_messages_and_one_edit(stage: Stage):
    chair = stage.be("chair")
    chair.say("themes")
    chair.see_in_card("3 of 3 trusts received")
    chair.see_in_card("Postpartum haemorrhage: in JPUH and QEHKL")
    chair.see_in_card("Learned so far: LRN-26-001, EVT-26-001")
    chair.see_in_card("nobody came from QEHKL")
    chair.axe()
    chair.press("Take RSK-26-009 to the board")
    chair.see_in_card("For the LMNS Programme Board: RSK-26-009")
    chair.fill("What is asked of the board", "Fund a second theatre team out of hours")
    chair.axe()
    chair.press("Approve")
    chair.see_in_card("The board's answer is awaited")
    assert (chair.messages_said, chair.pressed, chair.filled) == (1, 2, 1), "one message, one edit, two presses"
    chair.see_in_card("What is asked: Fund a second theatre team out of hours")
    chair.say("risks")
    chair.press("Rules for escalation")
    chair.see_in_card("Rule: it scores 15 or more.")
    chair.axe()


def test_a_worried_midwife_says_it_without_her_name(stage: Stage):
    midwife = stage.be("member")
    midwife.say("concern")
    midwife.see_in_card("Freedom to Speak Up Guardian")
    midwife.axe()
    midwife.fill("What worries you", WORRY)
    midwife.fill("Which trust", "JPUH: James Paget University Hospitals NHS Foundation Trust")
    midwife.press("Read it back")
    midwife.see_in_card("Nothing is kept yet")
    midwife.see_in_card("no name, no account, no conversation")
    midwife.axe()
    who = (*MIDWIFE, *chat_of(stage.folder, MIDWIFE[1]))
    before, bytes_before = kept(stage.folder), raw(stage.folder)
    midwife.press("Send anonymously")
    midwife.see_in_card("Thank you for speaking up")
    midwife.axe()
    fresh = kept(stage.folder) - before
    assert any("two women in labour" in line for line in fresh), "it is kept"
    assert not [line for line in fresh if any(trace in line for trace in who)], "and nothing says by whom"
    bytes_after, told = raw(stage.folder), counted(stage)
    assert [t for t in who if bytes_after.count(t.encode()) > bytes_before.count(t.encode())] == []
    assert [t for t in (*who, "concern") if t in told] == [], "no count tells of it"
    assert (midwife.messages_said, midwife.pressed, midwife.filled) == (1, 2, 2)
    assert (midwife.taps, midwife.keys) == (7, len("concern") + len(WORRY)), "what docs/evidence.md reckons with"
    chair = stage.be("chair")
    chair.say("concern")
    chair.press("Concerns to look at (3)")
    chair.see_in_card("At night one of us looks after two women in labour")
    chair.axe()
