"""A new action: by form, by words, from a review; nothing is kept that was not read back."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.contracts import Reply
from cards.kit import button
from cards.kit import card as draw
from domain.actions import SHARED, Action
from storage import actions as kept
from tests.scene import Scene, inputs, titles, twin

SAID: dict[str, Any] = {"text": "agree the swab count audit", "due": date(2027, 1, 15), "trusts": ("JPUH",)}


def every(scene: Scene) -> list[Action]:
    return scene.run(kept.listed)


def typed(scene: Scene, **more: Any) -> dict[str, Any]:
    return {
        "title": "Standardise the checklist",
        "why": "RSK-26-003",
        "trust": "JPUH",
        "owner": scene.member("member").object_id,
        "due": "2027-01-29",
        **more,
    }


def test_by_form_it_is_read_back_saved_and_the_owner_told(scene: Scene):
    form = scene.ask("chair", "new_action")
    back = scene.press("chair", form, "Save", **typed(scene, evidence_required="An audit", theme="pph"))
    assert "Read it back" in twin(back)
    assert "Owner: Sam Fielding" in twin(back)
    assert "Strength: medium" in twin(back)
    assert every(scene) == []
    done = scene.press("chair", back, "Save")
    assert "Saved as ACT-26-001" in twin(done)
    (action,) = every(scene)
    assert (action.owner_name, action.risk, action.theme) == ("Sam Fielding", "RSK-26-003", "pph")
    assert action.links == ("RSK-26-003", "theme:pph")
    assert "ACT-26-001 is yours" in scene.card_for("member").twin


def test_by_words_the_filled_form_is_the_read_back(scene: Scene):
    form = scene.ask(
        "jpuh-lead", "new_action", **SAID, record="RSK-26-003", theme="theatre_safety", framework="CNST:SA8"
    )
    for said in ("'Agree the swab count audit'", "trust JPUH", "owner Tom Bailey", "due 15 January 2027", "RSK-26-003"):
        assert said in twin(form)
    assert every(scene) == []
    done = scene.press("jpuh-lead", form, "Save")
    assert "Saved as ACT-26-001" in twin(done)
    (action,) = every(scene)
    assert action.frameworks == ("CNST:SA8",)
    assert action.original_due == action.due == date(2027, 1, 15)
    assert scene.outbox() == []


def test_what_is_changed_on_the_form_is_read_back_again(scene: Scene):
    form = scene.ask("jpuh-lead", "new_action", **SAID)
    back = scene.press("jpuh-lead", form, "Save", why="A walkabout", owner=scene.member("nnuh-lead").object_id)
    assert "Owner: Priya Nair" in twin(back)
    again = scene.press("jpuh-lead", back, "Change")
    assert inputs(scene.content(again))["why"] == "A walkabout"
    scene.press("jpuh-lead", again, "Save")
    assert every(scene)[0].owner_name == "Priya Nair"


def test_ids_count_on_and_a_double_press_makes_one(scene: Scene):
    for _ in range(2):
        back = scene.press("chair", scene.ask("chair", "new_action"), "Save", **typed(scene))
        first = scene.press("chair", back, "Save")
        assert twin(scene.press("chair", back, "Save")) == twin(first)
    assert [a.id for a in every(scene)] == ["ACT-26-001", "ACT-26-002"]


def test_an_empty_form_lists_what_is_missing(scene: Scene):
    reply = scene.press("chair", scene.ask("chair", "new_action"), "Save")
    said = twin(reply).replace(": a record's id, or what it comes from", "")
    for field in ("What will be done", "Why", "Trust", "Owner", "Due"):
        assert f"{field}: please" in said
    assert every(scene) == []


def test_faults_give_everything_typed_back(scene: Scene):
    reply = scene.press("chair", scene.ask("chair", "new_action"), "Save", **typed(scene, due="2026-11-01"))
    shown = inputs(scene.content(reply))
    assert shown["title__r1"] == "Standardise the checklist"
    assert "from 23 November 2026 on" in twin(reply)


def test_a_read_back_left_overnight_until_the_date_passed_goes_back_to_the_form(scene: Scene):
    back = scene.press("chair", scene.ask("chair", "new_action"), "Save", **typed(scene, due="2026-11-23"))
    scene.later(days=1)
    reply = scene.press("chair", back, "Save")
    assert "from 24 November 2026 on" in twin(reply)
    assert inputs(scene.content(reply))["title__r1"] == "Standardise the checklist"


def test_a_shared_action_has_a_line_for_each_trust(scene: Scene):
    form = scene.ask("chair", "new_action", text="one checklist", trusts=("NNUH", "JPUH", "QEHKL"))
    assert inputs(scene.content(form))["trust"] == SHARED
    back = scene.press("chair", form, "Save", **typed(scene, trust=SHARED))
    scene.press("chair", back, "Save")
    assert every(scene)[0].trusts == ("NNUH", "JPUH", "QEHKL")


def test_an_owner_said_by_name_is_found_or_asked(scene: Scene):
    known = scene.ask("chair", "new_action", text="audit", owner="Priya Nair")
    assert inputs(scene.content(known))["owner"] == scene.member("nnuh-lead").object_id
    unknown = scene.ask("chair", "new_action", text="audit", owner="Sue Carter")
    assert inputs(scene.content(unknown))["owner"] == ""
    assert "I cannot find anybody called Sue Carter" in twin(unknown)


def test_the_office_is_not_made_owner_without_being_named(scene: Scene):
    assert inputs(scene.content(scene.ask("chair", "new_action", text="audit")))["owner"] == ""
    assert inputs(scene.content(scene.ask("member", "new_action", text="audit")))["owner"] != ""


def test_an_observer_cannot_make_one(scene: Scene):
    assert "not open to your role" in twin(scene.ask("observer", "new_action"))


def test_from_a_review_why_and_trust_come_along(scene: Scene):

    drawn = draw("x", actions=[button("Create action", "action.new", why="RET-2026-10-JPUH", trust="JPUH")])
    who = scene.member("chair").object_id
    form = scene.press(
        "chair", scene.sealer.seal(drawn, scope=who, group=scene.group.id, now=scene.now), "Create action"
    )
    shown = inputs(scene.content(form))
    assert (shown["why"], shown["trust"]) == ("RET-2026-10-JPUH", "JPUH")
    back: Reply = scene.press("chair", form, "Save", **typed(scene, why="ret-2026-10-jpuh", deputy=who))
    scene.press("chair", back, "Save")
    (action,) = every(scene)
    assert (action.why, action.deputy_name) == ("RET-2026-10-JPUH", "Helen Marsh")
    assert titles(scene.card_for("member")) == ["Acknowledge", "Open it", "My actions"]


def test_somebody_who_left_cannot_be_given_anything(scene: Scene):
    reply = scene.press("chair", scene.ask("chair", "new_action"), "Save", **typed(scene, owner="x"))
    assert "please choose one of the list" in twin(reply)


def test_a_date_far_ahead_is_asked_about_before_anything_is_read_back(scene: Scene):
    far = scene.press("chair", scene.ask("chair", "new_action"), "Save", **typed(scene, due="2099-06-05"))
    assert "Due: 5 June 2099 is more than 2 years ahead. If that is right, press Save again." in twin(far)
    other = scene.press("chair", far, "Save", due="2098-06-05")
    assert "5 June 2098 is more than 2 years ahead" in twin(other), "another date is another question"
    back = scene.press("chair", other, "Save")
    assert "Due: 5 June 2098" in twin(back)
    scene.press("chair", back, "Save")
    assert every(scene)[0].due == date(2098, 6, 5)
    assert every(scene)[0].title == "Standardise the checklist"


def test_another_fault_is_not_taken_for_the_answer(scene: Scene):
    far = typed(scene, due="2099-06-05", why="")
    bad = scene.press("chair", scene.ask("chair", "new_action"), "Save", **far)
    assert "years ahead" not in twin(bad)
    assert "years ahead" in twin(scene.press("chair", bad, "Save", why="A walkabout"))


def test_every_tie_is_reached_from_words_and_from_the_form(scene: Scene):
    said = "new action because of RSK-26-003 and DEC-26-001: audit swabs theme bereavement, owner Sam, by 29 Jan"
    form = scene.say("chair", said)
    shown = inputs(scene.content(form))
    assert (shown["title"], shown["why"], shown["ties"]) == ("Audit swabs", "RSK-26-003", "DEC-26-001")
    assert shown["theme"] == "bereavement"
    wrong = scene.press("chair", form, "Save", trust="JPUH", framework="CNST", ties="the other one")
    assert "Also tied to: please give ids only, such as RSK-26-003 or DEC-26-002." in twin(wrong)
    back = scene.press("chair", wrong, "Save", ties="dec-26-001, RSK-26-004")
    assert "I do not find RSK-26-003 and DEC-26-001 and RSK-26-004. Is the id right?" in twin(back)
    scene.press("chair", back, "Save")
    (action,) = every(scene)
    assert action.links == ("RSK-26-003", "DEC-26-001", "RSK-26-004", "theme:bereavement", "CNST")
    for asked in ("DEC-26-001", "RSK-26-003", "RSK-26-004"):
        assert action.id in twin(scene.say("chair", f"which actions belong to {asked}"))
    tied: tuple[dict[str, Any], ...] = ({"theme": "bereavement"}, {"framework": "CNST"})
    for slots in tied:
        assert action.id in twin(scene.ask("chair", "actions", **slots))


def test_an_action_of_a_return_is_found_by_it_and_one_tied_to_nothing_too(scene: Scene):
    for why in ("RET-2026-10-JPUH", "A walkabout"):
        back = scene.press("chair", scene.ask("chair", "new_action"), "Save", **typed(scene, why=why))
        scene.press("chair", back, "Save")
    assert "ACT-26-001" in twin(scene.say("chair", "actions tied to RET-2026-10-JPUH"))
    orphans = scene.say("chair", "orphan actions")
    assert twin(orphans).startswith("Actions: tied to no record, theme or framework")
    assert "ACT-26-002" in twin(orphans)
    assert "ACT-26-001" not in twin(orphans)


def test_words_after_the_date_and_the_strength_are_read_back_too(scene: Scene):
    form = scene.say("jpuh-lead", "new action: train staff on swab counts by 15 Jan because of RSK-26-001")
    assert inputs(scene.content(form))["why"] == "RSK-26-001"
    assert "Strength: weak" in twin(form)


def test_an_observer_is_offered_nowhere_and_accepted_nowhere_as_owner_or_deputy(scene: Scene):
    grace = scene.member("observer")
    form = scene.ask("chair", "new_action")
    assert grace.object_id not in str(scene.content(form))
    for field in ("owner", "deputy"):
        wrong = scene.press("chair", form, "Save", **typed(scene, **{field: grace.object_id}))
        assert "please choose one of the list" in twin(wrong)
    said = scene.say("chair", f"new action: audit swabs, owner {grace.name}, by 29 Jan")
    assert f"{grace.name} is an observer, so they own no actions." in twin(said)
    assert "owner" not in {k for k, v in inputs(scene.content(said)).items() if v == grace.object_id}
    assert every(scene) == []
