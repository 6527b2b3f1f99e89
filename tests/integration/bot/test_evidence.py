"""The evidence register in conversation: what is asked of it."""

from __future__ import annotations

from typing import Any

from bot.contracts import Reply
from domain.key_documents import KEY_DOCUMENTS
from storage import evidence
from tests.risk_steps import raise_risk
from tests.scene import Scene, inputs, titles, twin

TYPED: dict[str, Any] = {
    "title": "MNVP workplan",
    "strength": "audit",
    "supports": "SA7",
    "link": "SharePoint, MIS",
}


def add(scene: Scene, who: str = "jpuh-lead", **typed: Any) -> Reply:
    return scene.press(who, scene.say(who, "add evidence"), "Save", **{**TYPED, **typed})


def test_the_starter_list_is_loaded_once_by_the_office(scene: Scene) -> None:
    assert "Add the starter list" not in titles(scene.say("member", "evidence"))
    empty = scene.say("coordinator", "evidence")
    assert "Nothing on the register fits that." in twin(empty)
    other = scene.say("coordinator", "evidence")
    loaded = scene.press("coordinator", empty, "Add the starter list")
    assert f"{len(KEY_DOCUMENTS)} documents of the starter list" in twin(loaded)
    assert "there already" in twin(scene.press("coordinator", other, "Add the starter list"))
    assert "Add the starter list" not in titles(scene.say("coordinator", "evidence"))
    page = scene.say("member", "evidence")
    assert len(scene.run(lambda s: evidence.listed(s, limit=50))) == len(KEY_DOCUMENTS)
    assert "Shown" not in twin(page)
    onward = scene.press("member", page, "More")
    assert twin(onward) != twin(page)
    found = twin(scene.say("member", "evidence SA9"))
    assert "Perinatal Quality Oversight Model" in found
    assert "Evidence for CNST:SA9" in found


def test_an_item_is_found_by_requirement_framework_risk_and_id(scene: Scene) -> None:
    raise_risk(scene)
    add(scene, records="RSK-26-001")
    for asked in ("evidence SA7", "evidence CNST", "evidence RSK-26-001"):
        assert "EVD-26-001: MNVP workplan (JPUH)" in twin(scene.say("member", asked)), asked
    assert "Nothing on the register" in twin(scene.say("member", "evidence SA6"))
    one = scene.say("member", "evidence EVD-26-001")
    assert "SharePoint, MIS" in twin(one)
    assert "Change" not in titles(one)
    assert "Change" in titles(scene.press("jpuh-lead", scene.say("jpuh-lead", "evidence"), "Open EVD-26-001"))
    assert "I cannot find RSK-26-009" in twin(scene.say("member", "evidence RSK-26-009"))
    assert "I cannot find EVD-26-009" in twin(scene.say("member", "evidence EVD-26-009"))


def test_observers_have_no_register(scene: Scene) -> None:
    assert "not open to your role" in twin(scene.say("observer", "evidence"))


def test_stale_is_what_was_not_looked_at(scene: Scene) -> None:
    add(scene, next_review="2026-12-01")
    assert "Nothing on the register" in twin(scene.say("member", "evidence stale"))
    scene.later(days=14)
    assert "its review was due on 1 December 2026" in twin(scene.say("member", "stale evidence"))
    assert "EVD-26-001" in twin(scene.press("member", scene.say("member", "evidence"), "What is stale"))


def test_what_is_missing_names_requirement_and_trust(scene: Scene) -> None:
    add(scene)
    said = twin(scene.say("member", "missing evidence"))
    assert "0 of 10 requirements have evidence from every trust." in said
    assert "nothing from NNUH, QEHKL" in said
    assert "Terms of reference of the group" in str(scene.content(scene.say("member", "missing evidence")))
    other = scene.press("member", scene.say("member", "missing evidence"), "Saving Babies' Lives Care Bundle")
    assert "Evidence missing: Saving Babies' Lives Care Bundle" in twin(other)
    form = scene.press("coordinator", scene.say("coordinator", "missing evidence"), "Add: Risk policy")
    scene.press("coordinator", form, "Save", strength="document")
    assert "Add: Risk policy" not in titles(scene.say("member", "missing evidence"))


def test_evidence_given_on_an_action_is_here_too(scene: Scene) -> None:
    form = scene.ask("jpuh-lead", "new_action", text="agree the workplan", trusts=("JPUH",), framework="CNST:SA7")
    owner = scene.member("jpuh-lead").object_id
    read_back = scene.press("jpuh-lead", form, "Save", owner=owner, due="2026-12-18", why="MNVP asked")
    if "Save" in titles(read_back):
        scene.press("jpuh-lead", read_back, "Save")
    scene.press(
        "jpuh-lead", scene.say("jpuh-lead", "update ACT-26-001"), "Delivered", evidence="Minutes of 20 November"
    )
    assert "Minutes of 20 November" in twin(scene.say("member", "evidence SA7"))
    assert "Minutes of 20 November" in twin(scene.ask("member", "evidence", record="ACT-26-001"))
    page = scene.press("member", scene.say("member", "evidence"), "Evidence on actions")
    assert "Minutes of 20 November" in twin(page)
    of = scene.press("member", scene.say("member", "evidence SA7"), "Evidence on actions")
    assert "Evidence on actions for CNST:SA7" in twin(of)


def test_evidence_of_every_risk_or_on_every_action_may_be_asked_for(scene: Scene) -> None:
    raise_risk(scene)
    add(scene, title="MNVP workplan")
    add(scene, title="Rota audit", records="RSK-26-001")
    found = scene.say("member", "evidence risk")
    assert "Evidence for any risk" in twin(found)
    assert "Rota audit" in twin(found)
    assert "MNVP workplan" not in twin(found)
    form = scene.press("member", found, "Add evidence")
    assert "RSK-" not in inputs(Scene.content(form)).values()
    assert "Evidence on actions" in twin(scene.say("member", "evidence action")).splitlines()[0]
