"""Every golden card: Microsoft's SDK takes it, every button of it does something that is known here."""

from __future__ import annotations

import pytest

from bot.catalogue import collect
from bot.parser import understand
from bot.playground import sample_group
from bot.turn import SAY
from bot.vocabulary import Vocabulary
from tests.cards_check import faults, without_extensions
from tests.goldens import every
from tests.js.sdk import complaints
from tests.scene import START, buttons

CARDS = every()
UNFOUNDED = (
    'Invalid value "en" for property "lang".',
    "Maximum number of actions exceeded (5).",
)
"""Complaints that are the SDK's own: its pattern for `lang` keeps its place between cards (flag g) and refuses every
second one of a process; it counts buttons that its menu takes (how many stand at once is our linter's rule)."""
MOST = 40
"""Characters of a button's title that a phone shows. Source: ours, looked at."""


def test_microsofts_sdk_takes_every_card() -> None:
    found = dict(zip(CARDS, complaints([without_extensions(card) for card in CARDS.values()]), strict=True))
    told = {name: [s for s in said if s not in UNFOUNDED] for name, said in found.items()}
    assert {name: said for name, said in told.items() if said} == {}


@pytest.mark.parametrize("name", CARDS)
def test_every_button_has_somebody_who_answers_it(name: str) -> None:
    known = collect()
    for action in buttons(CARDS[name]):
        assert action["verb"] == SAY or action["verb"] in known.submits, f"nobody answers '{action['verb']}'"
        assert len(action["title"]) <= MOST, action["title"]


@pytest.mark.parametrize("name", CARDS)
def test_every_button_that_says_something_is_understood(name: str) -> None:
    group, _ = sample_group()
    words = Vocabulary.of(group.trusts)
    for action in buttons(CARDS[name]):
        if action["verb"] == SAY:
            heard = understand(action["data"]["say"], vocabulary=words, role="chair", trusts=(), on=START.date())
            assert heard.command in collect().commands, f"'{action['data']['say']}' is read as {heard.command}"


@pytest.mark.parametrize("name", CARDS)
def test_no_golden_card_breaks_a_rule(name: str) -> None:
    assert faults(CARDS[name]) == []
