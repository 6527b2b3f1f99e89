"""Figures of a return said in words, with what they are out of: filled into the form, saved by a press only."""

from __future__ import annotations

import pytest

from tests.cards_check import check
from tests.returns_steps import open_round, shown, submit, the_return
from tests.scene import Scene, twin


@pytest.mark.parametrize(
    "words",
    [
        "pph 12 of 300",
        "submit pph 12 out of 300",
        "submit pph 12/300",
        "12 of 300 pph",
        "October pph 12 of 300 births",
        "submit pph 4% (12 of 300)",
    ],
)
def test_both_parts_are_filled_in_and_nothing_is_saved(scene: Scene, words: str) -> None:
    open_round(scene)
    form = scene.say("jpuh-lead", words)
    filled = shown(scene, form)
    assert (filled["pph1500"], filled["births"]) == ("12", "300")
    assert "I have filled in the figures that you said. Nothing is saved yet." in twin(check(form.card))
    assert the_return(scene) is None
    scene.press("jpuh-lead", form, "Save and continue")
    ret = the_return(scene)
    assert ret is not None
    assert dict(ret.draft[0].values) == {"births": 300, "pph1500": 12}


def test_several_rates_each_with_its_own_total(scene: Scene) -> None:
    open_round(scene)
    filled = shown(scene, scene.say("jpuh-lead", "submit births 300, pph 12 of 300, tears 4/210, 1:1 120 of 125"))
    wanted = {"births": "300", "pph1500": "12", "tear34": "4", "vaginal_births": "210"}
    assert {k: filled[k] for k in wanted} == wanted
    assert (filled["one_to_one"], filled["labours"]) == ("120", "125")


def test_a_correction_in_words_fills_both(scene: Scene) -> None:
    open_round(scene)
    submit(scene, "jpuh-lead")
    form = scene.say("jpuh-lead", "pph should be 12/300 not 8/142")
    filled = shown(scene, form)
    assert (filled["pph1500"], filled["births"]) == ("12", "300")


def test_two_totals_for_one_are_asked_about_and_the_one_said_by_name_stands(scene: Scene) -> None:
    open_round(scene)
    form = scene.say("jpuh-lead", "submit births 310, pph 12 of 300")
    assert shown(scene, form)["births"] == "310"
    assert "You said 300 and 310 for Births (registrable). Please check it." in twin(form)


def test_a_whole_percentage_is_no_count(scene: Scene) -> None:
    open_round(scene)
    form = scene.say("jpuh-lead", "submit births 310, pph 4%")
    assert shown(scene, form).get("pph1500") in (None, "")
    assert "Please give a number, not a percentage, for: PPH of 1500 ml or more." in twin(form)
