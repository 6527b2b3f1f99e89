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


def test_thanks_and_what_was_not_understood_leave_the_question_before_them():
    kept = Memory()
    kept.note("chat", "tom", ACTIONS, "ACT-26-009", NOW)
    for between in ("unknown", "greeting", "refuse"):
        kept.note("chat", "tom", Understood(between), "", NOW)
    found = kept.recall("chat", "tom", NOW)
    assert found is not None
    assert found.ids == ("ACT-26-009",)


def test_it_never_grows_beyond_its_bounds(monkeypatch):
    monkeypatch.setattr(memory, "MOST", 2)
    kept = Memory()
    for person in ("a", "b", "c"):
        kept.note("chat", person, ACTIONS, "", NOW)
    assert kept.recall("chat", "a", NOW) is None
    assert kept.recall("chat", "c", NOW) is not None


def test_one_adding_told_in_two_ways_is_greeted_once():
    kept = Memory()
    assert not kept.greeted("channel", "installation", "a1", NOW)
    assert kept.greeted("channel", "members", "a2", NOW + timedelta(seconds=3))
    assert not kept.greeted("chat", "members", "a3", NOW)


def test_one_telling_delivered_twice_is_greeted_once():
    kept = Memory()
    assert not kept.greeted("channel", "members", "a1", NOW)
    assert kept.greeted("channel", "members", "a1", NOW + timedelta(seconds=3))


def test_a_second_adding_is_greeted_again_however_soon():
    kept = Memory()
    assert not kept.greeted("channel", "installation", "a1", NOW)
    assert kept.greeted("channel", "members", "a2", NOW)
    assert not kept.greeted("channel", "installation", "a3", NOW + timedelta(seconds=1))
    assert kept.greeted("channel", "members", "a4", NOW + timedelta(seconds=1))
    assert not kept.greeted("channel", "installation", "a5", NOW + timedelta(seconds=2))
    assert not kept.greeted("channel", "installation", "a6", NOW + timedelta(seconds=3))


def test_the_other_way_long_after_is_another_adding():
    kept = Memory()
    assert not kept.greeted("channel", "installation", "a1", NOW)
    assert not kept.greeted("channel", "members", "a2", NOW + timedelta(minutes=1))
