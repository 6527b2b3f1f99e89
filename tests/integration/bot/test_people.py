"""Help is true for whoever asks; who am I says what I know of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.contracts import PlaceKind
from domain.reminders import Absence
from storage import absences, outbox
from tests.returns_steps import open_round, submit
from tests.scene import Scene, titles, twin

EVERYBODY = ["chair", "deputy", "coordinator", "nnuh-lead", "jpuh-lead", "member", "observer"]
ASKS = ("cannot find", "not open to your role", "not sure what you mean", "No round is open")


def examples(scene: Scene, person: str) -> list[str]:
    card = scene.content(scene.say(person, "help"))
    return [
        fact["title"].replace("\\", "") for fact in next(n for n in card["body"] if n["type"] == "FactSet")["facts"]
    ]


@pytest.mark.parametrize("person", EVERYBODY)
@pytest.mark.parametrize("stage", ["before", "open", "received", "closed"])
def test_each_of_the_five_examples_works_for_this_person_now(scene: Scene, person: str, stage: str) -> None:
    if stage != "before":
        open_round(scene)
    if stage in {"received", "closed"}:
        submit(scene, "jpuh-lead")
    if stage == "closed":
        scene.say("coordinator", "close round")
    said = examples(scene, person)
    assert len(said) == 5
    for example in said:
        answer = twin(scene.say(person, example))
        assert answer
        assert not any(words in answer for words in ASKS), f"'{example}' is not true for {person}: {answer}"


def test_the_round_shapes_what_is_offered_first(scene: Scene) -> None:
    assert examples(scene, "coordinator")[0] == "open round"
    assert "submit" not in examples(scene, "jpuh-lead")
    open_round(scene)
    assert examples(scene, "jpuh-lead")[0] == "submit"
    submit(scene, "jpuh-lead")
    assert "submit" not in examples(scene, "jpuh-lead")
    assert examples(scene, "chair")[0] == "review RET-2026-10-JPUH"
    scene.say("coordinator", "close round")
    assert "review RET-2026-10-JPUH" not in examples(scene, "chair")


def test_an_action_of_ones_own_is_an_example(scene: Scene) -> None:
    form = scene.say("member", "new action: agree the swab count audit by 15 January")
    read_back = scene.press("member", form, "Save", why="December meeting", trust="JPUH")
    scene.press("member", read_back, "Save")
    assert any(example.startswith("update ACT-26-") for example in examples(scene, "member"))


@pytest.mark.parametrize("person", EVERYBODY)
def test_the_buttons_of_help_work_too(scene: Scene, person: str) -> None:
    open_round(scene)
    card = scene.say(person, "help")
    assert 2 <= len(titles(card)) <= 4
    for title in titles(card):
        assert "not open to your role" not in twin(scene.press(person, card, title))


def test_help_says_how_to_be_reached_and_is_public_in_the_channel(scene: Scene) -> None:
    seen = scene.say("member", "help", where=PlaceKind.CHANNEL)
    assert not seen.private
    assert "In a channel or group chat, start with @Oversight" in twin(seen)
    assert "You are here as member." in twin(seen)


def test_who_am_i(scene: Scene) -> None:
    seen = twin(scene.say("jpuh-lead", "who am I"))
    for line in (
        "Name: Tom Bailey",
        "Roles: trust lead",
        "Trusts: James Paget University Hospitals NHS Foundation Trust (JPUH)",
        "Away: no",
        "You cover for: nobody",
        "Reminders: 3 of 3 left in any seven days",
    ):
        assert line in seen
    assert "Trusts: none of their own" in twin(scene.say("observer", "who am I"))


def test_who_am_i_knows_cover_and_what_was_sent(scene: Scene) -> None:
    tom, ann = scene.member("jpuh-lead"), scene.member("qehkl-lead")
    today = scene.now.date()
    absence = Absence(tom.object_id, until=today + timedelta(days=4), since=today, cover=ann.object_id)
    scene.run(lambda s: absences.keep_absence(s, absence, "away"))
    card = scene.card_for("jpuh-lead") if scene.outbox("jpuh-lead") else scene.say("jpuh-lead", "help").card
    assert card is not None
    scene.run(lambda s: outbox.enqueue(s, kind="reminder", key="r/1", card=card, to_person=tom.object_id))
    seen = twin(scene.say("jpuh-lead", "who am I"))
    assert "Away: until 27 November 2026; Ann Clarke covers" in seen
    assert "Reminders: 2 of 3 left" in seen
    assert "You cover for: Tom Bailey" in twin(scene.say("qehkl-lead", "who am I"))
    (kept,) = scene.run(lambda s: absences.of_person(s, tom.object_id, today))
    scene.run(lambda s: absences.keep_absence(s, replace(kept, cover=""), "away"))
    later = Absence(tom.object_id, until=today + timedelta(days=34), since=today + timedelta(days=30))
    scene.run(lambda s: absences.keep_absence(s, later, "away"))
    assert (
        "Away: until 27 November 2026; nobody covers; and from 23 December 2026 until 27 December 2026; nobody covers"
        in twin(scene.say("jpuh-lead", "who am I"))
    )
