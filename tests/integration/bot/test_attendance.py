"""Attendance and quorum in conversation."""

from __future__ import annotations

from datetime import date

from bot.contracts import Reply
from storage import attendances
from tests.scene import Scene, inputs, titles, twin

ROOM = ("chair", "coordinator", "nnuh-lead", "jpuh-lead")


def form(scene: Scene, who: str = "coordinator") -> Reply:
    return scene.press(who, scene.say(who, "calendar"), "Attendance")


def ids(scene: Scene, *people: str) -> str:
    return ",".join(str(scene.member(p).object_id) for p in people)


def test_a_meeting_becomes_quorate_when_somebody_stands_in(scene: Scene) -> None:
    asked = form(scene)
    assert inputs(scene.content(asked))["day"] == "2026-11-16"
    done = scene.press("coordinator", asked, "Save", present=ids(scene, *ROOM), guests="MNVP chair")
    assert "Meeting of 16 November 2026: not quorate" in twin(done)
    assert "QEHKL: no voice" in twin(done)
    again = scene.press("coordinator", done, "Save stand-ins", stands_QEHKL="nobody")
    assert "Who stands for QEHKL: please choose one of the list." in twin(again)
    whole = scene.press("coordinator", again, "Save stand-ins", stands_QEHKL=ids(scene, "jpuh-lead"))
    assert "Meeting of 16 November 2026: quorate" in twin(whole)
    assert "QEHKL: Tom Bailey" in twin(whole)
    assert "- 16 November 2026: 4 here, quorate" in twin(form(scene))


def test_it_is_put_right_and_stand_ins_stay(scene: Scene) -> None:
    done = scene.press("coordinator", form(scene), "Save", present=ids(scene, *ROOM))
    scene.press("coordinator", done, "Save stand-ins", stands_QEHKL=ids(scene, "jpuh-lead"))
    change = scene.press("coordinator", done, "Change attendance")
    assert inputs(scene.content(change))["present"] == ids(scene, *sorted(ROOM, key=lambda p: scene.member(p).name))
    after = scene.press("coordinator", change, "Save", present=ids(scene, *ROOM, "deputy"))
    assert "quorate" in twin(after).splitlines()[0]
    assert len(scene.run(lambda s: attendances.get(s, "MTG-2026-11-16")).present) == 5


def test_nobody_overwrites_what_they_have_not_seen(scene: Scene) -> None:
    one, two = form(scene), form(scene, "chair")
    scene.press("coordinator", one, "Save", present=ids(scene, "chair"))
    stale = scene.press("chair", two, "Save", present=ids(scene, "deputy"))
    assert "The attendance of 16 November 2026. This changed while you were editing: Ruth Okafor" in twin(stale)
    assert "not quorate" in twin(scene.press("chair", stale, "Save"))
    first = scene.press("chair", form(scene, "chair"), "Save", day="2026-10-19", present=ids(scene, "chair"))
    assert "Meeting of 19 October 2026" in twin(first)
    other = scene.press("chair", first, "Save stand-ins", stands_NNUH=ids(scene, "chair"))
    assert "NNUH: Helen Marsh" in twin(other)
    old = scene.press("chair", first, "Save stand-ins", stands_JPUH=ids(scene, "chair"))
    assert "changed while you were editing" in twin(old)


def test_somebody_has_to_be_there(scene: Scene) -> None:
    again = scene.press("coordinator", form(scene), "Save")
    assert "Who is here: please fill this in." in twin(again)


def test_an_old_meeting_can_still_be_put_right(scene: Scene) -> None:
    done = scene.press("coordinator", form(scene), "Save", present=ids(scene, "chair"))
    scene.move_to(date(2027, 1, 20))
    done = scene.press("coordinator", form(scene), "Save", present=ids(scene, "chair"))
    assert "Meeting of 18 January 2027" in twin(done)
    scene.move_to(date(2026, 11, 23))
    assert titles(done)[-2:] == ["Change attendance", "Calendar"]


def test_it_is_taken_back(scene: Scene) -> None:
    scene.press("coordinator", form(scene), "Save", present=ids(scene, "chair"))
    scene.say("coordinator", "undo")
    assert scene.run(attendances.listed) == ()
    scene.later(minutes=11)
    scene.press("coordinator", form(scene), "Save", present=ids(scene, "chair"))
    assert "16 November 2026: 1 here" in twin(form(scene))


def test_the_rule_stands_in_the_group_file(scene: Scene) -> None:
    assert "a voice from each trust; 1 from the LMNS office" in twin(form(scene))
