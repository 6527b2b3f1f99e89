"""What may be on the register, and who may change it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.evidence import EVERY, MOST_TAGS, Status, Strength, changes, checked, named, records_in, tags_in, withdrawn
from domain.people import Member, ObjectId, Role, TrustCode
from domain.refusals import Invalid, NotAllowed
from tests.evidence_made import an_item

TODAY = date(2026, 11, 23)


def test_an_item_is_tidied() -> None:
    item = checked(an_item(title=" Workplan ", status=Status.SUPERSEDED, superseded_by=" EVD-26-002 "))
    assert (item.title, item.superseded_by) == ("Workplan", "EVD-26-002")


@pytest.mark.parametrize(
    ("fault", "changed"),
    [
        ("Title", {"title": " "}),
        ("what took its place", {"status": Status.SUPERSEDED}),
        ("choose the status", {"superseded_by": "EVD-26-002"}),
        ("at most", {"supports": tuple(f"CNST:SA{n}" for n in range(MOST_TAGS + 1))}),
    ],
)
def test_what_does_not_fit_is_refused(fault: str, changed: dict[str, Any]) -> None:
    with pytest.raises(Invalid, match=fault):
        checked(an_item(**changed))


def test_only_current_counts_and_only_what_is_in_use_grows_stale() -> None:
    past = date(2026, 11, 22)
    assert an_item().counts
    assert not an_item(status=Status.REFERENCE).counts
    assert an_item(next_review=past).stale(TODAY)
    assert an_item(next_review=past, status=Status.REFERENCE).stale(TODAY)
    assert not an_item(next_review=TODAY).stale(TODAY)
    assert not an_item(next_review=None).stale(TODAY)
    assert not an_item(next_review=past, status=Status.SUPERSEDED).stale(TODAY)


def test_its_targets_are_everything_it_is_tied_to_once() -> None:
    assert an_item(supports=("CNST:SA7",), records=("RSK-26-003", "CNST:SA7")).targets == ("CNST:SA7", "RSK-26-003")


def test_tags_are_said_as_people_say_them() -> None:
    assert tags_in("SA6, cnst:sa9; 3YDP:T3\n theme 3, pqom, safety action 6") == (
        "CNST:SA6",
        "CNST:SA9",
        "3YDP:T3",
        "PQOM",
    )
    assert tags_in(" , ") == ()
    with pytest.raises(Invalid, match="do not know 'sa99'"):
        tags_in("SA6, sa99")


def test_records_are_ids() -> None:
    assert records_in("rsk-26-003 and RET-2026-10-JPUH, DEC-26-001") == ("RSK-26-003", "RET-2026-10-JPUH", "DEC-26-001")
    assert records_in("") == ()
    with pytest.raises(Invalid, match="ids"):
        records_in("the locum risk")


def test_what_it_supports_is_told_in_words() -> None:
    assert named("CNST:SA1").startswith("CNST:SA1: Are you using")
    assert named("PQOM") == "PQOM: Perinatal Quality Oversight Model"
    assert named("theme:pph") == "theme: Postpartum haemorrhage"
    assert named("theme:gone") == "theme: theme:gone"
    assert named("ACT-26-001") == "ACT-26-001"


def test_who_may_change_it() -> None:
    def somebody(role: Role, who: str = "x", *trusts: str) -> Member:
        return Member(ObjectId(who), "X", frozenset({role}), tuple(TrustCode(t) for t in trusts))

    item = an_item(added_by=ObjectId("adder"))
    assert changes(somebody(Role.MEMBER, "tom"), item)
    assert changes(somebody(Role.MEMBER, "adder"), item)
    assert changes(somebody(Role.COORDINATOR), item)
    assert changes(somebody(Role.TRUST_LEAD, "x", "JPUH"), item)
    assert not changes(somebody(Role.TRUST_LEAD, "x", "NNUH"), item)
    assert not changes(somebody(Role.TRUST_LEAD, "x", "JPUH"), an_item(trust=EVERY))


def test_it_is_withdrawn_once_with_a_reason() -> None:
    gone = withdrawn(an_item(), " loaded twice ")
    assert (gone.status.words, gone.note) == ("withdrawn", "loaded twice")
    with pytest.raises(Invalid, match="few words"):
        withdrawn(an_item(), " ")
    with pytest.raises(NotAllowed, match="already"):
        withdrawn(gone, "again")


def test_every_status_and_strength_has_its_words() -> None:
    assert [s.words for s in Status] == ["current", "superseded", "reference", "withdrawn"]
    assert all(s.words.startswith(s.value) for s in Strength)
