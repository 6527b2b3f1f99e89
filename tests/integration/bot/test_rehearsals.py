"""What would be sent, to whom, when and why? The coordinator rehearses in the chat; nothing is sent or kept."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from bot import rehearsal
from bot.commands import rehearsals as commands
from storage import journal, outbox, returns
from tests import work_done
from tests.days import Days
from tests.scene import titles, twin

MONDAY = date(2026, 11, 23)


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    found = Days(tmp_path, MONDAY)
    for n in range(1, 4):
        found.action(f"ACT-26-00{n}", "jpuh-lead", MONDAY + timedelta(days=2 * n))
    yield found
    found.scene.close()


def rows_of(content: bytes) -> list[tuple[str, ...]]:
    """The cells of a workbook as words."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [tuple(str(cell) for cell in row) for row in book["Rehearsal"].iter_rows(values_only=True)]


def test_next_month_on_one_card_person_date_rule_and_card(days: Days):
    card = days.scene.say("coordinator", "rehearse next month")
    said = twin(card)
    assert said.startswith("Rehearsal: what would be sent from 1 December 2026 to 31 December 2026")
    assert "Tuesday 1 December 2026, 09:30, Tom Bailey: " in said
    assert "Why: " in said
    assert "Nothing was sent." in said
    assert days.scene.run(lambda s: outbox.listed(s, *outbox.State)) == []
    assert days.scene.run(returns.latest_round) is None


def test_it_says_just_what_the_rehearsal_of_the_operator_says(days: Days):
    card, seen = days.scene.say("coordinator", "rehearse"), list[str]()
    while True:
        seen += [line for line in twin(card).splitlines() if line.startswith("Why: ")]
        if "More" not in titles(card):
            break
        card = days.scene.press("coordinator", card, "More")
    lines = rehearsal.rehearsed(days.scene.store, days.group, MONDAY, MONDAY + commands.USUAL)
    to_come = [x for x in lines if x.at > days.scene.now]
    assert seen == [f"Why: {line.why}." for line in to_come]
    assert len(seen) > 12
    assert "Earlier" in titles(card)
    assert "Earlier" not in titles(days.scene.say("coordinator", "rehearse"))


def test_what_lies_in_the_past_is_left_out(days: Days):
    days.scene.move_to(MONDAY, 16, 0)
    assert "23 November 2026, 09:" not in twin(days.scene.say("coordinator", "rehearse today"))


def test_for_one_person_by_name(days: Days):
    said = twin(days.scene.say("chair", "rehearse Tom next week"))
    assert "would be sent to Tom Bailey from 30 November 2026 to 6 December 2026" in said
    assert "Helen Marsh: " not in said


def test_a_turn_after_it_is_written_by_its_speaker_at_its_own_time(days: Days):
    """The rehearsal acts as the bot at other times; nothing of that is left in the turn's session."""

    def work(session):
        before = session.now
        session.acting(days.scene.member("coordinator"))
        rehearsal.in_passing(session, days.group, MONDAY, MONDAY + timedelta(days=21))
        assert session.now == before
        journal.append(session, "look", "X")
        return session.actor

    assert days.scene.run(work) == days.scene.member("coordinator").object_id


def test_two_years_are_answered_at_once_and_made_meanwhile(days: Days):
    asked = days.scene.say("coordinator", "rehearse the next two years")
    assert "you can go on working" in twin(asked).lower()
    work_done.run(days.scene)
    card = days.scene.card_for("coordinator")
    (url,) = work_done.links(card).values()
    found = work_done.fetch(days.scene, url)
    assert found is not None
    rows = rows_of(found.content)
    assert rows[0] == ("Day", "Time", "To", "Card", "Rule")
    assert rows[-1][0] > "2028-10"
    assert f"({len(rows) - 1} messages)" in card.twin
    assert days.scene.run(returns.latest_round) is None, "the rounds it opened were opened on a picture of its own"


def test_a_short_one_comes_as_a_file_too(days: Days):
    card = days.scene.say("coordinator", "rehearse Tom next month")
    days.scene.press("coordinator", card, "As a file")
    work_done.run(days.scene)
    (url,) = work_done.links(days.scene.card_for("coordinator")).values()
    found = work_done.fetch(days.scene, url)
    assert found is not None
    assert {row[2] for row in rows_of(found.content)[1:]} == {"Tom Bailey"}


def test_longer_than_two_years_is_refused(days: Days):
    assert "two years at most" in twin(days.scene.say("coordinator", "rehearse the next 3 years"))


def test_a_large_group_gets_less_at_once(days: Days, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(commands, "LARGE", 2)
    assert "Look again" in titles(days.scene.say("coordinator", "rehearse next month"))
    assert "Look again" not in titles(days.scene.say("coordinator", "rehearse tomorrow"))


def test_when_nothing_is_due_it_says_so(days: Days):
    said = days.scene.say("coordinator", "rehearse 28 to 29 November")
    assert "Nothing would be sent." in twin(said)
    assert "As a file" not in titles(said)


def test_of_a_concern_the_office_learns_nothing(days: Days):
    form = days.scene.say("member", "concern")
    asked = days.scene.press("member", form, "Read it back", text="The bay is too full at night", trust="JPUH")
    days.scene.press("member", asked, "Send with my name")
    said = twin(days.scene.say("coordinator", "rehearse this week"))
    assert "Helen Marsh: a private matter" in said
    assert "concern" not in said.lower()
    assert "acknowledged" in twin(days.scene.say("chair", "rehearse this week"))


@pytest.mark.parametrize("person", ["jpuh-lead", "member", "observer"])
def test_others_are_told_that_it_is_not_theirs(days: Days, person):
    assert "not open to your role" in twin(days.scene.say(person, "rehearse"))
