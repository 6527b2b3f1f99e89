"""Actions as people live with them: mine, lists, one, in the chat and in the channel."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.contracts import PlaceKind, Reply
from cards.kit import button
from cards.kit import card as draw
from domain.actions import Action, Status
from domain.people import ObjectId
from storage import actions as kept
from storage import members
from tests.actions_made import made, shared
from tests.scene import Scene, inputs, titles, twin

CHANNEL = PlaceKind.CHANNEL


def plant(scene: Scene, record: str = "ACT-26-001", owner: str = "jpuh-lead", **more: Any) -> Action:
    """An action in the store, owned by somebody of the sample group."""
    member = scene.member(owner)
    fields = {"owner": member.object_id, "owner_name": member.name, "deputy": "", "deputy_name": "", **more}
    return scene.run(lambda s: kept.add(s, made(record, **fields)))


def stored(scene: Scene, record: str = "ACT-26-001") -> Action:
    found = scene.run(lambda s: kept.get(s, record))
    assert found is not None
    return found


def box(record: str, text: str) -> dict[str, Any]:
    """A word typed beside one row."""
    return {f"note_{record}": text}


def five(scene: Scene) -> None:
    for n in range(1, 8):
        plant(scene, f"ACT-26-{n:03}", due=date(2027, 1, n), heard_on=date(2026, 11, 9))


def test_nobody_without_actions_is_asked_for_anything(scene: Scene):
    assert "You have no open actions. Thank you." in twin(scene.say("observer", "my actions"))


def test_five_of_mine_are_answered_with_one_tap_each(scene: Scene):
    five(scene)
    reply = scene.say("jpuh-lead", "my actions")
    assert titles(reply).count("On track") == 5
    for _ in range(5):
        reply = scene.press("jpuh-lead", reply, "On track")
    assert "On track" not in titles(reply)
    assert titles(reply).count("Update") == 5
    assert [stored(scene, f"ACT-26-{n:03}").mark for n in range(1, 7)] == ["on_track"] * 5 + ["none"]


def test_paging_keeps_its_place_when_a_row_is_answered(scene: Scene):
    five(scene)
    reply = scene.press("jpuh-lead", scene.say("jpuh-lead", "my actions"), "Next")
    assert "ACT-26-006" in twin(reply)
    reply = scene.press("jpuh-lead", reply, "At risk", **box("ACT-26-006", "the bank is late"))
    assert "ACT-26-006" in twin(reply)
    assert stored(scene, "ACT-26-006").updates[0].text == "the bank is late"
    assert "ACT-26-001" in twin(scene.press("jpuh-lead", reply, "Previous"))


def test_a_page_that_is_no_longer_there_falls_back_to_the_first(scene: Scene):
    five(scene)
    last = scene.press("jpuh-lead", scene.say("jpuh-lead", "my actions"), "Next")
    first = scene.press("jpuh-lead", last, "Previous")
    for n in (6, 7):
        was = stored(scene, f"ACT-26-{n:03}")
        gone = made(was.id, status=Status.ASSURED, closed_at=scene.now, version=was.version)
        scene.run(lambda s, a=gone: kept.change(s, a, "assure"))
    assert "ACT-26-001" in twin(scene.press("jpuh-lead", first, "Next"))


def test_what_was_typed_beside_other_rows_stays(scene: Scene):
    five(scene)
    reply = scene.say("jpuh-lead", "my actions")
    reply = scene.press("jpuh-lead", reply, "On track", **box("ACT-26-002", "half a sentence"))
    assert "half a sentence" in inputs(scene.content(reply)).values()
    assert stored(scene, "ACT-26-002").version == 1


def test_no_change_twice_running_when_overdue_is_refused_kindly(scene: Scene):
    plant(scene, due=date(2026, 11, 20))
    card = scene.say("jpuh-lead", "my actions")
    scene.press("jpuh-lead", card, "No change")
    scene.later(days=1)
    reply = scene.say("jpuh-lead", "my actions")
    assert "No change" not in titles(reply)
    form = scene.ask("jpuh-lead", "update_action", record="ACT-26-001")
    again = scene.press("jpuh-lead", form, "No change", text="nothing new")
    assert "ask for more time" in twin(again)
    assert inputs(scene.content(again))["text__r1"] == "nothing new"


def test_a_tap_on_an_old_card_is_told_and_shows_the_action_as_it_is(scene: Scene):
    plant(scene)
    card = scene.say("jpuh-lead", "my actions")
    scene.press("jpuh-lead", card, "At risk")
    reply = scene.press("jpuh-lead", card, "On track")
    assert "changed while you were editing: you updated it" in str(scene.content(reply))
    assert stored(scene).mark == "at_risk"


def test_a_double_tap_counts_once(scene: Scene):
    plant(scene)
    card = scene.say("jpuh-lead", "my actions")
    first = scene.press("jpuh-lead", card, "On track")
    assert twin(scene.press("jpuh-lead", card, "On track")) == twin(first)
    assert stored(scene).version == 2


def test_the_words_of_a_patient_are_refused_before_they_are_kept(scene: Scene):
    plant(scene)
    card = scene.say("jpuh-lead", "my actions")
    reply = scene.press("jpuh-lead", card, "At risk", **box("ACT-26-001", "NHS number 999 000 0018"))
    assert "NHS number" in str(scene.content(reply))
    assert "999 000 0018" not in str(scene.content(reply))
    assert stored(scene).version == 1


# ---------------------------------------------------------------- lists


def some(scene: Scene) -> None:
    plant(scene, "ACT-26-001", due=date(2026, 11, 20))
    plant(scene, "ACT-26-002", owner="nnuh-lead", trust="NNUH", due=date(2026, 12, 20), theme="pph", progress=80)
    plant(scene, "ACT-26-003", owner="chair", status=Status.ASSURED, verified_name="David Lowe")
    plant(scene, "ACT-26-004", mark="at_risk", frameworks=("CNST:SA8",))


def found(reply: Reply) -> list[str]:
    return [n for n in ("ACT-26-001", "ACT-26-002", "ACT-26-003", "ACT-26-004") if n in twin(reply)]


def test_lists_by_what_was_asked(scene: Scene):
    some(scene)
    ask = lambda **slots: found(scene.ask("member", "actions", **slots))  # noqa: E731 short here
    assert ask(status="overdue") == ["ACT-26-001"]
    assert ask(status="red") == ["ACT-26-001"]
    assert ask(status="amber") == ["ACT-26-004"]
    assert ask(status="blue") == ["ACT-26-003"]
    assert ask(trusts=("NNUH",)) == ["ACT-26-002"]
    assert ask(due_before=date(2026, 12, 25)) == ["ACT-26-001", "ACT-26-002"]
    assert ask(owner="Priya Nair") == ["ACT-26-002"]
    assert ask(owner="priya") == ["ACT-26-002"]
    assert ask(theme="pph") == ["ACT-26-002"]
    assert ask(framework="CNST") == ["ACT-26-004"]
    assert ask(status="open") == ["ACT-26-001", "ACT-26-002", "ACT-26-004"]
    assert scene.ask("member", "actions", owner="nobody at all").card is not None


def test_a_list_says_what_it_is_and_when(scene: Scene):
    some(scene)
    said = twin(scene.ask("member", "actions", status="red", trusts=("JPUH",), due_before=date(2027, 1, 15)))
    assert "Actions: red, past their date, JPUH, due by 15 January 2027" in said
    assert "As at 23 November 2026, 10:00" in said
    assert "red: due date passed 3 days ago" in said
    said = twin(scene.ask("member", "actions", owner="me", theme="pph"))
    assert "owner Sam Fielding, theme Postpartum haemorrhage" in said
    assert "with 'swab'" in twin(scene.ask("member", "actions", text="swab"))


def test_an_owner_that_is_not_known_or_not_clear_is_asked_back(scene: Scene):
    assert "I cannot find anybody called Zed" in twin(scene.ask("member", "actions", owner="Zed"))


def test_a_long_list_has_pages_and_a_way_back(scene: Scene):
    for n in range(1, 13):
        plant(scene, f"ACT-26-{n:03}", due=date(2027, 1, n))
    reply = scene.press("member", scene.ask("member", "actions", trusts=("JPUH",)), "Next")
    assert "11 to 12" in twin(reply)
    one = scene.press("member", reply, "Open")
    assert "ACT-26-011" in twin(one)
    back = scene.press("member", one, "Back to the list")
    assert "11 to 12" in twin(back)


def test_a_page_remembers_everything_that_was_asked(scene: Scene):
    some(scene)
    reply = scene.ask("member", "actions", status="red", owner="Tom Bailey", due_before=date(2027, 1, 1), theme="")
    back = scene.press("member", scene.press("member", reply, "Open"), "Back to the list")
    assert twin(back) == twin(reply)
    reply = scene.ask("member", "actions", status="open", text="blood")
    back = scene.press("member", scene.press("member", reply, "Open"), "Back to the list")
    assert twin(back) == twin(reply)


def test_the_channel_sees_no_person_and_a_persons_list_comes_privately(scene: Scene):
    some(scene)
    reply = scene.ask("chair", "actions", where=CHANNEL, status="overdue")
    assert not reply.private
    assert "ACT-26-001" in twin(reply)
    assert "Bailey" not in str(scene.content(reply))
    reply = scene.ask("chair", "actions", where=CHANNEL, owner="Tom Bailey")
    assert reply.text == "I have replied to you privately."
    assert "ACT-26-001" in scene.card_for("chair").twin


# ---------------------------------------------------------------- one


def test_one_action_in_the_chat_and_in_the_channel(scene: Scene):
    some(scene)
    assert "Owner: Tom Bailey" in twin(scene.ask("member", "action", record="ACT-26-001"))
    public = scene.ask("member", "action", where=CHANNEL, record="ACT-26-001")
    assert "Bailey" not in str(scene.content(public))


def test_a_missing_action_is_said_plainly(scene: Scene):
    assert "I cannot find the action ACT-26-099" in twin(scene.ask("member", "action", record="ACT-26-099"))


def test_without_an_id_the_likely_ones_are_buttons(scene: Scene):
    some(scene)
    reply = scene.ask("jpuh-lead", "action", trusts=("JPUH",), status="red")
    assert titles(reply)[0] == "ACT-26-001"
    assert "Owner: Tom Bailey" in twin(scene.press("jpuh-lead", reply, "ACT-26-001"))
    assert titles(scene.ask("nnuh-lead", "action", status="blue", trusts=("NNUH",)))[0] == "ACT-26-002"


def test_an_observer_sees_only_what_they_own(scene: Scene):
    plant(scene, "ACT-26-001", owner="observer", heard_on=date(2026, 11, 1))
    plant(scene, "ACT-26-002")
    mine = scene.say("observer", "my actions")
    reply = scene.press("observer", mine, "On track")
    assert "Done, thank you" in str(scene.content(reply))
    assert stored(scene).mark == "on_track"
    assert "not open to your role" in twin(scene.ask("observer", "actions"))


def test_nothing_is_kept_of_a_look(scene: Scene):
    some(scene)
    scene.ask("member", "actions")
    scene.ask("member", "action", record="ACT-26-001")
    assert scene.outbox() == []
    assert stored(scene).version == 1
    assert date(2026, 11, 23) - timedelta(3) == stored(scene).due


def test_of_several_with_one_name_the_whole_name_is_asked(scene: Scene):
    tom = scene.member("jpuh-lead")
    other = replace(tom, object_id=ObjectId("00000000-0000-4000-8000-000000000099"), name="Tom Baker")
    scene.run(lambda s: members.add(s, other))
    said = twin(scene.ask("member", "actions", owner="Tom"))
    assert "several people fit: Tom Bailey, Tom Baker" in said
    assert "Actions: owner Tom Baker" in twin(scene.ask("member", "actions", owner="tom baker"))


def test_an_old_button_opens_nothing_an_observer_may_not_see(scene: Scene):
    plant(scene)
    card = draw("x", actions=[button("Open", "action.open", record="ACT-26-001")])
    sealed = scene.sealer.seal(card, scope=scene.member("observer").object_id, group=scene.group.id, now=scene.now)
    assert "I cannot find the action ACT-26-001" in twin(scene.press("observer", sealed, "Open"))


def test_a_step_that_is_none_changes_nothing(scene: Scene):
    plant(scene)
    card = draw("x", actions=[button("Wave", "action.quick", record="ACT-26-001", version=1, step="wave")])
    sealed = scene.sealer.seal(card, scope=scene.member("jpuh-lead").object_id, group=scene.group.id, now=scene.now)
    assert "please press one of the buttons" in str(scene.content(scene.press("jpuh-lead", sealed, "Wave")))
    assert stored(scene).version == 1


def test_a_shared_action_stands_with_each_trusts_lead_who_updates_its_line_in_place(scene: Scene):
    owner = scene.member("member")
    action = replace(shared("ACT-26-009"), owner=owner.object_id, owner_name=owner.name)
    scene.run(lambda s: kept.add(s, action))
    reply = scene.say("jpuh-lead", "my actions")
    assert "ACT-26-009" in twin(reply)
    assert "JPUH: your line is open." in str(scene.content(reply))
    reply = scene.press("jpuh-lead", reply, "At risk", **box("ACT-26-009", "No theatre time"))
    assert "JPUH: your line is open, at risk." in str(scene.content(reply))
    assert stored(scene, "ACT-26-009").mark == "none"
    scene.later(days=1)
    reply = scene.press("jpuh-lead", scene.say("jpuh-lead", "my actions"), "Delivered")
    assert titles(reply).count("Give evidence") == 1
    assert [x.status for x in stored(scene, "ACT-26-009").lines] == ["open", "delivered", "open"]
    assert "ACT-26-009" in twin(scene.say("nnuh-lead", "my actions")), "the others still have theirs"
    form = scene.press("jpuh-lead", reply, "Give evidence")
    scene.press("jpuh-lead", form, "Give evidence", evidence="https://nhs.example/audit", trust="JPUH")
    assert "You have no open actions" in twin(scene.say("jpuh-lead", "my actions"))
    assert "ACT-26-009" in twin(scene.say("member", "my actions")), "its owner keeps it until all are assured"


def test_lines_of_shared_actions_are_counted_and_paged_with_ones_own(scene: Scene):
    five(scene)
    scene.run(lambda s: kept.add(s, replace(shared("ACT-26-009"), due=date(2027, 1, 2))))
    reply = scene.say("jpuh-lead", "my actions")
    assert "1 to 5 of 8" in str(scene.content(reply))
    assert "ACT-26-009" in twin(reply)
    assert "6 to 8 of 8" in str(scene.content(scene.press("jpuh-lead", reply, "Next")))


def test_whoever_covers_a_lead_sees_what_the_lead_owns(scene: Scene):
    """A line is its trust's: the cover has no word for another trust's line."""
    scene.run(lambda s: kept.add(s, shared("ACT-26-009")))
    form = scene.ask("jpuh-lead", "away", until=date(2026, 12, 4), cover="Sam")
    scene.press("jpuh-lead", form, "Save")
    reply = scene.press("member", scene.say("member", "my actions"), "Actions of Tom Bailey")
    assert "Tom Bailey has no open actions." in twin(reply)
