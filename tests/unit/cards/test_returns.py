"""The cards of a return while it is filled in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cards import returns as cards
from cards.forms import EMPTY, Number, Refill, Text
from cards.kit import Card, actions
from domain import questions
from domain.catalogue import THEMES
from domain.questions import FIGURES, TEXT_LIMIT, Kind, Question
from domain.refusals import Invalid
from domain.returns import Entry, Section, SectionKey
from tests.cards_check import check, nodes
from tests.goldens import golden
from tests.returns_made import WHEN, WORRY, a_draft, a_return, a_round, asked, section

ROUND = a_round()
LAST = {"births": 138.0, "pph1500": 6.0, "vaginal_births": 80.0, "midwife_fill_night_pct": 95.1}


def step(key: SectionKey, refill: Refill = EMPTY, **more: Any) -> Card:
    ask = asked()[key]
    last = section(key, Entry.ENTERED, worry=WORRY, moderate=2)
    shown = cards.fields(ask, cards.last_month("2026-10", last, LAST, ask))
    return cards.step(a_draft(upto=0), ROUND, key, shown, refill, **more)


def titles(card: Card) -> list[str]:
    return [a["title"] for a in actions(card.content) if a["type"] == "Action.Execute"]


def labels(card: Card) -> list[str]:
    return [n["label"] for n in nodes(card.content) if n["type"].startswith("Input.")]


def test_the_request_says_when_it_is_due_and_has_one_button_for_each_trust() -> None:
    one = golden("returns_request", cards.request(ROUND, ("JPUH",)))
    assert titles(one) == ["Fill in the return"]
    assert "7 December 2026" in one.twin
    two = golden("returns_request_of_two", cards.request(ROUND, ("JPUH", "QEHKL"), "One of two is left."))
    assert titles(two) == ["Fill in the return of JPUH", "Fill in the return of QEHKL"]
    assert "One of two is left." in two.twin


def test_a_lead_of_several_is_asked_which() -> None:
    assert titles(golden("returns_which_trust", cards.which_trust(ROUND, ("JPUH", "QEHKL")))) == ["JPUH", "QEHKL"]


def test_the_first_step_has_last_month_beside_each_number_and_copies_none() -> None:
    card = golden("returns_step_1", step(SectionKey.MEASURES))
    assert card.content["body"][0]["text"] == "1 of 4 Measures"
    found = labels(card)
    assert "Births (registrable). September: 138" in found
    assert "Midwife fill rate, night (%). September: 95.1 %" in found
    assert "Obstetric rota gaps. September: not received" in found
    assert len(found) <= 16, "one screen"
    assert all("value" not in n for n in nodes(card.content) if n["type"].startswith("Input."))
    assert titles(card) == ["Nil return", "Save and continue", "Save and finish later"]


def test_every_later_step_goes_back_and_only_the_narrative_ones_may_be_unchanged() -> None:
    incidents = golden("returns_step_2", step(SectionKey.INCIDENTS))
    assert titles(incidents) == ["Nil return", "Save and continue", "Back", "Save and finish later"]
    risks = golden("returns_step_3", step(SectionKey.RISKS, Refill({"worry": WORRY})))
    assert titles(risks) == ["Nil return", "No change", "Save and continue", "Back", "Save and finish later"]
    learning = golden("returns_step_4", step(SectionKey.LEARNING))
    assert titles(learning) == titles(risks)


def test_a_step_may_be_left_half_filled_so_teams_stops_no_press() -> None:
    risks = step(SectionKey.RISKS)
    assert any("(required)" in label for label in labels(risks))
    assert not any(n.get("isRequired") for n in nodes(risks.content))


def test_what_was_typed_comes_back_under_new_names_below_what_is_wrong() -> None:
    refill = Refill.of({"births": "12x", "pph1500__r1": "-1"}, (Invalid("Births", "please give a number."),))
    card = golden("returns_step_again", step(SectionKey.MEASURES, refill, notes=("I have filled in what you said.",)))
    values = {n["id"]: n.get("value") for n in nodes(card.content) if n["type"].startswith("Input.")}
    assert values["births__r2"] == "12x"
    assert values["pph1500__r2"] == -1
    assert "Births: please give a number." in card.twin


def test_what_somebody_else_saved_meanwhile_stands_beside_what_was_typed() -> None:
    refill = Refill({"worry": "mine"}, (Invalid("", "RET-2026-10-JPUH changed while you were editing."),), 1)
    card = golden("returns_step_stale", step(SectionKey.RISKS, refill, beside=(("What worries you", "theirs"),)))
    assert "Saved meanwhile\nWhat worries you\ntheirs" in card.twin


def test_a_press_that_was_meant_is_marked_so() -> None:
    for meant in ("nil", "no_change"):
        card = step(SectionKey.RISKS, sure=meant)
        sure = {
            a["data"]["then"]: a["data"].get("sure") for a in actions(card.content) if a["type"] == "Action.Execute"
        }
        assert [then for then, said in sure.items() if said] == [meant]


def test_each_kind_of_question_has_its_input() -> None:
    percent = Question("p", "Fill", Kind.PERCENT, high=150)
    already = Question("q", "Fill in %", Kind.PERCENT)
    text = Question("t", "Words", Kind.TEXT, required=True, hint="Briefly")
    choice = Question("c", "Contact", Kind.YES_NO)
    themes = Question("h", "Themes", Kind.THEMES)
    made = cards.fields((percent, already, text, choice, themes), {"p": "September: 95 %", "t": "more"})
    assert made[0] == Number("p", "Fill (%)", hint="September: 95 %", low=0, high=1_000, decimals=True)
    assert made[1].label == "Fill in %"
    assert made[2] == Text("t", "Words", required=True, hint="Briefly. more", longest=TEXT_LIMIT, lines=True)
    assert made[3].read("yes") == "yes"
    assert len(made[4].element("", "h")["choices"]) == len(THEMES)


def test_last_month_is_said_in_words_whatever_it_was() -> None:
    ask = asked()[SectionKey.INCIDENTS]
    entered = cards.last_month("2026-10", section(SectionKey.INCIDENTS, Entry.ENTERED, moderate=2), {}, ask)
    assert (entered["moderate"], entered["severe"]) == ("September: 2", "September: not received")
    nil = cards.last_month("2026-01", Section(SectionKey.INCIDENTS, Entry.NIL), {}, ask)
    assert nil["moderate"] == "December: nil return"
    nothing = cards.last_month("2026-10", None, {"mnsi_referrals": 0.0}, ask)
    assert (nothing["mnsi_referrals"], nothing["moderate"]) == ("September: 0", "September: not received")
    assert set(nothing) == {q.key for q in ask if q.kind in FIGURES}


def test_a_draft_is_safe_and_says_what_is_left() -> None:
    some = golden("returns_kept_for_later", cards.kept_for_later(a_draft(upto=2), ROUND, ["Risks and concerns"]))
    assert "Left to do: Risks and concerns." in some.twin
    assert titles(some) == ["Resume"]
    assert "only Submit return is left" in check(cards.kept_for_later(a_draft(), ROUND, [])).twin


def test_a_received_return_is_thanked_for_and_a_correction_too() -> None:
    first = golden("returns_thanks", cards.thanks(a_return(), ROUND, WHEN, "JPUH: Measures received"))
    assert "RET-2026-10-JPUH received 3 December 2026, 10:40, version 1." in first.twin
    assert "JPUH: Measures received" in first.twin
    late = replace(a_return(), late=True)
    assert "10:40, after the due day, version 1" in cards.thanks(late, ROUND, WHEN, "").twin
    again = replace(late, submission=2)
    assert "the correction is in" in golden("returns_corrected", cards.thanks(again, ROUND, WHEN, "JPUH")).twin


def test_who_submits_again_reads_that_it_is_in() -> None:
    card = golden("returns_already_sent", cards.already_sent(a_return(), ROUND, WHEN))
    assert "The group has not reviewed it yet." in card.twin
    assert "Correct something" in titles(card)
    reviewed = replace(a_return(), reviewed_by="Helen Marsh")
    assert "It was reviewed as not reviewed yet." not in cards.already_sent(a_return(), ROUND, WHEN).twin
    assert "It was reviewed as" in cards.already_sent(reviewed, ROUND, WHEN).twin


def test_a_request_that_was_answered_becomes_thanks() -> None:
    card = golden("returns_done", cards.done(a_return(), ROUND, WHEN))
    assert "Done, thank you." in card.twin
    assert titles(card) == ["Correct something"]


def test_figures_that_cannot_be_right_are_asked_about_under_what_was_typed() -> None:
    typed = {"births": 142, "pph1500": 143}
    doubted = questions.doubts(typed)
    shown = (*cards.fields(asked()[SectionKey.MEASURES], {}), *cards.stand_by(questions.sign(doubted)))
    faults = (*doubted.values(), Invalid("", questions.STAND_BY))
    card = golden(
        "returns_step_queried",
        cards.step(a_draft(upto=0), ROUND, SectionKey.MEASURES, shown, Refill(typed, faults, 1)),
    )
    assert "A figure here cannot be right as it stands (required)" in labels(card)
    assert cards.stand_by("") == ()


def test_a_queried_figure_of_last_month_says_so_beside_its_box() -> None:
    beside = cards.last_month("2026-10", None, {"births": 142, "pph1500": 143}, asked()[SectionKey.MEASURES])
    assert beside["pph1500"] == "September: 143, queried"
    assert beside["births"] == "September: 142"
