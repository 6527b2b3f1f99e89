"""The form of an action's equity check."""

from __future__ import annotations

from cards.action_equity import ask
from domain.refusals import Invalid
from tests.actions_made import made
from tests.cards_check import check
from tests.goldens import golden
from tests.scene import inputs, titles


def test_it_asks_what_the_new_action_asks_and_shows_what_stands():
    card = golden("action_equity", ask(made(equity="Nobody, we looked"), {}))
    assert inputs(card.content)["equity"] == "Nobody, we looked"
    assert titles(card) == ["Save", "Leave it"]
    assert "counts as not examined" in card.twin


def test_what_was_typed_comes_back_with_the_faults_first():
    card = check(ask(made(), {"equity": "x"}, faults=[Invalid("Equity check", "please say.")], revision=1))
    assert "Equity check: please say." in card.twin.splitlines()[2]
    assert inputs(card.content)["equity__r1"] == "x"
