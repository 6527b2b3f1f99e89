from datetime import UTC, datetime, timedelta

from bot import memory
from bot.contracts import Understood
from bot.memory import Memory

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
ACTIONS = Understood("actions")


def test_the_last_question_and_the_records_of_its_answer_are_remembered():
    kept = Memory()
    kept.note("chat", "tom", ACTIONS, "ACT-26-009 late; ACT-26-004; ACT-26-009 again; RET-2026-10-JPUH; EVT-26-1", NOW)
    found = kept.recall("chat", "tom", NOW + timedelta(minutes=10))
    assert found is not None
    assert found.heard == ACTIONS
    assert found.ids == ("ACT-26-009", "ACT-26-004", "RET-2026-10-JPUH")


def test_after_ten_minutes_elsewhere_or_of_somebody_else_nothing_is():
    kept = Memory()
    kept.note("chat", "tom", ACTIONS, "", NOW)
    assert kept.recall("chat", "tom", NOW + timedelta(minutes=10, seconds=1)) is None
    assert kept.recall("channel", "tom", NOW) is None
    assert kept.recall("chat", "ann", NOW) is None


def test_it_never_grows_beyond_its_bounds(monkeypatch):
    monkeypatch.setattr(memory, "MOST", 2)
    kept = Memory()
    for person in ("a", "b", "c"):
        kept.note("chat", person, ACTIONS, "", NOW)
    assert kept.recall("chat", "a", NOW) is None
    assert kept.recall("chat", "c", NOW) is not None


def test_one_adding_told_twice_is_greeted_once():
    kept = Memory()
    assert not kept.greeted("channel", NOW)
    assert kept.greeted("channel", NOW + timedelta(seconds=3))
    assert not kept.greeted("chat", NOW)
    assert not kept.greeted("channel", NOW + timedelta(seconds=9))
