"""A figure that cannot be right: refused once, kept when the lead stands by it, queried wherever it is shown."""

from __future__ import annotations

from typing import Any

import pytest

from bot.contracts import Reply
from domain import questions
from tests.cards_check import check
from tests.figures_made import months, put
from tests.returns_steps import figures, form, open_round, shown, the_return
from tests.scene import Scene, inputs, twin

WHY = "Births at home are counted in another system until January"
KEEP = "Our system gives these: keep as queried"


def refused(scene: Scene, **typed: Any) -> Reply:
    open_round(scene)
    return scene.press("jpuh-lead", form(scene, "jpuh-lead"), "Save and continue", **typed)


def signed(scene: Scene) -> str:
    return questions.sign(questions.doubts({"births": 142, "pph1500": 143}))


def test_the_first_press_is_refused_in_words_and_nothing_is_stored(scene: Scene) -> None:
    again = refused(scene, births="142", pph1500="143", satod="9")
    said = twin(check(again.card))
    assert "PPH of 1500 ml or more: 143 is more than all births (142). Please check both." in said
    assert "choose below to keep them and say why" in said
    assert "A figure here cannot be right as it stands (required)" in said
    assert KEEP in str(again.card.content if again.card else "")
    assert {k: v for k, v in shown(scene, again).items() if v} == {"births": "142", "pph1500": "143", "satod": "9"}
    assert the_return(scene) is None


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ({}, "Please check both."),
        ({"queried": "mend", "queried_why": WHY}, "Please check both."),
        ({"queried": "pph1500: 150 is more than all births (142)", "queried_why": WHY}, "Please check both."),
        ({"queried": "KEEP"}, "Why they stand so: please say in a few words why the figures stand so."),
        ({"queried": "KEEP", "queried_why": "x" * 301}, "Why they stand so: please keep it under 300 characters"),
        ({"queried": "KEEP", "queried_why": WHY, "pph1500": "144"}, "144 is more than all births (142)"),
    ],
)
def test_only_who_stands_by_these_very_figures_and_says_why_goes_on(
    scene: Scene, answer: dict[str, Any], says: str
) -> None:
    first = refused(scene, births="142", pph1500="143")
    typed: dict[str, Any] = {k: signed(scene) if v == "KEEP" else v for k, v in answer.items()}
    again = scene.press("jpuh-lead", first, "Save and continue", **typed)
    assert says in twin(check(again.card))
    assert the_return(scene) is None


def test_corrected_figures_go_on_without_a_word(scene: Scene) -> None:
    first = refused(scene, births="142", pph1500="143")
    second = scene.press("jpuh-lead", first, "Save and continue", pph1500="14", queried="mend", queried_why=WHY)
    assert twin(second).startswith("2 of 4")
    ret = the_return(scene)
    assert ret is not None
    assert dict(ret.draft[0].values) == {"births": 142, "pph1500": 14}


def kept(scene: Scene) -> Reply:
    """The step after the one where the lead stood by the figures."""
    first = refused(scene, births="142", pph1500="143")
    return scene.press("jpuh-lead", first, "Save and continue", queried=signed(scene), queried_why=WHY)


def sent(scene: Scene) -> Reply:
    third = scene.press("jpuh-lead", kept(scene), "Nil return")
    back = scene.press("jpuh-lead", scene.press("jpuh-lead", third, "Nil return"), "Nil return")
    assert "PPH of 1500 ml or more | 143, queried" in twin(back)
    assert f"Why they stand so\n{WHY}" in twin(check(back.card))
    return scene.press("jpuh-lead", back, "Submit return")


def test_figures_that_the_lead_stands_by_are_stored_as_given_and_queried(scene: Scene) -> None:
    assert "received" in twin(sent(scene))
    assert figures(scene)["pph1500"] == (143, 142)
    review = twin(check(scene.say("chair", "review RET-2026-10-JPUH").card))
    assert "Numerator above denominator, queried: PPH of 1500 ml or more: 143 is more than all births (142)" in review
    assert WHY in review
    chart = scene.say("chair", "measure pph JPUH")
    assert "numerator above denominator, queried" in twin(check(chart.card))


def test_no_limit_is_made_of_a_queried_figure_and_next_month_says_it_beside_the_box(scene: Scene) -> None:
    def year(session: Any) -> None:
        for n, month in enumerate(months(13)[:-1]):
            put(session, "JPUH", month, {"births": (150, None), "pph1500": (4 + n % 2, 150)})

    scene.run(year)
    before = twin(scene.say("chair", "measure pph JPUH"))
    sent(scene)
    after = twin(scene.say("chair", "measure pph JPUH"))
    assert "not judged, the latest figure is queried" in after
    assert "Shown, but not used for the mean, the limits or the rules." in after
    limits = next(line for line in before.splitlines() if line.startswith("Mean "))
    assert limits.split(", from")[0] in after
    scene.say("coordinator", "close round")
    scene.say("coordinator", "open round November")


def test_a_step_kept_as_queried_can_be_walked_through_again(scene: Scene) -> None:
    first = scene.press("jpuh-lead", kept(scene), "Back")
    assert shown(scene, first)["queried_why"] == WHY
    assert inputs(scene.content(first))["queried"] == signed(scene)
    assert twin(scene.press("jpuh-lead", first, "Save and continue")).startswith("2 of 4")
    reworded = scene.press("jpuh-lead", first, "Save and continue", queried_why="Home births")
    assert "2 of 4" in twin(reworded)
    ret = the_return(scene)
    assert ret is not None
    assert ret.draft[0].values["queried_why"] == "Home births"


def test_a_percentage_beyond_the_whole_may_be_stood_by_too(scene: Scene) -> None:
    again = refused(scene, births="142", midwife_fill_night_pct="160")
    assert "160 is out of range: a number from 0 to 150 is expected" in twin(again)
    second = scene.press(
        "jpuh-lead",
        again,
        "Save and continue",
        queried="midwife_fill_night_pct: 160 is out of range: a number from 0 to 150 is expected",
        queried_why="Agency staff stand beside the plan",
    )
    assert twin(second).startswith("2 of 4")


@pytest.mark.parametrize("typed", ["-1", "1001", "many"])
def test_what_is_no_figure_stays_refused(scene: Scene, typed: str) -> None:
    again = refused(scene, births="142", midwife_fill_night_pct=typed)
    assert "a number from 0 to 1,000." in twin(again).lower()
    assert "choose below" not in twin(again)
