"""Two risks are one: the chair is shown which look alike, chooses, reads it back, presses; and can undo it."""

from __future__ import annotations

from domain.risks import ALL, Risk, Status
from storage import risks
from tests.risk_steps import SCORED, SENTENCE, raise_risk
from tests.scene import Scene, inputs, titles, twin


def the_risk(scene: Scene, record: str) -> Risk:
    found = scene.run(lambda s: risks.get(s, record))
    assert found is not None
    return found


def two(scene: Scene) -> None:
    """JPUH and QEHKL raise what is the same."""
    raise_risk(scene)
    form = scene.ask("qehkl-lead", "new_risk", trusts=("QEHKL",))
    typed = {**SENTENCE, **SCORED, "likelihood": "3", "controls": "Weekend lists"}
    alike = scene.press("qehkl-lead", form, "Save", **typed)
    scene.press("qehkl-lead", alike, "Save as a new risk")


def test_the_chair_merges_what_two_trusts_raised(scene: Scene):
    two(scene)
    shown = scene.ask("chair", "risk", record="RSK-26-002")
    form = scene.press("chair", shown, "Merge")
    assert "These look alike: RSK-26-001: Growth scan capacity (JPUH, 16)." in twin(form)
    assert inputs(scene.content(form))["into"] == "RSK-26-001", "the likeliest is filled in"
    back = scene.press("chair", form, "Read it back", reason="One sonographer market")
    assert "Nothing is saved yet." in twin(back)
    assert the_risk(scene, "RSK-26-002").live
    done = scene.press("chair", back, "Merge")
    assert "RSK-26-002 is part of RSK-26-001 now. Please review its score." in twin(done)
    assert "QEHKL: seen here too, 12 (possible 3 x major 4)" in twin(done)
    assert "Part of it: RSK-26-002." in twin(done)
    stays, gone = the_risk(scene, "RSK-26-001"), the_risk(scene, "RSK-26-002")
    assert (stays.trust, stays.merged, stays.controls) == (ALL, ("RSK-26-002",), ("Weekend lists",))
    assert (gone.status, gone.merged_into) == (Status.CLOSED, "RSK-26-001")
    assert "RSK-26-002 is part of RSK-26-001 now" in scene.card_for("jpuh-lead").twin
    assert "is part of RSK-26-001 now" in scene.card_for("qehkl-lead").twin
    assert "part of" in twin(scene.say("member", "history RSK-26-002"))


def test_it_can_be_undone_as_one(scene: Scene):
    two(scene)
    before = the_risk(scene, "RSK-26-001"), the_risk(scene, "RSK-26-002")
    form = scene.press("chair", scene.ask("chair", "risk", record="RSK-26-002"), "Merge")
    scene.press("chair", scene.press("chair", form, "Read it back", reason="One market"), "Merge")
    said = twin(scene.say("chair", "undo"))
    assert "RSK-26-001" in said
    assert "RSK-26-002" in said
    after = the_risk(scene, "RSK-26-001"), the_risk(scene, "RSK-26-002")
    assert [(r.trust, r.status, r.merged, r.controls) for r in after] == [
        (r.trust, r.status, r.merged, r.controls) for r in before
    ]


def test_what_is_typed_comes_back_and_either_may_have_moved(scene: Scene):
    two(scene)
    form = scene.press("chair", scene.ask("chair", "risk", record="RSK-26-002"), "Merge")
    again = scene.press("chair", form, "Read it back")
    assert "Why they are one: please fill this in." in twin(again)
    back = scene.press("chair", again, "Read it back", reason="One market")
    changed = scene.press("chair", back, "Change")
    assert inputs(scene.content(changed))["reason"] == "One market"
    review = scene.ask("jpuh-lead", "review_risk", record="RSK-26-001")
    scene.press("jpuh-lead", review, "Save review", rationale="Looked again")
    assert "RSK-26-001. This changed while you were editing" in twin(scene.press("chair", back, "Merge"))


def test_a_risk_on_its_way_to_the_board_is_not_closed_under_it(scene: Scene):
    two(scene)
    draft = scene.ask("chair", "escalate_risk", record="RSK-26-002")
    scene.press("chair", draft, "Save draft", ask="Fund one more sonographer", needed_by="2026-12-21")
    form = scene.press("chair", scene.ask("chair", "risk", record="RSK-26-002"), "Merge")
    refused = twin(scene.press("chair", form, "Read it back", reason="One market"))
    assert "on its way to the board as ESC-26-001" in refused
    assert "Merge RSK-26-001 into RSK-26-002 instead" in refused


def test_only_chair_and_deputy_merge(scene: Scene):
    two(scene)
    assert "Merge" in titles(scene.ask("deputy", "risk", record="RSK-26-001"))
    for who in ("jpuh-lead", "coordinator", "member"):
        assert "Merge" not in titles(scene.ask(who, "risk", record="RSK-26-001"))


def test_actions_of_a_part_stay_in_sight(scene: Scene):
    two(scene)
    form = scene.press("chair", scene.ask("chair", "risk", record="RSK-26-002"), "Create action")
    owner = next(iter(scene.run(lambda s: [risks.get(s, "RSK-26-002")]))).owner
    back = scene.press("chair", form, "Save", title="Share the rota", owner=owner, due="2026-12-18", trust="QEHKL")
    scene.press("chair", back, "Save")
    merge = scene.press("chair", scene.ask("chair", "risk", record="RSK-26-002"), "Merge")
    done = scene.press("chair", scene.press("chair", merge, "Read it back", reason="One market"), "Merge")
    assert "ACT-26-001: Share the rota" in twin(done)
    health = twin(scene.press("chair", scene.say("chair", "risks"), "Register health"))
    assert "no open action" not in health.partition("RSK-26-001")[2]
