"""The promise and what became of it: updates, more time, evidence and the second person, hand-over, not doing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.contracts import Reply
from cards.kit import button
from cards.kit import card as draw
from domain.actions import SHARED, Action, Line, Status
from storage import actions as kept
from storage import history, outbox
from tests.actions_made import TRUSTS, made
from tests.scene import Scene, inputs, titles, twin

RECORD = "ACT-26-001"
LATER = "2027-02-12"


def plant(scene: Scene, owner: str = "jpuh-lead", **more: Any) -> Action:
    member = scene.member(owner)
    fields = {"owner": member.object_id, "owner_name": member.name, "deputy": "", "deputy_name": "", **more}
    return scene.run(lambda s: kept.add(s, made(fields.pop("record", RECORD), **fields)))


def stored(scene: Scene, record: str = RECORD) -> Action:
    found = scene.run(lambda s: kept.get(s, record))
    assert found is not None
    return found


def form(scene: Scene, who: str = "jpuh-lead", **said: Any) -> Reply:
    return scene.ask(who, "update_action", record=RECORD, **said)


def opened(scene: Scene, who: str, button: str) -> Reply:
    """A button on the action's own card."""
    return scene.press(who, scene.ask(who, "action", record=RECORD), button)


def asked(scene: Scene, who: str = "jpuh-lead") -> None:
    reply = scene.press(who, form(scene, who), "Ask for more time", text="auditor on leave")
    scene.press(who, reply, "Ask for more time", due=LATER, agreed="Ann covers")


def delivered(scene: Scene) -> None:
    scene.press("jpuh-lead", form(scene), "Delivered", evidence="Audit in the shared drive", text="20 of 20")


def told(scene: Scene, who: str) -> list[str]:
    return [s.key.split("/")[2] for s in scene.outbox(who)]


# ---------------------------------------------------------------- the update


@pytest.mark.parametrize("who", ["jpuh-lead", "chair", "deputy"])
def test_the_form_saves_what_is_typed_with_one_button(scene: Scene, who: str):
    plant(scene)
    reply = scene.press(who, form(scene, who), "At risk", text="bank late", progress="60", barrier="staffing")
    action = stored(scene)
    assert (action.mark, action.progress, action.barrier) == ("at_risk", 60, "staffing")
    assert "amber: its owner says it is at risk (staffing)" in twin(reply)
    assert "Done, thank you" in twin(reply)
    cleared = scene.press(who, form(scene, who), "On track", barrier="none")
    assert stored(scene).barrier == ""
    assert "green" in twin(cleared)


@pytest.mark.parametrize("who", ["member", "coordinator", "nnuh-lead"])
def test_who_has_no_part_in_it_is_told_who_has(scene: Scene, who: str):
    plant(scene)
    assert "its owner, its trust's lead or the chair" in twin(form(scene, who))
    assert "More time" not in twin(form(scene, who))


def test_an_observer_is_not_told_whether_an_action_is_there(scene: Scene):
    plant(scene)
    there, absent = twin(form(scene, "observer")), twin(scene.say("observer", "update ACT-26-999"))
    assert there == absent.replace("999", "001")


def test_words_are_read_back_and_saved_by_the_press_only(scene: Scene):
    plant(scene)
    reply = form(scene, status="delivered", text="evidence is in the shared drive under MIS > SA6")
    assert "I understood: delivered; evidence 'evidence is in the shared drive under MIS > SA6'" in twin(reply)
    assert inputs(scene.content(reply))["evidence"].startswith("evidence is in the shared drive")
    assert stored(scene).version == 1
    scene.press("jpuh-lead", reply, "Delivered")
    assert stored(scene).status == Status.EVIDENCED


def test_words_with_a_figure_or_without_a_state(scene: Scene):
    plant(scene)
    reply = form(scene, status="on track", text="nearly there", figures={"progress": 80})
    assert "I understood: on track; 80 % done; 'nearly there'" in twin(reply)
    reply = form(scene, status="red", text="nearly there")
    assert "Press the button that is true" in twin(reply)
    assert "I understood" not in twin(form(scene, text="nearly there"))


