"""The form of what an action is tied to."""

from __future__ import annotations

from cards.action_ties import ask, typed
from domain.refusals import Invalid
from tests.actions_made import made
from tests.cards_check import check
from tests.goldens import golden
from tests.scene import inputs, titles


def test_it_is_filled_with_what_stands_now():
    action = made(risk="RSK-26-003", also=("RSK-26-004",), theme="bereavement", frameworks=("CNST:SA6", "PQSM"))
    card = golden("action_ties", ask(action, typed(action)))
    shown = inputs(card.content)
    assert (shown["why"], shown["ties"]) == ("RET-2026-10-JPUH", "RSK-26-003, RSK-26-004")
    assert (shown["theme"], shown["frameworks"]) == ("bereavement", "CNST:SA6, PQSM")
    assert titles(card) == ["Save", "Leave it"]


def test_faults_come_first_and_nothing_else_is_said_as_nothing():
    card = check(
        ask(made(), {"why": ""}, understood="I filled it in.", faults=[Invalid("Why", "please say.")], revision=1)
    )
    assert "Why: please say." in card.twin.splitlines()[2]
    assert "tied to nothing else" in card.twin
    assert "I filled it in." in card.twin
