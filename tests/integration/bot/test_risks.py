"""The register in conversation: raising, listing, opening, changing."""

from __future__ import annotations

from dataclasses import replace

from domain.risks import Risk
from storage import members, risks
from tests.risk_steps import SCORED, SENTENCE, raise_risk
from tests.scene import Scene, inputs, titles, twin


def the_risk(scene: Scene, record: str = "RSK-26-001") -> Risk:
    found = scene.run(lambda s: risks.get(s, record))
    assert found is not None
    return found


def test_a_lead_raises_a_risk_from_words_and_nothing_is_kept_before_save(scene: Scene) -> None:
    form = scene.ask("jpuh-lead", "new_risk", text="scan capacity", figures={"likelihood": 4, "consequence": 4})
    shown = inputs(scene.content(form))
    assert (shown["title"], shown["trust"], shown["likelihood"]) == ("scan capacity", "JPUH", "4")
    assert scene.run(risks.count) == 0
    saved = scene.press("jpuh-lead", form, "Save", **{**SENTENCE, **SCORED, "controls": "Weekend lists\n- Trainee"})
    assert "✓ RSK-26-001 is on the register." in twin(saved)
    assert "extreme, score 16 (likely 4 x major 4)" in twin(saved)
    kept = the_risk(scene)
    assert kept.controls == ("Weekend lists", "Trainee")
    assert kept.owner_name == "Tom Bailey"


def test_a_score_alone_is_asked_back_and_an_impossible_one_refused(scene: Scene) -> None:
    form = scene.ask("jpuh-lead", "new_risk", trusts=("JPUH",), figures={"score": 12})
    assert "12 is likelihood 3 and consequence 4 or likelihood 4 and consequence 3" in twin(form)
    assert inputs(scene.content(form))["likelihood"] == ""
    assert "13 cannot arise" in twin(scene.ask("jpuh-lead", "new_risk", trusts=("JPUH",), figures={"score": 13}))


def test_what_is_missing_comes_back_with_what_was_typed(scene: Scene) -> None:
    form = scene.ask("member", "new_risk")
    again = scene.press("member", form, "Save", title="Rota", cause="posts are empty")
    assert "Then: please fill this in." in twin(again)
    assert inputs(scene.content(again))["cause__r1"] == "posts are empty"
    above = {**SENTENCE, **SCORED, "trust": "ALL", "target_likelihood": "5"}
    assert "lies above the current score" in twin(scene.press("member", again, "Save", **above))
    assert scene.run(risks.count) == 0


def test_a_risk_that_may_be_there_already_is_asked_about_first(scene: Scene) -> None:
    raise_risk(scene)
    seen = raise_risk(scene, "member", trust="JPUH")
    assert "It may be on the register already" in twin(seen)
    assert "RSK-26-001: Growth scan capacity (JPUH)" in twin(seen)
    assert scene.run(risks.count) == 1
    assert "RSK-26-001: Growth scan capacity" in twin(scene.press("member", seen, "Open RSK-26-001"))
    scene.press("member", seen, "Save as a new risk")
    assert scene.run(risks.count) == 2


def test_those_concerned_are_told_and_nobody_of_their_own_doing(scene: Scene) -> None:
    raise_risk(scene, "member", trust="JPUH", owner=scene.member("nnuh-lead").object_id)
    assert {s.to for s in scene.outbox()} == {"nnuh-lead", "jpuh-lead", "chair", "deputy"}, (
        "16 meets a rule: chairs hear too"
    )
    assert "is on the register with 16" in scene.card_for("jpuh-lead").twin


def test_the_list_is_filtered_paged_and_says_what_is_missing(scene: Scene) -> None:
    for n in range(8):
        form = scene.ask("chair", "new_risk", trusts=("NNUH",))
        typed = {
            **SENTENCE,
            **SCORED,
            "title": f"{n} " * 20,
            "cause": f"cause {n}{n}{n}",
            "event": f"event {n}{n}{n}{n}",
        }
        made = scene.press("chair", form, "Save", **{**typed, "likelihood": str(2 + n % 4)})
        if "Save as a new risk" in titles(made):
            scene.press("chair", made, "Save as a new risk")
    page = scene.ask("member", "risks")
    assert "Shown: 1 to 6 of 8" in twin(page)
    assert "Shown: 7 to 8 of 8" in twin(scene.press("member", page, "More"))
    assert "Risks of NNUH and shared at 15 or more" in twin(
        scene.ask("member", "risks", trusts=("NNUH",), status="extreme")
    )
    assert "Risks over appetite" in twin(scene.ask("member", "risks", status="over appetite"))
    assert "No risk on the register fits that." in twin(scene.ask("member", "risks", status="due"))
    assert "Risks at 12 or more on Postpartum haemorrhage" in twin(
        scene.ask("member", "risks", theme="pph", min_score=12)
    )
    assert "All trusts: 8 live risks." in twin(scene.press("member", page, "Risk matrix"))
    mine = scene.ask("member", "risks", trusts=("JPUH",))
    assert "JPUH and shared: 0 live risks." in twin(scene.press("member", mine, "Risk matrix"))


