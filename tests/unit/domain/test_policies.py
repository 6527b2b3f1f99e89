"""What a change means is said by every trust that was asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.people import Member, ObjectId, Role, TrustCode
from domain.policies import Level, Status, answered, answers, checked, closed, record_in
from domain.refusals import Invalid, NotAllowed
from tests.policies_made import a_policy, an_impact

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("fault", "changed"),
    [
        ("fill this in", {"title": " "}),
        ("fill this in", {"source": ""}),
        ("fill this in", {"owner": ObjectId("")}),
        ("at least one trust", {"trusts": ()}),
        ("JPUH has answered already", {"trusts": ("NNUH",), "impacts": (an_impact(),)}),
    ],
)
def test_it_has_a_source_an_owner_and_trusts(fault: str, changed: dict[str, Any]) -> None:
    with pytest.raises(Invalid, match=fault):
        checked(a_policy(**changed))
    assert checked(a_policy()) == a_policy()


def test_answers_come_one_by_one_and_a_later_one_takes_the_earlier_ones_place() -> None:
    policy = answered(a_policy(), an_impact("QEHKL"))
    policy = answered(policy, an_impact("NNUH"))
    assert [i.trust for i in policy.impacts] == ["NNUH", "QEHKL"], "in the order asked, not of arrival"
    assert policy.missing == ("JPUH",)
    policy = answered(policy, an_impact("NNUH", Level.LARGE))
    said = policy.impact("NNUH")
    assert said is not None
    assert said.level.words == "a large change"
    assert answered(policy, an_impact("JPUH")).missing == ()


def test_only_those_asked_answer_and_in_words() -> None:
    with pytest.raises(NotAllowed, match="was not asked"):
        answered(a_policy(), an_impact("WSUFF"))
    with pytest.raises(Invalid, match="few words"):
        answered(a_policy(), replace(an_impact(), text=" "))


def test_who_may_answer() -> None:
    lead = Member(ObjectId("t"), "T", frozenset({Role.TRUST_LEAD}), (TrustCode("JPUH"),))
    office = Member(ObjectId("r"), "R", frozenset({Role.COORDINATOR}))
    member = Member(ObjectId("m"), "M", frozenset({Role.MEMBER}))
    assert answers(lead, a_policy()) == ("JPUH",)
    assert answers(office, a_policy()) == ("NNUH", "JPUH", "QEHKL")
    assert answers(member, a_policy()) == ()
    assert answers(office, a_policy(status=Status.CLOSED)) == ()


def test_it_is_closed_once_and_expects_nothing_more() -> None:
    done = closed(a_policy(), " in the plan ", TODAY)
    assert (done.missing, done.closed_reason, done.closed_on) == ((), "in the plan", TODAY)
    with pytest.raises(NotAllowed, match="closed"):
        answered(done, an_impact())
    with pytest.raises(NotAllowed, match="closed"):
        closed(done, "again", TODAY)
    with pytest.raises(Invalid, match="few words"):
        closed(a_policy(), "", TODAY)


def test_its_id_is_read_out_of_words() -> None:
    assert record_in("what about POL-26-001?") == "POL-26-001"
    assert record_in("pol 2026-3") == "POL-26-003"
    assert record_in("new policy on pools") == ""
