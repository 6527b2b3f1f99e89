"""Markup, contractions and dictated numbers."""

from __future__ import annotations

import pytest

from bot.words.clean import plain, read


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("<at>Oversight</at> who is <b>red</b>?", "who is red ?"),
        ("<blockquote>old words</blockquote>new words", "new words"),
        ("n&amp;n &lt;3", "n&n <3"),
        ("risk\u00a0 5 – high", "risk 5 - high"),
        ("a\u200bb", "ab"),
        ("5 < 6", "5 < 6"),
    ],
)
def test_markup_goes_and_words_stay(typed, text):
    assert plain(typed) == text


@pytest.mark.parametrize(
    ("typed", "forms"),
    [
        ("act twenty three", ("act", "23")),
        ("twenty-three", ("23",)),
        ("september twenty twenty six", ("september", "2026")),
        ("action one", ("action", "1")),
        ("the other one", ("the", "other", "one")),
        ("action fourteen", ("action", "14")),
        ("thirty", ("30",)),
        ("QE's", ("qe", "'s")),
        ("who hasn't", ("who", "has", "not")),
        ("tmrw pls", ("tomorrow", "please")),
        ("1,234", ("1,234",)),
        ("SA8 Q2", ("sa8", "q2")),
    ],
)
def test_words(typed, forms):
    assert read(typed).forms() == forms


def test_the_line_joins_words_as_the_text_does():
    assert read("ACT-26-014 isn't 3/12").line()[0] == "act-26-014 is not 3/12"
