"""How long records are kept: rules, a group's own periods, the hold."""

from __future__ import annotations

from datetime import date

import pytest

from domain.group import read_group
from domain.group_faults import GroupFaults
from domain.refusals import NotAllowed
from domain.retention import RULES, Retention, due_before, may_delete, told


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
        "[retention]: 'letters' is no class of records; known are "
        + ", ".join(sorted(r.key for r in RULES if r.key != "journal")),
        "[retention]: actions must be a whole number from 1 to 100",
    ]


def test_every_class_says_what_is_beyond_what_holds_it_and_its_source() -> None:
    deliveries, actions = (next(r for r in RULES if r.key == key) for key in ("deliveries", "actions"))
    day = due_before(deliveries, date(2027, 3, 1))
    assert told(deliveries, 0, day, "").startswith(
        "deliveries (what was sent to whom, and long work): 1 year; none is beyond it. Source"
    )
    assert "; 1,200 ended before 2026-03-01; then: delete. Source: corporate record" in told(actions, 1_200, day, "")
    assert "; kept: Inquiry. Source:" in told(actions, 1, day, "Inquiry")


@pytest.mark.parametrize(
    ("key", "hold", "said", "offered", "why"),
    [
        ("actions", "Inquiry", 3, False, "A legal hold stands: Inquiry. Nothing was deleted."),
        ("journal", "", 3, False, "journal is never deleted"),
        ("papers", "", 3, False, "papers are offered to the archive first. Say --offered once they were."),
        ("actions", "", 4, False, "3 of actions are beyond their period, not 4. Look at the dry run again."),
    ],
)
def test_nothing_goes_that_was_not_confirmed(key: str, hold: str, said: int, offered: bool, why: str) -> None:
    rule = next(r for r in RULES if r.key == key)
    with pytest.raises(NotAllowed) as refused:
        may_delete(rule, hold, 3, said, offered=offered)
    assert refused.value.words.startswith(why)


def test_what_was_confirmed_may_go() -> None:
    papers, actions = (next(r for r in RULES if r.key == key) for key in ("papers", "actions"))
    may_delete(papers, "", 3, 3, offered=True)
    may_delete(actions, "", 3, 3, offered=False)
