"""The group file: what is read, and every fault at once."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

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
