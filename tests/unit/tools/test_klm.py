"""The keystroke-level model adds up what its source says."""

from __future__ import annotations

import pytest

from tests.klm import Estimate, new_words, words_in


def test_taps_decisions_and_words_are_added_up():
    about = Estimate.read()
    about.taps, about.decisions, about.words = 6, 5, 238
    assert about.seconds() == pytest.approx(6 * 1.3 + 5 * 1.35 + 60)
    assert about.seconds(slow=True) == pytest.approx(6 * 1.3 + 5 * 1.35 + 238 * 60 / 175)
    assert str(about) == "6 taps, 5 decisions, 238 words: 75 s, 96 s for a slow reader"


def test_an_id_and_a_date_count_as_people_read_them():
    assert words_in("ACT-26-009: due 4 December 2026.") == 5
    known = {"One line"}
    assert new_words(known, "One line\nDone - thank you\nLater\nLater") == 4
    assert new_words(known, "Later\nMore") == 1, "what was read once is recognised"
