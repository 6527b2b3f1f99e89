"""Whether a reminder goes, waits or is dropped: the rules one by one. Simulated years: test_fairness_years."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.calendar import WorkingCalendar
from domain.fairness import Plan, after, decide, opening, room
from domain.ladders import Ladders
from domain.people import ObjectId
from domain.reminders import Absence, Due, Ledger, Priority, Shape, Snooze, Verdict

LONDON = ZoneInfo("Europe/London")
DAYS = WorkingCalendar.of((date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)), LONDON, 2025, 2028)
PRIYA, TOM, RUTH = ObjectId("priya"), ObjectId("tom"), ObjectId("ruth")
MONDAY = date(2026, 12, 7)
RULES = Ladders()


def at(day: date = MONDAY, hour: int = 9, minute: int = 30) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)


def a_due(subject: str = "ACT-26-001", rung: str = "today", to: ObjectId = PRIYA, **more: object) -> Due:
    base = Due(
        reminder="actions",
        subject=subject,
        rung=rung,
        day=MONDAY,
        at=time(9, 30),
        title=f"{subject}: a title",
        text="Due today.",
        why="the action is due today",
        to=to,
        priority=Priority.TODAY,
        series="20261207",
        record_due=MONDAY,
    )
    return replace(base, **more)  # pyright: ignore[reportArgumentType] fields by name


def a_ledger(**more: object) -> Ledger:
    base = Ledger(
        since={"actions": at(MONDAY - timedelta(days=1)), "returns": at(MONDAY - timedelta(days=1))},
        people=frozenset({PRIYA, TOM, RUTH}),
    )
    return replace(base, **more)  # pyright: ignore[reportArgumentType] fields by name


def verdicts(plan: Plan) -> dict[str, tuple[str, str]]:
    return {f"{d.due.subject}.{d.due.rung}": (d.verdict.value, d.reason) for d in plan.decisions}


def run(*dues: Due, now: datetime | None = None, ledger: Ledger | None = None, rules: Ladders = RULES) -> Plan:
    return decide(dues, now or at(), ledger or a_ledger(), rules, DAYS)


# ---------------------------------------------------------------- what is an occurrence


def test_what_is_due_goes_as_one_message():
    plan = run(a_due(), a_due("ACT-26-002", record_due=MONDAY - timedelta(days=3)))
    (message,) = plan.messages
    assert [d.subject for d in message.lines] == ["ACT-26-002", "ACT-26-001"]
    assert message.person == PRIYA
    assert {d.verdict for d in plan.decisions} == {Verdict.SENT}


def test_the_same_look_again_sends_nothing():
    first = run(a_due())
    again = after(a_ledger(), first, at(), ["actions"])
    assert run(a_due(), now=at(MONDAY, 9, 35), ledger=again) == Plan()


def test_two_planners_make_the_same_key_so_that_the_store_keeps_one():
    lines = (a_due(), a_due("ACT-26-002"))
    assert run(*lines).messages[0].key == run(*reversed(lines)).messages[0].key


def test_what_was_due_before_the_bot_knew_the_reminder_is_left_alone():
    assert run(a_due(), ledger=a_ledger(since={})) == Plan()
    assert run(a_due(), now=at(MONDAY, 9, 29)) == Plan()
    assert run(a_due(), ledger=a_ledger(settled=frozenset({a_due().key}))) == Plan()


def test_a_new_date_is_a_new_occurrence():
    moved = a_due(series="20261214", record_due=date(2026, 12, 14))
    assert moved.key != a_due().key


# ---------------------------------------------------------------- highest rung, fair warning


def test_after_downtime_only_the_highest_rung_goes_and_once():
    rungs = [a_due(rung=r, day=MONDAY - timedelta(days=n)) for r, n in (("soon", 7), ("today", 3), ("warning", 0))]
    plan = run(*rungs, ledger=a_ledger(since={"actions": at(MONDAY - timedelta(days=30))}))
    assert [d.rung for m in plan.messages for d in m.lines] == ["warning"]
    assert verdicts(plan)["ACT-26-001.today"] == ("merged", "the rung 'warning' says it")


def test_a_digest_line_gives_way_to_a_rung_whatever_their_order():
    digest = a_due(rung="digest", priority=Priority.LINE, series="w1")
    for lines in ((digest, a_due()), (a_due(), digest)):
        assert [d.rung for m in run(*lines).messages for d in m.lines] == ["today"]


def hand_over(day: date = MONDAY) -> Due:
    return a_due(rung="lead", to=RUTH, owner=PRIYA, needs="warning", priority=Priority.LAST, day=day)


def test_nobody_is_handed_over_without_a_fair_warning_a_working_day_before():
    warning = a_due(rung="warning", priority=Priority.LAST, day=MONDAY - timedelta(days=3))
    plan = run(warning, hand_over(), ledger=a_ledger(since={"actions": at(MONDAY - timedelta(days=7))}))
    assert [m.person for m in plan.messages] == [PRIYA]
    assert verdicts(plan)["ACT-26-001.lead"] == ("waits", "its owner is told first, a working day before")
    tuesday = MONDAY + timedelta(days=1)
    later = after(a_ledger(), plan, at(), ["actions"])
    assert [m.person for m in run(hand_over(), now=at(tuesday), ledger=later).messages] == [RUTH]


def test_a_warning_of_today_is_not_enough():
    told = {("ACT-26-001", "20261207", "warning"): MONDAY}
    assert run(hand_over(), ledger=a_ledger(said=told)).messages == ()


def test_a_hand_over_does_not_wait_for_a_warning_that_nobody_can_read():
    away = {PRIYA: Absence(PRIYA, MONDAY + timedelta(days=9), MONDAY)}
    assert len(run(hand_over(), ledger=a_ledger(absences=away)).messages) == 1
    assert len(run(hand_over(), ledger=a_ledger(people=frozenset({RUTH}))).messages) == 1


def test_a_hand_over_whose_warning_was_lost_waits_two_working_days_and_then_goes():
    waits = a_ledger(waiting={hand_over().key: at()})
    assert run(hand_over(), ledger=waits, now=at(MONDAY + timedelta(days=2))).messages == ()
    assert len(run(hand_over(), ledger=waits, now=at(MONDAY + timedelta(days=3))).messages) == 1


# ---------------------------------------------------------------- people


def test_somebody_who_left_gets_nothing():
    plan = run(a_due(), ledger=a_ledger(people=frozenset({TOM})))
    assert verdicts(plan)["ACT-26-001.today"] == ("dropped", "the person is not in the group any more")


def test_the_cover_gets_it_with_the_name_of_who_is_away():
    away = {PRIYA: Absence(PRIYA, MONDAY + timedelta(days=4), MONDAY, cover=TOM)}
    plan = run(a_due(), a_due("ACT-26-009", to=TOM), ledger=a_ledger(absences=away))
    (message,) = plan.messages
    assert message.person == TOM
    assert sorted(message.covers) == ["", PRIYA]


def test_without_cover_nothing_is_sent_and_the_reason_is_kept():
    away = {PRIYA: Absence(PRIYA, date(2026, 12, 11), MONDAY)}
    plan = run(a_due(), ledger=a_ledger(absences=away))
    assert plan.messages == ()
    reason = "away until 11 December 2026 without cover; one catch-up on return"
    assert verdicts(plan)["ACT-26-001.today"] == ("dropped", reason)


def test_a_cover_who_is_away_too_is_no_cover():
    away = {
        PRIYA: Absence(PRIYA, date(2026, 12, 11), MONDAY, cover=TOM),
        TOM: Absence(TOM, date(2026, 12, 11), MONDAY),
    }
    assert run(a_due(), ledger=a_ledger(absences=away)).messages == ()


def test_who_came_back_is_written_to_again():
    back = {PRIYA: Absence(PRIYA, date(2026, 12, 11), MONDAY, ended=True)}
    assert len(run(a_due(), ledger=a_ledger(absences=back)).messages) == 1


def test_urgent_reaches_somebody_who_is_away_without_cover():
    away = {PRIYA: Absence(PRIYA, date(2026, 12, 11), MONDAY)}
    plan = run(a_due(priority=Priority.URGENT), ledger=a_ledger(absences=away))
    assert plan.messages[0].person == PRIYA


# ---------------------------------------------------------------- snooze, window, budget


def snoozed(until: date) -> dict[str, Snooze]:
    return {f"ACT-26-001/{PRIYA}": Snooze(f"ACT-26-001/{PRIYA}", "ACT-26-001", PRIYA, until, 1)}


def test_a_snooze_holds_one_record_of_one_person():
    ledger = a_ledger(snoozes=snoozed(date(2026, 12, 9)))
    plan = run(a_due(), a_due("ACT-26-002"), a_due(to=TOM), ledger=ledger)
    assert sorted((m.person, m.lines[0].subject) for m in plan.messages) == [
        (PRIYA, "ACT-26-002"),
        (TOM, "ACT-26-001"),
    ]
    held = next(d for d in plan.decisions if d.verdict == Verdict.WAITS)
    assert held.until == at(date(2026, 12, 9))
    assert held.reason == "put off to 9 December 2026 by the person"


def test_a_snooze_ends_on_its_day():
    assert len(run(a_due(), ledger=a_ledger(snoozes=snoozed(MONDAY))).messages) == 1


def test_nothing_outside_the_window_but_urgent():
    for when in (at(MONDAY, 8, 59), at(MONDAY, 16, 31), at(date(2026, 12, 5), 12), at(date(2026, 12, 25), 12)):
        due = a_due(day=when.date() - timedelta(days=1))
        seen = a_ledger(since={"actions": when - timedelta(days=30)})
        plan = run(due, replace(due, subject="SIG-26-001", priority=Priority.URGENT), now=when, ledger=seen)
        assert [(m.urgent, m.lines[0].subject) for m in plan.messages] == [(True, "SIG-26-001")]
        assert verdicts(plan)["ACT-26-001.today"] == ("waits", "outside the send window")


def test_the_window_opens_on_the_next_working_morning():
    assert opening(at(date(2026, 12, 24), 17), RULES, DAYS) == at(date(2026, 12, 29), 9, 0)
    assert opening(at(MONDAY, 7), RULES, DAYS) == at(MONDAY, 9, 0)
    assert opening(at(MONDAY, 16, 30), RULES, DAYS) == at(MONDAY, 16, 30)


def test_one_message_a_day():
    plan = run(a_due(), ledger=a_ledger(messages={PRIYA: (MONDAY,)}))
    assert plan.messages == ()
    (held,) = plan.decisions
    assert (held.until, held.reason) == (at(MONDAY + timedelta(days=1)), "the person's budget of messages is spent")


def test_three_messages_in_any_seven_days():
    week = tuple(MONDAY - timedelta(days=n) for n in (5, 4, 3))
    assert run(a_due(), ledger=a_ledger(messages={PRIYA: week})).decisions[0].until == at(date(2026, 12, 9))
    assert len(run(a_due(), ledger=a_ledger(messages={PRIYA: week[:2]})).messages) == 1


def test_the_last_message_of_a_week_is_kept_for_what_matters():
    two = {PRIYA: (MONDAY - timedelta(days=4), MONDAY - timedelta(days=3))}
    low = a_due(rung="digest", priority=Priority.LINE)
    assert run(low, ledger=a_ledger(messages=two)).messages == ()
    together = run(low, a_due("ACT-26-002"), ledger=a_ledger(messages=two))
    assert len(together.messages[0].lines) == 2
    assert room((), at(), replace(RULES, per_week=1), DAYS, low=True) == at()


def test_what_waits_comes_along_but_opens_no_message():
    wednesday = at(date(2026, 12, 9))
    waits = a_ledger(waiting={a_due().key: wednesday})
    assert run(a_due(), ledger=waits) == Plan()
    assert len(run(a_due(), a_due("ACT-26-002"), ledger=waits).messages[0].lines) == 2
    assert len(run(a_due(), ledger=waits, now=wednesday).messages) == 1


def test_urgent_has_a_message_of_its_own_and_does_not_count():
    plan = run(a_due(), a_due("SIG-26-001", priority=Priority.URGENT), ledger=a_ledger())
    assert sorted(m.urgent for m in plan.messages) == [False, True]
    assert after(a_ledger(), plan, at(), ["actions"]).messages == {PRIYA: (MONDAY,)}


def test_one_record_has_one_line_in_a_message():
    other = a_due(rung="asked", priority=Priority.LAST, reminder="returns")
    plan = run(a_due(), other)
    assert [d.rung for d in plan.messages[0].lines] == ["asked"]
    assert verdicts(plan)["ACT-26-001.today"] == ("merged", "said by the line of asked")


# ---------------------------------------------------------------- last day, channel and work


def test_no_reminders_of_a_return_after_the_freeze():
    plan = run(a_due(last_day=MONDAY - timedelta(days=3)))
    assert verdicts(plan)["ACT-26-001.today"] == ("dropped", "no reminders of this after 4 December 2026")


def post(shape: Shape, **more: object) -> Due:
    return a_due("channel", rung="post", to=ObjectId(""), shape=shape, **more)


def test_the_channel_keeps_to_the_window_and_work_does_not():
    evening = at(MONDAY, 17)
    assert [d.shape for d in run(post(Shape.CHANNEL), post(Shape.WORK), now=evening).acts] == [Shape.WORK]
    assert len(run(post(Shape.CHANNEL)).acts) == 1


def test_a_channel_post_whose_day_is_over_is_dropped():
    old = post(Shape.CHANNEL, last_day=MONDAY - timedelta(days=1))
    plan = run(old, now=at())
    assert plan.acts == ()
    assert plan.decisions[0].reason == "its last day was 6 December 2026"
