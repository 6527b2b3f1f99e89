"""Forms and cards of signals: neutral words, the clock in words, what each reader may do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from cards import forms
from cards import signals as cards
from cards.forms import Refill
from cards.kit import Card, actions, size
from domain.refusals import Invalid
from domain.signal_kinds import KINDS, MOSS
from domain.signals import Signal, checked, closed, withdrawn
from tests.cards_check import check, nodes
from tests.concerns_made import MONDAY, a_signal, signal_sign
from tests.goldens import golden

TRUSTS = (("JPUH", "JPUH: James Paget"),)
WHEN = "23 November 2026, 10:00"
VIEW = cards.View(MONDAY, WHEN, 8)
EVERY = frozenset(verb for _, verb in cards.BUTTONS)
FILLED = {"trust": "JPUH", "site": "Gorleston", "level": "red", "received": "2026-11-23", "what": "Red"}


def titles(card: Card) -> list[str]:
    return [a["title"] for a in actions(card.content) if a["type"] == "Action.Execute"]


def typed(card: Card) -> dict[str, Any]:
    return {n["id"]: n.get("value", "") for n in nodes(card.content) if n["type"].startswith("Input.")}


def checked_one() -> Signal:
    return checked(a_signal(level="red"), signal_sign(), MONDAY, "Two cases looked at", "Fresh eyes hourly")


def test_which_kind_is_asked_with_each_ones_clock() -> None:
    card = golden("signal_kinds", cards.kinds({"trust": "JPUH"}, waiting=2))
    assert "MOSS signal: within 8 working days" in card.twin
    assert "Regulation 28 report: within 56 days" in card.twin
    assert titles(card) == [*(k.name for k in KINDS.values()), "Signals under way (2)"]
    first = next(iter(actions(card.content)))
    assert first["data"] == {"kind": "moss", "trust": "JPUH"}


@pytest.mark.parametrize("key", list(KINDS))
def test_each_kind_asks_what_its_clock_needs(key: str) -> None:
    kind = KINDS[key]
    card = golden(f"signal_ask_{key}", cards.ask(kind, cards.fields(kind, TRUSTS)))
    asked = set(typed(card))
    assert ("site" in asked) == (key == "moss")
    assert ("asked" in asked) == (key not in {"moss", "regulation_28"})
    assert ("level" in asked) == (key in {"moss", "cqc", "mnsi"})
    assert kind.neutral in card.twin
    assert kind.source in card.twin


def test_what_was_typed_comes_back_and_a_correction_knows_its_record() -> None:
    shown = cards.fields(MOSS, TRUSTS)
    refill = Refill(FILLED, (Invalid("Site", "say which."),), 1)
    again = check(cards.ask(MOSS, shown, refill, of=replace(a_signal(), version=2)))
    assert again.twin.startswith("SIG-26-001: correct it")
    assert "● Site: say which." in again.twin
    assert forms.read(shown, typed(again))["received"] == MONDAY
    assert next(iter(actions(again.content)))["data"] == {"kind": "moss", "record": "SIG-26-001", "version": 2}


def test_it_is_read_back_with_its_day_before_it_is_saved() -> None:
    card = golden("signal_read_back", cards.read_back(a_signal("", level="red"), VIEW, FILLED, "a hint"))
    assert "The critical safety check is due 3 December 2026, in 8 working days." in card.twin
    assert "Nothing is saved yet. A signal is not proof of unsafe care." in card.twin
    assert "○ a hint" in card.twin
    assert titles(card) == ["Save", "Change"]
    correction = check(cards.read_back(replace(a_signal(), version=3), VIEW, FILLED, ""))
    assert next(iter(actions(correction.content)))["data"]["version"] == 3


@pytest.mark.parametrize(
    ("left", "day", "said"),
    [
        (8, MONDAY, "○ open. The critical safety check is due 3 December 2026, in 8 working days"),
        (2, MONDAY, "▲ open. The critical safety check is due 3 December 2026, in 2 working days"),
        (1, MONDAY, "in 1 working day"),
        (0, date(2026, 12, 3), "▲ open. The critical safety check is due 3 December 2026, today"),
        (-1, MONDAY, "● open. The critical safety check is due 3 December 2026, 1 working day ago"),
        (-4, MONDAY, "4 working days ago"),
    ],
)
def test_the_clock_in_words_with_a_shape(left: int, day: date, said: str) -> None:
    assert said in check(cards.show(a_signal(), cards.View(day, WHEN, left))).twin


def test_a_letter_without_a_date_says_so() -> None:
    letter = a_signal(kind="other", level="", site="")
    card = check(cards.show(letter, cards.View(MONDAY, WHEN)))
    assert "○ open. No date was asked for the answer" in card.twin
    assert "Due: no date was asked for (the answer)" in card.twin


def test_one_signal_with_every_step_and_its_rules() -> None:
    view = replace(
        VIEW, may=EVERY, rules=("a MOSS signal is red",), note="Logged.", actions=("ACT-26-001: Look, open",)
    )
    card = golden("signal_show", cards.show(a_signal(level="red"), view))
    assert titles(card) == [*(title for title, _ in cards.BUTTONS), "History"]
    assert "- a MOSS signal is red" in card.twin
    assert "- ACT-26-001: Look, open" in card.twin
    action = next(a for a in actions(card.content) if a["title"] == "Create action")
    assert action["data"] == {"why": "SIG-26-001", "trust": "JPUH"}


def test_what_was_found_and_how_it_ended() -> None:
    found = golden("signal_show_checked", cards.show(checked_one(), VIEW))
    assert "○ outcome recorded" in found.twin
    assert "Fresh eyes hourly" in found.twin
    over = golden("signal_show_closed", cards.show(closed(checked_one(), signal_sign(), "seen by the board"), VIEW))
    assert "■ closed" in over.twin
    assert "Closed on 23 November 2026 by Chair:" in over.twin
    back = check(cards.show(withdrawn(a_signal(), signal_sign(), "twice"), VIEW))
    assert "Taken back on 23 November 2026 by Chair:" in back.twin
    plain = checked(a_signal(), signal_sign(), MONDAY, "All as it should be", "")
    assert "Learning:" not in check(cards.show(plain, VIEW)).twin


def test_what_others_are_told() -> None:
    card = golden("signal_told", cards.told(a_signal(), "a signal was logged", VIEW))
    assert "JPUH: MOSS signal, amber (Gorleston)." in card.twin
    assert titles(card) == ["Open"]
    assert "Two cases looked at" in check(cards.told(checked_one(), "an outcome was recorded", VIEW)).twin


def test_a_page_of_them() -> None:
    page = [(a_signal(), VIEW), (checked_one(), VIEW)]
    card = golden("signal_listed", cards.listed(page, WHEN, total=7, offset=0))
    assert "Shown: 1 to 2 of 7, by the day they ask for." in card.twin
    assert titles(card) == ["Open SIG-26-001", "Open SIG-26-001", "More", "Log a signal"]
    none = check(cards.listed((), WHEN, total=0, offset=0))
    assert "No signal is open." in none.twin


def test_the_small_forms() -> None:
    card = golden("signal_outcome", cards.outcome(a_signal(), Refill({"on": "2026-11-23"})))
    assert titles(card) == ["Save", "Back"]
    assert typed(card)["on"] == "2026-11-23"
    assert titles(golden("signal_close", cards.reason(checked_one(), "close"))) == ["Close", "Back"]
    back = golden(
        "signal_withdraw", cards.reason(a_signal(), "withdraw", Refill({"reason": "r"}, (Invalid("x", "y"),), 1))
    )
    assert titles(back) == ["Take it back", "Back"]
    assert typed(back) == {"reason__r1": "r"}


def test_the_longest_signal_fits_every_card() -> None:
    long = replace(
        checked_one(), what='"' * 600, outcome='"' * 1_000, learning='"' * 600, closed_reason='"' * 400, site="s" * 80
    )
    view = replace(VIEW, may=EVERY, actions=("a" * 200,) * 5, rules=("r" * 80,) * 5)
    assert size(cards.show(replace(long, closed_on=MONDAY + timedelta(1)), view).content) < 28 * 1024
    text = {**FILLED, "what": '"' * 600}
    assert size(cards.read_back(replace(long, version=1), VIEW, text, "h" * 900).content) < 28 * 1024
