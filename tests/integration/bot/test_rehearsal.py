"""A rehearsal tells what would be sent, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot import rehearsal
from storage import outbox, returns
from tests.days import Days

MONDAY = date(2026, 11, 23)
LAST = date(2026, 12, 15)


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    found = Days(tmp_path, MONDAY)
    for n in range(1, 4):
        found.action(f"ACT-26-00{n}", "jpuh-lead", MONDAY + timedelta(days=2 * n))
    found.action("ACT-26-004", "member", MONDAY + timedelta(days=9))
    yield found
    found.scene.close()


def test_a_rehearsal_says_just_what_then_happens(days: Days):
    rehearsed = [
        (line.at, line.who, line.title) for line in rehearsal.rehearsed(days.scene.store, days.group, MONDAY, LAST)
    ]
    days.until(LAST)
    names = {
        who: "channel" if who == "channel" else days.scene.member(who).name for who in {a.to for a in days.arrived}
    }
    happened = [(a.at, names[a.to], a.title) for a in days.arrived if not a.edits]
    assert sorted(rehearsed) == sorted(happened)


def test_nothing_is_sent_or_kept(days: Days):
    rehearsal.rehearsed(days.scene.store, days.group, MONDAY, date(2027, 1, 31))
    assert days.scene.run(lambda s: outbox.listed(s, *outbox.State)) == []
    assert days.scene.run(returns.latest_round) is None
    days.until(MONDAY)
    assert days.scene.run(returns.latest_round) is not None


def test_the_lines_name_day_person_card_and_rule(days: Days):
    lines = list(rehearsal.rehearse(days.scene.store, MONDAY, LAST))
    assert lines[0].endswith("from 2026-11-23 to 2026-12-15; nothing was sent.")
    assert "Mon 2026-11-23 09:00 | channel | October 2026: returns are open | the round opens on its day" in lines[1]
    assert any(
        line.startswith("Tue 2026-12-08 09:30 | Ann Clarke | October 2026: the return of QEHKL | the return is one")
        for line in lines
    )


def test_where_rounds_are_opened_by_hand_the_rehearsal_opens_them_on_their_day(tmp_path: Path):
    days = Days(tmp_path, MONDAY, by_calendar=False)
    lines = rehearsal.rehearsed(days.scene.store, days.group, MONDAY, LAST)
    assert any("returns are open" in line.title for line in lines)
    days.scene.close()


def test_absences_are_rehearsed_too(days: Days):
    card = days.scene.ask("jpuh-lead", "away", until=date(2026, 12, 4), cover="Sam")
    days.scene.press("jpuh-lead", card, "Save")
    lines = rehearsal.rehearsed(days.scene.store, days.group, MONDAY, LAST)
    tom = [line for line in lines if line.who == "Tom Bailey"]
    assert min(line.at.date() for line in tom) == date(2026, 12, 7)
    assert tom[0].title.startswith("Welcome back")


def test_whoever_waits_hears_of_each_day(days: Days):
    heard: list[tuple[int, int, str]] = []
    rehearsal.rehearsed(
        days.scene.store, days.group, MONDAY, MONDAY + timedelta(days=2), lambda *told: heard.append(told)
    )
    assert heard == [(1, 3, "23 Nov 2026"), (2, 3, "24 Nov 2026"), (3, 3, "25 Nov 2026")]
