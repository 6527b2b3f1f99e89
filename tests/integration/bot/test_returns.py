"""A month's return as a lead lives it: four steps, drafts, read-back, submission."""

from __future__ import annotations

from pathlib import Path

from bot.contracts import PlaceKind
from domain.questions import Observation
from domain.returns import Entry, Return, SectionKey
from storage import returns as kept
from tests.cards_check import check
from tests.returns_steps import (
    FIGURES_TYPED,
    figures,
    fill,
    form,
    open_round,
    shown,
    submit,
    the_return,
    with_mo,
)
from tests.scene import Scene, titles, twin


def test_four_steps_a_read_back_and_it_is_in(scene: Scene) -> None:
    open_round(scene)
    first = scene.press("jpuh-lead", scene.card_for("jpuh-lead"), "Fill in the return")
    assert twin(first).startswith("1 of 4 Measures")
    second = scene.press("jpuh-lead", first, "Save and continue", **FIGURES_TYPED)
    assert twin(second).startswith("2 of 4 Incidents and themes")
    third = scene.press("jpuh-lead", second, "Nil return")
    assert twin(third).startswith("3 of 4 Risks and concerns")
    fourth = scene.press("jpuh-lead", third, "Save and continue", worry="Night cover")
    assert twin(fourth).startswith("4 of 4 Learning and good practice")
    back = scene.press("jpuh-lead", fourth, "Save and continue", worked_well="Huddles")
    assert "What the channel will see\nJPUH: Measures received; Incidents and themes nil return" in twin(back)
    assert the_return(scene) is not None
    assert figures(scene) == {}, "a draft makes no figure"
    thanks = scene.press("jpuh-lead", back, "Submit return")
    assert "RET-2026-10-JPUH received 23 November 2026, 10:00, version 1." in twin(thanks)
    made = figures(scene)
    assert made["pph1500"] == (8.0, 142.0)
    assert made["midwife_fill_night_pct"] == (95.6, None)
    assert made["incidents_moderate_plus"] == (0.0, None), "a nil return of incidents says nought"
    assert "train_fm" not in made, "left blank, so it stays missing"


def test_the_channel_has_one_live_card_that_is_edited(scene: Scene) -> None:
    open_round(scene)
    submit(scene, "jpuh-lead")
    posts = [s for s in scene.outbox("channel") if s.kind == "live"]
    assert [bool(s.edits) for s in posts] == [False, True]
    assert posts[1].edits == posts[0].key
    assert "1 of 3 trusts received" in posts[1].card.twin
    assert "Tom" not in posts[1].card.twin


def test_a_draft_is_kept_and_resumed_where_it_was_left(scene: Scene) -> None:
    open_round(scene)
    second = scene.press("jpuh-lead", form(scene, "jpuh-lead"), "Save and continue", births="142")
    kept = scene.press("jpuh-lead", second, "Save and finish later", moderate="2")
    assert "Left to do: Incidents and themes, Risks and concerns, Learning and good practice." in twin(kept)
    resumed = scene.press("jpuh-lead", kept, "Resume")
    assert twin(resumed).startswith("2 of 4")
    assert shown(scene, resumed)["moderate"] == "2"
    assert twin(form(scene, "jpuh-lead")).startswith("2 of 4")


def test_required_words_may_wait_when_it_is_finished_later_but_not_when_it_goes_on(scene: Scene) -> None:
    open_round(scene)
    step = scene.press("jpuh-lead", form(scene, "jpuh-lead"), "Save and continue", births="142")
    risks = scene.press("jpuh-lead", step, "Nil return")
    later = scene.press("jpuh-lead", risks, "Save and finish later", asks="Share the checklist")
    assert "Kept for later" in twin(later)
    again = form(scene, "jpuh-lead")
    assert shown(scene, again)["asks"] == "Share the checklist"
    refused = scene.press("jpuh-lead", again, "Save and continue")
    assert "What worries you most this month: please fill this in." in twin(refused)
    assert shown(scene, refused)["asks"] == "Share the checklist"


