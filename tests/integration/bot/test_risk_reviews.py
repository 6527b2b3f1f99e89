"""Looking at a risk again, accepting it, closing it."""

from __future__ import annotations

from datetime import date, timedelta

from domain.risks import Risk, Status
from storage import risks
from tests.risk_steps import raise_risk, review
from tests.scene import Scene, inputs, titles, twin


def the_risk(scene: Scene) -> Risk:
    found = scene.run(lambda s: risks.get(s, "RSK-26-001"))
    assert found is not None
    return found


def test_a_review_is_filled_from_words_kept_on_save_and_told(scene: Scene) -> None:
    raise_risk(scene)
    form = scene.ask("chair", "review_risk", record="RSK-26-001", text="two posts filled", figures={"likelihood": 3})
    shown = inputs(scene.content(form))
    assert (shown["likelihood"], shown["consequence"], shown["rationale"]) == ("3", "4", "two posts filled")
    after = scene.press("chair", form, "Save review")
    assert "16 to 12 since November, 1 review" in twin(after)
    assert "The next review is due by 23 January 2027." in twin(after)
    assert the_risk(scene).score == 12
    assert "16 to 12" in scene.card_for("jpuh-lead").twin


def test_a_score_alone_is_asked_for_in_both_parts(scene: Scene) -> None:
    raise_risk(scene)
    form = scene.ask("jpuh-lead", "review_risk", record="RSK-26-001", figures={"score": 12})
    assert "Please choose both parts." in twin(form)
    again = scene.press("jpuh-lead", form, "Save review", rationale="filled")
    assert "Likelihood now, with the controls: please fill this in." in twin(again)
    assert inputs(scene.content(again))["rationale__r1"] == "filled"
    which = scene.ask("jpuh-lead", "review_risk", trusts=("JPUH",), theme="pph")
    assert "I cannot find" in twin(which)


def test_no_change_needs_a_reason_and_is_refused_twice_running_at_sixteen(scene: Scene) -> None:
    raise_risk(scene)
    form = scene.ask("jpuh-lead", "review_risk", record="RSK-26-001")
    assert "why nothing has changed" in twin(scene.press("jpuh-lead", form, "No change"))
    kept = scene.press("jpuh-lead", form, "No change", rationale="posts are advertised")
    assert "16, level since November, 1 review" in twin(kept)
    again = scene.ask("jpuh-lead", "review_risk", record="RSK-26-001")
    assert "not possible twice running" in twin(scene.press("jpuh-lead", again, "No change", rationale="still"))


def test_a_rule_that_fires_anew_is_told_to_the_chairs(scene: Scene) -> None:
    raise_risk(scene, likelihood="3")
    assert scene.outbox() == [], "12 meets no rule"
    after = review(scene, "jpuh-lead", "RSK-26-001", likelihood="4", rationale="two more vacancies")
    assert "Rule for escalation: it scores 15 or more." in twin(after)
    assert {s.to for s in scene.outbox()} == {"chair", "deputy"}


def test_who_may_not_review_is_told_who_may(scene: Scene) -> None:
    raise_risk(scene)
    assert "is reviewed by its owner" in twin(scene.ask("nnuh-lead", "review_risk", record="RSK-26-001"))
    assert "not open to your role" in twin(scene.ask("observer", "review_risk", record="RSK-26-001"))


def test_two_at_once_the_second_keeps_their_words(scene: Scene) -> None:
    raise_risk(scene)
    first = scene.ask("jpuh-lead", "review_risk", record="RSK-26-001")
    second = scene.ask("chair", "review_risk", record="RSK-26-001")
    scene.press("jpuh-lead", first, "Save review", rationale="as before")
    stale = scene.press("chair", second, "Save review", likelihood="2", rationale="much better")
    assert "Tom Bailey updated it at 10:00" in twin(stale)
    assert inputs(scene.content(stale))["rationale__r1"] == "much better"
    assert the_risk(scene).score == 16


