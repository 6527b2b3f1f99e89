"""Everything of one person changes hands: by words, read back, on a day; leavers are found and handed over by card."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.contracts import PlaceKind, Understood
from bot.flows.handovers import carry_out
from cards.hand_overs import SHOWN
from domain.people import Role
from storage import actions as kept
from storage import handovers, history, members, risks
from tests.actions_made import made
from tests.days import Days
from tests.sample_risks import a_raised
from tests.scene import Scene, inputs, titles, twin


def plant(scene: Scene, record: str, owner: str = "jpuh-lead", **more: Any) -> None:
    member = scene.member(owner)
    fields = {"owner": member.object_id, "owner_name": member.name, "deputy": "", "deputy_name": "", **more}
    scene.run(lambda s: kept.add(s, made(record, **fields)))


def owners(scene: Scene) -> list[str]:
    return [a.owner_name for a in scene.run(kept.listed)]


def leaves(scene: Scene, who: str) -> None:
    def work(session: Any) -> None:
        member = members.by_object_id(session, scene.member(who).object_id)
        assert member is not None
        members.change(session, replace(member, active=False), "change person")

    scene.run(work)


def test_by_words_it_is_read_back_and_takes_effect_on_its_day(tmp_path: Any):
    days = Days(tmp_path, date(2026, 12, 29), by_calendar=False)
    scene = days.scene
    for record in ("ACT-26-001", "ACT-26-002"):
        plant(scene, record)
    form = scene.say("chair", "hand over all of Tom's actions to Priya from 1 January")
    assert "all open actions and risks of Tom Bailey go to Priya Nair, from 1 January 2027." in twin(form)
    assert "ACT-26-002" in twin(form)
    assert scene.run(lambda s: handovers.waiting(s, date(2027, 2, 1))) == [], "nothing is kept before the press"
    noted = scene.press("chair", form, "Hand over")
    assert "All actions and risks of Tom Bailey go to Priya Nair from 1 January 2027 on." in twin(noted)
    days.until(date(2026, 12, 31))
    assert owners(scene) == ["Tom Bailey", "Tom Bailey"]
    days.until(date(2027, 1, 4))
    assert owners(scene) == ["Priya Nair", "Priya Nair"]
    assert [a.title for a in days.to("nnuh-lead")][-1] == "2 actions are yours"
    assert "2 actions are with Priya Nair now" in [a.title for a in days.to("jpuh-lead")]
    scene.close()


@pytest.mark.parametrize(
    ("words", "owner", "on", "reason"),
    [
        ("reassign all of Priya's to Tom from mon, she's moved on", "jpuh-lead", "2026-11-30", "She's moved on"),
        ("move everything Priya Nair owns to Tom Bailey on 5 January because she retires", "jpuh-lead", "2027-01-05",
         "She retires"),
        ("Tom takes over all of Priya's actions from 1 Dec", "jpuh-lead", "2026-12-01", ""),
        ("Priya is leaving, give all her actions to Tom", "jpuh-lead", "", ""),
        ("all Priya's actions should go to Ann", "qehkl-lead", "", ""),
        ("hand Priya's actions over to me", "chair", "", ""),
    ],
)  # fmt: skip
def test_many_ways_of_saying_it(scene: Scene, words: str, owner: str, on: str, reason: str):
    plant(scene, "ACT-26-001", "nnuh-lead")
    form = scene.say("chair", words)
    assert twin(form).splitlines()[0] == "Hand over what Priya Nair owns"
    shown = inputs(scene.content(form))
    assert (shown["owner"], shown["on"]) == (scene.member(owner).object_id, on)
    assert shown["reason"] == (reason or "New owner for what Priya Nair looked after")


def test_a_lead_hands_over_their_own_from_now_on(scene: Scene):
    plant(scene, "ACT-26-001")
    plant(scene, "ACT-26-002", trust="NNUH")
    form = scene.say("jpuh-lead", "hand over all my actions to Sam")
    assert "1 more stays: it belongs to another trust." in twin(form)
    done = scene.press("jpuh-lead", form, "Hand over")
    assert "ACT-26-001 handed over from Tom Bailey to Sam Fielding" in twin(done)
    assert sorted(owners(scene)) == ["Sam Fielding", "Tom Bailey"]


@pytest.mark.parametrize("words", ["hand over Tom", "reassign Tom's actions", "transfer Tom Bailey's work please"])
def test_a_name_alone_opens_the_form_for_all_that_is_theirs(scene: Scene, words: str):
    plant(scene, "ACT-26-001")
    form = scene.say("coordinator", words)
    assert "Hand over what Tom Bailey owns" in twin(form)
    assert "ACT-26-001" in twin(form)
    assert not inputs(scene.content(form)).get("owner"), "nobody was named"


def test_work_in_words_goes_to_whom_was_named(scene: Scene):
    plant(scene, "ACT-26-001")
    form = scene.say("chair", "reassign Tom's work to Priya")
    assert "all open actions and risks of Tom Bailey go to Priya Nair, now." in twin(form)


def test_a_name_alone_of_somebody_who_left_or_is_not_there(scene: Scene):
    plant(scene, "ACT-26-001")
    leaves(scene, "jpuh-lead")
    assert "They are not in the group any more." in twin(scene.say("chair", "hand over Tom"))
    assert "I cannot find a member called zebedee" in twin(scene.ask("chair", "hand_over", owner="zebedee"))
    assert "Whose actions and risks change hands?" in twin(scene.ask("chair", "hand_over"))


def test_a_name_alone_is_for_those_who_may(scene: Scene):
    plant(scene, "ACT-26-001")
    assert "handed over by the chair, the office or a lead" in twin(scene.say("nnuh-lead", "hand over Tom"))
    said = twin(scene.say("observer", "hand over Tom"))
    assert "not open to your role" in said
    assert "ACT-26-001" not in said


def test_who_may_not_is_told_who_may_and_an_observer_is_told_nothing(scene: Scene):
    plant(scene, "ACT-26-001")
    refused = scene.say("member", "hand over all of Tom's actions to me")
    assert "handed over by the chair, the office or a lead of its trust" in twin(refused)
    assert "Tom Bailey" not in twin(scene.say("observer", "hand over all of Tom's actions to me"))


def test_in_the_channel_the_form_comes_privately(scene: Scene):
    plant(scene, "ACT-26-001")
    words = "hand over all of Tom's actions to Priya"
    assert scene.say("chair", words, where=PlaceKind.CHANNEL).private
    scene._heard = Understood("actions")
    said = scene.say("chair", words, where=PlaceKind.CHANNEL)
    assert twin(said) == "I have replied to you privately."
    assert "Hand over what Tom Bailey owns" in scene.card_for("chair").twin


def test_names_that_fit_nobody_or_several_are_asked_back(scene: Scene):
    plant(scene, "ACT-26-001")
    nobody = scene.say("chair", "hand over Tom's actions to Zebedee")
    assert "New owner: I do not find Zebedee in the group. Please choose." in twin(nobody)

    def another_tom(session: Any) -> None:
        member = members.by_object_id(session, scene.member("member").object_id)
        assert member is not None
        members.change(session, replace(member, name="Tom Fielding"), "change person")

    scene.run(another_tom)
    which = scene.say("chair", "hand over all of Tom's actions to Priya from 1 December")
    assert titles(which) == ["Tom Bailey", "Tom Fielding"]
    assert titles(scene.say("chair", "hand over Tom")) == ["Tom Bailey", "Tom Fielding"]
    form = scene.press("chair", which, "Tom Bailey")
    assert inputs(scene.content(form))["on"] == "2026-12-01"
    assert inputs(scene.content(form))["owner"] == scene.member("nnuh-lead").object_id
    several = scene.say("chair", "hand over all of Priya's actions to Tom")
    assert "Nothing to hand over" in twin(several)
    same = scene.say("chair", "hand over all of Tom Bailey's actions to Tom Bailey")
    assert "Tom Bailey owns them already. Please choose somebody else." in twin(same)
    assert "I understood" not in twin(same)
    plant(scene, "ACT-26-009", "nnuh-lead")
    several = scene.say("chair", "hand over all of Priya's actions to Tom")
    assert "several people fit: Tom Bailey, Tom Fielding" in twin(several)


def test_one_action_in_words_opens_its_own_form_filled(scene: Scene):
    plant(scene, "ACT-26-001")
    form = scene.say("chair", "hand over ACT-26-001 to Priya from 1 December, Tom has a new post")
    shown = inputs(scene.content(form))
    assert (shown["owner"], shown["on"]) == (scene.member("nnuh-lead").object_id, "2026-12-01")
    assert shown["reason"] == "Tom has a new post"
    assert "I cannot find anybody called Zeb" in twin(scene.say("chair", "reassign act 1 to Zeb"))
    assert "Update ACT-26-001" in twin(scene.ask("chair", "update_action", record="ACT-26-001", owner="Priya"))
    assert "Update ACT-26-001" in twin(scene.say("chair", "act 1 done, gave the report to the board"))
    stop = scene.press("chair", scene.ask("chair", "action", record="ACT-26-001"), "Not doing")
    scene.press("chair", stop, "Not doing", reason="merged")
    assert "closed: not doing" in twin(scene.say("chair", "hand over ACT-26-001 to Priya"))


def test_faults_keep_what_was_typed_and_a_far_day_is_asked_about(scene: Scene):
    plant(scene, "ACT-26-001")
    form = scene.say("chair", "hand over all of Tom's actions to Priya")
    far = scene.press("chair", form, "Hand over", on="2036-01-01", reason="a new post")
    assert "From which day: 1 January 2036 is more than 2 years ahead." in twin(far)
    assert inputs(scene.content(far))["reason__r1"] == "a new post"
    assert "from 1 January 2036 on" in twin(scene.press("chair", far, "Hand over"))


def test_when_nothing_is_left_the_press_says_so(scene: Scene):
    plant(scene, "ACT-26-001")
    form = scene.say("chair", "hand over all of Tom's actions to Priya")
    first = scene.press("chair", scene.say("chair", "hand over all of Tom's actions to Priya"), "Hand over")
    assert "handed over from Tom Bailey" in twin(first)
    assert "Tom Bailey has no open action or risk." in twin(scene.press("chair", form, "Hand over"))


def test_a_long_list_is_counted(scene: Scene):
    for n in range(1, SHOWN + 3):
        plant(scene, f"ACT-26-{n:03}")
    assert "And 2 more." in twin(scene.say("chair", "hand over all of Tom's actions to Priya"))


def test_taking_somebody_off_the_list_leads_to_what_they_own(scene: Scene):
    plant(scene, "ACT-26-001", "member")
    entry = scene.press(
        "coordinator", scene.say("coordinator", "members"), "Change", who=scene.member("member").object_id
    )
    saved = scene.press("coordinator", entry, "Save", active="false")
    assert "They still own 1 open action. Who takes that on?" in twin(saved)
    form = scene.press("coordinator", saved, "Hand over")
    assert "They are not in the group any more." in twin(form)
    done = scene.press("coordinator", form, "Hand over", owner=scene.member("jpuh-lead").object_id)
    assert "ACT-26-001 handed over from Sam Fielding to Tom Bailey" in twin(done)


def test_the_monthly_card_hands_over_what_a_leaver_owns(tmp_path: Any):
    days = Days(tmp_path, date(2026, 11, 23), by_calendar=False)
    scene = days.scene
    for record in ("ACT-26-001", "ACT-26-002"):
        days.action(record, "member", date(2027, 3, 1))
    leaves(scene, "member")
    days.until(date(2026, 12, 1))
    got = next(a.card for a in days.to("coordinator") if "no longer in the group" in a.card.twin)
    form = scene.press("coordinator", got, "Hand over")
    done = scene.press(
        "coordinator", form, "Hand over", owner=scene.member("jpuh-lead").object_id, reason="Sam left", all="true"
    )
    assert "2 actions handed over from Sam Fielding to Tom Bailey" in twin(done)
    again = scene.press("coordinator", done, "Back to my reminders")
    assert twin(again).count("Tom Bailey has it now - thank you") == 2
    scene.close()


def test_a_hand_over_is_acknowledged_with_one_press(scene: Scene):
    for record in ("ACT-26-001", "ACT-26-002"):
        plant(scene, record)
    scene.press("chair", scene.say("chair", "hand over all of Tom's actions to Priya"), "Hand over")
    card = scene.card_for("nnuh-lead")
    seen = scene.press("nnuh-lead", card, "Acknowledge")
    assert "The history of 2 actions shows that you have seen it." in twin(seen)
    assert "Priya Nair: acknowledged" in twin(scene.ask("chair", "action", record="ACT-26-002"))
    mine = scene.say("nnuh-lead", "my actions")
    assert "On track" in titles(mine), "it says nothing of how it stands"
    assert "have seen it" in twin(scene.press("nnuh-lead", card, "Acknowledge", turn_id="again"))
    scene.press("chair", scene.say("chair", "hand over all of Priya's actions to Ann"), "Hand over")
    newer = scene.card_for("qehkl-lead")
    scene.press("chair", scene.say("chair", "hand over all of Ann's actions to Tom"), "Hand over")
    gone = scene.press("qehkl-lead", newer, "Acknowledge")
    assert "These are with somebody else now, or done." in twin(gone)


def test_nothing_is_handed_over_to_an_observer(scene: Scene):
    plant(scene, "ACT-26-001")
    grace = scene.member("observer")
    form = scene.say("chair", f"hand over all of Tom's actions to {grace.name}")
    assert f"I do not find {grace.name} in the group. Please choose." in twin(form)
    one = scene.press("chair", scene.ask("chair", "action", record="ACT-26-001"), "Hand over")
    for card in (form, one):
        assert grace.object_id not in str(scene.content(card))
        wrong = scene.press("chair", card, "Hand over", owner=grace.object_id, reason="a new post")
        assert "please choose one of the list" in twin(wrong)
    said = scene.say("chair", f"hand act 1 over to {grace.name}")
    assert f"{grace.name} is an observer, so they own no actions." in twin(said)
    assert owners(scene) == ["Tom Bailey"]


def test_who_became_an_observer_before_the_day_gets_nothing(scene: Scene):
    plant(scene, "ACT-26-001")
    form = scene.ask("chair", "action", record="ACT-26-001")
    to = scene.member("member").object_id
    scene.press("chair", scene.press("chair", form, "Hand over"), "Hand over", owner=to, reason="x", on="2026-12-01")

    def work(session: Any) -> Any:
        member = members.by_object_id(session, to)
        assert member is not None
        members.change(session, replace(member, roles=frozenset({Role.OBSERVER})), "change person")
        (ordered,) = handovers.waiting(session, date(2026, 12, 1))
        return carry_out(session, scene.group, ordered, scene.now)[1]

    assert scene.run(work) == ()
    assert owners(scene) == ["Tom Bailey"]


def a_risk_of(scene: Scene, record: str, owner: str, **more: Any) -> None:
    member = scene.member(owner)
    fields = {"owner": member.object_id, "owner_name": member.name, **more}
    scene.run(lambda s: risks.add(s, a_raised(record, **fields)))


def risk_owners(scene: Scene) -> dict[str, str]:
    return {r.id: r.owner_name for r in scene.run(lambda s: risks.listed(s, limit=20))}


def test_risks_of_a_leaver_go_along_at_once_and_can_be_looked_up(scene: Scene):
    plant(scene, "ACT-26-001", "member")
    a_risk_of(scene, "RSK-26-003", "member")
    a_risk_of(scene, "RSK-26-004", "nnuh-lead")
    entry = scene.press(
        "coordinator", scene.say("coordinator", "members"), "Change", who=scene.member("member").object_id
    )
    saved = scene.press("coordinator", entry, "Save", active="false")
    assert "They still own 1 open action and 1 risk. Who takes that on?" in twin(saved)
    form = scene.press("coordinator", saved, "Hand over")
    assert "RSK-26-003" in twin(form)
    done = scene.press("coordinator", form, "Hand over", owner=scene.member("jpuh-lead").object_id)
    assert "1 action and 1 risk handed over from Sam Fielding to Tom Bailey" in twin(done)
    assert risk_owners(scene) == {"RSK-26-003": "Tom Bailey", "RSK-26-004": "Priya Nair"}
    line = scene.run(lambda s: history.last(s, "RSK-26-003"))
    assert (line.verb, line.actor) == ("hand over", scene.member("coordinator").object_id)
    told = scene.card_for("jpuh-lead")
    assert told.twin.startswith("1 action and 1 risk are yours")
    assert titles(told) == ["Acknowledge", "My actions", "Risks"]


def test_risks_wait_for_the_day_with_the_actions(tmp_path: Any):
    days = Days(tmp_path, date(2026, 11, 23), by_calendar=False)
    scene = days.scene
    a_risk_of(scene, "RSK-26-003", "jpuh-lead", day=date(2026, 11, 20))
    form = scene.say("chair", "hand over all of Tom's actions to Priya from 1 December")
    assert "Tom Bailey owns 1 risk." in twin(form)
    noted = scene.press("chair", form, "Hand over")
    assert "All actions and risks of Tom Bailey go to Priya Nair from 1 December 2026 on." in twin(noted)
    days.until(date(2026, 11, 30))
    assert risk_owners(scene) == {"RSK-26-003": "Tom Bailey"}
    days.until(date(2026, 12, 1))
    assert risk_owners(scene) == {"RSK-26-003": "Priya Nair"}
    assert "1 risk is yours" in [a.title for a in days.to("nnuh-lead")]
    assert "1 risk is with Priya Nair now" in [a.title for a in days.to("jpuh-lead")]
    scene.close()


def test_a_lead_hands_over_only_their_trusts_risks(scene: Scene):
    a_risk_of(scene, "RSK-26-003", "jpuh-lead", trust="JPUH")
    a_risk_of(scene, "RSK-26-004", "jpuh-lead", trust="NNUH")
    form = scene.say("jpuh-lead", "hand over all my actions to Sam")
    assert "1 more stays: it belongs to another trust." in twin(form)
    done = scene.press("jpuh-lead", form, "Hand over")
    assert "RSK-26-003 handed over from Tom Bailey to Sam Fielding" in twin(done)
    assert "RSK-26-003" in twin(scene.press("jpuh-lead", done, "Open it"))
    assert risk_owners(scene) == {"RSK-26-003": "Sam Fielding", "RSK-26-004": "Tom Bailey"}


def test_from_one_action_the_risks_can_go_along(scene: Scene):
    plant(scene, "ACT-26-001")
    a_risk_of(scene, "RSK-26-003", "jpuh-lead")
    form = scene.press("chair", scene.ask("chair", "action", record="ACT-26-001"), "Hand over")
    assert "All 1 open action and 1 risk of Tom Bailey" in str(scene.content(form))
    to = scene.member("member").object_id
    scene.press("chair", form, "Hand over", owner=to, reason="x", all="true")
    assert (owners(scene), risk_owners(scene)) == (["Sam Fielding"], {"RSK-26-003": "Sam Fielding"})


def test_who_only_observes_from_now_on_is_asked_about_like_a_leaver(scene: Scene):
    plant(scene, "ACT-26-001", "member")
    entry = scene.press(
        "coordinator", scene.say("coordinator", "members"), "Change", who=scene.member("member").object_id
    )
    saved = scene.press("coordinator", entry, "Save", roles="observer")
    assert "They still own 1 open action. Who takes that on?" in twin(saved)


def test_the_form_offers_only_risks_that_its_reader_may_hand_over(scene: Scene):
    plant(scene, "ACT-26-001", "member")
    a_risk_of(scene, "RSK-26-004", "member", trust="NNUH")
    box = "All 1 open action and 1 risk of Sam Fielding"
    for who, offered in (("jpuh-lead", False), ("chair", True)):
        form = scene.press(who, scene.ask(who, "action", record="ACT-26-001"), "Hand over")
        assert (box in str(scene.content(form))) is offered, who