def test_back_keeps_what_was_typed(scene: Scene) -> None:
    open_round(scene)
    second = scene.press("jpuh-lead", form(scene, "jpuh-lead"), "Save and continue", births="142")
    first = scene.press("jpuh-lead", second, "Back", moderate="3")
    assert twin(first).startswith("1 of 4")
    assert shown(scene, first)["births"] == "142"
    second = scene.press("jpuh-lead", first, "Save and continue")
    assert shown(scene, second)["moderate"] == "3"
    ret = the_return(scene)
    assert ret is not None
    assert ret.section(SectionKey.INCIDENTS).entry == Entry.EMPTY, "typed, but never said to be complete"


def test_back_and_later_with_nothing_typed_keep_nothing(scene: Scene) -> None:
    open_round(scene)
    step = form(scene, "jpuh-lead")
    assert "Left to do: Measures, Incidents" in twin(scene.press("jpuh-lead", step, "Save and finish later"))
    assert the_return(scene) is None


def test_a_figure_taken_out_is_taken_out_and_a_step_that_comes_empty_wipes_nothing(scene: Scene) -> None:
    """A blank field is not sent, so an emptied step cannot be told from one that was lost on the way."""
    open_round(scene)
    step = scene.press("jpuh-lead", form(scene, "jpuh-lead"), "Save and continue", births="142", pph1500="8")
    first = scene.press("jpuh-lead", step, "Back")
    scene.press("jpuh-lead", first, "Save and finish later", pph1500="")
    ret = the_return(scene)
    assert ret is not None
    assert ret.section(SectionKey.MEASURES).values == {"births": 142}
    first = scene.press("jpuh-lead", form(scene, "jpuh-lead"), "Back")
    assert "Kept for later" in twin(scene.press("jpuh-lead", first, "Save and finish later", births=""))
    refused = twin(scene.press("jpuh-lead", first, "Save and continue", births=""))
    assert "what was kept before still stands" in refused
    ret = the_return(scene)
    assert ret is not None
    assert (ret.section(SectionKey.MEASURES).values, ret.next_step) == ({"births": 142}, SectionKey.INCIDENTS)


def test_a_complete_step_stays_so_when_it_is_left_by_back(scene: Scene) -> None:
    open_round(scene)
    second = scene.press("jpuh-lead", form(scene, "jpuh-lead"), "Save and continue", births="142")
    third = scene.press("jpuh-lead", second, "Save and continue", moderate="1")
    second = scene.press("jpuh-lead", third, "Back")
    scene.press("jpuh-lead", second, "Back", moderate="2")
    ret = the_return(scene)
    assert ret is not None
    section = ret.section(SectionKey.INCIDENTS)
    assert (section.entry, section.values["moderate"]) == (Entry.ENTERED, 2)


def test_last_month_stands_beside_the_numbers_and_fills_the_words(scene: Scene) -> None:
    open_round(scene)
    submit(scene, "jpuh-lead")
    scene.later(days=35)
    scene.say("coordinator", "open round November")
    first = form(scene, "jpuh-lead")
    assert "PPH of 1500 ml or more. October: 8" in twin(first)
    assert "Vaginal births. October: 80" in twin(first)
    assert set(shown(scene, first).values()) == {""}, "no figure is copied"
    second = scene.press("jpuh-lead", first, "Save and continue", births="150")
    assert "Incidents with moderate harm. October: 3" in twin(second)
    third = scene.press("jpuh-lead", second, "Save and continue", moderate="0")
    assert shown(scene, third)["worry"].startswith("Short notice sickness")
    assert shown(scene, third)["external"] == "", "only words are filled in"
    fourth = scene.press("jpuh-lead", third, "No change")
    back = scene.press("jpuh-lead", fourth, "No change")
    assert "No change since last month. These words still hold:" in twin(back)
    scene.press("jpuh-lead", back, "Submit return")
    grid = twin(scene.say("chair", "returns"))
    assert "Risks and concerns | ✗ not received | = no change | ✗ not received" in grid


