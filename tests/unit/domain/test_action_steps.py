from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.action_dates import approve, ask_time, decline, discuss
from domain.action_steps import (
    ACKNOWLEDGED,
    Act,
    Note,
    Promise,
    acknowledge,
    assure,
    at_risk,
    deliver,
    give_evidence,
    no_change,
    on_track,
    promise,
    reassign,
    reopen,
    send_back,
    stop,
)
from domain.actions import KEPT_UPDATES, SHARED, Action, Mark, Status, lines_of
from domain.brag import Colour, brag
from domain.people import Member, ObjectId
from domain.refusals import Invalid, NotAllowed
from tests.actions_made import (
    BYSTANDER,
    CHAIR,
    DEPUTY,
    DUE,
    LEAD,
    OFFICE,
    OTHER_LEAD,
    OWNER,
    TODAY,
    VICE,
    act,
    delivered,
    evidenced,
    made,
    shared,
)

LATE = DUE + timedelta(3)
PAPER = Note("20 of 20", source="Audit report v1")


def assured() -> Action:
    return assure(evidenced(), act(CHAIR))


def stopped() -> Action:
    return stop(made(), act(CHAIR), "merged")


STATES: dict[Status, Callable[[], Action]] = {
    Status.OPEN: made,
    Status.DELIVERED: delivered,
    Status.EVIDENCED: evidenced,
    Status.ASSURED: assured,
    Status.NOT_DOING: stopped,
}
STEPS: dict[str, tuple[Callable[[Action], Action], dict[Status, Status]]] = {
    "no change": (lambda a: no_change(a, act()), {Status.OPEN: Status.OPEN}),
    "on track": (lambda a: on_track(a, act()), {Status.OPEN: Status.OPEN}),
    "at risk": (lambda a: at_risk(a, act()), {Status.OPEN: Status.OPEN}),
    "deliver": (lambda a: deliver(a, act()), {Status.OPEN: Status.DELIVERED}),
    "deliver with evidence": (lambda a: deliver(a, act(), PAPER), {Status.OPEN: Status.EVIDENCED}),
    "give evidence": (
        lambda a: give_evidence(a, act(), PAPER),
        {Status.OPEN: Status.OPEN, Status.DELIVERED: Status.EVIDENCED, Status.EVIDENCED: Status.EVIDENCED},
    ),
    "assure": (lambda a: assure(a, act(CHAIR)), {Status.EVIDENCED: Status.ASSURED}),
    "send back": (lambda a: send_back(a, act(CHAIR), Note("which ward?")), {Status.EVIDENCED: Status.DELIVERED}),
    "stop": (
        lambda a: stop(a, act(CHAIR), "merged"),
        dict.fromkeys((Status.OPEN, Status.DELIVERED, Status.EVIDENCED), Status.NOT_DOING),
    ),
    "reopen": (
        lambda a: reopen(a, act(CHAIR), "it came back"),
        dict.fromkeys((Status.DELIVERED, Status.EVIDENCED, Status.ASSURED, Status.NOT_DOING), Status.OPEN),
    ),
    "ask for time": (lambda a: ask_time(a, act(), DUE + timedelta(14), "sickness", "Tom"), {Status.OPEN: Status.OPEN}),
    "approve": (lambda a: approve(a, act(CHAIR)), {}),
    "decline": (lambda a: decline(a, act(CHAIR), "no"), {}),
    "discuss": (lambda a: discuss(a, act(CHAIR)), {}),
    "hand over": (
        lambda a: reassign(a, act(LEAD), LEAD, "she moved"),
        {s: s for s in (Status.OPEN, Status.DELIVERED, Status.EVIDENCED)},
    ),
}


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("step", list(STEPS))
def test_each_step_from_each_state_is_legal_or_refused(step: str, status: Status):
    run, legal = STEPS[step]
    before = STATES[status]()
    assert before.status == status
    if status in legal:
        assert run(before).status == legal[status]
    else:
        with pytest.raises(NotAllowed):
            run(before)


