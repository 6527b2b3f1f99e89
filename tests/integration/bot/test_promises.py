"""Records as lines of reminders: their words, their buttons, and when they need nobody any more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.contracts import Watch
from bot.flows import promises
from bot.tick import watch_of
from domain.actions import SHARED, Request, Status
from domain.people import ObjectId
from domain.returns import Return
from domain.rounds import close_round
from storage import returns as kept_returns
from storage import risks as kept_risks
from storage.session import Session
from tests.days import Days
from tests.sample_risks import a_risk

MONDAY = date(2026, 11, 23)


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    found = Days(tmp_path, MONDAY, by_calendar=False)
    yield found
    found.scene.close()


def ask(days: Days, work: Callable[[Watch], Any]) -> Any:
    def run(session: Session) -> Any:
        session.as_system("test")
        return work(watch_of(session, days.group))

    return days.scene.run(run)


def the_risk(days: Days, **more: Any) -> None:
    made = replace(a_risk(), id="RSK-26-001", trust="JPUH", next_review=MONDAY, **more)
    days.scene.run(lambda s: kept_risks.add(s, made))


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (MONDAY, "Due 23 November 2026, today"),
        (MONDAY + timedelta(days=1), "Due 24 November 2026, in 1 working day"),
        (MONDAY + timedelta(days=7), "Due 30 November 2026, in 5 working days"),
        (MONDAY - timedelta(days=3), "Due 20 November 2026, 1 working day ago"),
        (MONDAY - timedelta(days=1), "Due 22 November 2026, 1 working day ago"),
        (MONDAY - timedelta(days=7), "Due 16 November 2026, 5 working days ago"),
    ],
)
def test_a_date_is_said_the_way_it_stands_to_today(days: Days, due: date, words: str):
    assert ask(days, lambda w: promises.when(w, due)) == words


def test_a_date_of_the_weekend_on_the_weekend(days: Days):
    days.scene.now = datetime(2026, 11, 22, 12, tzinfo=days.scene.now.tzinfo)
    assert ask(days, lambda w: promises.when(w, date(2026, 11, 21))) == "Due 21 November 2026, just past"
    days.scene.now = datetime(2026, 11, 21, 12, tzinfo=days.scene.now.tzinfo)
    assert ask(days, lambda w: promises.when(w, date(2026, 11, 22), lower=True)) == "due 22 November 2026"


def test_an_action_line_offers_only_what_would_be_accepted(days: Days):
    action = days.action("ACT-26-001", "member", MONDAY + timedelta(days=1))

    def titles(**more: Any) -> list[str]:
        line = ask(days, lambda w: promises.action_line(w, replace(action, **more)))
        return [p.title for p in line.presses]

    assert titles() == ["On track", "No change", "Update"]
    late = {"due": MONDAY - timedelta(days=3)}
    assert titles(**late) == ["Delivered", "No change", "Update"]
    assert titles(**late, no_change_streak=1) == ["Delivered", "Ask for more time", "Update"]
    asked = Request(MONDAY + timedelta(days=20), "ill", "", action.owner, action.owner_name, days.scene.now)
    assert titles(**late, no_change_streak=1, request=asked) == ["Delivered", "Update"]
    assert titles(**late, trust=SHARED) == ["No change", "Update"], "which trust is done is said on the form"


def test_what_a_leaver_owns_is_handed_over_by_whoever_hears_of_it(days: Days):
    action = days.action("ACT-26-001", "member", MONDAY + timedelta(days=1))
    left = replace(action, owner=ObjectId("somebody-who-left"))
    shown = [ask(days, lambda w, a=a: promises.action_line(w, a, of_others=True)) for a in (action, left)]
    assert [[p.title for p in line.presses] for line in shown] == [["Open"], ["Hand over", "Open"]]


def test_slips_are_said(days: Days):
    action = days.action("ACT-26-001", "member", MONDAY)
    said = [ask(days, lambda w, n=n: promises.action_line(w, replace(action, slips=n))).text for n in (0, 1, 2, 3)]
    assert [t.partition("today.")[2] for t in said] == [
        "",
        " Its date was moved once.",
        " Its date was moved twice.",
        " Its date was moved three times.",
    ]


def test_whom_a_rung_means(days: Days):
    lead = days.scene.member("jpuh-lead").object_id
    owner = (days.scene.member("member").object_id,)

    def means(to: str, trust: str = "JPUH", owners: tuple[ObjectId, ...] = owner) -> list[str]:
        names = {m.object_id: name for name, m in reversed(days.scene.cast.items())}
        return [names[p] for p in ask(days, lambda w: promises.readers(w, to, owners, trust))]

    assert means("owner") == ["member"]
    assert means("lead") == ["jpuh-lead"]
    assert means("lead", owners=(lead,)) == []
    assert means("lead", trust="ALL") == ["coordinator"]
    assert means("office") == ["coordinator"]
    assert sorted(means("chair")) == ["chair", "deputy"]


def test_why_an_action_needs_nothing_more(days: Days):
    days.action("ACT-26-001", "member", MONDAY)
    sam, tom = days.scene.member("member").object_id, days.scene.member("jpuh-lead").object_id

    def gone(record: str, person: str) -> str:
        return ask(days, lambda w: promises.gone(w, record, person))

    assert gone("ACT-26-001", sam) == ""
    assert gone("ACT-26-001", "") == ""
    assert gone("ACT-26-001", tom) == "the action has another owner now"
    assert gone("ACT-26-099", sam) == "the action is not there"
    days.change("ACT-26-001", status=Status.DELIVERED)
    assert gone("ACT-26-001", "") == "the action is delivered, evidence awaited"
    assert gone("LRN-26-001", sam) == "", "a record of another kind is not judged here"
    assert ask(days, lambda w: promises.line(w, "LRN-26-001", sam)) is None


def test_a_risk_belongs_to_its_owner_or_to_the_trusts_lead(days: Days):
    the_risk(days, owner=ObjectId(""))
    tom = days.scene.member("jpuh-lead").object_id
    sam = days.scene.member("member").object_id
    line = ask(days, lambda w: promises.line(w, "RSK-26-001", tom))
    assert line.text.startswith("Review due 23 November 2026, today. It stands at")
    assert [p.title for p in line.presses] == ["Review", "Open"]
    assert ask(days, lambda w: promises.gone(w, "RSK-26-001", sam)) == "the risk has another owner now"
    others = ask(days, lambda w: promises.line(w, "RSK-26-001", ""))
    assert [p.title for p in others.presses] == ["Open"]
    assert ask(days, lambda w: promises.gone(w, "RSK-26-002", tom)) == "the risk is closed"


def test_a_risk_that_was_reviewed_needs_nothing(days: Days):
    the_risk(days)
    risk = days.scene.run(lambda s: kept_risks.get(s, "RSK-26-001"))
    later = replace(risk, next_review=MONDAY + timedelta(days=60))
    days.scene.run(lambda s: kept_risks.change(s, later, "review"))
    assert ask(days, lambda w: promises.gone(w, "RSK-26-001", "")) == "the risk was reviewed"


def test_a_return_until_it_is_sent_or_the_round_closes(days: Days):
    days.scene.say("coordinator", "open round")
    tom, ann = days.scene.member("jpuh-lead").object_id, days.scene.member("qehkl-lead").object_id
    line = ask(days, lambda w: promises.line(w, "RET-2026-10-JPUH", tom))
    assert [p.verb for p in line.presses] == ["return.open"]
    assert ask(days, lambda w: promises.gone(w, "RET-2026-10-JPUH", ann)) == "the trust has another lead now"
    rnd = days.scene.run(lambda s: kept_returns.round_of(s, "2026-10"))
    days.scene.run(lambda s: kept_returns.change_round(s, close_round(rnd, at=days.scene.now), "close"))
    assert ask(days, lambda w: promises.gone(w, "RET-2026-10-JPUH", tom)) == "the round is closed, not received"
    done = Return("RET-2026-10-JPUH", "2026-10", "JPUH", submission=1)
    assert promises.return_gone(rnd, done) == "the return was received"
    assert ask(days, lambda w: promises.line(w, "RET-2026-10-JPUH", tom)) is None


def test_what_a_person_owes(days: Days):
    days.scene.say("coordinator", "open round")
    days.action("ACT-26-001", "jpuh-lead", MONDAY + timedelta(days=3))
    days.action("ACT-26-002", "jpuh-lead", MONDAY + timedelta(days=30))
    days.action("ACT-26-003", "nnuh-lead", MONDAY, trust="NNUH")
    the_risk(days, owner=ObjectId(days.scene.member("jpuh-lead").object_id))
    tom = days.scene.member("jpuh-lead").object_id
    owed = ask(days, lambda w: [d.subject for d in promises.owed_by(w, tom)])
    assert owed == ["RET-2026-10-JPUH", "ACT-26-001", "RSK-26-001"]
    assert ask(days, lambda w: [d.subject for d in promises.owed_by(w, "", ("NNUH",))]) == [
        "RET-2026-10-NNUH",
        "ACT-26-003",
    ]