def test_no_change_needs_something_that_could_be_unchanged(scene: Scene) -> None:
    open_round(scene)
    step = scene.press("jpuh-lead", form(scene, "jpuh-lead"), "Save and continue", births="142")
    risks = scene.press("jpuh-lead", step, "Nil return")
    assert "nothing was received last month" in twin(scene.press("jpuh-lead", risks, "No change"))


def test_nil_over_something_typed_is_asked_about_once(scene: Scene) -> None:
    open_round(scene)
    second = scene.press("jpuh-lead", form(scene, "jpuh-lead"), "Save and continue", births="142")
    asked = scene.press("jpuh-lead", second, "Nil return", story="Two bleeds")
    assert "Nil return: something is filled in below and would be lost." in twin(asked)
    assert shown(scene, asked)["story"] == "Two bleeds"
    third = scene.press("jpuh-lead", asked, "Nil return")
    assert twin(third).startswith("3 of 4")
    ret = the_return(scene)
    assert ret is not None
    assert ret.section(SectionKey.INCIDENTS).entry == Entry.NIL


def test_nil_figures_stay_missing(scene: Scene) -> None:
    open_round(scene)
    step = scene.press("jpuh-lead", form(scene, "jpuh-lead"), "Nil return")
    for _ in range(2):
        step = scene.press("jpuh-lead", step, "Nil return")
    back = scene.press("jpuh-lead", step, "Nil return")
    assert "No figure is kept; each stays missing." in twin(back)
    scene.press("jpuh-lead", back, "Submit return")
    assert "births" not in figures(scene)


def test_a_surprise_is_asked_about_and_does_not_bar(scene: Scene) -> None:
    open_round(scene)
    back = fill(scene, "jpuh-lead", births="1500", pph1500="300")
    assert "Births (registrable): 1,500, expected 0 to 1,200: correct?" in twin(back)
    assert "PPH of 1500 ml or more, % of births: 20, expected 0 to 15: correct?" in twin(back)
    assert "Thank you" in twin(scene.press("jpuh-lead", back, "Submit return"))


def test_a_step_can_be_changed_from_the_read_back(scene: Scene) -> None:
    open_round(scene)
    back = fill(scene, "jpuh-lead")
    incidents = scene.press("jpuh-lead", back, "Change Incidents")
    assert shown(scene, incidents)["themes"] == "escalation,pph"
    assert twin(scene.press("jpuh-lead", back, "Back")).startswith("4 of 4")
    assert "only Submit return is left" in twin(scene.press("jpuh-lead", back, "Save and finish later"))
    assert twin(form(scene, "jpuh-lead")).startswith("Read it back")


def test_what_was_skipped_comes_before_submitting(scene: Scene) -> None:
    open_round(scene)
    back = fill(scene, "jpuh-lead")
    third = scene.press("jpuh-lead", back, "Change Risks")
    empty = scene.press("jpuh-lead", third, "Save and finish later", worry="")
    assert "Left to do: Risks and concerns." in twin(empty)
    fourth = scene.press("jpuh-lead", back, "Change Learning")
    back = scene.press("jpuh-lead", fourth, "Save and continue")
    assert "Submit return" not in titles(back)
    assert twin(scene.press("jpuh-lead", back, "Fill in what is missing")).startswith("3 of 4")


def test_another_lead_of_the_trust_can_finish_it(tmp_path: Path) -> None:
    scene = with_mo(tmp_path)
    open_round(scene)
    scene.press("jpuh-lead", form(scene, "jpuh-lead"), "Save and continue", births="142")
    which = scene.say("mo", "submit")
    assert titles(which) == ["JPUH", "QEHKL"]
    step = scene.press("mo", which, "JPUH")
    assert twin(step).startswith("2 of 4")
    for _ in range(3):
        step = scene.press("mo", step, "Nil return")
    assert "By Tom Bailey, 23 November 2026, 10:00" in twin(step)
    assert "By Mo Adeyemi, 23 November 2026, 10:00" in twin(step)
    assert "RET-2026-10-JPUH received" in twin(scene.press("mo", step, "Submit return"))
    scene.close()