def test_more_time_in_words_opens_its_form_filled(scene: Scene):
    plant(scene)
    reply = form(scene, status="more time", due=date(2027, 2, 12), text="auditor on leave")
    shown = inputs(scene.content(reply))
    assert (shown["due"], shown["reason"]) == (LATER, "auditor on leave")
    assert "until 12 February 2027" in twin(reply)
    assert titles(form(scene, status="more time"))[0] == "Ask for more time"


def test_several_that_could_be_meant_are_asked_back_with_what_was_said(scene: Scene):
    plant(scene)
    plant(scene, record="ACT-26-002")
    reply = scene.ask("jpuh-lead", "update_action", status="delivered", text="audit done")
    assert titles(reply)[:2] == [RECORD, "ACT-26-002"]
    chosen = scene.press("jpuh-lead", reply, RECORD)
    assert "I understood: delivered; 'audit done'" in twin(chosen)
    assert inputs(scene.content(chosen))["text"] == "audit done"
    chair = scene.ask("chair", "update_action", trusts=("JPUH",))
    assert titles(chair)[0] == RECORD
    assert "I find none that fits" in twin(scene.ask("member", "update_action"))


def test_a_fault_gives_everything_typed_back(scene: Scene):
    plant(scene)
    reply = scene.press("jpuh-lead", form(scene), "On track", text="words", progress="a lot", barrier="data")
    shown = inputs(scene.content(reply))
    assert (shown["text__r1"], shown["progress__r1"], shown["barrier__r1"]) == ("words", "a lot", "data")
    assert "Progress in per cent" in twin(reply)
    assert stored(scene).version == 1


def test_a_stale_form_comes_back_with_the_words_and_the_new_state(scene: Scene):
    plant(scene)
    old = form(scene)
    scene.press("chair", form(scene, "chair"), "At risk")
    again = scene.press("jpuh-lead", old, "On track", text="my words")
    assert "changed while you were editing: Helen Marsh" in twin(again)
    assert inputs(scene.content(again))["text__r1"] == "my words"
    scene.press("jpuh-lead", again, "On track")
    assert stored(scene).updates[0].text == "my words"


def test_a_form_of_an_action_closed_meanwhile_shows_it_as_it_is(scene: Scene):
    plant(scene)
    old = form(scene)
    more = scene.press("jpuh-lead", old, "Ask for more time")
    scene.press("chair", opened(scene, "chair", "Not doing"), "Not doing", reason="merged")
    again = scene.press("jpuh-lead", old, "On track")
    assert "closed: not doing: merged" in twin(again)
    assert "closed: not doing" in twin(scene.press("jpuh-lead", more, "Ask for more time", due=LATER, reason="x"))
    assert "closed: not doing" in twin(form(scene))


def test_an_update_cancels_the_reminder_that_waits_and_says_why(scene: Scene):
    plant(scene)
    card = scene.ask("jpuh-lead", "my_actions").card
    assert card is not None
    scene.run(
        lambda s: outbox.enqueue(
            s, kind="reminder", key="r/1", card=card, to_person=scene.member("jpuh-lead").object_id, subject=RECORD
        )
    )
    scene.press("jpuh-lead", form(scene), "On track")
    (row,) = scene.outbox("jpuh-lead")
    assert row.state == "cancelled"


# ---------------------------------------------------------------- more time


def test_more_time_far_ahead_is_asked_about_once(scene: Scene):
    plant(scene)
    ask = scene.press("jpuh-lead", form(scene), "Ask for more time")
    far = scene.press("jpuh-lead", ask, "Ask for more time", due="2040-03-05", reason="new estate")
    assert "New date: 5 March 2040 is more than 2 years ahead. If that is right, press Ask for more" in twin(far)
    assert stored(scene).request is None
    scene.press("jpuh-lead", far, "Ask for more time")
    request = stored(scene).request
    assert request is not None
    assert (request.to, request.reason) == (date(2040, 3, 5), "new estate")


