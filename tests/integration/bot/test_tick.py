"""The bot lives through days: every promise of the ladders, and the rows of "Complaints to avoid"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from bot.delivery import Uncertain
from domain.actions import Status
from domain.returns import Return
from storage import outbox, returns
from storage import reminders as kept
from tests.days import Days
from tests.scene import twin

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
        assert "Start with @Oversight here, or message me directly." in post.card.twin


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


def test_the_card_becomes_thanks_when_everything_on_it_is_done(days: Days):
    days.action("ACT-26-001", "member", MONDAY)
    days.until(MONDAY)
    (reminder,) = days.to("member")
    days.change("ACT-26-001", status=Status.DELIVERED)
    days.at(MONDAY + timedelta(days=1), 9, 0)
    edit = days.to("member", edits=True)[-1]
    assert (edit.edits, edit.title) == (reminder.id, "Done - thank you")


def test_who_only_hears_of_it_keeps_their_card_until_it_is_done(days: Days):
    days.action("ACT-26-001", "member", date(2026, 11, 16), trust="JPUH")
    days.until(date(2026, 12, 1))
    assert days.titles("chair") == [("01 Dec 09:30", "ACT-26-001: Audit 001")]
    days.at(date(2026, 12, 2), 8, 0)
    assert not [a for a in days.to("chair", edits=True) if a.edits]
    days.change("ACT-26-001", status=Status.DELIVERED)
    days.at(date(2026, 12, 2), 8, 10)
    assert [a.title for a in days.to("chair", edits=True) if a.edits] == ["Done - thank you"]


def test_nothing_came_back(days: Days):
    """Each trust whose return came hears after the meeting that it was part of the pack."""
    days.at(MONDAY, 9, 0)

    def sent(session: object) -> None:
        person = days.scene.member("jpuh-lead")
        ret = Return("RET-2026-10-JPUH", "2026-10", "JPUH", submission=1, submitted_at=days.scene.now)
        ret = replace(ret, submitted_by=person.object_id, sent=ret.draft)
        returns.keep(session, ret, "submit")  # pyright: ignore[reportArgumentType] a session

    days.scene.run(sent)
    days.until(date(2026, 12, 22))
    thanks = [
        a for a in days.to("jpuh-lead") if "It was in the pack for the meeting on 21 December 2026." in a.card.twin
    ]
    assert [f"{a.at:%d %b}" for a in thanks] == ["22 Dec"]
    assert all("in the pack" not in a.card.twin for a in days.to("nnuh-lead"))


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