def test_one_person_with_two_trusts_gets_one_request_and_keeps_it_until_both_are_in(tmp_path: Path) -> None:
    scene = with_mo(tmp_path)
    assert "4 trust leads have a private card" in twin(open_round(scene))
    requests = [s for s in scene.outbox() if s.to == "mo"]
    assert len(requests) == 1
    assert titles(check(requests[0].card)) == ["Fill in the return of JPUH", "Fill in the return of QEHKL"]
    submit(scene, "jpuh-lead")
    assert [s.to for s in scene.outbox() if "/done/" in s.key] == ["jpuh-lead"]
    submit(scene, "qehkl-lead")
    assert [s.to for s in scene.outbox() if "/done/" in s.key] == ["jpuh-lead", "qehkl-lead", "mo"]
    scene.close()


def test_the_answered_request_becomes_thanks(scene: Scene) -> None:
    open_round(scene)
    submit(scene, "jpuh-lead")
    first, last = scene.outbox("jpuh-lead")
    assert last.edits == first.key
    assert "Done, thank you. RET-2026-10-JPUH was received" in last.card.twin
    assert first.state == "cancelled", "it had not been sent yet, and is not wanted any more"


def test_who_submits_again_is_told_that_it_is_in(scene: Scene) -> None:
    open_round(scene)
    submit(scene, "jpuh-lead")
    assert twin(form(scene, "jpuh-lead")).startswith("RET-2026-10-JPUH is in\n✓ Received 23 November 2026, 10:00")


def test_a_late_return_is_flagged_and_an_early_one_is_not(scene: Scene) -> None:
    open_round(scene)
    submit(scene, "nnuh-lead")
    scene.later(days=15)
    assert "after the due day" in twin(submit(scene, "jpuh-lead"))
    assert "On time | ✓ on time | ▲ late | ✗ not received" in twin(scene.say("chair", "returns"))


def test_a_figure_unlike_the_months_before_is_asked_about(scene: Scene) -> None:
    for month, births in ((4, 140), (5, 142), (6, 139), (7, 143), (8, 141), (9, 140)):
        past = Return(f"sample/2026-0{month}", f"2026-0{month}", "JPUH", submission=1)
        seen = Observation("births", births, None)
        scene.run(lambda s, r=past, o=seen: kept.keep_observations(s, r, (o,)))
    open_round(scene)
    back = fill(scene, "jpuh-lead", births="412")
    assert "Is this right? If so, leave it.\n▲ Births (registrable): 412, usual 1" in twin(back)


def test_what_was_sent_can_be_read_again_by_its_own_trust_only(scene: Scene) -> None:
    open_round(scene)
    submit(scene, "jpuh-lead")
    grid = scene.say("jpuh-lead", "returns")
    assert "Read JPUH" in titles(grid)
    assert "Read JPUH" not in titles(scene.say("qehkl-lead", "returns"))
    read = scene.press("jpuh-lead", grid, "Read JPUH")
    assert "RET-2026-10-JPUH\nJPUH. Received 23 November 2026, 10:00 from Tom Bailey, version 1." in twin(read)
    assert "Not reviewed yet." in twin(read)
    assert twin(scene.press("jpuh-lead", form(scene, "jpuh-lead"), "Read it")) == twin(read)


def test_the_bare_id_shows_a_lead_what_was_sent_and_anybody_else_the_grid(scene: Scene) -> None:
    open_round(scene)
    submit(scene, "jpuh-lead")
    assert "RET-2026-10-JPUH" in twin(scene.say("jpuh-lead", "RET-2026-10-JPUH"))
    assert "Daily trolley check" in twin(scene.say("jpuh-lead", "RET-2026-10-JPUH"))
    for who in ("nnuh-lead", "member", "coordinator"):
        grid = twin(scene.say(who, "RET-2026-10-JPUH"))
        assert "Daily trolley check" not in grid
        assert grid == twin(scene.say(who, "returns October 2026"))
    assert "Daily trolley check" not in twin(scene.say("jpuh-lead", "RET-2026-10-JPUH", where=PlaceKind.CHANNEL))
