"""What may happen to a risk, and what it needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.people import ObjectId
from domain.refusals import Invalid, NotAllowed
from domain.risk_changes import (
    KEPT_REVIEWS,
    accepted,
    answered_elsewhere,
    closed,
    detailed,
    raised,
    reassigned,
    review_due,
    reviewed,
    shared,
    unchanged,
)
from domain.risks import ALL, Response, Risk, Seen, Status
from domain.scores import Score
from tests.actions_made import BYSTANDER, OBSERVER
from tests.sample_risks import GROUP, a_raised, a_risk, sign

NOVEMBER = date(2026, 11, 23)
scores = st.builds(Score, st.integers(1, 5), st.integers(1, 5))


@pytest.mark.parametrize(
    ("score", "after", "due"),
    [
        (16, date(2026, 11, 23), date(2026, 12, 23)),
        (12, date(2026, 11, 23), date(2027, 1, 23)),
        (6, date(2026, 11, 23), date(2027, 2, 23)),
        (3, date(2026, 8, 31), date(2027, 2, 28)),
        (15, date(2026, 12, 31), date(2027, 1, 31)),
    ],
)
def test_the_review_day_follows_from_the_band(score: int, after: date, due: date) -> None:
    assert review_due(GROUP, score, after) == due


def test_a_raised_risk_has_its_first_score_and_review_day() -> None:
    risk = a_raised(day=date(2026, 6, 1))
    assert [(r.score, r.rationale) for r in risk.reviews] == [(16, "raised")]
    assert risk.next_review == date(2026, 7, 1)
    assert risk.created_at == risk.moved_at is not None


@pytest.mark.parametrize(
    ("part", "label"), [("cause", "If"), ("event", "Then"), ("effect", "Leading to"), ("title", "Title")]
)
def test_every_part_of_the_sentence_is_needed(part: str, label: str) -> None:
    with pytest.raises(Invalid) as refusal:
        raised(a_risk(**{part: "  "}), GROUP, sign())
    assert refusal.value.field == label


def test_a_target_above_the_current_score_is_refused() -> None:
    with pytest.raises(Invalid, match="20 lies above the current score of 16"):
        raised(a_risk(target=Score(4, 5)), GROUP, sign())
    with pytest.raises(Invalid, match="lies above"):
        detailed(a_raised(), replace(a_raised(), target=Score(4, 5)))


def test_a_review_needs_a_rationale_and_moves_the_review_day() -> None:
    with pytest.raises(Invalid, match="why the score is what it is"):
        reviewed(a_raised(), GROUP, sign(), Score(3, 4), " ")
    after = reviewed(a_raised(), GROUP, sign(NOVEMBER), Score(3, 4), "two registrars started", controls=("Locum bank",))
    assert (after.score, after.controls) == (12, ("Locum bank",))
    assert after.next_review == date(2027, 1, 23)
    assert after.reviews[-1].controls_changed
    assert after.moved_at == sign(NOVEMBER).at
    assert not reviewed(after, GROUP, sign(), Score(4, 4), "they left").reviews[-1].controls_changed


def test_a_review_that_keeps_the_score_does_not_move_it() -> None:
    risk = a_raised(day=date(2026, 6, 1))
    assert reviewed(risk, GROUP, sign(NOVEMBER), Score(4, 4), "still so").moved_at == risk.moved_at


def test_no_change_needs_a_reason_and_is_not_possible_twice_running_from_fifteen_on() -> None:
    with pytest.raises(Invalid, match="why nothing has changed"):
        unchanged(a_raised(), GROUP, sign(), "")
    once = unchanged(a_raised(), GROUP, sign(), "rota as before")
    assert once.reviews[-1].no_change
    with pytest.raises(NotAllowed, match="twice running"):
        unchanged(once, GROUP, sign(), "rota as before")
    looked = reviewed(once, GROUP, sign(), Score(4, 4), "still four gaps a week")
    assert unchanged(looked, GROUP, sign(), "as before").reviews[-1].no_change
    low = replace(once, likelihood=3)
    assert unchanged(low, GROUP, sign(), "again").score == 12, "below fifteen it may be said again"


@given(st.lists(scores, max_size=40))
def test_reviews_stay_bounded_and_the_latest_is_the_current_score(given_scores: list[Score]) -> None:
    risk = a_raised()
    for score in given_scores:
        risk = reviewed(risk, GROUP, sign(), score, "because")
    assert len(risk.reviews) == min(len(given_scores) + 1, KEPT_REVIEWS)
    assert risk.reviews[-1].score == risk.score
    assert risk.next_review == review_due(GROUP, risk.score, NOVEMBER if given_scores else date(2026, 6, 1))


def test_acceptance_needs_a_reason_and_a_day_within_a_year() -> None:
    risk = a_raised()
    for until, reason, said in (
        (date(2027, 3, 1), "", "why the risk is accepted"),
        (NOVEMBER, "winter", "a day to come"),
        (date(2027, 12, 1), "for long", "a year at most"),
    ):
        with pytest.raises(Invalid, match=said):
            accepted(risk, sign(), until, reason)
    held = accepted(risk, sign(by="chair", name="Helen Marsh"), date(2027, 3, 1), "until the new rota")
    assert (held.status, held.response) == (Status.ACCEPTED, Response.TOLERATE)
    assert held.acceptance is not None
    assert (held.acceptance.name, held.acceptance.until) == ("Helen Marsh", date(2027, 3, 1))


def an_accepted() -> Risk:
    return accepted(a_raised(), sign(by="chair"), date(2027, 3, 1), "until the new rota")


def test_a_material_change_voids_the_acceptance_and_says_why() -> None:
    worse = reviewed(an_accepted(), GROUP, sign(), Score(5, 4), "worse")
    assert worse.status == Status.OPEN
    assert worse.acceptance is not None
    assert worse.acceptance.void == "the score is no longer 16 (likely 4 x major 4)"
    fewer = detailed(an_accepted(), replace(an_accepted(), controls=()))
    assert fewer.status == Status.OPEN
    assert fewer.acceptance is not None
    assert "controls or gaps" in fewer.acceptance.void


def test_what_is_not_material_leaves_the_acceptance() -> None:
    assert reviewed(an_accepted(), GROUP, sign(), Score(4, 4), "as it was").status == Status.ACCEPTED
    assert unchanged(an_accepted(), GROUP, sign(), "as it was").status == Status.ACCEPTED
    assert detailed(an_accepted(), replace(an_accepted(), held_at="SQOG")).status == Status.ACCEPTED


def test_a_closed_risk_takes_nothing_more() -> None:
    with pytest.raises(Invalid, match="why the risk is closed"):
        closed(a_raised(), sign(), "")
    done = closed(a_raised(), sign(), "rota filled")
    assert (done.live, done.next_review, done.closed_reason) == (False, None, "rota filled")
    seen = Seen("NNUH", True, "", ObjectId("n"), NOVEMBER)
    for change in (
        lambda: reviewed(done, GROUP, sign(), Score(1, 1), "x"),
        lambda: unchanged(done, GROUP, sign(), "x"),
        lambda: accepted(done, sign(), date(2027, 1, 1), "x"),
        lambda: closed(done, sign(), "x"),
        lambda: answered_elsewhere(done, seen),
        lambda: shared(done, sign()),
        lambda: detailed(done, done),
    ):
        with pytest.raises(NotAllowed, match="is closed"):
            change()


def test_other_trusts_answer_once_each_and_the_risk_can_become_a_shared_one() -> None:
    risk = a_raised()
    with pytest.raises(NotAllowed, match="No other trust"):
        shared(risk, sign())
    with pytest.raises(NotAllowed, match="own trust"):
        answered_elsewhere(risk, Seen("JPUH", True, "", ObjectId("j"), NOVEMBER))
    risk = answered_elsewhere(risk, Seen("QEHKL", False, "no", ObjectId("q"), NOVEMBER))
    risk = answered_elsewhere(risk, Seen("NNUH", False, "no", ObjectId("n"), NOVEMBER))
    risk = answered_elsewhere(risk, Seen("NNUH", True, "yes, after all", ObjectId("n"), NOVEMBER, 3, 4))
    assert [(s.trust, s.seen) for s in risk.elsewhere] == [("NNUH", True), ("QEHKL", False)]
    system = shared(risk, sign())
    assert system.trust == ALL
    assert [(s.trust, s.likelihood * s.consequence) for s in system.elsewhere] == [
        ("JPUH", 16),
        ("NNUH", 12),
        ("QEHKL", 0),
    ]
    with pytest.raises(NotAllowed, match="already"):
        shared(system, sign())


def test_a_risk_gets_another_owner_and_keeps_everything_else() -> None:
    risk = accepted(a_raised(), sign(NOVEMBER), date(2027, 3, 1), "no money")
    after = reassigned(risk, BYSTANDER, "a new post")
    assert (after.owner, after.owner_name) == (BYSTANDER.object_id, "Sam")
    assert replace(after, owner=risk.owner, owner_name=risk.owner_name) == risk


def test_a_risk_is_given_only_to_somebody_else_who_may_own_it_and_with_a_reason() -> None:
    risk = a_raised()
    with pytest.raises(Invalid, match="owns it already"):
        reassigned(replace(risk, owner=BYSTANDER.object_id), BYSTANDER, "why")
    with pytest.raises(Invalid, match="no observer"):
        reassigned(risk, OBSERVER, "why")
    with pytest.raises(Invalid, match="Reason"):
        reassigned(risk, BYSTANDER, " ")
    with pytest.raises(NotAllowed):
        reassigned(closed(risk, sign(), "merged"), BYSTANDER, "why")
