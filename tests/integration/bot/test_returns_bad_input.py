"""What goes wrong while a return is filled in: a clear answer, the words back, nothing wrong kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.contracts import Happening, PlaceKind, Reply
from domain.people import TrustCode
from storage import members
from tests.cards_check import check
from tests.returns_steps import FIGURES_TYPED, figures, fill, form, open_round, shown, the_return, with_mo
from tests.scene import Scene, buttons, twin

TRICKS = [
    "<at>Helen Marsh</at> please",
    "[press](https://evil.example) *now* _or_ `never`",
    "{{DATE(2026-12-01T00:00:00Z, SHORT)}}",
    "# not a heading\n- not a list\n1. neither",
    "🩺 café \u202eright to left",
    "'; DROP TABLE returns; --",
]


def at_step(scene: Scene, number: int) -> Reply:
    open_round(scene)
    step = form(scene, "jpuh-lead")
    if number > 1:
        step = scene.press("jpuh-lead", step, "Save and continue", births="142")
    for _ in range(number - 2):
        step = scene.press("jpuh-lead", step, "Nil return")
    return step


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"births": "-3"}, "Births (registrable): please give a number from 0 to 100,000."),
        ({"births": "200000"}, "Births (registrable): please give a number from 0 to 100,000."),
        ({"satod": "11.8"}, "Smoking at time of delivery: please give a whole number."),
        ({"midwife_fill_night_pct": "101.5", "births": "many"}, "Births (registrable): please give a number."),
        ({"births": "142", "pph1500": "143"}, "143 is more than all births (142). Please check both."),
        ({"births": "1e5"}, "please give a number."),
        ({"births": "NaN"}, "please give a number."),
        ({}, "Nothing is filled in yet under Measures."),
    ],
)
def test_a_wrong_figure_is_named_and_everything_typed_comes_back(
    scene: Scene, typed: dict[str, Any], says: str
) -> None:
    again = scene.press("jpuh-lead", at_step(scene, 1), "Save and continue", **typed)
    assert says in twin(again)
    assert {k: v for k, v in shown(scene, again).items() if v} == typed
    assert the_return(scene) is None
    check(again.card)


def test_every_fault_is_said_at_once(scene: Scene) -> None:
    again = scene.press("jpuh-lead", at_step(scene, 1), "Save and continue", births="x", satod="1.5", rota_gaps="-1")
    assert all(
        name in twin(again)
        for name in ("Births (registrable): ", "Smoking at", "Obstetric rota gaps: please give a number")
    )


def test_figures_that_contradict_each_other_may_wait_but_not_go_on(scene: Scene) -> None:
    step = scene.press("jpuh-lead", at_step(scene, 1), "Save and finish later", births="142", pph1500="143")
    resumed = scene.press("jpuh-lead", step, "Resume")
    assert shown(scene, resumed)["pph1500"] == "143"
    assert "Please check both" in twin(scene.press("jpuh-lead", resumed, "Save and continue"))


def test_a_yes_needs_its_story(scene: Scene) -> None:
    again = scene.press("jpuh-lead", at_step(scene, 3), "Save and continue", worry="Rota", reg28="yes")
    assert "please say which body, what is asked and by when" in twin(again)
    fourth = scene.press("jpuh-lead", again, "Save and continue", external_story="The coroner, by 4 January")
    assert twin(fourth).startswith("4 of 4")


@pytest.mark.parametrize("text", TRICKS)
def test_words_are_shown_as_typed_and_never_interpreted(scene: Scene, text: str) -> None:
    fourth = scene.press("jpuh-lead", at_step(scene, 3), "Save and continue", worry=text)
    back = scene.press("jpuh-lead", fourth, "Nil return")
    check(back.card)
    runs = [n["inlines"][0]["text"] for n in scene.content(back)["body"] if n["type"] == "RichTextBlock"]
    assert len(runs) == 1
    assert "{{" not in runs[0]
    assert "\u202e" not in runs[0]
    assert runs[0].replace("{ {", "{{") == text.replace("\u202e", "")


def test_nul_and_other_control_characters_are_dropped(scene: Scene) -> None:
    fourth = scene.press("jpuh-lead", at_step(scene, 3), "Save and continue", worry="night\x00 shift\x07\ud800")
    assert twin(fourth).startswith("4 of 4")
    ret = the_return(scene)
    assert ret is not None
    assert ret.draft[2].values["worry"] == "night shift"


def test_a_hundred_thousand_characters_are_refused_and_as_much_as_fits_comes_back(scene: Scene) -> None:
    step = at_step(scene, 3)
    again = scene.press("jpuh-lead", step, "Save and continue", worry="ab " * 35_000, asks="Share the checklist")
    assert "please keep it under 2,000 characters; it has 105,000" in twin(again)
    assert shown(scene, again)["worry"].startswith("ab ab")
    assert shown(scene, again)["asks"] == "Share the checklist"
    check(again.card)


def test_a_form_that_arrives_empty_is_not_taken_for_blanks(scene: Scene) -> None:
    step = at_step(scene, 1)
    action = next(a for a in buttons(scene.content(step)) if a["title"] == "Save and continue")
    empty = scene.turn(
        scene._turn("jpuh-lead", Happening.PRESSED, PlaceKind.PERSONAL, "", verb=action["verb"], values=action["data"])
    )
    assert "Nothing is filled in yet under Measures." in twin(empty)
    assert the_return(scene) is None


def test_what_may_identify_somebody_is_refused_and_only_that_is_taken_out(scene: Scene) -> None:
    step = at_step(scene, 3)
    again = scene.press("jpuh-lead", step, "Save and continue", worry="Baby of 999 000 0018", asks="Share the list")
    assert "NHS number" in twin(again)
    assert "0018" not in str(scene.content(again))
    assert shown(scene, again)["asks"] == "Share the list"
    assert shown(scene, again)["worry"] == ""
    ret = the_return(scene)
    assert ret is not None
    assert ret.draft[2].values == {}


def test_a_refusal_names_every_kind_and_every_question_at_once(scene: Scene) -> None:
    step = scene.press("jpuh-lead", at_step(scene, 3), "Save and continue", worry="")
    again = scene.press(
        "jpuh-lead", step, "Save and continue", worry="Mrs Jane Smith, 999 000 0018", asks="She lives in NR31 6LA"
    )
    assert "'What worries you most this month' and 'What you ask of the other trusts or the group' look as" in twin(
        again
    )
    assert "a person's name, an NHS number and a postcode" in twin(again)


def test_a_card_left_open_on_another_device_says_that_it_was_oneself(scene: Scene) -> None:
    step = at_step(scene, 1)
    scene.press("jpuh-lead", step, "Save and continue", births="142")
    again = scene.press("jpuh-lead", step, "Save and continue", births="143")
    assert "RET-2026-10-JPUH. This changed while you were editing: you updated it at 10:00." in twin(again)


def test_a_press_twice_has_one_answer_and_one_effect(scene: Scene) -> None:
    open_round(scene)
    back = fill(scene, "jpuh-lead")
    first = scene.press("jpuh-lead", back, "Submit return")
    second = scene.press("jpuh-lead", back, "Submit return")
    assert twin(first) == twin(second)
    ret = the_return(scene)
    assert ret is not None
    assert ret.submission == 1


def test_a_stale_step_brings_both_words_back(tmp_path: Path) -> None:
    scene = with_mo(tmp_path)
    step = at_step(scene, 3)
    mine = scene.press("mo", scene.press("mo", scene.say("mo", "submit"), "JPUH"), "Save and continue", worry="Theirs")
    assert twin(mine).startswith("4 of 4")
    scene.later(minutes=5)
    again = scene.press("jpuh-lead", step, "Save and continue", worry="Mine", asks="")
    assert "RET-2026-10-JPUH. This changed while you were editing: Mo Adeyemi updated it at 10:00." in twin(again)
    assert "Saved meanwhile\nWhat worries you most this month\nTheirs" in twin(again)
    assert shown(scene, again)["worry"] == "Mine"
    assert twin(scene.press("jpuh-lead", again, "Save and continue")).startswith("4 of 4")
    scene.close()


def test_what_somebody_else_saved_is_not_emptied_by_a_stale_blank(tmp_path: Path) -> None:
    scene = with_mo(tmp_path)
    step = at_step(scene, 3)
    other = scene.press("mo", scene.say("mo", "submit"), "JPUH")
    scene.press("mo", other, "Save and continue", worry="Theirs", asks="Theirs too")
    again = scene.press("jpuh-lead", step, "Save and continue", worry="Theirs", asks="")
    assert shown(scene, again)["asks"] == "Theirs too"
    assert "Saved meanwhile" not in twin(again)
    scene.close()


def test_a_stale_read_back_is_drawn_afresh(tmp_path: Path) -> None:
    scene = with_mo(tmp_path)
    open_round(scene)
    back = fill(scene, "jpuh-lead")
    other = scene.press("mo", scene.press("mo", scene.say("mo", "submit"), "JPUH"), "Change Measures")
    scene.press("mo", other, "Save and continue", births="150")
    again = scene.press("jpuh-lead", back, "Submit return")
    assert "Mo Adeyemi updated it at 10:00" in twin(again)
    assert "Births (registrable) | 150" in twin(again)
    assert "Thank you" in twin(scene.press("jpuh-lead", again, "Submit return"))
    scene.close()


def test_nobody_presses_somebody_elses_card_or_fills_another_trusts_return(scene: Scene) -> None:
    open_round(scene)
    step = form(scene, "jpuh-lead")
    assert "cannot act on this button here" in twin(scene.press("nnuh-lead", step, "Save and continue", births="1"))
    assert "your own trust only" in twin(scene.ask("jpuh-lead", "submit", trusts=("NNUH",)))
    assert "your own trust only" in twin(scene.ask("jpuh-lead", "correct_return", trusts=("NNUH",)))
    for person in ("chair", "member", "observer"):
        assert "not open to your role" in twin(scene.ask(person, "submit"))
    assert the_return(scene) is None


def test_who_stops_leading_a_trust_finds_its_return_no_more(scene: Scene) -> None:
    open_round(scene)
    step = form(scene, "jpuh-lead")
    tom = scene.member("jpuh-lead")
    scene.run(lambda s: members.change(s, replace(tom, trusts=(TrustCode("NNUH"),)), "change person"))
    refused = scene.press("jpuh-lead", step, "Save and continue", births="142")
    assert "I cannot find that return." in twin(refused)
    assert the_return(scene) is None


def test_without_a_round_there_is_nothing_to_submit(scene: Scene) -> None:
    assert "No round is open at the moment." in twin(scene.ask("jpuh-lead", "submit"))
    assert "I cannot find a return of yours to correct" in twin(scene.ask("jpuh-lead", "correct_return"))


def test_a_lead_whose_trust_is_not_in_the_round_is_told(scene: Scene) -> None:
    tom = scene.member("jpuh-lead")
    scene.run(lambda s: members.change(s, replace(tom, trusts=()), "change person"))
    open_round(scene)
    assert "no trust whose return is asked for" in twin(scene.ask("jpuh-lead", "submit"))


def test_a_closed_round_takes_no_new_return_and_says_so(scene: Scene) -> None:
    open_round(scene)
    step = form(scene, "jpuh-lead")
    scene.say("coordinator", "close round")
    refused = scene.press("jpuh-lead", step, "Save and continue", **FIGURES_TYPED)
    assert "The round for October 2026 is closed; RET-2026-10-JPUH was not received." in twin(refused)
    assert "142" in twin(refused), "the words are not lost"
    assert "is closed" in twin(scene.ask("jpuh-lead", "submit", period="2026-10"))


def test_no_figure_of_a_refused_submission_is_kept(scene: Scene) -> None:
    open_round(scene)
    back = fill(scene, "jpuh-lead")
    scene.say("coordinator", "close round")
    assert "is closed" in twin(scene.press("jpuh-lead", back, "Submit return"))
    assert figures(scene) == {}


def test_a_box_that_was_emptied_stays_empty_when_the_step_comes_back(scene: Scene) -> None:
    step = scene.press("jpuh-lead", at_step(scene, 1), "Save and finish later", births="142", pph1500="8")
    resumed = scene.press("jpuh-lead", step, "Resume")
    assert shown(scene, resumed)["pph1500"] == "8"
    again = scene.press("jpuh-lead", resumed, "Save and continue", births="142", pph1500="", stillbirth="x")
    assert shown(scene, again)["births"] == "142"
    assert shown(scene, again)["pph1500"] == "", "emptied by its lead, so not what the draft held"


def test_words_that_were_refused_do_not_give_way_to_those_that_stood_there(scene: Scene) -> None:
    step = scene.press("jpuh-lead", at_step(scene, 2), "Save and finish later", story="Nothing yet")
    resumed = scene.press("jpuh-lead", step, "Resume")
    assert shown(scene, resumed)["story"] == "Nothing yet"
    words = "Jane Smith, NHS number 999 000 0018"
    again = scene.press("jpuh-lead", resumed, "Save and continue", story=words, moderate="2")
    assert "looks as if it holds" in twin(again)
    assert shown(scene, again)["story"] == ""
    assert shown(scene, again)["moderate"] == "2"