def test_the_chair_accepts_for_a_time_and_a_change_ends_it(scene: Scene) -> None:
    raise_risk(scene)
    assert "Accept for a time" not in titles(scene.ask("jpuh-lead", "risk", record="RSK-26-001"))
    form = scene.press("chair", scene.ask("chair", "risk", record="RSK-26-001"), "Accept for a time")
    wrong = scene.press("chair", form, "Accept", until="2026-11-01", reason="winter")
    assert "Until: please give a day to come." in twin(wrong)
    held = scene.press("chair", wrong, "Accept", until="2027-02-01")
    assert "Accepted by Helen Marsh until 1 February 2027: winter" in twin(held)
    assert the_risk(scene).status == Status.ACCEPTED
    ended = review(scene, "jpuh-lead", "RSK-26-001", likelihood="5", rationale="worse")
    assert "that ended because the score is no longer 16" in twin(ended)
    scene.move_to(date(2027, 2, 2))
    assert the_risk(scene).status == Status.OPEN


def test_a_risk_is_closed_with_its_reason_and_then_takes_nothing_more(scene: Scene) -> None:
    raise_risk(scene)
    form = scene.press("jpuh-lead", scene.ask("jpuh-lead", "risk", record="RSK-26-001"), "Close")
    assert "Why it is closed: please fill this in." in twin(scene.press("jpuh-lead", form, "Close the risk"))
    done = scene.press("jpuh-lead", form, "Close the risk", reason="posts are filled")
    assert "Closed: posts are filled." in twin(done)
    assert titles(done) == ["History"]
    assert "No risk on the register" in twin(scene.ask("member", "risks"))
    late = scene.ask("chair", "review_risk", record="RSK-26-001")
    assert "RSK-26-001 is closed." in twin(scene.press("chair", late, "Save review", rationale="x"))


def test_nobody_can_push_the_review_day_out(scene: Scene) -> None:
    raise_risk(scene)
    due = the_risk(scene).next_review
    for who in ("jpuh-lead", "chair"):
        form = scene.press(who, scene.ask(who, "risk", record="RSK-26-001"), "Change details")
        assert not [name for name in inputs(scene.content(form)) if "review" in name or "date" in name]
        scene.press(who, form, "Save", appetite="open")
        assert the_risk(scene).next_review == due, "other details leave it as it is"
    look = scene.press("jpuh-lead", scene.ask("jpuh-lead", "risk", record="RSK-26-001"), "Review")
    assert not [name for name in inputs(scene.content(look)) if "review" in name or "date" in name]
    scene.press("jpuh-lead", look, "Save review", rationale="Looked at again")
    after = the_risk(scene).next_review
    assert after is not None
    assert after <= scene.now.date() + timedelta(days=31), "a month for an extreme risk, from the day of the review"


def test_the_review_button_on_a_card(scene: Scene) -> None:
    card = raise_risk(scene)
    assert "Review RSK-26-001" in twin(scene.press("jpuh-lead", card, "Review"))


def test_what_was_said_is_not_lost_while_it_is_asked_which_risk(scene: Scene) -> None:
    raise_risk(scene)
    raise_risk(scene, title="Roof", cause="The roof leaks", event="rooms close", effect="women move")
    which = scene.ask("jpuh-lead", "review_risk", trusts=("JPUH",), text="posts are filled", figures={"likelihood": 2})
    form = scene.press("jpuh-lead", which, "RSK-26-001: Growth scan capacity")
    shown = inputs(scene.content(form))
    assert (shown["rationale"], shown["likelihood"]) == ("posts are filled", "2")
    board = scene.ask("chair", "escalate_risk", trusts=("JPUH",), text="Fund a post")
    draft = scene.press("chair", board, "RSK-26-001: Growth scan capacity")
    assert inputs(scene.content(draft))["ask"] == "Fund a post"
