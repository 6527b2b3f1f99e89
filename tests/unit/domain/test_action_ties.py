"""What an action is tied to, and how that changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.action_steps import stop
from domain.action_ties import MOST, Ties, fields_of, frameworks_of, may_tie, records_of, retied
from domain.refusals import Invalid, NotAllowed
from tests.actions_made import BYSTANDER, CHAIR, LEAD, OBSERVER, OFFICE, OTHER_LEAD, OWNER, act, made


def test_the_first_risk_and_decision_have_their_place_and_nothing_is_lost():
    found = fields_of(Ties(" rsk-26-001 ", ("DEC-26-002", "RSK-26-003", "RET-2026-10-JPUH", "DEC-26-004")))
    assert (found["why"], found["risk"], found["decision"]) == ("RSK-26-001", "RSK-26-001", "DEC-26-002")
    assert found["also"] == ("RSK-26-003", "RET-2026-10-JPUH", "DEC-26-004")
    action = replace(made(), **found)
    assert action.links == ("RSK-26-001", "DEC-26-002", "RSK-26-003", "RET-2026-10-JPUH", "DEC-26-004")
    assert records_of(action) == ("DEC-26-002", "RSK-26-003", "RET-2026-10-JPUH", "DEC-26-004")


def test_words_may_be_the_why():
    found = fields_of(Ties("A walkabout", ("RSK-26-003",)))
    assert (found["why"], found["risk"], found["also"]) == ("A walkabout", "RSK-26-003", ())


def test_there_is_a_most():
    with pytest.raises(Invalid, match="at most 12 records"):
        fields_of(Ties("why", tuple(f"RSK-26-{n:03}" for n in range(MOST + 1))))


def test_the_history_says_what_came_and_what_went():
    before = made(risk="RSK-26-003", theme="bereavement")
    after = retied(before, act(), Ties("DEC-26-001", ("RSK-26-004",), "", ("CNST:SA6",)))
    assert after.updates[0].what == "ties changed"
    assert after.updates[0].text == (
        "why is DEC-26-001, was RET-2026-10-JPUH; tied to RSK-26-004, CNST:SA6; "
        "no longer to RSK-26-003, theme Bereavement"
    )
    assert (after.heard_on, after.due) == (before.heard_on, before.due)


def test_what_is_refused():
    action = made()
    with pytest.raises(Invalid, match="nothing is different"):
        retied(action, act(), Ties(action.why))
    with pytest.raises(Invalid, match="Why"):
        retied(action, act(), Ties(" "))
    with pytest.raises(NotAllowed, match="changed by its owner"):
        retied(action, act(BYSTANDER), Ties("DEC-26-001"))
    with pytest.raises(NotAllowed, match="closed"):
        retied(stop(action, act(CHAIR), "merged"), act(), Ties("DEC-26-001"))


def test_who_may():
    may = [m.name for m in (OWNER, CHAIR, OFFICE, LEAD, OTHER_LEAD, BYSTANDER, OBSERVER) if may_tie(m, made())]
    assert may == ["Olive", "Helen", "Ruth", "Tom"]


def test_frameworks_as_people_type_them():
    assert frameworks_of(["cnst:sa6", " CNST SA6", "pqsm", "CNST"]) == ("CNST:SA6", "PQSM", "CNST")
    with pytest.raises(Invalid, match="I do not know 'gold star'"):
        frameworks_of(["gold star"])
