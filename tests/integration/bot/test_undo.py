"""Taking back one's own last write."""

from __future__ import annotations

from typing import Any

from domain.actions import Status
from domain.risks import Status as RiskStatus
from storage import actions, history, members, returns, risks
from tests.returns_steps import open_round, submit
from tests.scene import Scene, titles, twin

NEW = "00000000-0000-4000-8000-0000000000aa"


def entry(scene: Scene, who: str):
    return scene.press("chair", scene.ask("chair", "members"), "Change", who=scene.cast[who].object_id)


def name(scene: Scene, who: str) -> str:
    return scene.run(lambda s: members.by_object_id(s, scene.cast[who].object_id)).name


def test_a_change_goes_back_as_a_new_version_that_the_history_shows(scene: Scene):
    scene.press("chair", entry(scene, "member"), "Save", name="Sam F")
    assert name(scene, "member") == "Sam F"
    said = twin(scene.ask("chair", "undo"))
    assert "'change person' is undone" in said
    assert name(scene, "member") == "Sam Fielding"
    lines = scene.run(lambda s: history.entries(s, f"members/{scene.cast['member'].object_id}"))
    assert [line.verb for line in lines] == ["undo change person", "change person", "add person"]


def test_it_holds_for_ten_minutes(scene: Scene):
    scene.press("chair", entry(scene, "member"), "Save", name="Sam F")
    scene.later(minutes=10, seconds=1)
    assert "find none" in twin(scene.ask("chair", "undo"))
    assert name(scene, "member") == "Sam F"


def test_what_was_taken_back_is_not_taken_back_again(scene: Scene):
    scene.press("chair", entry(scene, "member"), "Save", name="Sam F")
    scene.ask("chair", "undo")
    assert "find none" in twin(scene.ask("chair", "undo"))


def test_only_ones_own(scene: Scene):
    scene.press("chair", entry(scene, "member"), "Save", name="Sam F")
    assert "find none" in twin(scene.ask("deputy", "undo"))


def test_what_somebody_changed_since_stays(scene: Scene):
    scene.press("chair", entry(scene, "member"), "Save", name="Sam F")
    form = scene.press("deputy", scene.ask("deputy", "members"), "Change", who=scene.cast["member"].object_id)
    scene.press("deputy", form, "Save", name="Sam G")
    assert "David Lowe updated it" in twin(scene.ask("chair", "undo"))
    assert name(scene, "member") == "Sam G"


def test_somebody_just_added_is_taken_off_the_list(scene: Scene):
    form = scene.ask("coordinator", "add_member", owner="Jo Swift")
    scene.press("coordinator", form, "Save", object_id=NEW, roles="member")
    reply = scene.ask("coordinator", "undo")
    assert reply.refresh
    assert not scene.run(lambda s: members.by_object_id(s, NEW)).active


def test_a_setting_is_changed_by_hand(scene: Scene):
    form = scene.press("chair", scene.ask("chair", "settings"), "Change")
    scene.press("chair", form, "Save", appetite="minimal")
    assert "cannot be taken back here" in twin(scene.ask("chair", "undo"))


def test_a_step_of_a_return_goes_back(scene: Scene):
    scene.ask("chair", "open_round")
    step = scene.press("jpuh-lead", scene.card_for("jpuh-lead"), "Fill in the return")
    scene.press("jpuh-lead", step, "Save and finish later", births="140")
    held = scene.run(lambda s: returns.of_trust(s, "2026-10", "JPUH"))
    assert held.section("measures").values
    assert "RET-2026-10-JPUH" in twin(scene.ask("jpuh-lead", "undo"))
    assert not scene.run(lambda s: returns.of_trust(s, "2026-10", "JPUH")).section("measures").values


def test_a_risk_just_raised_is_closed_as_taken_back(scene: Scene):
    form = scene.ask("jpuh-lead", "new_risk", text="Scan capacity", trusts=("JPUH",))
    assert "Save" in titles(form)
    typed: dict[str, Any] = {
        "cause": "Posts stay empty",
        "event": "scans are late",
        "effect": "growth restriction is missed",
    }
    scores: dict[str, Any] = {
        "likelihood": "3",
        "consequence": "4",
        "target_likelihood": "2",
        "target_consequence": "4",
    }
    saved = scene.press("jpuh-lead", form, "Save", **typed, **scores)
    assert "RSK-26-001" in twin(saved)
    scene.ask("jpuh-lead", "undo")
    risk = scene.run(lambda s: risks.get(s, "RSK-26-001"))
    assert risk.status == RiskStatus.CLOSED
    assert "taken back" in risk.closed_reason


def test_an_action_just_made_is_not_done_but_taken_back(scene: Scene):
    form = scene.ask("chair", "new_action", text="Audit the swab counts", trusts=("JPUH",), owner="Tom Bailey")
    read_back = scene.press("chair", form, "Save", why="Incident meeting", due="2027-01-15")
    assert "Nothing is saved yet" in twin(read_back)
    assert "ACT-26-001" in twin(scene.press("chair", read_back, "Save"))
    scene.ask("chair", "undo")
    action = scene.run(lambda s: actions.get(s, "ACT-26-001"))
    assert action.status == Status.NOT_DOING


def test_a_review_taken_back_is_told_to_the_leads(scene: Scene):
    open_round(scene)
    submit(scene, "jpuh-lead")
    review = scene.say("chair", "review RET-2026-10-JPUH")
    scene.press("chair", review, "Assured")
    scene.ask("chair", "undo")
    card = scene.card_for("jpuh-lead")
    assert card.twin.startswith("RET-2026-10-JPUH: taken back\nHelen Marsh took back their review of the return.")
    assert titles(card) == []
    ret = scene.run(lambda s: returns.get(s, "RET-2026-10-JPUH"))
    assert ret is not None
    assert ret.reviewed_by == ""
