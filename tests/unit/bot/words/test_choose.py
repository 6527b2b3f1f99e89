"""The rules: every meaning they ask for exists, and the heaviest wins with its reason."""

from __future__ import annotations

from datetime import date

from bot.catalogue import collect
from bot.words import choose, shelf, signs
from bot.words.reading import listen
from tests.understanding import VOCABULARY

FOUND_WORDS = """
ACT RSK RET DEC LRN EVD SIG EVT TRUST MEASURE THEME FRAMEWORK FRAMEWORK1 PERIOD FIGURE FIGURE2 BYDATE ASKED
GREETING YESNO HANGS WHATTERM WHATGLOSS
"""
COMMAND_WORDS = """
help whoami submit correct_return returns review_return my_actions actions action new_action update_action risks
risk new_risk review_risk escalate_risk concern share_learning signal summary post_summary what_changed report pack
measures measure themes learning_event decision policy evidence add_evidence frameworks remind away back snooze why
history open_round close_round import export members add_member trusts calendar settings undo explain greeting
unknown
"""
FOUND, COMMANDS = frozenset(FOUND_WORDS.split()), frozenset(COMMAND_WORDS.split())


def test_every_rule_asks_for_meanings_that_exist():
    known = FOUND | set(signs.COMPILED) | {name for name, _ in shelf.named(shelf.sections("lexicon")[""])}
    asked = {
        name.lstrip("^") for rule in choose.rules() for name in rule.needs | rule.never if not name.startswith("@")
    }
    assert asked <= known


def test_every_command_has_a_way():
    ways = {rule.command for rule in choose.rules()}
    assert ways >= COMMANDS, "the contract's"
    assert ways - COMMANDS <= set(collect().commands), "and ours, each answered by somebody"


def test_the_choice_says_why():
    reading = listen("escalate risk 9 to the board", VOCABULARY, "chair", (), date(2026, 11, 23))
    best = choose.ranked(reading)[0]
    assert best.command == "escalate_risk"
    assert best.because == ("RSK", "^ESCALATE")
