"""First and last day of a leave, as people say it on Monday 23 November 2026."""

from __future__ import annotations

from datetime import date

import pytest

from bot.flows.leave_days import first_day, last_day
from bot.parser import understand
from bot.playground import sample_group
from bot.vocabulary import Vocabulary

TODAY = date(2026, 11, 23)
WORDS = Vocabulary.of(sample_group()[0].trusts)


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("away from tomorrow until Friday, Priya covers", "2026-11-24", "2026-11-27"),
        ("I am on leave from 1 December to 12 December, Priya covers", "2026-12-01", "2026-12-12"),
        ("away from 20 December until 2 January", "2026-12-20", "2027-01-02"),
        ("away 24 to 28 December", "2026-12-24", "2026-12-28"),
        ("away next week", "2026-11-30", "2026-12-04"),
        ("off tomorrow and Wednesday", "2026-11-24", "2026-11-25"),
        ("away until 12 May", "2026-11-23", "2027-05-12"),
        ("away until Friday, Priya covers", "2026-11-23", "2026-11-27"),
        ("away for two weeks", "2026-11-23", "2026-12-07"),
        ("away for two weeks from Monday", "2026-11-30", "2026-12-13"),
        ("on leave today", "2026-11-23", "None"),
        ("I'm off, back on Friday", "2026-11-23", "2026-11-27"),
        ("I'm on leave w/c 7 December", "2026-12-07", "2026-12-11"),
        ("away", "2026-11-23", "None"),
        ("away from Friday", "2026-11-27", "None"),
    ],
)
def test_both_days(said: str, first: str, last: str):
    heard = understand(said, vocabulary=WORDS, role="member", trusts=(), on=TODAY)
    until = last_day(said, heard.slots.until, TODAY)
    assert (str(first_day(said, until, TODAY)), str(until)) == (first, last)


def test_a_first_day_after_the_last_one_or_in_the_past_is_not_believed():
    assert first_day("away from 12 December until Friday", date(2026, 11, 27), TODAY) == TODAY
    assert first_day("away from 1 November 2026 until Friday", date(2026, 11, 27), TODAY) == TODAY
    assert first_day("away 44 to 28 December", date(2026, 12, 28), TODAY) == TODAY
