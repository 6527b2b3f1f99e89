"""One turn from top to bottom: who is let in, what happens once, what comes back when it cannot be done."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.contracts import PlaceKind, Reply, Understood
from domain.people import Role
from domain.refusals import NotAllowed
from storage import inbox, members, returns
from storage.store import Busy, CommitUnknown
from tests import risk_steps
from tests.scene import Scene, inputs, titles, twin

NHS = "943 476 5919"


def fill(scene: Scene) -> Reply:
    """The first step of Tom's return."""
    scene.ask("chair", "open_round")
    return scene.press("jpuh-lead", scene.card_for("jpuh-lead"), "Fill in the return")


def test_a_stranger_learns_nothing_and_the_office_hears_of_them_once(scene: Scene):
    for _ in range(3):
        said = twin(scene.say("somebody", "who has submitted?"))
        assert "I do not find you on it" in said
        assert "Norfolk" not in said
    told = [s for s in scene.outbox("coordinator") if s.key.startswith("stranger/")]
    assert len(told) == 1
    assert "somebody" in twin(told[0].card)


def test_somebody_who_left_is_a_stranger(scene: Scene):
    scene.run(lambda s: members.change(s, _inactive(s, scene), "remove person"))
    assert "I do not find you on it" in twin(scene.say("member", "help"))


def _inactive(session: Any, scene: Scene):
    member = members.by_object_id(session, scene.cast["member"].object_id)
    assert member is not None
    return replace(member, active=False)


def test_a_role_that_may_not_is_told_so_and_what_may(scene: Scene):
    said = twin(scene.ask("jpuh-lead", "open_round"))
    assert "'open round' is not open to your role" in said
    assert "Say help" in said


def test_a_suggestion_does_not_name_a_record_of_an_example(scene: Scene):
    heard = Understood("unknown", suggest=("action", "returns"))
    scene.turns = replace(scene.turns, hear=lambda *_text, **_known: heard)
    assert titles(scene.say("chair", "flibbertigibbet quux"))[:2] == ["action ACT-...", "returns"]


def test_words_that_mean_nothing_get_the_nearest_commands(scene: Scene):
    reply = scene.say("chair", "flibbertigibbet quux")
    assert "I am not sure what you mean" in twin(reply)
    assert 2 <= len(titles(reply)) <= 4


def test_a_message_longer_than_a_message_is_sent_to_a_form(scene: Scene):
    assert "Long text belongs in a form" in twin(scene.say("chair", "x" * 100_000))


def test_identifiable_words_are_not_kept_and_not_repeated(scene: Scene):
    said = twin(scene.say("chair", f"new action: ring patient {NHS} about her bleed"))
    assert "NHS number" in said
    assert NHS not in said


def test_a_form_with_identifiable_text_comes_back_with_everything_else(scene: Scene):
    step = scene.press("jpuh-lead", fill(scene), "Save and continue", births="142")
    again = scene.press(
        "jpuh-lead", step, "Save and continue", moderate="1", severe="0", fatal="0", story=f"Mrs Smith {NHS}"
    )
    assert "I have not kept this" in twin(again)
    assert NHS not in str(scene.content(again))
    assert (
        inputs(scene.content(again))[next(k for k in inputs(scene.content(again)) if k.startswith("moderate"))] == "1"
    )
    held = scene.run(lambda s: returns.of_trust(s, "2026-10", "JPUH"))
    assert not held.section("incidents").values


def test_a_press_that_is_delivered_twice_has_one_effect_and_one_answer(scene: Scene):
    step = fill(scene)
    one = scene.press("jpuh-lead", step, "Save and continue", births="142")
    two = scene.press("jpuh-lead", step, "Save and continue", births="142")
    assert scene.content(one) == scene.content(two)
    assert scene.run(lambda s: returns.of_trust(s, "2026-10", "JPUH")).version == 1


def test_the_same_press_with_other_words_is_another_press(scene: Scene):
    step = fill(scene)
    scene.press("jpuh-lead", step, "Save and continue", births="142")
    other = scene.press("jpuh-lead", step, "Save and continue", births="150")
    assert "changed while you were editing" in twin(other)
    assert scene.run(lambda s: returns.of_trust(s, "2026-10", "JPUH")).section("measures").values["births"] == 142


def test_a_message_that_is_delivered_twice_opens_one_round(scene: Scene):
    one = scene.say("chair", "open round", turn_id="same")
    two = scene.say("chair", "open round", turn_id="same")
    assert scene.content(one) == scene.content(two)
    assert len([s for s in scene.outbox("channel") if s.key == "round/2026-10/live"]) == 1


def test_a_button_of_somebody_else_does_nothing(scene: Scene):
    step = fill(scene)
    assert "I cannot act on this button here" in twin(scene.press("qehkl-lead", step, "Save and continue", births="1"))


def test_a_button_that_was_tampered_with_does_nothing(scene: Scene):
    step = fill(scene)
    for action in scene.content(step)["actions"]:
        action["data"]["ctx"] = action["data"]["ctx"][:-2] + "AA"
    assert "I cannot act on this button here" in twin(scene.press("jpuh-lead", step, "Save and continue", births="1"))


