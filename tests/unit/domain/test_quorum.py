"""Quorum by the group's rule, counted over who is there."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.group_faults import Faults, GroupFaults
from domain.people import ObjectId, Role
from domain.quorum import Present, Quorum, counted

TRUSTS = ("NNUH", "JPUH", "QEHKL")


def somebody(name: str, role: Role = Role.TRUST_LEAD, *trusts: str) -> Present:
    return Present(ObjectId(name), name, frozenset({role}), trusts)


CHAIR, OFFICE = somebody("Helen", Role.CHAIR), somebody("Ruth", Role.COORDINATOR)


def test_the_usual_rule_wants_chair_office_and_a_voice_from_each_trust() -> None:
    room = (
        CHAIR,
        OFFICE,
        somebody("Priya", Role.TRUST_LEAD, "NNUH"),
        somebody("Tom", Role.TRUST_LEAD, "JPUH", "QEHKL"),
    )
    verdict = counted(Quorum(), room, TRUSTS)
    assert verdict.met
    assert verdict.voices == {"NNUH": "Priya", "JPUH": "Tom", "QEHKL": "Tom"}
    assert [p.there for p in verdict.parts] == ["Helen", "NNUH: Priya; JPUH: Tom; QEHKL: Tom", "Ruth"]


def test_what_lacks_is_said_part_by_part() -> None:
    verdict = counted(Quorum(people=5), (somebody("Priya", Role.TRUST_LEAD, "NNUH"),), TRUSTS)
    assert not verdict.met
    assert [(p.what, p.met, p.there) for p in verdict.parts] == [
        ("Chair or deputy chair", False, "neither is here"),
        ("A voice from 3 of 3 trusts", False, "NNUH: Priya; JPUH: no voice; QEHKL: no voice"),
        ("LMNS office: 1", False, "nobody"),
        ("People: 5 or more", False, "1 here"),
    ]


def test_where_one_person_stands_for_one_trust_the_best_sharing_counts() -> None:
    rule = Quorum(chair=False, office=0, several=False)
    broad = somebody("Group lead", Role.TRUST_LEAD, *TRUSTS)
    room = (broad, somebody("Priya", Role.TRUST_LEAD, "NNUH"), somebody("Tom", Role.TRUST_LEAD, "JPUH"))
    assert counted(rule, room, TRUSTS).voices == {"NNUH": "Priya", "JPUH": "Tom", "QEHKL": "Group lead"}
    assert counted(rule, room, TRUSTS).met
    assert counted(rule, (broad,), TRUSTS).voices == {"NNUH": "Group lead"}
    assert not counted(rule, (broad,), TRUSTS).met
    assert counted(Quorum(chair=False, office=0), (broad,), TRUSTS).met


@given(st.lists(st.sets(st.sampled_from(TRUSTS)), max_size=4))
def test_no_other_sharing_gives_more_trusts_a_voice(owned: list[set[str]]) -> None:
    room = [somebody(str(i), Role.TRUST_LEAD, *sorted(t)) for i, t in enumerate(owned)]
    found = counted(Quorum(several=False), room, TRUSTS).voices
    assert len(set(found.values())) == len(found), "nobody speaks twice"
    best = max(
        (sum(t in p.stands_for for t, p in zip(TRUSTS, order, strict=False)) for order in _orders(room)), default=0
    )
    assert len(found) == best


def _orders(room: list[Present]) -> Any:
    empty = [somebody("-", Role.MEMBER)] * len(TRUSTS)
    return permutations([*room, *empty], len(TRUSTS))


def test_a_rule_may_want_fewer_trusts_or_nothing() -> None:
    room = (somebody("Priya", Role.TRUST_LEAD, "NNUH"),)
    assert counted(Quorum(chair=False, office=0, trusts=1), room, TRUSTS).met
    nothing = counted(Quorum(chair=False, office=0, trusts=0), room, TRUSTS)
    assert nothing.met
    assert nothing.parts == ()


def test_the_rule_is_read_from_the_group_file_and_said_in_words() -> None:
    faults = Faults()
    assert Quorum.read({}, faults) == Quorum()
    row: dict[str, Any] = {
        "chair_or_deputy": False,
        "trusts": 2,
        "office": 0,
        "people": 5,
        "one_person_for_several_trusts": False,
    }
    rule = Quorum.read(row, faults)
    assert rule == Quorum(False, 2, 0, 5, several=False)
    assert rule.words(3) == "a voice from 2 of 3 trusts; 5 people or more. One person may not stand for several trusts."
    assert Quorum().words(3).startswith("the chair or deputy chair; a voice from each trust; 1 from the LMNS office.")
    assert Quorum(chair=False, trusts=0, office=0).words(3).startswith("anybody.")
    Quorum.read({"trusts": "most"}, faults)
    with pytest.raises(GroupFaults, match=r"\[quorum\]: trusts must be a whole number"):
        faults.raise_any()