@pytest.mark.parametrize(
    ("step", "who"),
    [
        ("no change", BYSTANDER),
        ("on track", OFFICE),
        ("at risk", OTHER_LEAD),
        ("deliver", BYSTANDER),
        ("give evidence", BYSTANDER),
        ("assure", OFFICE),
        ("assure", OWNER),
        ("send back", LEAD),
        ("stop", LEAD),
        ("reopen", OWNER),
        ("ask for time", BYSTANDER),
        ("hand over", OWNER),
        ("hand over", OTHER_LEAD),
    ],
)
def test_who_may_not_is_refused(step: str, who: Member):
    run: dict[str, Callable[[Act], Action]] = {
        "no change": lambda a: no_change(made(), a),
        "on track": lambda a: on_track(made(), a),
        "at risk": lambda a: at_risk(made(), a),
        "deliver": lambda a: deliver(made(), a),
        "give evidence": lambda a: give_evidence(made(), a, PAPER),
        "assure": lambda a: assure(evidenced(), a),
        "send back": lambda a: send_back(evidenced(), a, PAPER),
        "stop": lambda a: stop(made(), a, "merged"),
        "reopen": lambda a: reopen(delivered(), a, "again"),
        "ask for time": lambda a: ask_time(made(), a, LATE, "why", ""),
        "hand over": lambda a: reassign(made(), a, LEAD, "why"),
    }
    with pytest.raises(NotAllowed):
        run[step](act(who))


def test_no_change_twice_running_when_overdue_is_refused():
    once = no_change(made(), act(on=LATE))
    with pytest.raises(Invalid, match="what stands in the way"):
        no_change(once, act(on=LATE))


def test_no_change_is_allowed_again_after_news_or_before_the_date():
    twice = no_change(no_change(made(), act()), act())
    assert twice.no_change_streak == 2
    told = at_risk(no_change(made(), act(on=LATE)), act(on=LATE))
    assert told.no_change_streak == 0
    assert no_change(told, act(on=LATE)).no_change_streak == 1


def test_on_track_after_the_date_has_passed_is_refused_kindly():
    assert on_track(made(), act(on=DUE)).mark == Mark.ON_TRACK
    with pytest.raises(Invalid, match="ask for more time"):
        on_track(made(), act(on=LATE))


def test_an_update_carries_what_was_said():
    after = at_risk(made(), act(DEPUTY), Note("waiting for the bank", 40, "staffing"))
    assert (after.mark, after.progress, after.barrier, after.heard_on) == (Mark.AT_RISK, 40, "staffing", TODAY)
    assert after.updates[0].name == "Dora"
    assert (after.updates[0].what, after.updates[0].text) == ("at risk", "waiting for the bank")


def test_what_is_not_said_stays():
    after = on_track(made(progress=30, barrier="data"), act())
    assert (after.progress, after.barrier) == (30, "data")
    assert on_track(made(barrier="data"), act(), Note(barrier="")).barrier == ""


@pytest.mark.parametrize("note", [Note(progress=101), Note(progress=-1), Note(barrier="weather")])
def test_figures_and_barriers_out_of_range_are_refused(note: Note):
    with pytest.raises(Invalid):
        on_track(made(), act(), note)


def test_the_history_on_the_record_is_bounded():
    action = made()
    for _ in range(KEPT_UPDATES + 5):
        action = on_track(action, act())
    assert len(action.updates) == KEPT_UPDATES


def test_delivery_is_noted_with_its_day_and_drops_a_waiting_request():
    asked = ask_time(made(), act(), LATE, "why", "")
    done = deliver(asked, act())
    assert done.delivered_on == TODAY
    assert done.progress == 100
    assert done.request is None


def test_evidence_given_while_open_is_held_and_counts_on_delivery():
    held = give_evidence(made(), act(), PAPER)
    assert held.status == Status.OPEN
    assert held.evidence[0].source == "Audit report v1"
    assert deliver(held, act()).status == Status.EVIDENCED


