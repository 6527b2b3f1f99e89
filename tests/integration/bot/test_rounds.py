"""Rounds: opened and closed by the office, seen by the group, reviewed by the chair."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.contracts import PlaceKind
from cards.kit import Card
from storage import members
from storage import returns as kept
from tests.cards_check import check
from tests.returns_steps import figures, open_round, submit, the_return
from tests.scene import Scene, titles, twin


def test_opening_asks_each_lead_privately_and_posts_one_live_card(scene: Scene) -> None:
    opened = open_round(scene)
    assert "The round for October 2026 is open\n3 trust leads have a private card" in twin(opened)
    assert "Due: 7 December 2026" in twin(opened)
    assert sorted((s.to, s.kind) for s in scene.outbox()) == [
        ("channel", "live"),
        ("jpuh-lead", "notice"),
        ("nnuh-lead", "notice"),
        ("qehkl-lead", "notice"),
    ]
    for sent in scene.outbox():
        check_sealed(sent.card)


def check_sealed(card: Card) -> None:
    assert all("ctx" in a["data"] for a in card.content.get("actions", []))


def test_opening_twice_opens_nothing_more(scene: Scene) -> None:
    open_round(scene)
    again = scene.say("chair", "open round October")
    assert "The round for October 2026 is open already." in twin(again)
    assert len(scene.outbox()) == 4
    scene.say("coordinator", "close round")
    assert "The round for October 2026 was closed." in twin(scene.say("chair", "open round October"))


def test_open_round_alone_means_the_next_month_when_it_is_near(scene: Scene) -> None:
    open_round(scene)
    assert "is open already" in twin(open_round(scene))
    scene.move_to(date(2026, 12, 17))
    assert "The round for November 2026 is open" in twin(open_round(scene))


def test_the_month_of_a_round_has_begun_and_its_pack_is_not_frozen(scene: Scene) -> None:
    assert "December 2026 has not begun" in twin(scene.ask("coordinator", "open_round", period="2026-12"))
    frozen = twin(scene.ask("coordinator", "open_round", period="2026-08"))
    assert "The pack for August 2026 was frozen 12 October 2026" in frozen
    assert "A round is about one month." in twin(scene.ask("coordinator", "open_round", period="2026-07-01/2026-09-30"))
    assert scene.run(kept.latest_round) is None


@pytest.mark.parametrize("day", [date(2026, 12, 16), date(2027, 2, 9), date(2027, 5, 11)])
def test_between_two_rounds_the_next_one_is_meant_however_far(scene: Scene, day: date) -> None:
    scene.move_to(day)
    assert "is open" in twin(open_round(scene)).splitlines()[0]


def test_a_round_opened_late_makes_nobody_late(scene: Scene) -> None:
    scene.move_to(date(2026, 12, 9))
    assert "Due: 14 December 2026" in twin(open_round(scene))
    assert "after the due day" not in twin(submit(scene, "jpuh-lead"))


def test_the_office_hears_of_a_trust_that_nobody_leads(scene: Scene) -> None:
    ann = scene.member("qehkl-lead")
    scene.run(lambda s: members.change(s, replace(ann, active=False), "leave"))
    opened = open_round(scene)
    assert "● Nobody leads QEHKL, so nobody was asked" in twin(opened)
    assert "2 trust leads have a private card" in twin(opened)


@pytest.mark.parametrize("person", ["jpuh-lead", "member", "observer"])
def test_only_the_office_opens_and_closes(scene: Scene, person: str) -> None:
    for command in ("open_round", "close_round"):
        assert "not open to your role" in twin(scene.ask(person, command))


def test_the_grid_is_right_for_each_reader_and_not_for_an_observer(scene: Scene) -> None:
    assert "I cannot find a round; none has been opened yet." in twin(scene.say("member", "returns"))
    open_round(scene)
    submit(scene, "jpuh-lead")
    assert titles(scene.say("chair", "returns")) == ["Review JPUH"]
    assert titles(scene.say("nnuh-lead", "returns")) == ["Fill in NNUH"]
    assert titles(scene.say("jpuh-lead", "returns")) == ["Read JPUH"]
    seen = scene.say("member", "who has submitted?")
    assert "1 of 3 trusts received. The round is open; due 7 December 2026." in twin(seen)
    assert titles(seen) == []
    assert "not open to your role" in twin(scene.say("observer", "returns"))


def test_the_grid_in_the_channel_is_for_all_and_has_no_button_and_no_name(scene: Scene) -> None:
    open_round(scene)
    submit(scene, "jpuh-lead")
    seen = scene.say("chair", "returns", where=PlaceKind.CHANNEL)
    assert not seen.private
    assert titles(seen) == []
    assert not any(name in twin(seen) for name in ("Tom", "Helen", "Bailey"))


def test_a_question_about_one_figure_is_answered_without_the_figure(scene: Scene) -> None:
    open_round(scene)
    submit(scene, "jpuh-lead")
    one = twin(scene.ask("jpuh-lead", "returns", trusts=("JPUH",), measure="satod"))
    assert "Smoking at time of delivery, JPUH: received.\n" in one
    every = twin(scene.ask("chair", "returns", measure="train_fm"))
    assert every.count(": not received.") == 3


def test_a_month_without_a_round_is_not_found(scene: Scene) -> None:
    open_round(scene)
    assert "I cannot find a round for June 2026." in twin(scene.ask("chair", "returns", period="2026-06"))
    spread = scene.ask("chair", "returns", period="2026-07-01/2026-09-30")
    assert "I cannot find a round for that period." in twin(spread)


def test_closing_freezes_what_was_not_received(scene: Scene) -> None:
    assert "No round is open." in twin(scene.say("coordinator", "close round"))
    open_round(scene)
    submit(scene, "jpuh-lead")
    closed = scene.say("coordinator", "close round")
    assert "1 of 3 trusts received. Not received: NNUH, QEHKL. It stays so in every summary." in twin(closed)
    assert "October 2026: the round is closed" in scene.card_for("channel").twin
    assert "No round is open for May 2026." in twin(scene.ask("chair", "close_round", period="2026-05"))
    again = scene.ask("chair", "close_round", period="2026-10")
    assert "The round for October 2026 is closed already." in twin(again)


def test_a_round_closed_too_early_is_opened_again_until_its_pack_is_frozen(scene: Scene) -> None:
    open_round(scene)
    closed = scene.say("chair", "close round")
    assert "Closed too early? It can be opened again until 14 December 2026." in twin(closed)
    assert "was not received" in twin(scene.ask("qehkl-lead", "submit", period="2026-10"))
    asked = scene.ask("coordinator", "open_round", period="2026-10")
    again = scene.press("coordinator", asked, "Open it again")
    assert twin(again).startswith("The round for October 2026 is open again")
    assert "October 2026: returns are open" in scene.card_for("channel").twin
    posts = len(scene.outbox())
    assert twin(scene.press("chair", closed, "Open it again")) == twin(again)
    assert len(scene.outbox()) == posts
    submit(scene, "qehkl-lead")
    closed = scene.say("chair", "close round")
    scene.move_to(date(2026, 12, 15))
    late = scene.ask("coordinator", "open_round", period="2026-10")
    assert "Open it again" not in titles(late)
    assert "so its round stays closed" in twin(scene.press("chair", closed, "Open it again"))


def test_the_chair_gives_a_word_and_the_lead_hears_it(scene: Scene) -> None:
    open_round(scene)
    submit(scene, "jpuh-lead")
    card = scene.ask("chair", "review_return", record="RET-2026-10-JPUH")
    assert titles(card) == ["Assured", "Partially assured", "Not assured", "Create action"]
    refused = scene.press("chair", card, "Not assured", reason=" ")
    assert "please say what would be needed" in twin(refused)
    done = scene.press("chair", refused, "Partially assured", reason="Rota gaps again next month")
    assert "RET-2026-10-JPUH: partially assured" in twin(done)
    told = scene.outbox("jpuh-lead")[-1]
    assert (told.kind, told.key) == ("notice", f"reviewed/RET-2026-10-JPUH/6/{scene.member('jpuh-lead').object_id}")
    assert "partially assured.\nRota gaps again next month" in told.card.twin
    assert "JPUH partially assured (RET-2026-10-JPUH)" in twin(scene.say("member", "returns"))
    assert titles(scene.say("chair", "returns")) == []


def test_an_action_can_be_made_of_a_review(scene: Scene) -> None:
    open_round(scene)
    submit(scene, "jpuh-lead")
    card = scene.ask("chair", "review_return", record="RET-2026-10-JPUH")
    form = scene.press("chair", card, "Create action")
    assert "RET-2026-10-JPUH" in str(scene.content(form))
    assert "Save" in titles(form)


def test_a_review_said_in_words_is_read_back_and_asks_which_when_it_must(scene: Scene) -> None:
    open_round(scene)
    submit(scene, "qehkl-lead")
    card = scene.ask("chair", "review_return", trusts=("QEHKL",), text="want to see rota gaps again next month")
    assert "RET-2026-10-QEHKL" in twin(card)
    assert "want to see rota gaps again next month" in str(scene.content(card))
    which = scene.ask("deputy", "review_return")
    assert "Which return do you mean?" in twin(which)
    assert titles(which) == ["Review QEHKL"]
    assert "I cannot find a received return" in twin(scene.ask("chair", "review_return", record="RET-2026-10-NNUH"))
    missing = scene.ask("chair", "review_return", trusts=("NNUH",))
    assert "I cannot find a received return NNUH for October 2026." in twin(missing)


def test_a_review_of_something_corrected_meanwhile_is_stale(scene: Scene) -> None:
    open_round(scene)
    submit(scene, "jpuh-lead")
    card = scene.ask("chair", "review_return", record="RET-2026-10-JPUH")
    step = scene.ask("jpuh-lead", "correct_return", trusts=("JPUH",), figures={"pph1500": 7.0})
    scene.press("jpuh-lead", step, "Save and continue")
    again = scene.press("chair", card, "Assured", reason="Fine")
    assert "Tom Bailey updated it at 10:00" in twin(again)
    assert "Fine" in str(scene.content(again))
    ret = the_return(scene)
    assert ret is not None
    assert not ret.reviewed_by


def test_only_the_chair_and_the_deputy_review(scene: Scene) -> None:
    open_round(scene)
    submit(scene, "jpuh-lead")
    card = scene.say("chair", "returns")
    for person in ("coordinator", "jpuh-lead", "member"):
        assert "not open to your role" in twin(scene.ask(person, "review_return", record="RET-2026-10-JPUH"))
        assert "cannot act on this button here" in twin(scene.press(person, card, "Review JPUH"))


def test_a_whole_month_of_three_trusts(scene: Scene) -> None:
    open_round(scene)
    for person in ("nnuh-lead", "jpuh-lead", "qehkl-lead"):
        thanks = submit(scene, person)
        check(Card({**scene.content(thanks), "actions": []}, twin(thanks)))
    assert "✓ Every return was received" in twin(scene.say("coordinator", "returns"))
    assert "Not received: none." in twin(scene.say("coordinator", "close round"))
    assert figures(scene, "QEHKL")["births"] == (142.0, None)
