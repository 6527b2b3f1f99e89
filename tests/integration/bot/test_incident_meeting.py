"""The monthly incident meeting: counts, learning, themes, deep dives in turn."""

from __future__ import annotations

from dataclasses import replace

from domain.returns import Entry
from storage import deep_dives, returns
from tests.learning_made import a_return, a_round
from tests.scene import Scene, inputs, titles, twin

TOLD = {"story": "AAR held: weigh, do not guess.", "responses": "AAR 2, MDT review 1"}


def meeting(scene: Scene, who: str = "chair"):
    return scene.press(who, scene.say(who, "themes"), "Incident meeting")


def test_counts_learning_and_themes_of_the_last_month_and_never_nought_for_missing(scene: Scene) -> None:
    def months(session) -> None:
        a_round(session, "2026-10")
        a_return(session, "2026-10", "JPUH", "pph,triage")
        a_return(session, "2026-10", "NNUH", incidents=Entry.NIL)

    scene.run(months)
    said = twin(meeting(scene, "member"))
    assert "Incident meeting: October 2026" in said
    assert "Incidents with moderate harm | nil | 1 | not received" in said
    assert "Incidents with severe harm | nil | not given | not received" in said
    assert "- Postpartum haemorrhage: JPUH" in said
    assert "- November 2026: NNUH, theme still open" in said
    assert "Plan deep dive" not in titles(meeting(scene, "member"))


def test_what_was_learned_is_quoted(scene: Scene) -> None:
    def one(session) -> None:
        ret = a_return(session, "2026-10", "JPUH", "pph")
        sections = tuple(replace(s, values={**s.values, **TOLD}) if s.key == "incidents" else s for s in ret.sent)
        returns.keep(session, replace(ret, sent=sections), "correct return")

    scene.run(one)
    assert "Learning responses begun | not received | AAR 2, MDT review 1 | not received" in twin(meeting(scene))
    assert "JPUH:\nAAR held: weigh, do not guess." in twin(meeting(scene))
    assert "None is open." in twin(meeting(scene))


def test_a_deep_dive_is_planned_in_turn_done_and_its_actions_are_watched(scene: Scene) -> None:
    assert "Nothing was received." in twin(meeting(scene))
    form = scene.press("chair", meeting(scene), "Plan deep dive")
    assert "By the rota it is the turn of NNUH." in twin(form)
    shown = inputs(scene.content(form))
    assert (shown["trust"], shown["month"]) == ("NNUH", "2026-11")
    assert "Theme: please fill this in." in twin(scene.press("chair", form, "Save"))
    kept = scene.press("chair", form, "Save", theme="triage")
    assert "DIV-26-001: NNUH on Triage and telephone advice, November 2026" in twin(kept)
    card = meeting(scene)
    assert "- November 2026: NNUH on Triage and telephone advice (DIV-26-001)" in twin(card)
    assert "- December 2026: JPUH, theme still open" in twin(card)
    close = scene.press("chair", card, "Close DIV-26-001")
    assert "please fill this in" in twin(scene.press("chair", close, "It was done"))
    action = scene.press("chair", close, "Create action")
    assert inputs(scene.content(action))["why"] == "DIV-26-001"
    typed = {"title": "One phone line", "owner": scene.member("nnuh-lead").object_id, "due": "2027-01-29"}
    scene.press("chair", scene.press("chair", action, "Save", **typed), "Save")
    done = scene.press("chair", close, "It was done", result="One number for all calls helps")
    assert "It is done." in twin(done)
    said = twin(meeting(scene))
    assert "- Last: DIV-26-001, NNUH on Triage and telephone advice: One number for all calls helps" in said
    assert "- ACT-26-001: One phone line, open (NNUH)" in said
    late = scene.press("chair", close, "It is not done", result="no time")
    assert "It is done." in twin(late), "what stands is shown, nothing is changed"


def test_one_that_is_dropped_gives_the_turn_back(scene: Scene) -> None:
    form = scene.press("chair", meeting(scene), "Plan deep dive")
    scene.press("chair", form, "Save", theme="triage")
    close = scene.press("chair", meeting(scene), "Close DIV-26-001")
    scene.press("chair", close, "It is not done", result="The lead is away")
    assert "- November 2026: NNUH, theme still open" in twin(meeting(scene))
    assert scene.run(lambda s: deep_dives.get(s, "DIV-26-001")).result == "The lead is away"


def test_when_every_month_is_taken_the_form_is_empty(scene: Scene) -> None:
    for theme in ("triage", "pph", "sepsis"):
        form = scene.press("chair", meeting(scene), "Plan deep dive")
        scene.press("chair", form, "Save", theme=theme)
    form = scene.press("chair", meeting(scene), "Plan deep dive")
    assert inputs(scene.content(form))["trust"] == ""
