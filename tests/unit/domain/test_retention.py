"""How long records are kept: rules, a group's own periods, the hold."""

from __future__ import annotations

from datetime import date

import pytest

from domain.group import read_group
from domain.group_faults import GroupFaults
from domain.retention import RULES, Retention, due_before, told


def group(**retention: object) -> dict[str, object]:
    return {
        "group": {"name": "G", "short": "G", "lmns": "L"},
        "trusts": [{"code": "JPUH", "ods": "RGP", "name": "James Paget"}],
        "people": [
            {"object_id": "1", "name": "H", "roles": ["chair"]},
            {"object_id": "2", "name": "R", "roles": ["coordinator"]},
        ],
        "retention": retention,
    }


def test_a_groups_own_periods_and_its_hold() -> None:
    found, _ = read_group(group(hold=" Statutory inquiry ", actions=8))
    assert found.retention == Retention("Statutory inquiry", (("actions", 8),))
    assert {r.key: r.years for r in found.retention.rules()}["actions"] == 8
    assert Retention().rules() == RULES


def test_what_is_wrong_is_said() -> None:
    with pytest.raises(GroupFaults) as wrong:
        read_group(group(actions=0, letters=3))
    assert [f for f in wrong.value.faults if "retention" in f] == [
        "[retention]: 'letters' is no class of records; known are actions, deliveries, papers, risks, signals",
        "[retention]: actions must be a whole number from 1 to 100",
    ]


def test_every_class_says_what_is_beyond_what_holds_it_and_its_source() -> None:
    deliveries, actions = RULES[-1], RULES[2]
    day = due_before(deliveries, date(2027, 3, 1))
    assert told(deliveries, 0, day, "").startswith(
        "deliveries (what was sent to whom): 1 year; none is beyond it. Source"
    )
    assert "; 1,200 ended before 2026-03-01; then: delete. Source: corporate record" in told(actions, 1_200, day, "")
    assert "; kept: Inquiry. Source:" in told(actions, 1, day, "Inquiry")
