"""One planning: since when a reminder is asked, and what becomes of what waited."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from bot.contracts import Post, Reminder, Watch
from bot.flows import planning
from bot.tick import watch_of
from cards.kit import card, words
from domain.people import ObjectId
from domain.reminders import EVERY, Due, Ledger, Priority, Shape
from storage.session import Session
from tests.days import Days
from tests.scene import LONDON

MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=LONDON)


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    found = Days(tmp_path, MONDAY, by_calendar=False)
    found.scene.now = NOW
    yield found
    found.scene.close()


def a_due(rung: str = "today", **more: object) -> Due:
    made = Due("own", "ACT-26-001", rung, MONDAY, time(9, 30), "A title", "Text.", "because", ObjectId("tom"))
    return replace(made, **more)  # pyright: ignore[reportArgumentType] fields by name


def ask(days: Days, work: Callable[..., Any]) -> Any:
    def run(session: Session) -> Any:
        session.as_system("test")
        return work(watch_of(session, days.group))

    return days.scene.run(run)


def ledger(**more: object) -> Ledger:
    base = Ledger(since={"own": NOW.replace(hour=8)}, people=frozenset({"tom"}))
    return replace(base, **more)  # pyright: ignore[reportArgumentType] fields by name


def test_a_reminder_is_asked_from_what_waits_on(days: Days):
    old = a_due(day=date(2026, 11, 19))
    reminder = Reminder("own", "does", lambda _: ())
    waits = ledger(waiting={old.key: NOW, "other.rung/x//tom/2026-01-01/0930": NOW})
    assert ask(days, lambda w: planning.wanted(w, reminder, waits)) == datetime(2026, 11, 18, tzinfo=LONDON)
    assert ask(days, lambda w: planning.wanted(w, reminder, ledger())) == NOW.replace(hour=8)
    assert ask(days, lambda w: planning.wanted(w, reminder, Ledger())) == NOW


def test_what_waited_and_is_not_due_any_more_is_gone(days: Days):
    waits = ledger(waiting={a_due().key: NOW})
    nothing = Reminder("own", "does", lambda _: ())
    found = ask(days, lambda w: planning.plan(w, [nothing], waits))
    assert found.gone == (a_due().key,)
    still = Reminder("own", "does", lambda _: (a_due(),))
    assert ask(days, lambda w: planning.plan(w, [still], waits)).gone == ()


@pytest.mark.parametrize("name", ["own", EVERY])
def test_what_waits_of_a_record_that_is_left_out_is_not_gone_and_is_made_up_for(days: Days, name: str):
    old = a_due(day=date(2026, 11, 19))
    waits, left = ledger(waiting={a_due().key: NOW}), {(name, "ACT-26-001")}
    nothing = Reminder("own", "does", lambda _: ())
    assert ask(days, lambda w: planning.plan(w, [nothing], waits, skipped=left)).gone == ()
    both = Reminder("own", "does", lambda _: (old, a_due(subject="ACT-26-002")))
    found = ask(days, lambda w: planning.plan(w, [both], ledger(), skipped=left))
    assert [p.subject for p in found.posts] == ["ACT-26-002"]
    mended = ledger(spoilt={(name, "ACT-26-001"): NOW.replace(day=18)})
    assert ask(days, lambda w: planning.wanted(w, both, mended)) == NOW.replace(day=18)
    (post,) = ask(days, lambda w: planning.plan(w, [both], mended)).posts
    assert "2 things for you" in post.card.twin
    assert [p.subject for p in ask(days, lambda w: planning.plan(w, [both], ledger())).posts] == ["ACT-26-002"]


def test_a_message_becomes_a_post_of_its_kind(days: Days):
    two = Reminder("own", "does", lambda _: (a_due(), a_due("other", subject="ACT-26-002")))
    one = Reminder("own", "does", lambda _: (a_due(priority=Priority.URGENT),))
    (digest,) = ask(days, lambda w: planning.plan(w, [two], ledger())).posts
    (urgent,) = ask(days, lambda w: planning.plan(w, [one], ledger())).posts
    assert (digest.kind, digest.subject, digest.to_person) == ("digest", "", "tom")
    assert (urgent.kind, urgent.subject) == ("urgent", "ACT-26-001")
    (single,) = ask(days, lambda w: planning.plan(w, [Reminder("own", "does", lambda _: (a_due(),))], ledger())).posts
    assert (single.kind, single.subject) == ("reminder", "ACT-26-001")


def test_work_that_makes_other_things_due_comes_first(days: Days):
    order: list[str] = []

    def asked(name: str) -> object:
        def due(_: Watch) -> tuple[Due, ...]:
            order.append(name)
            return (a_due(reminder=name, to=ObjectId(""), shape=Shape.WORK),)

        return due

    def act(_: Watch, occurrence: Due) -> tuple[Post, ...]:
        order.append(f"act {occurrence.reminder}")
        return (Post("channel", occurrence.reminder, card("t", words("x")), to_channel=True),)

    parts = [
        Reminder("b", "does", asked("b"), act=act),  # pyright: ignore[reportArgumentType] a function of a watch
        Reminder("a", "does", asked("a"), act=act, first=True),  # pyright: ignore[reportArgumentType] a function of a watch
    ]
    since = {"a": NOW.replace(hour=8), "b": NOW.replace(hour=8)}
    found = ask(days, lambda w: planning.plan(w, parts, ledger(since=since)))
    assert order == ["a", "act a", "b", "act b"]
    assert [p.key for p in found.posts] == ["a", "b"]


def test_a_rehearsal_draws_no_cards_and_keeps_nothing_true(days: Days):
    one = Reminder("own", "does", lambda _: (a_due(),), upkeep=lambda _: pytest.fail("kept up"))
    assert ask(days, lambda w: planning.plan(w, [one], ledger(), cards_too=False)).posts == ()