def test_evidence_from_before_a_reopening_does_not_count_again():
    again = reopen(assured(), act(CHAIR), "the audit was of another ward")
    assert again.evidence
    assert deliver(again, act()).status == Status.DELIVERED
    assert deliver(again, act(), PAPER).status == Status.EVIDENCED


def test_evidence_needs_a_link_or_a_document():
    with pytest.raises(Invalid, match="link"):
        give_evidence(delivered(), act(), Note("it is somewhere"))


def test_sending_evidence_back_needs_words():
    with pytest.raises(Invalid, match="missing"):
        send_back(evidenced(), act(CHAIR), Note())


def test_assurance_names_the_second_person_and_closes():
    done = assured()
    assert (done.verified_by, done.verified_name) == (CHAIR.object_id, "Helen")
    assert done.closed_at is not None


def test_reopening_takes_assurance_and_closing_away_and_keeps_dates():
    again = reopen(assured(), act(CHAIR), "it came back")
    assert again.closed_at is None
    assert again.verified_by == ""
    assert again.delivered_on is None
    assert again.progress == 99
    assert again.original_due == again.due == DUE


@pytest.mark.parametrize("step", [stop, reopen])
def test_stopping_and_reopening_need_a_reason(step: Callable[[Action, Act, str], Action]):
    with pytest.raises(Invalid, match="Reason"):
        step(delivered(), act(CHAIR), " ")


def test_not_doing_keeps_the_reason():
    assert stopped().closed_reason == "merged"


# ---------------------------------------------------------------- shared


def test_a_shared_action_is_as_far_as_its_last_trust():
    action = deliver(shared(), act(LEAD))
    assert action.status == Status.OPEN
    assert [x.status for x in action.lines] == [Status.OPEN, Status.DELIVERED, Status.OPEN]
    assert action.updates[0].what == "JPUH: delivered"
    for trust in ("NNUH", "QEHKL"):
        action = deliver(action, act(OWNER), Note(trust=trust))
    assert action.status == Status.DELIVERED
    for trust in action.trusts:
        action = give_evidence(action, act(OWNER), replace(PAPER, trust=trust))
    assert action.status == Status.EVIDENCED
    for trust in action.trusts[:2]:
        action = assure(action, act(CHAIR), Note(trust=trust))
    assert action.status == Status.EVIDENCED
    assert assure(action, act(VICE)).status == Status.ASSURED


def test_its_owner_has_to_say_which_trust_is_done():
    with pytest.raises(Invalid, match="which trust: NNUH, JPUH, QEHKL"):
        deliver(shared(), act(OWNER))
    with pytest.raises(Invalid, match="done already"):
        deliver(shared(), act(OWNER), Note(trust="XYZ"))


def test_a_lead_speaks_for_their_own_line_only():
    with pytest.raises(NotAllowed, match="your own trust"):
        deliver(shared(), act(LEAD), Note(trust="NNUH"))


def test_the_chair_has_to_say_which_line_is_assured():
    action = shared()
    for trust in ("NNUH", "JPUH"):
        action = deliver(action, act(OWNER), replace(PAPER, trust=trust))
    with pytest.raises(Invalid, match="which trust"):
        assure(action, act(CHAIR))


def test_evidence_of_one_line_is_not_anothers():
    action = give_evidence(shared(), act(LEAD), PAPER)
    assert action.evidence[0].trust == "JPUH"
    action = deliver(action, act(OWNER), Note(trust="NNUH"))
    assert action.line("NNUH").status == Status.DELIVERED  # pyright: ignore[reportOptionalMemberAccess] it has the line
    assert deliver(action, act(LEAD)).line("JPUH").status == Status.EVIDENCED  # pyright: ignore[reportOptionalMemberAccess] it has the line


