"""What stands in a message."""

from __future__ import annotations

from datetime import date

from bot.words.reading import listen
from tests.understanding import VOCABULARY


def reading(text, role="chair"):
    return listen(text, VOCABULARY, role, (), date(2026, 11, 23))


def test_a_question_and_a_statement():
    assert "ASKED" in reading("is action 12 done").meanings
    assert "ASKED" not in reading("we are slipping on action 12").meanings
    assert "ASKED" in reading("can you check we have your return").meanings
    assert "ASKED" not in reading("how about we celebrate").meanings


def test_a_word_inside_a_longer_name_means_nothing_by_itself():
    assert "ACTION" not in reading("safety action 8 position").meanings
    assert reading("safety action 8 position").records == ()


def test_a_name_in_the_middle_is_never_mended():
    assert "gorlseton" in reading("ask Gorlseton").said.forms()
    assert "gorleston" in reading("ask gorlseton").said.forms()


def test_a_greeting_and_a_bare_yes():
    assert "GREETING" in reading("thanks so much").meanings
    assert "YESNO" in reading("yes go on").meanings
    assert "GREETING" in reading("").meanings


def test_a_requirement_is_meant_unless_a_rate_is():
    assert reading("SBL element 5").measures == ()
    assert reading("SBL element 5 rate").measures != ()


def test_politeness_before_the_first_word_does_not_count():
    assert "^REMIND" in reading("could you please chase Bev").meanings
