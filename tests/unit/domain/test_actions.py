from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.actions import (
    SHARED,
    Action,
    Line,
    Mark,
    Request,
    Status,
    is_record,
    may_assure,
    may_decide,
    may_reassign,
    may_update,
    owns,
)
from domain.people import ObjectId
from tests.actions_made import (
    CHAIR,
    DEPUTY,
    DUE,
    EVERYBODY,
    LEAD,
    NOW,
    OBSERVER,
    OFFICE,
    OTHER_LEAD,
    OWNER,
    TODAY,
    TRUSTS,
    VICE,
    delivered,
    evidenced,
    made,
    shared,
)


def bare() -> Action:
    return Action("ACT-26-002", "Audit", "Staff feedback", "JPUH", ObjectId("olive"), "Olive", DUE, DUE)


def test_only_owner_deputy_lead_and_chairs_update():
    assert {m.name for m in EVERYBODY if may_update(m, made())} == {"Olive", "Dora", "Tom", "Helen", "David"}


def test_any_trusts_lead_updates_a_shared_action():
    assert may_update(OTHER_LEAD, shared())
    assert not may_update(OTHER_LEAD, made())


def test_an_observer_who_owns_an_action_updates_it():
    assert may_update(OBSERVER, made(owner=OBSERVER.object_id))


def test_chair_office_and_the_trusts_lead_hand_over():
    assert {m.name for m in EVERYBODY if may_reassign(m, made())} == {"Helen", "David", "Ruth", "Tom"}


def test_only_the_chairs_assure_and_the_office_never():
    assert {m.name for m in EVERYBODY if may_assure(m, evidenced())} == {"Helen", "David"}


@pytest.mark.parametrize("action", [made(), delivered()])
def test_without_evidence_nobody_assures(action: Action):
    assert not any(may_assure(m, action) for m in EVERYBODY)


def test_a_chair_with_a_hand_in_it_does_not_assure():
    assert not may_assure(CHAIR, evidenced(made(owner=CHAIR.object_id), by=LEAD))
    assert not may_assure(CHAIR, evidenced(made(deputy=CHAIR.object_id)))
    assert not may_assure(CHAIR, evidenced(by=CHAIR))
    assert may_assure(VICE, evidenced(by=CHAIR))


def test_assurance_is_asked_for_one_line():
    lines = (Line("NNUH", Status.EVIDENCED), Line("JPUH", Status.DELIVERED))
    action = replace(shared(), lines=lines)
    assert may_assure(CHAIR, action, "NNUH")
    assert not may_assure(CHAIR, action, "JPUH")


def test_nobody_decides_on_their_own_request():
    asked = Request(DUE + timedelta(7), "why", "", CHAIR.object_id, CHAIR.name, NOW)
    assert not may_decide(CHAIR, made(request=asked))
    assert may_decide(VICE, made(request=asked))
    assert not may_decide(OFFICE, made(request=asked))
    assert may_decide(CHAIR, made())


def test_owner_and_deputy_own_it():
    assert owns(OWNER, made())
    assert owns(DEPUTY, made())
    assert not owns(LEAD, made())


def test_overdue_is_open_and_past_its_date():
    assert not made().overdue(DUE)
    assert made().overdue(DUE + timedelta(1))
    assert not delivered().overdue(DUE + timedelta(1))


def test_the_third_change_of_date_is_for_the_chair():
    asked = Request(DUE + timedelta(7), "why", "", OWNER.object_id, OWNER.name, NOW)
    assert not made(slips=2).needs_decision
    assert made(slips=2, request=asked).needs_decision
    assert made(slips=3).needs_decision
    assert not made(slips=3, status=Status.ASSURED).needs_decision


def test_links_name_records_theme_and_frameworks_once():
    action = made(risk="RSK-26-003", theme="pph", frameworks=("CNST:SA8",), decision="")
    assert action.links == ("RET-2026-10-JPUH", "RSK-26-003", "theme:pph", "CNST:SA8")
    assert bare().links == ()
    assert made(risk="RET-2026-10-JPUH").links == ("RET-2026-10-JPUH",)


@pytest.mark.parametrize(("words", "record"), [("RSK-26-003", True), ("RSK", False), ("MIS SA8 - late", False)])
def test_a_records_id_is_told_from_words(words: str, record: bool):
    assert is_record(words) is record


def test_an_action_made_without_lines_has_one():
    action = bare()
    assert action.all_lines == (Line("JPUH"),)
    assert action.line("JPUH") == Line("JPUH")
    assert action.line("NNUH") is None
    assert action.trusts == ("JPUH",)
    assert action.last_update_at is None


def test_a_shared_action_has_a_line_for_each_trust():
    action = shared()
    assert action.shared
    assert action.trust == SHARED
    assert action.trusts == TRUSTS
    assert action.last_update_at == NOW


@pytest.mark.parametrize("word", [*Status, *Mark])
def test_each_state_has_words(word: Status | Mark):
    assert word.words


def test_closed_is_assured_or_not_doing():
    assert [s for s in Status if replace(bare(), status=s).closed] == [Status.ASSURED, Status.NOT_DOING]
    assert not made().overdue(date(2026, 11, 22))
    assert made().start == TODAY
