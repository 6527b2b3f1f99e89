"""What is late, why, and what was agreed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.action_dates import approve, ask_time, decline, discuss
from domain.action_steps import Note, at_risk, no_change, reopen, stop
from domain.lateness import SILENT, in_short, late
from tests.actions_made import CHAIR, DUE, OWNER, VICE, act, made

TODAY = date(2027, 2, 10)
"""Twelve days past the date of `made()`."""


def test_an_action_of_which_nothing_was_said_says_just_that():
    found = late(made(), TODAY)
    assert (found.days, found.why, found.said, found.known) == (12, SILENT, "", False)
    assert found.agreed is None
    assert found.asked is None


def test_the_owners_last_words_come_with_the_barrier_their_name_and_the_day():
    said = at_risk(made(), act(OWNER), Note("the auditor is on leave", barrier="staffing"))
    found = late(no_change(said, act(OWNER, date(2026, 12, 1))), TODAY)
    assert found.why == "Staffing: the auditor is on leave"
    assert found.said == "Olive, 23 November 2026", "the day of the words, not of the last press"
    assert found.known


def test_words_without_a_barrier_and_a_barrier_without_words():
    assert late(at_risk(made(), act(), Note("on leave")), TODAY).why == "on leave"
    found = late(at_risk(made(), act(), Note(barrier="data")), TODAY)
    assert (found.why, found.said) == ("Data or a system", "Olive, 23 November 2026")
    bare = late(replace(made(), barrier="data", updates=()), TODAY)
    assert (bare.why, bare.said) == ("Data or a system", "its owner")


def test_what_the_chair_wrote_is_not_the_owners_reason():
    asked = ask_time(made(), act(OWNER), date(2027, 3, 1), "the auditor is on leave", "Ann covers")
    declined = decline(asked, act(CHAIR), "the board meets before")
    found = late(declined, TODAY)
    assert found.why == "the auditor is on leave"
    talked = late(discuss(asked, act(CHAIR), "let us talk"), TODAY)
    assert talked.why == "the auditor is on leave"
    assert talked.asked is not None
    assert talked.asked.discuss
    again = reopen(stop(made(), act(CHAIR), "merged"), act(CHAIR), "it was not")
    assert late(again, TODAY).why == "merged", "why it was stopped is the last that was said of it"


def test_an_agreed_date_counts_the_days_from_the_first_one():
    asked = ask_time(made(), act(OWNER), date(2027, 3, 1), "on leave", "Ann covers")
    found = late(approve(asked, act(VICE)), TODAY)
    assert found.days == (TODAY - DUE).days
    assert found.agreed is not None
    assert (found.agreed.name, found.agreed.agreed) == ("David", "Ann covers")


def test_together_in_a_sentence():
    silent, told = late(made(), TODAY), late(at_risk(made(), act(), Note("on leave")), TODAY)
    waits = late(ask_time(made(), act(OWNER), date(2027, 3, 1), "on leave", ""), TODAY)
    assert in_short([silent]) == (
        "1 action is past its date: what stands in the way is known of none; "
        "nobody waits for an answer about more time."
    )
    assert in_short([told, waits]).endswith("known of all; 1 waits for an answer about more time.")
    assert in_short([silent, told, waits, waits]).startswith(
        "4 actions are past their date: what stands in the way is known of 3; 2 wait"
    )
