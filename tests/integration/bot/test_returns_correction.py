"""A correction is a new version with a reason; words said are filled in and never saved by themselves."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.contracts import Reply
from domain.returns import Assurance
from storage import history
from storage import returns as kept
from tests.returns_steps import figures, form, open_round, shown, submit, the_return, with_mo
from tests.scene import Scene, titles, twin


def correct(scene: Scene, **figures_said: float) -> Reply:
    """Tom says what should be different and goes on to the read-back."""
    step = scene.ask("jpuh-lead", "correct_return", trusts=("JPUH",), figures=figures_said)
    for _ in range(4):
        step = scene.press("jpuh-lead", step, "Save and continue")
    return step


def test_a_correction_said_in_words_is_filled_in_and_needs_a_reason(scene: Scene) -> None:
    open_round(scene)
    submit(scene, "jpuh-lead")
    step = scene.ask("jpuh-lead", "correct_return", trusts=("JPUH",), figures={"pph1500": 7.0})
    assert shown(scene, step)["pph1500"] == "7"
    assert "Nothing is saved yet" in twin(step)
    assert figures(scene)["pph1500"] == (8.0, 142.0)
    back = correct(scene, pph1500=7.0)
    refused = scene.press("jpuh-lead", back, "Submit return")
    assert "Reason for the correction: please fill this in." in twin(refused)
    thanks = scene.press("jpuh-lead", refused, "Submit return", reason="One was counted twice")
    assert "the correction is in" in twin(thanks)
    assert "version 2" in twin(thanks)
    assert figures(scene)["pph1500"] == (7.0, 142.0)


def with_nothing_to_say(scene: Scene) -> None:
    """September and October of JPUH: figures, then nil, no change and words."""
    at = scene.press("jpuh-lead", form(scene, "jpuh-lead"), "Save and continue", births="142", pph1500="6")
    at = scene.press("jpuh-lead", at, "Nil return")
    at = scene.press("jpuh-lead", at, "Nil return")
    at = scene.press("jpuh-lead", at, "Save and continue", worked_well="Daily trolley check")
    scene.press("jpuh-lead", at, "Submit return")


def entries(scene: Scene) -> list[str]:
    ret = the_return(scene)
    assert ret is not None
    return [s.entry.value for s in ret.draft]


def test_a_nil_section_that_a_correction_only_walks_through_stays_nil(scene: Scene) -> None:
    open_round(scene)
    with_nothing_to_say(scene)
    step = scene.press("jpuh-lead", form(scene, "jpuh-lead"), "Correct something")
    step = scene.press("jpuh-lead", step, "Save and continue", births="143")
    assert "Kept as: nil return. It stays so unless you type something here." in twin(step)
    for _ in range(3):
        step = scene.press("jpuh-lead", step, "Save and continue")
    assert "the correction is in" in twin(scene.press("jpuh-lead", step, "Submit return", reason="Twins counted once"))
    assert entries(scene) == ["entered", "nil", "nil", "entered"]


def test_a_correction_of_one_figure_goes_straight_to_the_read_back(scene: Scene) -> None:
    open_round(scene)
    with_nothing_to_say(scene)
    step = scene.press("jpuh-lead", form(scene, "jpuh-lead"), "Correct something")
    back = scene.press("jpuh-lead", step, "Save and read it back", births="143")
    assert twin(back).startswith("Read it back")
    assert "Births (registrable) | 143" in twin(back)


def test_words_typed_over_a_nil_section_make_it_a_section_with_words(scene: Scene) -> None:
    open_round(scene)
    with_nothing_to_say(scene)
    step = scene.press("jpuh-lead", form(scene, "jpuh-lead"), "Correct something")
    step = scene.press("jpuh-lead", step, "Save and continue")
    scene.press("jpuh-lead", step, "Save and continue", moderate="1")
    assert entries(scene) == ["entered", "entered", "nil", "entered"]


def test_going_back_through_no_change_does_not_take_it_away(scene: Scene) -> None:
    scene.now = scene.now.replace(month=10, day=26)
    open_round(scene)
    submit(scene, "jpuh-lead")
    scene.now = scene.now.replace(month=11, day=23)
    open_round(scene)
    at = scene.press("jpuh-lead", form(scene, "jpuh-lead"), "Save and continue", births="142")
    at = scene.press("jpuh-lead", at, "Nil return")
    at = scene.press("jpuh-lead", at, "No change")
    at = scene.press("jpuh-lead", at, "Back")
    assert "Kept as: no change." in twin(at)
    at = scene.press("jpuh-lead", at, "Back")
    scene.press("jpuh-lead", at, "Save and finish later")
    assert entries(scene) == ["entered", "nil", "no_change", "empty"]
    at = scene.press("jpuh-lead", scene.press("jpuh-lead", form(scene, "jpuh-lead"), "Back"), "No change")
    assert twin(at).startswith("4 of 4")
    assert entries(scene) == ["entered", "nil", "no_change", "empty"]


def test_a_return_named_by_its_id_is_meant_and_another_trusts_is_not_swapped_for_ones_own(scene: Scene) -> None:
    open_round(scene)
    submit(scene, "jpuh-lead")
    assert twin(scene.ask("jpuh-lead", "correct_return", record="RET-2026-10-JPUH")).startswith("1 of 4")
    refused = twin(scene.ask("nnuh-lead", "correct_return", record="RET-2026-10-JPUH"))
    assert "You can fill in the return of your own trust only." in refused


def test_the_first_version_is_kept_and_the_correction_is_listed(scene: Scene) -> None:
    open_round(scene)
    submit(scene, "jpuh-lead")
    moment = scene.now
    assert scene.run(lambda s: kept.corrected(s, moment - timedelta(days=1))) == ()
    scene.later(days=2)
    scene.press("jpuh-lead", correct(scene, pph1500=7.0), "Submit return", reason="One was counted twice")
    listed = scene.run(lambda s: kept.corrected(s, moment))
    assert [(r.id, r.submission, r.correction_reason) for r in listed] == [
        ("RET-2026-10-JPUH", 2, "One was counted twice")
    ]
    assert scene.run(lambda s: kept.corrected(s, scene.now)) == ()
    stood = scene.run(lambda s: history.as_it_stood(s, "RET-2026-10-JPUH", moment))
    assert '"pph1500":8' in stood.body


def test_a_figure_taken_out_by_a_correction_is_missing_again(scene: Scene) -> None:
    open_round(scene)
    submit(scene, "jpuh-lead")
    step = scene.press("jpuh-lead", form(scene, "jpuh-lead"), "Correct something")
    step = scene.press("jpuh-lead", step, "Save and continue", satod="")
    for _ in range(3):
        step = scene.press("jpuh-lead", step, "Save and continue")
    scene.press("jpuh-lead", step, "Submit return", reason="Not validated yet")
    assert "satod" not in figures(scene)


def test_a_correction_of_nothing_is_refused(scene: Scene) -> None:
    open_round(scene)
    submit(scene, "jpuh-lead")
    step = scene.press("jpuh-lead", form(scene, "jpuh-lead"), "Correct something")
    for _ in range(4):
        step = scene.press("jpuh-lead", step, "Save and continue")
    assert "Nothing has changed since you sent it." in twin(scene.press("jpuh-lead", step, "Submit return", reason="x"))
    ret = the_return(scene)
    assert ret is not None
    assert ret.submission == 1


def test_a_closed_round_still_takes_a_correction_and_is_reviewed_afresh(scene: Scene) -> None:
    open_round(scene)
    submit(scene, "jpuh-lead")
    review = scene.press("chair", scene.say("chair", "returns"), "Review JPUH")
    scene.press("chair", review, "Assured")
    scene.say("coordinator", "close round")
    thanks = scene.press("jpuh-lead", correct(scene, pph1500=7.0), "Submit return", reason="One was counted twice")
    assert "the correction is in" in twin(thanks)
    ret = the_return(scene)
    assert ret is not None
    assert (ret.assurance, ret.late) == (Assurance.NOT_REVIEWED, False)


def test_a_return_not_sent_yet_is_filled_in_instead(scene: Scene) -> None:
    open_round(scene)
    assert twin(scene.ask("jpuh-lead", "correct_return", trusts=("JPUH",))).startswith("1 of 4")


def test_who_leads_several_is_asked_which_to_correct(tmp_path: Path) -> None:
    scene = with_mo(tmp_path)
    open_round(scene)
    assert titles(scene.ask("mo", "correct_return")) == ["JPUH", "QEHKL"]
    scene.close()


def test_figures_said_fill_the_form_and_percentages_do_not(scene: Scene) -> None:
    open_round(scene)
    said = {"births": 393.0, "pph1500": 12.0, "satod": 7.9, "midwife_fill_night_pct": 94.4, "sickness": 5.0}
    step = scene.ask("nnuh-lead", "submit", period="2026-10", figures=said)
    filled = {k: v for k, v in shown(scene, step).items() if v}
    assert filled == {"births": "393", "pph1500": "12", "midwife_fill_night_pct": "94.4"}
    assert "Please give a number, not a percentage, for: Smoking at time of delivery." in twin(step)
    assert "This step does not ask for: Midwife sickness absence." in twin(step)
    assert the_return(scene, "NNUH") is None


def test_a_nil_or_a_month_without_a_round_is_answered_in_words(scene: Scene) -> None:
    open_round(scene)
    step = scene.ask("qehkl-lead", "submit", period="2026-11", nil=True)
    assert "There is no round for November 2026. This is the return for October 2026." in twin(step)
    assert "You said nil. Please press Nil return in each step where that is true." in twin(step)
    spread = scene.ask("qehkl-lead", "submit", period="2026-07-01/2026-09-30")
    assert "There is no round for that period." in twin(spread)
