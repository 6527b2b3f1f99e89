"""Each value of a group file that cannot be read is said in words, and reading goes on."""

from __future__ import annotations

from datetime import date, time

import pytest

from domain.group_faults import Faults, GroupFaults


@pytest.fixture
def faults() -> Faults:
    return Faults()


def said(faults: Faults) -> tuple[str, ...]:
    with pytest.raises(GroupFaults) as raised:
        faults.raise_any()
    return raised.value.faults


def test_without_a_fault_nothing_is_raised(faults: Faults):
    faults.raise_any()


def test_tables_that_must_be_there_and_those_that_may(faults: Faults):
    assert faults.table({}, "group") == {}
    assert faults.optional_table({}, "risks") == {}
    assert faults.optional_table({"risks": {"a": 1}}, "risks") == {"a": 1}
    assert faults.tables({"trusts": "x"}, "trusts") == []
    assert faults.tables({"trusts": [{"a": 1}]}, "trusts") == [{"a": 1}]
    assert said(faults) == ("[group] is missing", "[[trusts]] must be a list of tables")


def test_text_numbers_zones(faults: Faults):
    row = {"name": " Norfolk ", "n": 3, "flag": True, "zone": "Mars/Olympus"}
    assert faults.text(row, "name", "[group]") == "Norfolk"
    assert faults.text(row, "short", "[group]") == "?"
    assert faults.number(row, "n", "[x]", 1, 5) == 3
    assert faults.number(row, "flag", "[x]", 1, 5) == 1
    assert faults.number({}, "n", "[x]", 1, 5, 4) == 4
    assert faults.zone(row, "zone") == "Europe/London"
    assert faults.zone({}, "zone") == "Europe/London"
    assert len(said(faults)) == 3


def test_days_and_times(faults: Faults):
    row = {
        "from": date(2026, 4, 1),
        "to": "2026-04-30",
        "bad": "soon",
        "at": time(9, 30),
        "late": "16:30",
        "odd": "noon",
    }
    assert faults.day(row, "from", "[x]") == date(2026, 4, 1)
    assert faults.day(row, "to", "[x]") == date(2026, 4, 30)
    assert faults.day(row, "none", "[x]") is None
    assert faults.day(row, "bad", "[x]") is None
    assert faults.clock_time(row, "at", "[x]", time(1)) == time(9, 30)
    assert faults.clock_time(row, "late", "[x]", time(1)) == time(16, 30)
    assert faults.clock_time(row, "odd", "[x]", time(1)) == time(1)
    assert faults.weekday({"d": "Monday"}, "d", "[x]") == "monday"
    assert faults.weekday({"d": "someday"}, "d", "[x]", "friday") == "friday"
    assert len(said(faults)) == 3


def test_what_stands_twice(faults: Faults):
    faults.unique("[[trusts]] code", ["A", "B", "A"])
    assert said(faults) == ("[[trusts]] code: 'A' stands twice",)


def test_yes_and_no_are_not_words(faults: Faults):
    row = {"on": True, "off": False, "word": "false", "number": 0}
    assert [faults.flag(row, key, "[x]", True) for key in row] == [True, False, True, True]
    assert faults.flag({}, "on", "[x]", False) is False
    assert said(faults) == (
        "[x]: word must be true or false, without quotes",
        "[x]: number must be true or false, without quotes",
    )
