"""The group file: what is read, and every fault at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, time
from typing import Any

import pytest

from bot import playground
from domain.group import Group, read_group
from domain.group_faults import Faults, GroupFaults
from domain.people import ANYONE, CHAIRS, Member, ObjectId, Role, Trust, TrustCode


def good() -> dict[str, Any]:
    return {
        "group": {"name": "Safety and Quality Oversight Group", "short": "SQOG", "lmns": "Norfolk and Waveney"},
        "trusts": [{"code": "JPUH", "ods": "RGP", "name": "James Paget", "aliases": ["the paget"]}],
        "people": [
            {"object_id": "A1", "name": "Helen", "roles": ["chair"]},
            {"object_id": "b2", "name": "Tom", "roles": ["trust_lead", "member"], "trusts": ["JPUH"]},
        ],
    }


def test_a_good_file_is_read() -> None:
    data = good() | {
        "calendar": {"meeting_weekday": "Thursday", "meeting_week": 2, "open_by_calendar": False},
        "summary": {"post_at_once": True, "weekly": "friday", "at": "08:15"},
        "measures": {"in_use": ["births"]},
        "risks": {"appetite": "minimal", "tolerance": {"minimal": 5}},
        "reminders": {"per_week": 2},
    }
    group, people = read_group(data)
    assert (group.id, group.timezone, group.zone.key) == ("sqog", "Europe/London", "Europe/London")
    assert people[0].object_id == "a1", "object ids are compared in lower case"
    assert people[1].leads("JPUH")
    assert not people[0].leads("JPUH")
    assert group.rhythm.meeting(2026, 12) == date(2026, 12, 10)
    assert not group.rhythm.by_calendar
    assert (group.summary.weekly, group.summary.at, group.summary.at_once) == ("friday", time(8, 15), True)
    assert group.tolerance["minimal"] == 5
    assert group.tolerance["open"] == 12
    assert group.measures == ("births",)
    assert group.reminders == {"per_week": 2}
    assert group.trust("JPUH") is not None
    assert group.trust("X") is None
    assert people[0].is_any(CHAIRS)
    assert Role.OBSERVER in ANYONE


def test_every_fault_is_said_at_once() -> None:
    data: dict[str, Any] = {
        "group": {"name": "", "short": "S", "lmns": "L", "timezone": "Mars/Olympus"},
        "trusts": [{"code": "A", "name": "A"}, {"code": "A", "name": "B", "valid_from": "soon"}],
        "people": [
            {"object_id": "1", "name": "N", "roles": ["boss"]},
            {"object_id": "1", "name": "M", "roles": ["trust_lead"], "trusts": ["Z"]},
            {"object_id": "2", "name": "O", "roles": ["trust_lead"]},
        ],
        "calendar": {"meeting_weekday": "someday", "meeting_week": 9, "meeting_time": "late"},
        "risks": {"bands": [{"name": "all", "from": 2, "to": 20, "colour": "green", "review_months": 1}]},
    }
    with pytest.raises(GroupFaults) as caught:
        read_group(data)
    said = "\n".join(caught.value.faults)
    for part in (
        "[group]: name is missing",
        "Mars/Olympus",
        "'A' stands twice",
        "valid_from must be a date",
        "'boss' is not one of",
        "'1' stands twice",
        "'Z' is not in [[trusts]]",
        "needs at least one trust",
        "someday" if "someday" in said else "meeting_weekday must be a weekday",
        "meeting_week must be a whole number from 1 to 4",
        "meeting_time must be a time",
        "must run from 1 to 25",
        "must have the role chair",
        "at least one role is needed",
    ):
        assert part in said, part


def test_missing_and_malformed_tables_are_faults_too() -> None:
    with pytest.raises(GroupFaults) as caught:
        read_group({"trusts": "none", "people": [3]})
    said = "\n".join(caught.value.faults)
    assert "[group] is missing" in said
    assert "[[trusts]] must be a list of tables" in said
    assert "at least one trust is needed" in said


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"trusts": [{"code": "A", "name": "A", "aliases": 5}]}, "aliases must be a list"),
        ({"people": [{"object_id": "1", "name": "N", "roles": "chair"}]}, "roles must be a list"),
        ({"measures": {"in_use": [1]}}, "in_use must be a list"),
        ({"risks": {"appetite": "reckless"}}, "appetite must be one of none, minimal, cautious, open, seek"),
        ({"risks": {"tolerance": {"open": "high"}}}, "open must be a whole number from 1 to 25"),
        ({"risks": {"bands": "x"}}, "[[bands]] must be a list of tables"),
        ({"reminders": {"returns": 5}}, "[[returns]] must be a list of tables"),
        (
            {"trusts": [{"code": "A", "name": "A", "valid_from": "2026-04-01", "valid_to": "2026-03-31"}]},
            "valid_to lies before valid_from",
        ),
    ],
)
def test_a_value_of_the_wrong_kind_is_a_fault_in_words(changed: dict[str, Any], words: str) -> None:
    with pytest.raises(GroupFaults) as caught:
        read_group(good() | changed)
    assert words in "\n".join(caught.value.faults)


WRONG: tuple[Any, ...] = (5, -1, 1.5, True, "x", "", "a" * 300, [], {}, [5], ["x"], [{}], [[1]], {"a": 1})


def _places(found: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    rows = found.items() if isinstance(found, dict) else enumerate(found[:1]) if isinstance(found, list) else ()
    for key, value in rows:
        yield from _places(value, (*path, key))


def test_whatever_stands_in_a_file_it_is_read_or_told_in_words() -> None:
    whole = tomllib.loads((playground.FOLDER / "other-lmns.toml").read_text(encoding="utf-8"))
    tried = told = 0
    for path in list(_places(whole)):
        for wrong in WRONG:
            data = deepcopy(whole)
            row: Any = data
            for key in path[:-1]:
                row = row[key]
            row[path[-1]] = wrong
            tried += 1
            try:
                read_group(data)
            except GroupFaults:
                told += 1
    assert 100 < told < tried


def test_own_bands_and_the_band_of_a_score() -> None:
    rows = [
        {"name": "red", "from": 13, "to": 25, "colour": "red", "review_months": 1},
        {"name": "green", "from": 1, "to": 12, "colour": "green", "review_months": 3},
    ]
    group, _ = read_group(good() | {"risks": {"bands": rows}})
    assert group.band(12).name == "green"
    assert group.band(16).name == "red"


def test_rules_of_actions_are_the_groups_own_and_have_bounds() -> None:
    plain, _ = read_group(good())
    assert (plain.on_time_days, plain.far_years) == (30, 2)
    own, _ = read_group(good() | {"actions": {"on_time_days": 14, "far_years": 5}})
    assert (own.on_time_days, own.far_years) == (14, 5)
    with pytest.raises(GroupFaults, match="far_years"):
        read_group(good() | {"actions": {"far_years": 0}})


def test_a_trust_stands_between_its_dates() -> None:
    trust = Trust(TrustCode("T"), "R", "Trust", (), date(2026, 4, 1), date(2027, 3, 31))
    group = Group("g", "G", "G", "L", "Europe/London", (trust,))
    assert group.trusts_on(date(2026, 4, 1)) == (trust,)
    assert group.trusts_on(date(2026, 3, 31)) == ()
    assert group.trusts_on(date(2027, 4, 1)) == ()


def test_a_date_may_be_a_toml_date() -> None:
    faults = Faults()
    assert faults.day({"d": date(2026, 4, 1)}, "d", "x") == date(2026, 4, 1)
    assert faults.clock_time({"t": time(9)}, "t", "x", time(8)) == time(9)
    faults.raise_any()


def test_a_member_is_known_by_id() -> None:
    member = Member(ObjectId("x"), "Helen", frozenset({Role.CHAIR}))
    assert member.active