def test_the_chair_gets_one_card_and_the_answer_comes_back(scene: Scene):
    plant(scene)
    asked(scene)
    card = scene.card_for("chair")
    assert titles(card) == ["Approve", "Decline", "Discuss"]
    assert "Ann covers" in card.twin
    assert stored(scene).due == date(2027, 1, 29)
    scene.press("chair", card, "Approve")
    action = stored(scene)
    assert (action.original_due, action.due, action.slips) == (date(2027, 1, 29), date(2027, 2, 12), 1)
    assert "It is due 12 February 2027 now." in scene.card_for("jpuh-lead").twin


def test_declining_needs_a_word_and_the_owner_reads_it(scene: Scene):
    plant(scene)
    asked(scene)
    again = scene.press("chair", scene.card_for("chair"), "Decline")
    assert "please say why the date stays" in twin(again)
    scene.press("chair", again, "Decline", reason="needed before the visit")
    assert "needed before the visit" in scene.card_for("jpuh-lead").twin
    assert stored(scene).request is None


def test_discussing_leaves_the_request_and_tells_the_owner(scene: Scene):
    plant(scene)
    asked(scene)
    scene.press("chair", scene.card_for("chair"), "Discuss", reason="on Monday")
    assert "on Monday" in scene.card_for("jpuh-lead").twin
    decided = scene.press("deputy", opened(scene, "deputy", "Decide on the date"), "Approve")
    assert "The owner has been told" in twin(decided)
    assert stored(scene).slips == 1


def test_a_lead_who_asks_for_the_owner_hears_too(scene: Scene):
    plant(scene, owner="member")
    asked(scene, "jpuh-lead")
    scene.press("chair", scene.card_for("chair"), "Approve")
    assert told(scene, "member") == told(scene, "jpuh-lead") == ["granted"]


def test_the_chairs_own_request_goes_to_the_deputy_chair(scene: Scene):
    plant(scene, owner="chair")
    asked(scene, "chair")
    card = scene.card_for("deputy")
    assert "nobody on their own request" in twin(drawn(scene, "chair", "action.decide_open"))
    scene.press("deputy", card, "Approve")
    assert stored(scene).slips == 1


def test_the_chair_moves_a_date_at_once_and_the_owner_is_told(scene: Scene):
    plant(scene, slips=2)
    reply = scene.press("chair", form(scene, "chair"), "Ask for more time", text="agreed in the meeting")
    done = scene.press("chair", reply, "Ask for more time", due=LATER)
    assert "moved three times, so it is on the chair's list" in twin(done)
    assert stored(scene).slips == 3
    assert told(scene, "jpuh-lead") == ["granted"]
    assert [a.id for a in scene.run(kept.third_changes)] == [RECORD]


def test_a_date_that_is_not_later_is_asked_again(scene: Scene):
    plant(scene)
    reply = scene.press("jpuh-lead", form(scene), "Ask for more time", text="why")
    again = scene.press("jpuh-lead", reply, "Ask for more time", due="2027-01-01")
    assert "from 30 January 2027 on" in twin(again)
    assert inputs(scene.content(again))["reason__r1"] == "why"
    assert "Update" in twin(scene.press("jpuh-lead", again, "Back"))


def test_a_decided_request_cannot_be_decided_again(scene: Scene):
    plant(scene)
    asked(scene)
    card = scene.card_for("chair")
    other = opened(scene, "deputy", "Decide on the date")
    scene.press("chair", card, "Approve")
    assert "due date moved" in twin(scene.press("deputy", other, "Decline", reason="no"))
    assert stored(scene).slips == 1
    assert "waiting for an answer" in twin(drawn(scene, "deputy", "action.decide_open"))


# ---------------------------------------------------------------- evidence and the second person


