from datetime import date, timedelta

import pytest

from domain.action_dates import approve, ask_time, decline, discuss
from domain.actions import Action
from domain.refusals import Invalid, NotAllowed
from tests.actions_made import CHAIR, DUE, LEAD, OFFICE, OWNER, TODAY, VICE, act, made

LATER = DUE + timedelta(14)


def asked(action: Action | None = None, to: date = LATER) -> Action:
    return ask_time(action or made(), act(), to, "the auditor is on leave", "JPUH covers from May")


def test_asking_moves_no_date():
    action = asked()
    assert action.due == DUE
    assert action.slips == 0
    assert action.request is not None
    assert action.request.to == LATER
    assert action.request.agreed == "JPUH covers from May"


def test_approval_moves_the_date_counts_one_slip_and_keeps_the_first_date():
    action = approve(asked(), act(CHAIR))
    assert (action.original_due, action.due, action.slips) == (DUE, LATER, 1)
    (slip,) = action.changes
    assert (slip.was, slip.to, slip.reason, slip.agreed, slip.name) == (
        DUE,
        LATER,
        "the auditor is on leave",
        "JPUH covers from May",
        "Helen",
    )
    assert action.request is None


def test_declining_leaves_the_date_and_needs_a_reason():
    with pytest.raises(Invalid, match="Reason"):
        decline(asked(), act(CHAIR), "")
    action = decline(asked(), act(CHAIR), "the trust needs it before the visit")
    assert (action.due, action.slips, action.request) == (DUE, 0, None)


def test_discussing_keeps_the_request():
    action = discuss(asked(), act(VICE))
    assert action.request is not None
    assert action.request.discuss
    assert approve(action, act(CHAIR)).due == LATER


def test_a_second_request_replaces_the_first():
    action = asked(asked(), LATER + timedelta(7))
    assert action.request is not None
    assert action.request.to == LATER + timedelta(7)


@pytest.mark.parametrize(("to", "why"), [(DUE, "later date"), (DUE - timedelta(1), "later date")])
def test_a_new_date_is_later_than_the_old_one(to: date, why: str):
    with pytest.raises(Invalid, match=why):
        asked(to=to)


def test_a_new_date_lies_ahead():
    late = DUE + timedelta(30)
    with pytest.raises(Invalid, match="after 28 February 2027"):
        ask_time(made(), act(on=late), DUE + timedelta(2), "why", "")


def test_more_time_needs_a_reason():
    with pytest.raises(Invalid, match="Reason"):
        ask_time(made(), act(), LATER, " ", "")


def test_the_chair_asking_for_somebody_else_grants_it_at_once():
    action = ask_time(made(), act(CHAIR), LATER, "agreed in the meeting", "")
    assert (action.due, action.slips) == (LATER, 1)


def test_a_chair_who_owns_it_asks_the_other_one():
    action = ask_time(made(owner=CHAIR.object_id), act(CHAIR), LATER, "why", "")
    assert action.due == DUE
    with pytest.raises(NotAllowed, match="own request"):
        approve(action, act(CHAIR))
    assert approve(action, act(VICE)).due == LATER


@pytest.mark.parametrize("who", [OWNER, LEAD, OFFICE])
def test_only_the_chairs_decide(who: object):
    with pytest.raises(NotAllowed):
        approve(asked(), act(who))  # pyright: ignore[reportArgumentType] members


def test_each_change_is_a_slip_and_the_first_date_stands():
    action = made()
    for n in range(1, 4):
        action = approve(asked(action, DUE + timedelta(7 * n)), act(CHAIR))
    assert action.slips == len(action.changes) == 3
    assert action.original_due == DUE
    assert action.needs_decision
    assert action.heard_on == TODAY
