"""What the channel is told: dates, ids, titles and trusts, at most once a day, and never a person's name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.contracts import PlaceKind
from cards.talk import REACH
from domain.actions import Status
from tests.days import Days
from tests.scene import Scene, twin

MONDAY = date(2026, 11, 23)
"""The October round opens on this day; it is due on 7 December, frozen on the 14th, the meeting is on the 21st."""


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    found = Days(tmp_path, MONDAY)
    yield found
    found.scene.close()


def test_the_channel_hears_of_the_round_and_never_of_a_person(days: Days):
    days.until(date(2026, 12, 22))
    told = days.titles("channel")
    assert told == [
        ("23 Nov 09:00", "October 2026: returns are open"),
        ("02 Dec 09:00", "For the group today"),
        ("07 Dec 09:00", "For the group today"),
        ("14 Dec 09:00", "For the group today"),
        ("16 Dec 09:00", "November 2026: returns are open"),
        ("18 Dec 09:00", "For the group today"),
    ]
    said = "\n".join(a.card.twin for a in days.to("channel", edits=True))
    assert "Returns for October 2026 are due in three working days, on 7 December 2026. 0 of 3 trusts received." in said
    assert "The round for October 2026 closes today and the pack is frozen." in said
    assert "Not received: NNUH, JPUH, QEHKL." in said
    assert "The group meets on 21 December 2026 at 10:00" in said


def test_named_and_shamed_in_public(days: Days):
    """No channel text of a whole month, in which everybody is late with everything, holds a member's name."""
    for n, owner in enumerate(("jpuh-lead", "nnuh-lead", "member", "chair"), 1):
        days.action(
            f"ACT-26-00{n}", owner, MONDAY + timedelta(days=2 * n), title=f"{days.scene.member(owner).name}: rota"
        )
    days.until(date(2026, 12, 22))
    names = {m.name for m in days.scene.cast.values()} | {m.name.split()[0] for m in days.scene.cast.values()}
    for post in days.to("channel", edits=True):
        assert not [n for n in names if n in post.card.twin], post.card.twin


def test_bot_froze_when_people_replied_without_mention(days: Days):
    """Every channel post of the bot's own says how to reach it."""
    days.until(date(2026, 12, 15))
    for post in days.to("channel", edits=True):
        assert post.card.twin.endswith("Start with @Oversight here, or message me directly.")


def test_at_most_one_reminder_a_day_in_the_channel(days: Days):
    days.action("ACT-26-001", "jpuh-lead", date(2026, 12, 9))
    days.until(date(2026, 12, 22))
    reminders = [a for a in days.to("channel") if a.title == "For the group today"]
    dates = [a.at.date() for a in reminders]
    assert len(dates) == len(set(dates))


def test_the_last_post_is_edited_in_place_while_it_is_the_last_word(days: Days):
    days.action("ACT-26-001", "jpuh-lead", date(2026, 11, 25), title="Swab audit")
    days.until(MONDAY)
    (post,) = [a for a in days.to("channel") if a.title == "For the group today"]
    assert "Due this week" in post.card.twin
    assert "ACT-26-001 Swab audit (JPUH), 25 November 2026" in post.card.twin
    days.change("ACT-26-001", status=Status.DELIVERED)
    days.at(MONDAY + timedelta(days=1), 10, 0)
    edit = days.to("channel", edits=True)[-1]
    assert edit.edits == post.id
    assert "Everything on this list is done. Thank you." in edit.card.twin
    before = len(days.arrived)
    days.at(MONDAY + timedelta(days=1), 10, 10)
    assert len(days.arrived) == before, "the same edit went twice"


def test_nothing_is_posted_when_nothing_is_due(tmp_path: Path):
    days = Days(tmp_path, date(2026, 12, 28), by_calendar=False)
    days.until(date(2027, 1, 15))
    assert days.arrived == []
    days.scene.close()


def test_after_downtime_the_channel_hears_once_how_things_stand(days: Days):
    days.at(date(2026, 12, 1), 9, 0)
    days.at(date(2026, 12, 4), 11, 0)
    (post,) = [a for a in days.to("channel") if a.title == "For the group today"]
    assert "Returns for October 2026 are due in one working day, on 7 December 2026." in post.card.twin


def test_a_missed_monday_is_made_good_on_tuesday(days: Days):
    days.action("ACT-26-001", "jpuh-lead", date(2026, 12, 3), title="Meet two families")
    days.at(date(2026, 11, 27), 17, 0)
    days.at(date(2026, 12, 1), 9, 0)
    said = days.to("channel")[-1].card.twin
    assert "Due this week" in said
    assert "ACT-26-001 Meet a small number of families (JPUH)" in said, "how few it is about stays in private"


def test_a_long_list_is_counted_and_risks_and_returns_are_on_it(days: Days):
    for n in range(1, 14):
        days.action(f"ACT-26-{n:03}", "jpuh-lead", date(2026, 12, 9))
    days.until(date(2026, 12, 7))
    said = days.to("channel")[-1].card.twin
    assert "- ACT-26-012 Audit 012 (JPUH), 9 December 2026" in said
    assert "ACT-26-013" not in said
    assert "- and 4 more: say actions" in said


def test_a_post_that_never_left_is_not_edited(days: Days):
    days.action("ACT-26-001", "jpuh-lead", date(2026, 11, 25))
    days.tick.sender = None
    days.at(MONDAY, 9, 0)
    days.change("ACT-26-001", status=Status.DELIVERED)
    days.at(MONDAY, 9, 30)
    assert not [o for o in days.scene.outbox("channel") if o.edits]


@pytest.mark.parametrize("where", [PlaceKind.CHANNEL, PlaceKind.GROUP_CHAT])
@pytest.mark.parametrize("words", ["help", "returns", "actions", "themes", "what is PMRT?"])
def test_an_answer_before_everybody_ends_with_how_to_reach_the_bot(scene: Scene, words: str, where: PlaceKind):
    scene.ask("chair", "open_round")
    answer = scene.say("member", words, where=where)
    assert not answer.private
    assert twin(answer).splitlines()[-1] == REACH
    assert str(Scene.content(answer)["body"][-1]["text"]).endswith("message me directly.")
    assert REACH not in twin(scene.say("member", "who am I", where=where)), "what comes privately does not"