# ---------------------------------------------------------------- making and handing over


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"title": " "}, "What will be done"),
        ({"why": ""}, "Why"),
        ({"owner": ObjectId("")}, "Owner"),
        ({"due": TODAY - timedelta(1)}, "Due"),
        ({"trust": SHARED}, "Trust"),
    ],
)
def test_a_promise_has_title_reason_owner_and_date(fault: dict[str, object], said: str):
    good = Promise("Audit", "A walkabout", "JPUH", OWNER.object_id, OWNER.name, TODAY)
    assert promise("ACT-26-001", good, act()).original_due == TODAY
    with pytest.raises(Invalid) as refused:
        promise("ACT-26-001", replace(good, **fault), act())  # pyright: ignore[reportArgumentType] the faults are typed loosely
    assert refused.value.field == said


def test_handing_over_names_both_and_needs_a_reason():
    after = reassign(made(), act(OFFICE), BYSTANDER, "Olive moved")
    assert (after.owner, after.owner_name) == (BYSTANDER.object_id, "Sam")
    assert after.updates[0].what == "handed over from Olive to Sam"
    with pytest.raises(Invalid, match="Reason"):
        reassign(made(), act(OFFICE), BYSTANDER, "")
    with pytest.raises(Invalid, match="owns it already"):
        reassign(made(), act(OFFICE), OWNER, "why")
    with pytest.raises(Invalid, match="in the group now"):
        reassign(made(), act(OFFICE), replace(BYSTANDER, active=False), "why")


def test_a_deputy_who_becomes_owner_is_deputy_no_more():
    after = reassign(made(), act(LEAD), DEPUTY, "Olive moved")
    assert (after.owner, after.deputy, after.deputy_name) == (DEPUTY.object_id, "", "")


def test_whoever_owns_it_may_say_once_that_they_have_seen_it():
    seen = acknowledge(made(), act())
    assert (seen.updates[0].what, seen.heard_on) == (ACKNOWLEDGED, made().heard_on)
    assert acknowledge(seen, act()) is seen
    with pytest.raises(NotAllowed, match="acknowledged by whoever owns it"):
        acknowledge(made(), act(BYSTANDER))
    with pytest.raises(NotAllowed, match="is closed"):
        acknowledge(stopped(), act())


def test_a_trusts_lead_speaks_for_its_line_and_the_whole_is_still_asked_of_its_owner():
    action = at_risk(replace(shared(), heard_on=TODAY - timedelta(9)), act(LEAD), Note("No theatre time"))
    assert [(x.trust, x.at_risk) for x in action.lines] == [("NNUH", False), ("JPUH", True), ("QEHKL", False)]
    assert action.mark == Mark.NONE
    assert action.heard_on == TODAY - timedelta(9), "its owner is still asked"
    assert action.updates[0].what == "JPUH: at risk"
    assert brag(action, TODAY, 30).words == "amber: the line of JPUH is said to be at risk"
    better = on_track(action, act(LEAD))
    assert brag(better, TODAY, 30).colour == Colour.GREEN
    assert not deliver(action, act(LEAD)).lines[1].at_risk, "what is delivered is at risk no more"
    with pytest.raises(NotAllowed):
        on_track(shared(), act(LEAD), Note(trust="NNUH"))


def test_its_owner_and_the_chair_speak_for_the_whole():
    for by in (OWNER, CHAIR):
        action = at_risk(shared(), act(by))
        assert action.mark == Mark.AT_RISK
        assert not any(x.at_risk for x in action.lines)
        assert brag(action, TODAY, 30).words == "amber: its owner says it is at risk"


def test_whose_lines_wait_for_whom():
    assert [x.trust for x in lines_of(LEAD, shared())] == ["JPUH"]
    assert lines_of(OWNER, shared()) == ()
    assert lines_of(LEAD, made()) == (), "an ordinary action is its owner's"
    done = deliver(shared(), act(LEAD), Note(source="a link"))
    assert lines_of(LEAD, done) == (), "its evidence is given"
