"""Concerns in conversation: raised with a name, read by few, answered, and what they become."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.contracts import PlaceKind, Reply
from cards import kit
from domain.actions import Status as ActionStatus
from domain.concerns import Concern, Status
from domain.people import Role
from storage import concerns as kept
from storage import members
from tests.days import Days
from tests.risk_steps import SCORED, SENTENCE
from tests.scene import Scene, inputs, titles, twin

TEXT = "Nights on the unit feel unsafe since the rota changed."
MONDAY = date(2026, 11, 23)


def back(scene: Scene, who: str, **typed: Any) -> Reply:
    form = scene.say(who, "concern")
    return scene.press(who, form, "Read it back", **{"text": TEXT, "trust": "JPUH", "urgency": "usual", **typed})


def send(scene: Scene, who: str = "member", **typed: Any) -> Reply:
    return scene.press(who, back(scene, who, **typed), "Send with my name")


def anonymously(scene: Scene, who: str = "member", **typed: Any) -> Reply:
    return scene.press(who, back(scene, who, **typed), "Send anonymously")


def the_concern(scene: Scene, record: str = "CON-26-001") -> Concern:
    found = scene.run(lambda s: kept.get(s, record))
    assert found is not None
    return found


def test_words_fill_the_form_and_nothing_is_kept_before_it_is_sent(scene: Scene) -> None:
    form = scene.say("observer", "concern: the bleep does not reach theatre two at the Paget")
    shown = inputs(scene.content(form))
    assert "the bleep does not reach theatre two" in str(shown["text"])
    again = scene.press("observer", form, "Read it back", text="", urgency="usual")
    assert "What worries you: please fill this in." in twin(again)
    read = scene.press("observer", again, "Read it back", text=TEXT, trust="JPUH", urgency="usual")
    assert "Nothing is kept yet." in twin(read)
    assert "Nothing was sent" in twin(scene.press("observer", read, "Do not send"))
    assert scene.run(kept.count) == 0
    assert scene.outbox() == []


def test_a_soft_word_about_the_words_never_stands_in_the_way(scene: Scene) -> None:
    read = back(scene, "member", text="They failed to answer")
    assert "you can leave them as they are" in twin(read)
    assert "Thank you for speaking up" in twin(scene.press("member", read, "Send with my name"))
    assert the_concern(scene).text == "They failed to answer"


def test_it_reaches_chair_deputy_and_the_trusts_lead_only_and_never_the_channel(scene: Scene) -> None:
    thanks = send(scene)
    assert "by 24 November 2026 at the latest" in twin(thanks)
    assert "Freedom to Speak Up Guardian" in twin(thanks)
    assert [(s.to, s.kind) for s in scene.outbox()] == [
        ("chair", "notice"), ("deputy", "notice"), ("jpuh-lead", "notice"),
    ]  # fmt: skip
    assert TEXT in scene.card_for("jpuh-lead").twin
    assert "Raised by: Sam Fielding" in scene.card_for("chair").twin


def test_an_urgent_one_goes_urgently_and_one_of_no_trust_to_the_chairs_alone(scene: Scene) -> None:
    send(scene, urgency="urgent", trust="ALL")
    assert [(s.to, s.kind) for s in scene.outbox()] == [("chair", "urgent"), ("deputy", "urgent")]


def test_whoever_raised_it_gets_no_card_of_their_own_and_does_not_acknowledge_it(scene: Scene) -> None:
    send(scene, "chair")
    assert [s.to for s in scene.outbox()] == ["deputy", "jpuh-lead"]
    page = scene.press("chair", scene.say("chair", "concern"), "Concerns to look at (1)")
    shown = scene.press("chair", page, "Open CON-26-001")
    assert "Acknowledge" not in titles(shown)
    assert "Close with words" in titles(shown)
    lead = scene.card_for("jpuh-lead")
    scene.press("jpuh-lead", lead, "Acknowledge")
    assert "Your concern was read" in scene.card_for("chair").twin


def test_said_in_the_channel_it_is_answered_privately(scene: Scene) -> None:
    assert scene.say("member", "concern", where=PlaceKind.CHANNEL).private


def test_from_raised_to_closed_with_words_for_the_one_who_raised_it(scene: Scene) -> None:
    send(scene)
    card = scene.card_for("deputy")
    read = scene.press("deputy", card, "Acknowledge")
    assert "Acknowledged, thank you." in twin(read)
    assert "David Lowe has read it" in scene.card_for("member").twin
    assert the_concern(scene).status == Status.ACKNOWLEDGED

    form = scene.press("deputy", read, "Being looked at")
    looking = scene.press("deputy", form, "Save", note="The rota is redrawn", became="act-26-010")
    assert "being looked at" in twin(looking)
    assert len(scene.outbox("member")) == 1, "that it was read is said once"

    form = scene.press("deputy", looking, "Close with words")
    assert "please give ids" in twin(scene.press("deputy", form, "Close", words="w", became="a risk"))
    done = scene.press("deputy", form, "Close", words="Two more midwives from March")
    assert "CON-26-001 is closed." in twin(done)
    assert titles(done) == []
    told = scene.card_for("member").twin
    assert "Two more midwives from March" in told
    assert "It became ACT-26-010." in told


def test_of_an_anonymous_one_nobody_is_told_and_the_cards_say_so(scene: Scene) -> None:
    anonymously(scene)
    read = scene.press("chair", scene.card_for("chair"), "Acknowledge")
    assert "Nothing kept says by whom" in twin(read)
    form = scene.press("chair", read, "Close with words")
    scene.press("chair", form, "Close", words="done")
    assert scene.outbox("member") == []
    assert the_concern(scene).by == ""


def test_closing_unread_says_that_it_was_read_by_its_outcome_alone(scene: Scene) -> None:
    send(scene)
    shown = scene.press("chair", scene.card_for("chair"), "Open")
    form = scene.press("chair", shown, "Close with words")
    scene.press("chair", form, "Close", words="done")
    assert [s.card.twin.splitlines()[0] for s in scene.outbox("member")] == ["What came of your concern"]


def test_a_lead_may_look_but_not_close(scene: Scene) -> None:
    send(scene)
    shown = scene.press("jpuh-lead", scene.card_for("jpuh-lead"), "Open")
    assert titles(shown) == [
        "Acknowledge", "Being looked at", "Create action", "Raise a risk", "Count under a theme",
    ]  # fmt: skip


def test_two_readers_at_once_the_second_is_told_who_was_faster(scene: Scene) -> None:
    send(scene)
    first, second = scene.card_for("chair"), scene.card_for("deputy")
    form = scene.press("chair", scene.press("chair", first, "Open"), "Being looked at")
    scene.press("deputy", second, "Acknowledge")
    stale = scene.press("chair", form, "Save", note="looking")
    assert "CON-26-001. This changed while you were editing: David Lowe" in twin(stale)
    assert inputs(scene.content(stale))["note__r1"] == "looking"
    assert "looking" in twin(scene.press("chair", stale, "Save"))
    assert "changed while you were editing" in twin(scene.press("chair", first, "Acknowledge"))


def test_it_becomes_a_risk_an_action_and_a_number_under_a_theme(scene: Scene) -> None:
    anonymously(scene)
    shown = scene.press("jpuh-lead", scene.card_for("jpuh-lead"), "Open")
    risk = scene.press("jpuh-lead", shown, "Raise a risk")
    assert inputs(scene.content(risk))["cause"] == TEXT
    assert "RSK-26-001 is on the register" in twin(scene.press("jpuh-lead", risk, "Save", **{**SENTENCE, **SCORED}))

    action = scene.press("jpuh-lead", shown, "Create action")
    assert inputs(scene.content(action))["why"] == "CON-26-001"
    typed = {"title": "Redraw the night rota", "due": "2026-12-11", "owner": scene.member("jpuh-lead").object_id}
    scene.press("jpuh-lead", scene.press("jpuh-lead", action, "Save", **typed), "Save")
    shown = scene.press("jpuh-lead", shown, "Count under a theme")
    counted = scene.press("jpuh-lead", shown, "Save", theme="staffing_acuity")
    assert "(confirmed)" in twin(counted)
    assert f"ACT-26-001: Redraw the night rota, {ActionStatus.OPEN.words}" in twin(counted)
    found = scene.run(lambda s: kept.counted_by_theme(s, MONDAY, MONDAY))
    assert found == {("staffing_acuity", "JPUH"): 1}


# ---------------------------------------------------------------- who may: a hand-written table

ALL = ("chair", "deputy", "coordinator", "jpuh-lead", "nnuh-lead", "member", "observer")
MAY = {
    "open": {"chair", "deputy", "jpuh-lead"},
    "acknowledge": {"chair", "deputy", "jpuh-lead"},
    "look": {"chair", "deputy", "jpuh-lead"},
    "theme": {"chair", "deputy", "jpuh-lead"},
    "close": {"chair", "deputy"},
    "save_look": {"chair", "deputy", "jpuh-lead"},
    "save_close": {"chair", "deputy"},
    "save_theme": {"chair", "deputy", "jpuh-lead"},
}
TYPED = {"save_look": {"note": "n"}, "save_close": {"words": "w"}, "save_theme": {"theme": "pph"}}
STATES = ("raised", "acknowledged", "looking", "closed")
REFUSED_IN = {
    "acknowledge": {"acknowledged", "looking", "closed"},
    "save_look": {"closed"},
    "save_close": {"closed"},
    "save_theme": {"closed"},
}
UNFINDABLE = "I cannot find CON-26-001. Check the id, or ask for the list."


def in_state(scene: Scene, state: str) -> None:
    """A concern of JPUH that stands so."""

    def work(session: Any) -> None:
        fresh = Concern(
            "CON-26-001", TEXT, "JPUH", "", False, MONDAY, MONDAY, status=Status(state),
            acknowledged_on=None if state == "raised" else MONDAY,
        )  # fmt: skip
        kept.add(session, fresh)

    scene.run(work)


def forged(scene: Scene, who: str, verb: str, record: str = "CON-26-001") -> Reply:
    """A card of ours with this button, sealed for this person, whatever they may do."""
    made = kit.card("x", actions=[kit.button("Press", f"concern.{verb}", record=record, version=1)])
    member = scene.member(who)
    made = scene.sealer.seal(made, scope=member.object_id, group=scene.group.id, now=scene.now)
    content = scene.content(made)
    content["body"] += [{"type": "Input.Text", "id": key, "value": v} for key, v in TYPED.get(verb, {}).items()]
    return scene.press(who, made, "Press")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", list(MAY))
def test_role_by_state_by_verb(tmp_path: Path, verb: str, state: str) -> None:
    for who in ALL:
        folder = tmp_path / who
        folder.mkdir()
        scene = Scene(folder)
        in_state(scene, state)
        reply = twin(forged(scene, who, verb))
        changed = the_concern(scene).version > 1
        readers = MAY["open"]
        if who not in readers:
            assert UNFINDABLE in reply, (who, verb, state)
        elif who not in MAY[verb] or state in REFUSED_IN.get(verb, set()):
            assert "did not go through" in reply, (who, verb, state)
        else:
            assert "CON-26-001" in reply, (who, verb, state)
            assert "did not go through" not in reply, (who, verb, state)
        allowed = who in MAY[verb] and state not in REFUSED_IN.get(verb, set())
        assert changed == (allowed and verb in {"acknowledge", *TYPED}), (who, verb, state)
        scene.close()


@pytest.mark.parametrize("who", ALL)
def test_absent_and_forbidden_look_the_same(scene: Scene, who: str) -> None:
    in_state(scene, "raised")
    absent = twin(forged(scene, who, "open", "CON-26-009")).replace("CON-26-009", "X")
    if who not in MAY["open"]:
        assert twin(forged(scene, who, "open")).replace("CON-26-001", "X") == absent
    page = twin(forged(scene, who, "list"))
    if who == "nnuh-lead":
        assert "No concern waits." in page
    else:
        assert (TEXT in page) == (who in MAY["open"])
        assert ("I cannot find that list" in page) == (who not in MAY["open"])


def test_the_list_is_for_readers_pages_and_shows_own_trusts_only(scene: Scene) -> None:
    for n in range(6):
        anonymously(scene, text=f"{n} {TEXT}", trust="JPUH" if n else "NNUH")
    page = scene.press("chair", scene.say("chair", "concern"), "Concerns to look at (6)")
    assert "Shown: 1 to 5 of 6." in twin(page)
    assert "Shown: 6 to 6 of 6." in twin(scene.press("chair", page, "More"))
    own = scene.press("nnuh-lead", scene.say("nnuh-lead", "concern"), "Concerns to look at (1)")
    assert "CON-26-001 (NNUH)" in twin(own)
    assert "JPUH" not in twin(own)
    assert titles(scene.say("member", "concern")) == ["Read it back"]


def test_a_lead_who_is_one_no_more_finds_nothing(scene: Scene) -> None:
    send(scene)
    card = scene.card_for("jpuh-lead")

    def step_down(session: Any) -> None:
        lead = members.by_object_id(session, scene.member("jpuh-lead").object_id)
        assert lead is not None
        members.change(session, replace(lead, roles=frozenset({Role.MEMBER}), trusts=()), "change roles")

    scene.run(step_down)
    assert UNFINDABLE in twin(scene.press("jpuh-lead", card, "Open"))


# ---------------------------------------------------------------- the clock


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    found = Days(tmp_path, MONDAY, by_calendar=False)
    yield found
    found.scene.close()


def reminded(days: Days, who: str) -> list[tuple[str, str]]:
    return [(at, title) for at, title in days.titles(who) if "waits to be acknowledged" in title]


def test_chair_and_deputy_are_reminded_on_its_day_and_after_it_until_somebody_has_read_it(days: Days) -> None:
    days.at(MONDAY, 15)
    anonymously(days.scene)
    days.until(date(2026, 11, 27))
    waits = "CON-26-001: a concern waits to be acknowledged"
    assert reminded(days, "chair") == [("24 Nov 09:30", waits), ("25 Nov 09:30", waits)]
    assert reminded(days, "deputy") == reminded(days, "chair")
    assert reminded(days, "jpuh-lead") == reminded(days, "coordinator") == []
    for got in days.to("chair")[1:]:
        assert TEXT not in got.card.twin
    assert "is to be acknowledged by 24 November 2026" in days.to("chair")[1].card.twin
    assert "was to be acknowledged by 24 November 2026" in days.to("chair")[2].card.twin
    opened = days.scene.press("chair", days.to("chair")[-1].card, "Open")
    assert "it should have been by 24 November 2026" in twin(opened)


def test_nobody_is_reminded_of_what_was_read(days: Days) -> None:
    days.at(MONDAY, 15)
    send(days.scene)
    days.scene.press("jpuh-lead", days.scene.card_for("jpuh-lead"), "Acknowledge")
    days.until(date(2026, 11, 27))
    assert reminded(days, "chair") == []


def test_a_chair_is_not_reminded_of_a_concern_of_their_own(days: Days) -> None:
    days.at(MONDAY, 15)
    send(days.scene, "chair")
    days.until(date(2026, 11, 25))
    assert reminded(days, "chair") == []
    assert len(reminded(days, "deputy")) == 2


def test_an_urgent_one_of_friday_is_said_on_monday_even_to_a_chair_who_is_away(days: Days) -> None:
    days.at(date(2026, 11, 27), 16)
    send(days.scene, urgency="urgent")
    days.scene.say("chair", "away until 4 December")
    days.until(date(2026, 11, 30))
    assert [at for at, _ in reminded(days, "chair")] == ["30 Nov 09:30"]