def test_one_risk_by_id_or_by_words_and_a_question_when_several_fit(scene: Scene) -> None:
    assert "I cannot find RSK-26-009" in twin(scene.ask("member", "risk", record="RSK-26-009"))
    assert "I cannot find a live risk that fits" in twin(scene.ask("member", "risk", theme="pph"))
    raise_risk(scene, theme="fetal_growth")
    raise_risk(scene, title="Roof", cause="The roof leaks", event="rooms close", effect="women move", theme="estates")
    assert "RSK-26-002: Roof" in twin(scene.ask("member", "risk", theme="estates"))
    which = scene.ask("member", "risk", trusts=("JPUH",))
    assert titles(which) == ["RSK-26-001: Growth scan capacity", "RSK-26-002: Roof", "All risks"]
    assert "RSK-26-002: Roof" in twin(scene.press("member", which, "RSK-26-002: Roof"))
    assert titles(scene.ask("member", "risk"))[-1] == "All risks"


def test_details_are_changed_by_those_who_may_and_the_new_owner_hears(scene: Scene) -> None:
    raise_risk(scene)
    card = scene.ask("jpuh-lead", "risk", record="RSK-26-001")
    form = scene.press("jpuh-lead", card, "Change details")
    kept = scene.press(
        "jpuh-lead", form, "Save", owner=scene.member("member").object_id, held_at="", team="Weekly list"
    )
    assert "First line, the team: Weekly list" in twin(kept)
    assert "Held at: SQOG" in twin(kept)
    assert "details were changed" in scene.card_for("member").twin
    stale = scene.press("jpuh-lead", form, "Save", title="Another")
    assert "RSK-26-001. This changed while you were editing" in twin(stale)
    assert inputs(scene.content(stale))["title__r1"] == "Another"
    scene.press("jpuh-lead", stale, "Save")
    assert the_risk(scene).title == "Another"


def test_others_see_the_risk_but_not_the_buttons(scene: Scene) -> None:
    raise_risk(scene)
    assert titles(scene.ask("nnuh-lead", "risk", record="RSK-26-001")) == ["Create action", "History"]
    lead = scene.ask("jpuh-lead", "risk", record="RSK-26-001")
    form = scene.press("jpuh-lead", lead, "Change details")
    assert "cannot act on this button" in twin(scene.press("nnuh-lead", form, "Save")), "a card is for its reader only"
    assert "not open to your role" in twin(scene.ask("observer", "risks"))


def test_a_shared_risk_is_led_by_every_lead(scene: Scene) -> None:
    raise_risk(scene, "chair", trust="ALL", owner=scene.member("member").object_id)
    assert the_risk(scene).trust == "ALL"
    assert "Review" in titles(scene.ask("qehkl-lead", "risk", record="RSK-26-001"))
    assert "Seen elsewhere?" not in titles(scene.ask("qehkl-lead", "risk", record="RSK-26-001"))


def test_two_trusts_named_for_a_new_risk_mean_a_shared_one(scene: Scene) -> None:
    form = scene.ask("chair", "new_risk", trusts=("JPUH", "NNUH"))
    assert inputs(scene.content(form))["trust"] == "ALL"
    assert inputs(scene.content(scene.ask("chair", "new_risk")))["trust"] == ""


def test_an_owner_who_left_is_not_offered_and_the_register_says_so(scene: Scene) -> None:
    raise_risk(scene)
    lead = scene.run(lambda s: members.by_object_id(s, scene.member("jpuh-lead").object_id))
    scene.run(lambda s: members.change(s, replace(lead, active=False), "leave"))
    card = scene.ask("chair", "risk", record="RSK-26-001")
    assert "- its owner is no longer in the group" in twin(card)
    form = scene.press("chair", card, "Change details")
    assert inputs(scene.content(form))["owner"] == "", "somebody who left is no longer offered"
    assert "Owner: please fill this in." in twin(scene.press("chair", form, "Save"))
    above = scene.press("chair", form, "Save", owner=scene.member("member").object_id, target_likelihood="5")
    assert "Target: 20 lies above the current score of 16." in twin(above)


def test_register_health_lists_what_is_lacking(scene: Scene) -> None:
    raise_risk(scene)
    said = twin(scene.ask("member", "risks", status="missing"))
    assert "RSK-26-001: Growth scan capacity (JPUH), 16\n- above its target, and no open action is linked" in said
    form = scene.press("jpuh-lead", scene.ask("jpuh-lead", "risk", record="RSK-26-001"), "Create action")
    assert inputs(scene.content(form))["why"] == "RSK-26-001"
    page = scene.ask("member", "risks")
    assert "Register health" in twin(scene.press("member", page, "Register health"))
