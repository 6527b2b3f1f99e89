"""The shared view as it is used: a pattern of three returns goes to the board, a worry is said without a name.

Both in the real Playground, looked at by axe. What is measured is told by `docs/evidence.md`; no time is asserted here.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tests.e2e.stage import Stage

MIDWIFE = ("Sam Fielding", "00000000-0000-4000-8000-000000000006")
"""The member who sits in the browser: name and object id."""


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
    midwife.fill("What worries you", "At night one of us looks after two women in labour, and nobody else is there")
    midwife.fill("Which trust", "JPUH: James Paget University Hospitals NHS Foundation Trust")
    midwife.press("Read it back")
    midwife.see_in_card("Nothing is kept yet")
    midwife.see_in_card("no name, no account, no conversation")
    midwife.axe()
    before = kept(stage.folder)
    midwife.press("Send anonymously")
    midwife.see_in_card("Thank you for speaking up")
    midwife.axe()
    fresh = kept(stage.folder) - before
    assert any("two women in labour" in line for line in fresh), "it is kept"
    assert not [line for line in fresh if any(who in line for who in MIDWIFE)], "and nothing says by whom"
    chair = stage.be("chair")
    chair.say("concern")
    chair.press("Concerns to look at (3)")
    chair.see_in_card("At night one of us looks after two women in labour")
    chair.axe()