def test_delivered_evidenced_assured_by_a_second_person(scene: Scene):
    plant(scene)
    reply = scene.press("jpuh-lead", form(scene), "Delivered")
    assert "Evidence can follow" in twin(reply)
    reply = scene.press("jpuh-lead", form(scene), "Give evidence", evidence="Audit in the shared drive")
    assert "The chair has a card" in twin(reply)
    scene.press("chair", scene.card_for("chair"), "Assured", reason="well done")
    action = stored(scene)
    assert (action.status, action.verified_name) == (Status.ASSURED, "Helen Marsh")
    assert "well done" in scene.card_for("jpuh-lead").twin


def test_an_assurance_taken_back_is_told_to_the_owner_who_had_been_told_of_it(scene: Scene):
    plant(scene)
    delivered(scene)
    scene.press("chair", scene.card_for("chair"), "Assured")
    said = twin(scene.ask("chair", "undo"))
    assert "'assure' is undone" in said
    assert stored(scene).status == Status.EVIDENCED
    card = scene.card_for("jpuh-lead")
    assert card.twin.startswith(f"{RECORD}: taken back\nHelen Marsh took back their assurance.")
    assert titles(card) == [f"Show {RECORD}"]


def test_evidence_needs_words_and_comes_back_with_what_was_typed(scene: Scene):
    plant(scene, status=Status.DELIVERED, lines=(Line("JPUH", Status.DELIVERED),))
    again = scene.press("jpuh-lead", form(scene), "Give evidence", text="it is somewhere")
    assert "please give a link" in twin(again)
    assert inputs(scene.content(again))["text__r1"] == "it is somewhere"


def test_not_yet_says_what_is_missing_and_the_owner_gives_more(scene: Scene):
    plant(scene)
    delivered(scene)
    card = scene.card_for("chair")
    again = scene.press("chair", card, "Not yet")
    assert "what the evidence does not show yet" in twin(again)
    scene.press("chair", again, "Not yet", reason="which ward?")
    assert stored(scene).status == Status.DELIVERED
    more = scene.press("jpuh-lead", scene.card_for("jpuh-lead"), "Give evidence")
    scene.press("jpuh-lead", more, "Give evidence", evidence="All wards, page 2")
    assert stored(scene).status == Status.EVIDENCED


def test_the_office_and_the_owner_cannot_assure(scene: Scene):
    plant(scene, owner="chair")
    scene.press("chair", form(scene, "chair"), "Delivered", evidence="Drive")
    offices = titles(scene.ask("coordinator", "action", record=RECORD))
    assert offices == ["Hand over", "What it is tied to", "Equity check"]
    assert "Assure" not in titles(scene.ask("chair", "action", record=RECORD))
    assert told(scene, "deputy") == ["assurance"]
    scene.press("deputy", scene.card_for("deputy"), "Assured")
    assert stored(scene).verified_name == "David Lowe"


def drawn(scene: Scene, who: str, verb: str) -> Reply:
    """A form opened by a button that was drawn for this person earlier."""
    card = draw("x", actions=[button("Open", verb, record=RECORD)])
    sealed = scene.sealer.seal(card, scope=scene.member(who).object_id, group=scene.group.id, now=scene.now)
    return scene.press(who, sealed, "Open")


def test_an_old_button_opens_no_form_that_is_not_theirs(scene: Scene):
    plant(scene)
    assert "nothing that waits for your assurance" in twin(drawn(scene, "chair", "action.assure_open"))
    assert "More time for ACT-26-001 is asked for by" in twin(drawn(scene, "member", "action.time_open"))
    assert "That is not open to your role" in twin(drawn(scene, "coordinator", "action.stop_open"))


def test_evidence_assured_meanwhile_is_not_assured_twice(scene: Scene):
    plant(scene)
    delivered(scene)
    other = opened(scene, "deputy", "Assure")
    scene.press("chair", scene.card_for("chair"), "Assured")
    assert "blue: assured by Helen Marsh" in twin(scene.press("deputy", other, "Assured"))


def test_without_a_chair_who_may_nobody_is_asked(scene: Scene):
    plant(scene, owner="chair", deputy=scene.member("deputy").object_id, deputy_name="David Lowe")
    scene.press("chair", form(scene, "chair"), "Delivered", evidence="Drive")
    assert scene.outbox() == []


