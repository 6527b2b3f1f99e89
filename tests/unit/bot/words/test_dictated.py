"""What a phone writes when letters and marks are dictated."""

from __future__ import annotations

import pytest

from bot.words.dictated import as_typed
from tests.understanding import heard


@pytest.mark.parametrize(
    ("said", "typed"),
    [
        ("A C T twenty six", "ACT twenty six"),
        ("r s k nine please", "rsk nine please"),
        ("what is a P M R T", "what is a PMRT"),
        ("not a b", "not a b"),
        ("assured comma rota filled full stop", "assured, rota filled."),
        ("new action colon ring the bank", "new action: ring the bank"),
        ("an injury to the colon", "an injury to the colon"),
        ("cancer of her colon comma not new", "cancer of her colon, not new"),
        ("it came to a full stop", "it came to a full stop"),
        ("is it in question mark", "is it in?"),
        ("comma first", "comma first"),
    ],
)
def test_letters_are_joined_and_marks_are_marks(said, typed):
    assert as_typed(said) == typed


@pytest.mark.parametrize(
    ("said", "record"),
    [
        ("show me A C T twenty six oh four one", "ACT-26-041"),
        ("review R E T twenty twenty six ten J P U H", "RET-2026-10-JPUH"),
        ("what about R S K twenty six oh oh two", "RSK-26-002"),
        ("act twenty six oh thirty five is on track", "ACT-26-035"),
    ],
)
def test_ids_are_heard_letter_by_letter_and_digit_by_digit(said, record):
    assert heard(said)["slots"]["record"] == record


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("new action ring the bank due Friday the eighteenth of December", "2026-12-18"),
        ("new action ring the bank by Monday the seventh", "2026-12-07"),
        ("new action ring the bank by the fifteenth of January", "2027-01-15"),
    ],
)
def test_days_are_heard_as_ordinals(said, due):
    assert heard(said)["slots"]["due"] == due


def test_a_sigh_is_no_nought():
    assert "record" not in heard("oh four of them again")["slots"]
