"""Simulated years: whatever falls due, nobody gets more than the budget and nothing leaves outside the window."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar import WorkingCalendar
from domain.fairness import after, decide
from domain.ladders import Ladders
from domain.people import ObjectId
from domain.reminders import Absence, Due, Ledger, Priority, Snooze

LONDON = ZoneInfo("Europe/London")
DAYS = WorkingCalendar.of((date(2027, 3, 26), date(2027, 3, 29), date(2027, 5, 3)), LONDON, 2026, 2029)
START = date(2027, 1, 4)
PEOPLE = tuple(ObjectId(p) for p in ("ann", "tom", "priya"))

due_days = st.integers(0, 364)
items = st.lists(
    st.tuples(
        due_days, st.integers(0, 23), st.sampled_from(PEOPLE), st.sampled_from(list(Priority)), st.integers(0, 9)
    ),
    min_size=5,
    max_size=120,
)
rules = st.builds(Ladders, per_day=st.integers(1, 2), per_week=st.integers(1, 4))
gaps = st.lists(st.integers(1, 12), max_size=6)


def made(item: tuple[int, int, ObjectId, Priority, int], number: int) -> Due:
    n, hour, to, priority, subject = item
    day = START + timedelta(days=n)
    return Due(
        "r", f"ACT-{subject}", f"rung{number}", day, time(hour if hour != 1 else 2, 30), "t", "x", "y", to,
        priority=priority, series=str(number),
    )  # fmt: skip


@settings(max_examples=25)
@given(items, rules, gaps, st.booleans())
def test_no_simulated_year_breaks_budget_or_window(
    found: list[tuple[int, int, ObjectId, Priority, int]], ladders: Ladders, down: list[int], away: bool
):
    dues = [made(x, n) for n, x in enumerate(found)]
    before = datetime.combine(START, time(), tzinfo=LONDON)
    absences = {"ann": Absence("ann", START + timedelta(days=80), START + timedelta(days=60), "tom")} if away else {}
    snoozes = {"ACT-1/tom": Snooze("ACT-1/tom", "ACT-1", "tom", START + timedelta(days=30), 1)}
    ledger = Ledger({"r": before}, people=frozenset(PEOPLE), absences=absences, snoozes=snoozes)
    sent: list[tuple[datetime, str, bool, tuple[Due, ...]]] = []
    asleep = {START + timedelta(days=40 * k + d) for k, gap in enumerate(down) for d in range(gap)}
    for n in range(400):
        day = START + timedelta(days=n)
        if day in asleep:
            continue
        for hour, minute in ((0, 10), (9, 0), (9, 30), (12, 0), (16, 30), (18, 0)):
            now = datetime.combine(day, time(hour, minute), tzinfo=LONDON)
            plan = decide(dues, now, ledger, ladders, DAYS)
            ledger = after(ledger, plan, now, ["r"])
            sent += [(now, m.person, m.urgent, m.lines) for m in plan.messages]
    for person in PEOPLE:
        days = [when.date() for when, who, urgent, _ in sent if who == person and not urgent]
        for day in set(days):
            assert days.count(day) <= ladders.per_day
            assert sum(day - timedelta(days=7) < d <= day for d in days) <= ladders.per_week
    for when, _, urgent, _ in sent:
        assert urgent or (DAYS.is_working(when.date()) and time(9, 0) <= when.time() <= time(16, 30))
    keys = [line.key for _, _, _, lines in sent for line in lines]
    assert len(keys) == len(set(keys)), "an occurrence went twice"
    waits = set(ledger.waiting)
    assert not {d.key for d in dues if d.priority == Priority.URGENT and d.to != "ann"} & waits


@given(
    st.lists(st.dates(date(2027, 1, 1), date(2027, 12, 20)), max_size=10), st.dates(date(2027, 1, 4), date(2027, 12, 1))
)
def test_a_plan_depends_on_nothing_but_its_facts(days: list[date], day: date):
    dues = [replace(made((0, 9, PEOPLE[0], Priority.SOON, n), n), day=d) for n, d in enumerate(days)]
    now = datetime.combine(day, time(9, 45), tzinfo=LONDON)
    ledger = Ledger({"r": now - timedelta(days=90)}, people=frozenset(PEOPLE))
    forward, backward = (decide(x, now, ledger, Ladders(), DAYS) for x in (dues, list(reversed(dues))))
    assert {m.key for m in forward.messages} == {m.key for m in backward.messages}