def test_a_shared_action_is_done_trust_by_trust(scene: Scene):
    plant(scene, owner="coordinator", trust=SHARED, lines=tuple(Line(t) for t in TRUSTS))
    again = scene.press("coordinator", form(scene, "coordinator"), "Delivered", evidence="Drive")
    assert "please say for which trust" in twin(again)
    scene.press("coordinator", again, "Delivered", trust="NNUH")
    for who in ("jpuh-lead", "qehkl-lead"):
        scene.press(who, form(scene, who), "Delivered", evidence="Drive")
    assert stored(scene).status == Status.EVIDENCED
    for trust in TRUSTS:
        scene.press("chair", opened(scene, "chair", "Assure"), "Assured", trust=trust)
    assert stored(scene).status == Status.ASSURED
    assert told(scene, "coordinator") == ["assured"] * 3


# ---------------------------------------------------------------- not doing, open again


def test_not_doing_needs_the_chair_and_a_reason(scene: Scene):
    plant(scene)
    again = scene.press("chair", opened(scene, "chair", "Not doing"), "Not doing")
    assert "please fill this in" in twin(again)
    scene.press("chair", again, "Not doing", reason="merged into ACT-26-002")
    assert stored(scene).closed_reason == "merged into ACT-26-002"
    assert told(scene, "jpuh-lead") == ["stopped"]
    assert "Not doing" not in titles(scene.ask("jpuh-lead", "action", record=RECORD))


def test_open_again_needs_the_chair_and_a_reason(scene: Scene):
    plant(scene)
    delivered(scene)
    first, second = (opened(scene, who, "Open again") for who in ("chair", "deputy"))
    scene.press("chair", first, "Open again", reason="another ward")
    assert stored(scene).status == Status.OPEN
    assert "another ward" in scene.card_for("jpuh-lead").twin
    assert "State: open" in twin(scene.press("deputy", second, "Open again", reason="x"))
    assert "State: open" in twin(scene.press("deputy", second, "Leave it"))


def test_every_step_is_in_the_journal_with_its_person(scene: Scene):
    plant(scene)
    asked(scene)
    scene.press("chair", scene.card_for("chair"), "Approve")
    found = scene.run(lambda s: [(e.verb, history.name_of(s, e.actor)) for e in history.entries(s, RECORD)])
    assert found[:2] == [("approve more time", "Helen Marsh"), ("ask for more time", "Tom Bailey")]


# ---------------------------------------------------------------- in the chair's words


def test_the_chair_decides_in_words_on_a_filled_form(scene: Scene):
    plant(scene)
    nothing = scene.ask("chair", "update_action", record=RECORD, status="more time")
    assert titles(nothing)[0] == "Ask for more time", "nobody waits for an answer"
    asked(scene)
    for words in ("approve more time for act 1", "decline the new date for act 1"):
        form = scene.say("chair", words)
        assert titles(form) == ["Approve", "Decline", "Discuss"]
    assert stored(scene).request is not None
    update = scene.ask("chair", "update_action", record=RECORD, status="on track", text="agreed to drop it in clinics")
    assert "Update" in twin(update), "a state was said"
    stop = scene.say("chair", f"{RECORD} not doing, merged with the audit")
    assert inputs(scene.content(stop))["reason"] == "merged with the audit"
    mine = twin(scene.say("jpuh-lead", f"{RECORD} not doing, merged with the audit"))
    assert mine.startswith("Update")
    assert "Not doing an action is for the chair to decide." in mine
    scene.press("chair", stop, "Not doing")
    assert stored(scene).closed_reason == "merged with the audit"


def test_a_number_behind_act_is_an_action_or_none(scene: Scene):
    plant(scene)
    form = scene.say("jpuh-lead", "act 1 more time until 12 February")
    assert "More time for ACT-26-001" in twin(form)
    assert "I cannot find the action ACT-26-9999" in twin(scene.say("jpuh-lead", "act 9999 done"))