def test_an_old_button_explains_itself(scene: Scene):
    step = fill(scene)
    scene.later(days=200)
    assert "too old" in twin(scene.press("jpuh-lead", step, "Save and continue", births="1"))


def test_a_role_lost_since_the_card_was_drawn_is_lost(scene: Scene):
    step = fill(scene)
    scene.run(lambda s: members.change(s, _no_lead(s, scene), "change person"))
    said = twin(scene.press("jpuh-lead", step, "Save and continue", births="1"))
    assert "not open to your role" in said


def _no_lead(session: Any, scene: Scene):
    member = members.by_object_id(session, scene.cast["jpuh-lead"].object_id)
    assert member is not None
    return replace(member, roles=frozenset({Role.MEMBER}))


def test_a_button_that_says_something_is_as_if_it_were_said(scene: Scene):
    hello = scene.say("chair", "hello")
    assert "has been opened yet" in twin(scene.press("chair", hello, "Returns"))


def test_a_verb_of_an_older_version_explains_itself(scene: Scene, monkeypatch: pytest.MonkeyPatch):
    step = fill(scene)
    monkeypatch.delitem(scene.turns.catalogue.submits, "return.save")  # pyright: ignore[reportArgumentType] it is a dict
    assert "older version" in twin(scene.press("jpuh-lead", step, "Save and continue", births="1"))


def test_what_the_channel_may_see_is_public_and_the_rest_private(scene: Scene):
    scene.ask("chair", "open_round")
    assert not scene.say("chair", "returns", where=PlaceKind.CHANNEL).private
    assert scene.say("jpuh-lead", "my actions", where=PlaceKind.CHANNEL).private
    assert scene.say("jpuh-lead", "open round", where=PlaceKind.CHANNEL).private


def test_a_busy_store_says_not_saved_and_gives_the_words_back(scene: Scene, monkeypatch):
    step = fill(scene)

    async def busy(*_: Any, **__: Any) -> Any:
        raise Busy("locked")

    monkeypatch.setattr(type(scene.store), "run", busy)
    reply = scene.press("jpuh-lead", step, "Save and continue", births="142")
    assert "This was not saved" in twin(reply)
    assert "142" in twin(reply)


def test_a_bug_says_so_with_a_reference_and_gives_the_words_back(scene: Scene, monkeypatch, caplog):
    step = fill(scene)

    def broken(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(returns, "keep", broken)
    reply = scene.press("jpuh-lead", step, "Save and continue", births="142")
    assert "Something went wrong on my side" in twin(reply)
    assert "142" in twin(reply)
    (record,) = [r for r in caplog.records if r.name == "bot.turn"]
    assert record.__dict__["turn"] in twin(reply)


def test_a_bug_while_drawing_a_refusal_still_gives_the_refusal(scene: Scene, monkeypatch):
    step = fill(scene)
    submit = scene.turns.catalogue.submits["return.save"]

    def broken(*_: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setitem(scene.turns.catalogue.submits, "return.save", replace(submit, again=broken))
    said = twin(scene.press("jpuh-lead", step, "Save and continue", births="-5"))
    assert "Births" in said


def test_a_lost_answer_to_the_commit_is_looked_up(scene: Scene, monkeypatch):
    step = fill(scene)
    real, calls = type(scene.store).run, []

    async def once_lost(self: Any, work: Any, *, group: str) -> Any:
        found = await real(self, work, group=group)
        calls.append(group)
        if len(calls) == 1:
            raise CommitUnknown("the answer to the commit was lost")
        return found

    monkeypatch.setattr(type(scene.store), "run", once_lost)
    reply = scene.press("jpuh-lead", step, "Save and continue", births="142")
    assert "2 of 4" in twin(reply)
    monkeypatch.undo()
    assert scene.run(lambda s: returns.of_trust(s, "2026-10", "JPUH")).version == 1


def test_reading_leaves_nothing_behind_and_writing_its_answer(scene: Scene, monkeypatch):
    kept: list[str] = []
    real = inbox.remember
    monkeypatch.setattr(inbox, "remember", lambda s, key, answer: (kept.append(key), real(s, key, answer)))
    scene.say("chair", "help")
    assert kept == []
    scene.say("chair", "open round")
    assert len(kept) == 1


def test_the_sender_is_woken_when_there_is_something_to_send(scene: Scene):
    scene.say("chair", "help")
    assert scene.woken == 0
    scene.say("chair", "open round")
    assert scene.woken == 1


def test_a_refusal_leaves_no_trace(scene: Scene):
    before = scene.outbox()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(returns, "add_round", _refuse)
        assert "No." in twin(scene.ask("chair", "open_round"))
    assert scene.outbox() == before
    assert scene.run(returns.open_round) is None


def _refuse(*_: Any) -> Any:
    raise NotAllowed("No.")


def test_a_notice_to_several_people_can_be_used_by_each(scene: Scene):
    risk_steps.raise_risk(scene)
    for who in ("chair", "deputy"):
        assert "Growth scan capacity" in twin(scene.press(who, scene.card_for(who), "Open RSK-26-001"))
