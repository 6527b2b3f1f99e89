"""From a draft to the board's answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.escalations import Escalation, Stage, answered, approved, board_text, digest, edited, paper, posted
from domain.refusals import Invalid, NotAllowed
from tests.sample_risks import a_raised, sign

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/London"))
DRAFT = Escalation(
    "ESC-26-001",
    "RSK-26-001",
    "Obstetric middle grade rota gaps",
    "16 extreme, 10 over tolerance 6",
    ("it scores 15 or more",),
    "Agree a shared locum bank",
    "Each trust on its own; one bank for all",
    "Consultants act down",
    date(2026, 12, 21),
)


def test_the_boards_text_says_all_of_it_and_is_the_same_each_time() -> None:
    text = board_text(DRAFT)
    assert text == board_text(DRAFT)
    for part in (
        "RSK-26-001",
        "Why now: it scores 15 or more.",
        "What is asked: Agree",
        "Options:",
        "21 December 2026",
    ):
        assert part in text
    assert "the group asks for it" in board_text(replace(DRAFT, rules=()))
    assert "Options: none named\n" in board_text(replace(DRAFT, options=" "))


def test_the_chair_edits_the_draft_and_approval_freezes_it() -> None:
    with pytest.raises(Invalid, match="asked to do or decide"):
        edited(DRAFT, ask=" ", options="", done="", needed_by=date(2026, 12, 21))
    mine = edited(DRAFT, ask="Fund a shared bank", options="o", done="d", needed_by=date(2026, 12, 22))
    with pytest.raises(Invalid, match="a day to come"):
        approved(replace(mine, needed_by=date(2026, 11, 1)), sign())
    done = approved(mine, sign(by="chair", name="Helen Marsh"))
    assert done.waiting
    assert done.text == board_text(mine)
    assert done.digest == digest(done.text)
    for change in (
        lambda: edited(done, ask="x", options="", done="", needed_by=date(2026, 12, 21)),
        lambda: approved(done, sign()),
    ):
        with pytest.raises(NotAllowed, match="approved text does not change"):
            change()


def test_a_text_of_several_lines_has_none_that_is_blank() -> None:
    text = board_text(replace(DRAFT, options="One bank\n\n  \nTwo banks  "))
    assert "\nOptions: One bank\nTwo banks\nWhat was done" in text


def test_the_approved_text_goes_out_once_and_as_it_is() -> None:
    with pytest.raises(NotAllowed, match="no approved text"):
        posted(DRAFT, NOW)
    done = approved(replace(DRAFT, options="One bank & <one> rota\nTwo"), sign(name="Helen Marsh"))
    with pytest.raises(NotAllowed, match="no approved text"):
        paper(replace(done, text=done.text + " "), "The group", NOW)
    document = paper(done, "The group", NOW)
    assert f"\n{done.text}\nAbout this document\n" in document.text
    assert f"Hash of the text: {done.digest}." in document.text
    assert document.title == "For the LMNS Programme Board: RSK-26-001"
    out = posted(done, NOW)
    assert (out.posted_at, out.text, out.digest) == (NOW, done.text, done.digest)
    with pytest.raises(NotAllowed, match="in the channel already"):
        posted(out, NOW)


def test_small_numbers_of_people_go_to_the_board_and_not_into_the_channel() -> None:
    done = approved(replace(DRAFT, options="Three women waited"), sign(name="Helen Marsh"))
    with pytest.raises(NotAllowed, match="small number of people or events"):
        posted(done, NOW)
    assert "Three women waited" in paper(done, "The group", NOW).text
    assert "not to be passed on" in paper(done, "The group", NOW).text
    assert "not to be passed on" not in paper(approved(DRAFT, sign()), "The group", NOW).text


def test_the_boards_answer_comes_back_onto_the_risk() -> None:
    risk = a_raised()
    with pytest.raises(NotAllowed, match="not waiting"):
        answered(DRAFT, risk, sign(), "yes", date(2026, 11, 20))
    waiting = approved(DRAFT, sign())
    with pytest.raises(Invalid, match="what the board decided"):
        answered(waiting, risk, sign(), " ", date(2026, 11, 20))
    with pytest.raises(Invalid, match="a day that has been"):
        answered(waiting, risk, sign(), "yes", date(2026, 11, 24))
    done, risk = answered(waiting, risk, sign(), "Agreed, from April", date(2026, 11, 20))
    assert (done.stage, done.waiting) == (Stage.ANSWERED, False)
    assert [(a.escalation, a.text) for a in risk.board] == [("ESC-26-001", "Agreed, from April")]
    with pytest.raises(NotAllowed):
        answered(done, risk, sign(), "again", date(2026, 11, 20))
