"""Who has read it? Readers press Acknowledge; the chair and the office see who has, nobody else does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.contracts import PlaceKind
from cards.acknowledgements import WHO, acknowledge
from cards.kit import Card, button, card
from storage import acknowledgements as kept
from storage import history
from tests import returns_steps
from tests.days import Days
from tests.scene import Scene, titles, twin

MONDAY = date(2026, 11, 23)


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    found = Days(tmp_path, MONDAY, by_calendar=False)
    yield found
    found.scene.close()


def publish_summary(scene: Scene) -> None:
    scene.press("chair", scene.ask("chair", "post_summary"), "Post to channel")


def publish_report(scene: Scene) -> None:
    approved = scene.press("chair", scene.ask("chair", "report"), "Approve")
    scene.press("chair", scene.press("chair", approved, "Post to channel"), "Post to channel")


def sealed(scene: Scene, person: str, action: dict[str, Any]) -> Card:
    """A card with a button as if we had drawn it for this person."""
    scope = scene.member(person).object_id
    return scene.sealer.seal(card("A card", actions=[action]), scope=scope, group=scene.group.id, now=scene.hand())


def in_channel(scene: Scene, key: str):
    return next(sent.card for sent in scene.outbox("channel") if sent.key.startswith(key))


def test_a_press_in_the_channel_leaves_the_card_and_thanks_the_one_who_pressed(days: Days):
    scene = days.scene
    publish_summary(scene)
    card = in_channel(scene, "summary/")
    assert titles(card) == ["Acknowledge"]
    reply = scene.press("member", card, "Acknowledge", where=PlaceKind.CHANNEL)
    assert (reply.text, reply.card, reply.keep_card) == (
        "Thank you: noted that you have read SUM-26-001.",
        None,
        True,
    )


def test_pressing_again_writes_nothing_more(days: Days):
    scene = days.scene
    publish_summary(scene)
    card = in_channel(scene, "summary/")
    scene.press("observer", card, "Acknowledge")
    again = scene.press("observer", scene.ask("observer", "summary"), "Acknowledge")
    assert again.text == "You have acknowledged SUM-26-001 already. Thank you."
    assert len(scene.run(lambda s: kept.of(s, "SUM-26-001"))) == 1
    person = scene.member("observer").object_id
    assert len(scene.run(lambda s: history.entries(s, f"ACK-SUM-26-001-{person}"))) == 1


def test_the_chair_and_the_office_see_who_has(days: Days):
    scene = days.scene
    assert WHO not in titles(scene.ask("coordinator", "summary")), "nothing has been published yet"
    publish_summary(scene)
    publish_report(scene)
    scene.press("member", in_channel(scene, "summary/"), "Acknowledge")
    scene.press("jpuh-lead", in_channel(scene, "report/"), "Acknowledge")
    told = twin(scene.press("coordinator", scene.ask("coordinator", "summary"), WHO))
    member, lead = scene.member("member").name, scene.member("jpuh-lead").name
    assert f"Acknowledged: {member}, 23 November 2026, 08:00." in told
    assert f"Acknowledged: {lead}, 23 November 2026, 08:00." in told
    assert told.count("1 of ") == 2
    assert member in told.partition("REP-26-001")[2].partition("Not pressed yet:")[2]
    assert WHO in titles(scene.ask("chair", "summary"))


def test_nobody_else_is_shown_who_has(days: Days):
    scene = days.scene
    publish_summary(scene)
    for who in ("member", "observer", "jpuh-lead"):
        assert WHO not in titles(scene.ask(who, "summary"))
    card = scene.ask("chair", "summary")
    assert "I cannot act on this button here" in twin(scene.press("member", card, WHO))


def test_a_draft_has_nothing_to_acknowledge(days: Days):
    scene = days.scene
    assert "Acknowledge" not in titles(scene.ask("chair", "post_summary"))
    approved = scene.press("chair", scene.ask("chair", "report"), "Approve")
    assert "Acknowledge" not in titles(approved)
    for subject in ("SUM-26-001", "REP-26-001", "SUM-26-009"):
        forged = sealed(scene, "member", acknowledge(subject))
        assert "I cannot find that published text" in twin(scene.press("member", forged, "Acknowledge"))
    forged = sealed(scene, "member", button("Read it", "report.read", report="REP-26-001"))
    assert "I cannot find that report" in twin(scene.press("member", forged, "Read it"))


def test_undo_looks_past_it(days: Days):
    scene = days.scene
    publish_summary(scene)
    card = in_channel(scene, "summary/")
    scene.press("member", card, "Acknowledge")
    assert "nothing" in twin(scene.ask("member", "undo")).lower()


def test_whoever_sent_a_return_hears_once_where_the_posted_report_used_it(days: Days):
    scene = days.scene
    returns_steps.open_round(scene)
    returns_steps.submit(scene, "jpuh-lead")
    scene.later(hours=1)
    publish_report(scene)
    days.until(date(2026, 12, 4))
    told = [a for a in days.to("jpuh-lead") if "RET-2026-10-JPUH: used in the report to the board" in a.card.twin]
    assert len(told) == 1
    assert "Thank you. The report was posted on 23 November 2026. It was used under " in told[0].card.twin
    assert "RET-2026-10-JPUH" in told[0].card.twin
    assert not [a for a in days.to("nnuh-lead") if "used in the report" in a.card.twin]
    read = scene.press("jpuh-lead", told[0].card, "Read it")
    assert "Alert, advise, assure" in twin(read)
    assert "Acknowledge" in titles(read)
    assert not [a for a in days.to("jpuh-lead", edits=True) if a.edits == told[0].id], "news keeps its words"
