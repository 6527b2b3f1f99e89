"""The bot lives through days: every promise of the ladders, and the rows of "Complaints to avoid"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from bot.delivery import Uncertain
from domain.actions import Status
from domain.reminders import Snooze, Verdict
from storage import absences, outbox
from storage import reminders as kept
from tests.days import Days
from tests.scene import LONDON, twin

MONDAY = date(2026, 11, 23)
"""The October round opens on this day; it is due on 7 December, frozen on the 14th, the meeting is on the 21st."""


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    found = Days(tmp_path, MONDAY)
    yield found
    found.scene.close()


# ---------------------------------------------------------------- the month of a return


def test_the_ladder_of_a_return_that_never_comes(days: Days):
    days.until(date(2026, 12, 15))
    assert days.titles("jpuh-lead") == [
        ("23 Nov 09:30", "October 2026: the return of JPUH"),
        ("02 Dec 09:30", "October 2026: the return of JPUH"),
        ("07 Dec 09:30", "October 2026: the return of JPUH"),
        ("08 Dec 09:30", "October 2026: the return of JPUH"),
    ]
    assert "This is my last message to you about it." in days.to("jpuh-lead")[-1].card.twin
    assert "It has not come." in days.to("coordinator")[0].card.twin
    assert f"{days.to('coordinator')[0].at:%d %b}" == "09 Dec"


def test_the_summary_goes_to_the_chair_first_after_the_round_closed(days: Days):
    days.until(date(2026, 12, 15))
    chair = [a for a in days.to("chair") if "ummary" in a.title or "isk" in a.title]
    assert [f"{a.at:%d %b %H:%M}" for a in chair] == ["15 Dec 09:30"]


# ---------------------------------------------------------------- complaints


def test_reminder_sent_twice_after_restart(days: Days):
    """Killed after the plan and before the send, then two bots start: each message arrives once."""
    days.tick.sender = None
    days.at(MONDAY, 9, 0)
    days.at(MONDAY, 9, 30)
    assert days.arrived == []
    one, other = days.replica(), days.replica()
    for tick in (one, other, one):
        days.once(tick)
    assert len(days.to("jpuh-lead")) == 1
    assert len(days.to("channel")) == 1


def test_killed_in_the_middle_of_a_send_it_is_in_doubt_and_never_doubled(days: Days):
    days.at(MONDAY, 9, 0)
    days.wire.answers = [Uncertain("no answer")] * 3
    days.at(MONDAY, 9, 30)
    assert days.to("jpuh-lead") == []
    days.until(date(2026, 12, 1))
    assert days.to("jpuh-lead") == []
    listed = days.scene.run(lambda s: outbox.listed(s, outbox.State.UNCERTAIN))
    assert len(listed) == 3
    days.until(date(2026, 12, 2))
    assert len(days.to("jpuh-lead")) == 1, "what is still open stands in the next reminder"


def test_flood_after_outage(days: Days):
    """A week of downtime: one message, of the highest rung, and no second one."""
    days.at(date(2026, 12, 1), 9, 0)
    for n in (1, 2, 3):
        days.action(f"ACT-26-00{n}", "jpuh-lead", date(2026, 12, 1 + n))
    days.scene.run(lambda s: s)
    before = len(days.to("jpuh-lead"))
    days.at(date(2026, 12, 8), 11, 0)
    days.at(date(2026, 12, 8), 11, 20)
    got = days.to("jpuh-lead")[before:]
    assert len(got) == 1
    assert got[0].title.endswith("things for you")


def test_a_round_missed_by_downtime_opens_with_its_requests_in_one_go(days: Days):
    days.at(date(2026, 11, 20), 9, 0)
    days.at(date(2026, 11, 25), 11, 0)
    assert next(a.title for a in days.to("channel")) == "October 2026: returns are open"
    assert len(days.to("jpuh-lead")) == 1


def test_a_post_that_teams_did_not_confirm_is_asked_about(days: Days):
    days.action("ACT-26-001", "jpuh-lead", MONDAY)
    days.wire.answers = [None, Uncertain("reset")]
    days.at(MONDAY, 9, 0)
    days.once()
    asks = [a for a in days.to("coordinator") if a.title == "A post may not have arrived"]
    assert len(asks) == 1
    said = days.scene.press("coordinator", asks[0].card, "Post again")
    assert "On its way again" in twin(said)
    days.once()
    assert len(days.to("channel")) == 2
    assert "Noted" in twin(days.scene.press("coordinator", asks[0].card, "It is there"))


def test_reminder_never_sent_and_nobody_knew(days: Days):
    days.at(MONDAY, 9, 0)
    days.tick.sender = None
    days.at(MONDAY, 9, 30)
    days.at(MONDAY, 9, 40)
    assert days.tick.health.silent == ()
    days.at(MONDAY, 10, 5)
    assert days.tick.health.silent == (days.group.id,)
    (alarm,) = [s for s in days.scene.outbox("coordinator") if s.key.startswith("alarm/")]
    assert "Reminders are not going out" in alarm.card.twin
    days.tick = days.replica()
    days.at(MONDAY, 10, 15)
    days.at(MONDAY, 10, 25)
    assert days.tick.health.silent == ()


def test_daily_nagging(days: Days):
    """A month in which everything of one person is late: at most one message a day and three a week."""
    for n in range(1, 10):
        days.action(f"ACT-26-{n:03}", "jpuh-lead", MONDAY + timedelta(days=3 * n))
    days.until(date(2026, 12, 24))
    for who in ("jpuh-lead", "chair", "coordinator", "nnuh-lead"):
        reminders = [a.at.date() for a in days.to(who) if a.title != "A post may not have arrived"]
        assert len(reminders) == len(set(reminders)), who
        assert all(sum(d - timedelta(days=7) < x <= d for x in reminders) <= 3 for d in reminders), who


def test_weekend_holiday_and_utc_times(tmp_path: Path):
    """Over both change nights and Christmas: on working days, 09:00 to 16:30 by the clock in London."""
    for start, end in ((date(2026, 10, 19), date(2026, 11, 6)), (date(2026, 12, 21), date(2027, 1, 6)),
                       (date(2027, 3, 22), date(2027, 4, 9))):  # fmt: skip
        folder = tmp_path / f"{start}"
        folder.mkdir()
        days = Days(folder, start)
        for n in range(1, 6):
            days.action(f"ACT-26-00{n}", "jpuh-lead", start + timedelta(days=3 * n))
        days.until(end)
        assert len(days.to("jpuh-lead")) >= 3
        for a in days.arrived:
            assert a.at.weekday() < 5
            assert a.at.date() not in {date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1), date(2027, 3, 26)}
            assert a.edits or time(9) <= a.at.time().replace(tzinfo=None)
        days.scene.close()


def test_reminded_although_done(days: Days):
    """Done between plan and send: the reminder is cancelled; the digest goes without the line that is done."""
    days.action("ACT-26-001", "jpuh-lead", MONDAY)
    days.action("ACT-26-002", "member", MONDAY)
    days.action("ACT-26-003", "member", MONDAY)
    days.at(MONDAY, 9, 0)
    days.tick.sender = None
    days.at(MONDAY, 9, 30)
    days.change("ACT-26-002", status=Status.DELIVERED)
    days.scene.later(minutes=1)
    days.tick = days.replica()
    days.once()
    days.once()
    (got,) = days.to("member")
    assert got.title.startswith("ACT-26-003")
    days.change("ACT-26-003", status=Status.DELIVERED)
    days.at(date(2026, 12, 1))
    assert len(days.to("member")) == 1


def test_reassigned_and_re_dated(days: Days):
    days.action("ACT-26-001", "jpuh-lead", date(2026, 11, 27))
    days.until(MONDAY)
    member = days.scene.member("member")
    days.change("ACT-26-001", owner=member.object_id, owner_name=member.name)
    days.until(date(2026, 11, 26))
    days.change("ACT-26-001", due=date(2026, 12, 4), slips=1)
    days.until(date(2026, 12, 4))
    assert all("ACT-26-001" not in a.card.twin for a in days.to("jpuh-lead")[1:])
    told = [(f"{a.at:%d %b}", a.title) for a in days.to("member") if "ACT-26-001" in a.card.twin]
    assert ("27 Nov", "ACT-26-001: Audit 001") in told, "five working days before the new date"
    assert ("04 Dec", "ACT-26-001: Audit 001") in told
    log = days.scene.run(lambda s: kept.of_person(s, member.object_id))
    series = {o.series for o in log if o.subject == "ACT-26-001" and o.rung in {"soon", "today"}}
    assert series >= {"20261204"}, "a new date is a new ladder: an old warning does not count for it"


# ---------------------------------------------------------------- the tick itself


def test_one_group_that_fails_does_not_stop_the_others(days: Days, monkeypatch: pytest.MonkeyPatch):
    def broken(*_: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(kept, "ledger", broken)
    days.at(MONDAY)
    assert days.tick.health.failing == (days.group.id,)
    monkeypatch.undo()
    days.once()
    assert days.tick.health.failing == ()


def test_a_clock_set_back_does_not_repeat_and_one_set_far_ahead_does_not_silence(days: Days):
    days.until(MONDAY)
    before = len(days.arrived)
    days.at(MONDAY, 8, 45)
    days.at(MONDAY, 9, 0)
    days.at(MONDAY, 9, 30)
    assert len(days.arrived) == before
    days.at(date(2027, 1, 2), 12, 0)
    days.at(MONDAY + timedelta(days=1), 9, 0)
    days.action("ACT-26-001", "member", date(2026, 12, 2))
    days.at(date(2026, 11, 25), 9, 0)
    days.at(date(2026, 11, 25), 9, 30)
    assert [a.title for a in days.to("member")] == ["ACT-26-001: Audit 001"]


def test_what_waits_is_not_lost_when_the_clock_is_set_back(days: Days):
    """Put off at half past nine, and then a bot looks whose clock says nine: it waits still, and comes on its day."""
    days.action("ACT-26-001", "member", MONDAY)
    person = days.scene.member("member").object_id
    until = MONDAY + timedelta(days=2)
    days.scene.run(lambda s: absences.keep_snooze(s, Snooze(f"ACT-26-001/{person}", "ACT-26-001", person, until, 1)))
    days.at(MONDAY, 9, 30)
    days.at(MONDAY, 9, 5)
    log = days.scene.run(lambda s: kept.of_person(s, person))
    assert [(o.rung, o.state) for o in log] == [("today", Verdict.WAITS)]
    days.until(until)
    assert [f"{a.at:%d %b}" for a in days.to("member")] == [f"{until:%d %b}"]


def test_a_slow_clock_need_not_look_again(days: Days):
    days.at(MONDAY, 9, 30)
    days.scene.later(seconds=-20)
    days.once(days.replica())
    assert days.scene.run(kept.last_look).astimezone(LONDON).minute == 30


def test_what_waits_of_a_matter_that_is_done_is_dropped_with_its_reason(days: Days):
    """Put off to Wednesday and delivered on Tuesday: it does not wait for ever, and whoever asks is told why."""
    days.action("ACT-26-001", "member", MONDAY)
    person = days.scene.member("member").object_id
    until = MONDAY + timedelta(days=2)
    days.scene.run(lambda s: absences.keep_snooze(s, Snooze(f"ACT-26-001/{person}", "ACT-26-001", person, until, 1)))
    days.at(MONDAY, 9, 30)
    days.change("ACT-26-001", status=Status.DELIVERED)
    days.until(until)
    (waited,) = days.scene.run(lambda s: kept.of_person(s, person))
    assert (waited.state, waited.reason) == (Verdict.DROPPED, "done or changed before it was sent")
    assert days.to("member") == []
