"""Forms and cards of concerns: what they ask, what their readers see, what goes back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cards import concerns as cards
from cards import forms
from cards.forms import Refill
from cards.kit import Card, actions, size
from domain.catalogue import THEMES
from domain.concerns import NO_TRUST, SPEAK_UP, Concern, acknowledged, closed, looked_at, themed
from domain.refusals import Invalid
from domain.wording import in_words
from tests.cards_check import check, nodes
from tests.concerns_made import CHAIR, a_concern, concern_sign, named
from tests.goldens import golden

TRUSTS = (("JPUH", "JPUH: James Paget"), ("NNUH", "NNUH: Norfolk and Norwich"))
FIELDS = cards.fields(TRUSTS)
FILLED = {"text": "They failed to answer the bleep.", "trust": "JPUH", "urgency": "usual", "theme": "escalation"}
WHEN = "23 November 2026, 10:00"
EVERY = frozenset(verb for _, verb in cards.BUTTONS)


def titles(card: Card) -> list[str]:
    return [a["title"] for a in actions(card.content) if a["type"] == "Action.Execute"]


def typed(card: Card) -> dict[str, object]:
    return {n["id"]: n.get("value", "") for n in nodes(card.content) if n["type"].startswith("Input.")}


def finished() -> Concern:
    looking = looked_at(named(urgent=True), concern_sign(), "The rota is redrawn", "RSK-26-004, ACT-26-010")
    return closed(themed(looking, "staffing_acuity"), concern_sign(), "Two more midwives from March")


def test_the_form_says_who_reads_it_what_it_is_not_for_and_where_else_to_go() -> None:
    card = golden("concern_ask", cards.ask(FIELDS))
    assert "It goes privately to the chair, the deputy chair and the leads of the trust you choose" in card.twin
    assert "acknowledged within one working day" in card.twin
    assert "nobody watches this form around the clock" in card.twin
    assert SPEAK_UP in card.twin
    assert titles(card) == ["Read it back"]
    trust = next(n for n in nodes(card.content) if n.get("id") == "trust")
    assert trust["choices"][-1]["title"] == "No one trust: only the chair and deputy chair read it"


def test_a_reader_finds_the_way_to_the_list_and_faults_stand_on_top() -> None:
    refill = Refill(FILLED, (Invalid("How urgent", "please fill this in."),), 1)
    card = golden("concern_ask_again", cards.ask(FIELDS, refill, waiting=3))
    assert titles(card) == ["Read it back", "Concerns to look at (3)"]
    assert "● How urgent: please fill this in." in card.twin
    assert typed(card)["text__r1"] == FILLED["text"]


def test_it_is_read_back_filled_with_a_soft_hint_and_the_truth_about_anonymity() -> None:
    card = golden("concern_read_back", cards.read_back(FIELDS, Refill(FILLED), hint=in_words(FILLED["text"])))
    assert '○ "failed to": perhaps "did not happen because".' in card.twin
    assert "keeps nothing that says who you are" in card.twin
    assert "No answer can reach you then, and you cannot take it back." in card.twin
    assert "Teams itself may keep technical records of its own" in card.twin
    assert titles(card) == ["Send with my name", "Send anonymously", "Do not send"]
    assert forms.read(FIELDS, typed(card)) == FILLED
    assert "Only a thought" not in check(cards.read_back(FIELDS, Refill(FILLED), hint="")).twin


def test_the_thanks_with_a_name_promise_an_answer_and_those_without_say_that_none_can_come() -> None:
    with_name = golden("concern_thanked", cards.thanked(named()))
    assert "by 24 November 2026 at the latest" in with_name.twin
    without = golden("concern_thanked_nameless", cards.thanked_nameless())
    assert "no answer can come to you" in without.twin
    assert "CON-" not in without.twin, "nothing that links"
    assert not list(actions(without.content)), "no button, so no seal with a name in it"
    for card in (with_name, without, golden("concern_dropped", cards.dropped())):
        assert SPEAK_UP in card.twin


def test_readers_get_the_words_and_for_an_anonymous_one_no_name() -> None:
    card = golden("concern_told", cards.told(a_concern()))
    assert "Raised by" not in card.twin
    assert cards.NOBODY in card.twin
    assert titles(card) == ["Acknowledge", "Open"]
    urgent = golden("concern_told_urgent", cards.told(named(urgent=True, trust=NO_TRUST)))
    assert urgent.twin.startswith("An urgent concern was raised")
    assert "Raised by: Sam Fielding" in urgent.twin
    assert "Trust: no one trust" in urgent.twin


def test_one_concern_with_all_that_came_of_it() -> None:
    view = cards.View(WHEN, actions=("ACT-26-010: Redraw the rota, open",))
    card = golden("concern_show_closed", cards.show(finished(), view))
    for said in (
        "■ closed",
        f"Theme: {THEMES['staffing_acuity'].name} (confirmed)",
        "Became: RSK-26-004, ACT-26-010",
        "Two more midwives from March",
        "- ACT-26-010: Redraw the rota, open",
        "Closed: 23 November 2026, by Chair",
    ):
        assert said in card.twin
    assert titles(card) == []


def test_one_that_waits_too_long_says_so_without_blame_and_offers_every_step() -> None:
    card = golden("concern_show", cards.show(a_concern(), cards.View(WHEN, late=True, may=EVERY, note="Kept.")))
    assert "● raised, not yet acknowledged; it should have been by 24 November 2026" in card.twin
    assert titles(card) == [title for title, _ in cards.BUTTONS]
    risk = next(a for a in actions(card.content) if a["title"] == "Raise a risk")
    assert risk["data"] == {"text": a_concern().text, "trust": "JPUH", "theme": ""}
    action = next(a for a in actions(card.content) if a["title"] == "Create action")
    assert action["data"] == {"why": "CON-26-001", "trust": "JPUH", "theme": ""}
    whole = check(cards.show(a_concern(trust=NO_TRUST), cards.View(WHEN, may=frozenset({"action.new"}))))
    assert next(iter(actions(whole.content)))["data"]["trust"] == ""


def test_a_page_of_them() -> None:
    long = replace(a_concern("CON-26-002", trust=NO_TRUST, urgent=True), text="x" * 300)
    view = cards.View(WHEN)
    late = frozenset({"CON-26-001"})
    card = golden("concern_listed", cards.listed((a_concern(), long), view, total=7, offset=0, today_late=late))
    assert "Shown: 1 to 2 of 7." in card.twin
    assert "raised, not yet acknowledged, past its day" in card.twin
    assert "▲ urgent, raised, not yet acknowledged" in card.twin
    assert "x" * 159 + "…" in card.twin
    assert titles(card) == ["Open CON-26-001", "Open CON-26-002", "More"]
    none = check(cards.listed((), view, total=0, offset=0, today_late=frozenset()))
    assert "No concern waits." in none.twin


@pytest.mark.parametrize("key", list(cards.FORMS))
def test_the_small_forms(key: str) -> None:
    card = golden(f"concern_{key}", cards.step(themed(named(), "pph"), key))
    assert titles(card)[-1] == "Back"
    if key == "close":
        assert "Sam Fielding gets these words as you write them." in card.twin
        assert cards.NOBODY in check(cards.step(a_concern(), key)).twin
    again = check(cards.step(named(), key, Refill({"note": "n"}, (Invalid("x", "y"),), 2)))
    assert "● x: y" in again.twin


def test_what_goes_back_to_whoever_raised_it() -> None:
    read = golden("concern_was_acknowledged", cards.was_acknowledged(acknowledged(named(), concern_sign(CHAIR))))
    assert "Chair has read it. Thank you for raising it." in read.twin
    over = golden("concern_was_closed", cards.was_closed(finished()))
    assert "It became RSK-26-004, ACT-26-010." in over.twin
    assert titles(over) == ["Raise a concern"]
    plain = check(cards.was_closed(closed(named(), concern_sign(), "words")))
    assert "It became" not in plain.twin


def test_the_longest_concern_fits_every_card() -> None:
    long = named(text='"' * 1_500)
    full = replace(long, note='"' * 600, outcome='"' * 800, became=("RSK-26-001",) * 12, by_name="n" * 80)
    assert size(cards.show(full, cards.View(WHEN, may=EVERY, actions=("a" * 200,) * 5)).content) < 28 * 1024
    assert size(cards.told(long).content) < 28 * 1024
    many = cards.fields(tuple((f"T{n}", f"T{n}: A trust with a long name, NHS Foundation Trust") for n in range(40)))
    refill = Refill({**FILLED, "text": '"' * 1_500})
    assert size(cards.read_back(many, refill, hint="h" * 900).content) < 28 * 1024
