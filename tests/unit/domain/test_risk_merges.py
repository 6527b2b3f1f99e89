"""Two risks become one: each trust's own score stays, nothing is lost, an acceptance ends."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.people import ObjectId
from domain.refusals import Invalid, NotAllowed
from domain.risk_changes import accepted, closed
from domain.risk_merges import merged
from domain.risks import ALL, Seen, Status
from tests.sample_risks import a_raised, sign

TRUSTS = ("NNUH", "JPUH", "QEHKL", ALL)


def seen(trust: str, likelihood: int = 0, *, yes: bool = True) -> Seen:
    return Seen(trust, yes, "", ObjectId("x"), date(2026, 11, 1), likelihood, 4 if likelihood else 0)


def test_of_two_trusts_risks_comes_one_of_the_system_with_each_score():
    here = a_raised("RSK-26-001", trust="JPUH", controls=("Huddle", "Locum bank"))
    there = a_raised("RSK-26-002", trust="QEHKL", likelihood=3, controls=("Locum bank", "Rota"), gaps=("No cover",))
    after, gone = merged(here, there, sign(), "the same rota")
    assert after.trust == ALL
    assert [s.words for s in after.elsewhere] == [
        "JPUH: seen here too, 16 (likely 4 x major 4)",
        "QEHKL: seen here too, 12 (possible 3 x major 4)",
    ]
    assert after.controls == ("Huddle", "Locum bank", "Rota")
    assert after.gaps == ("No signed mutual aid agreement", "No cover")
    assert (after.score, after.reviews, after.next_review) == (here.score, here.reviews, here.next_review)
    assert after.merged == ("RSK-26-002",)
    assert (gone.status, gone.merged_into, gone.closed_reason) == (Status.CLOSED, "RSK-26-001", "the same rota")


def test_two_of_one_trust_stay_that_trusts_own():
    after, _ = merged(a_raised("RSK-26-001"), a_raised("RSK-26-002"), sign(), "written twice")
    assert (after.trust, after.elsewhere) == ("JPUH", ())


def test_what_others_said_of_either_stays_and_a_score_goes_before_a_mere_yes():
    shared = a_raised("RSK-26-001", trust=ALL, elsewhere=(seen("NNUH"), seen("QEHKL", 2)))
    part = a_raised("RSK-26-002", trust="JPUH", elsewhere=(seen("NNUH", 5), seen("QEHKL", 4)))
    after, _ = merged(shared, part, sign(), "one risk")
    assert {s.trust: s.likelihood for s in after.elsewhere} == {"JPUH": 4, "NNUH": 5, "QEHKL": 2}


def test_what_became_part_of_a_part_is_part_of_the_whole():
    part = a_raised("RSK-26-002", merged=("RSK-26-007",))
    assert merged(a_raised(), part, sign(), "one risk")[0].merged == ("RSK-26-002", "RSK-26-007")


def test_an_acceptance_of_what_stays_ends_for_more_is_accepted_than_was():
    held = accepted(a_raised("RSK-26-001"), sign(), date(2027, 3, 1), "for the winter")
    after, _ = merged(held, a_raised("RSK-26-002", trust="NNUH", controls=held.controls), sign(), "one risk")
    assert after.status == Status.OPEN
    assert after.acceptance is not None
    assert after.acceptance.void == "RSK-26-002 became part of it"


def test_no_risk_is_part_of_itself_or_of_one_that_is_closed():
    with pytest.raises(Invalid, match="another risk"):
        merged(a_raised(), a_raised(), sign(), "one risk")
    over = closed(a_raised("RSK-26-001"), sign(), "gone")
    with pytest.raises(NotAllowed, match="RSK-26-001 is closed"):
        merged(over, a_raised("RSK-26-002"), sign(), "one risk")
    with pytest.raises(NotAllowed, match="RSK-26-001 is closed"):
        merged(a_raised("RSK-26-002"), over, sign(), "one risk")
    with pytest.raises(Invalid, match="why the risk is closed"):
        merged(a_raised("RSK-26-001"), a_raised("RSK-26-002"), sign(), "  ")


@given(st.sampled_from(TRUSTS), st.sampled_from(TRUSTS), st.sets(st.sampled_from(TRUSTS[:3])), st.data())
def test_every_trust_that_had_a_say_keeps_it(one: str, other: str, said: set[str], data: st.DataObject):
    here = a_raised("RSK-26-001", trust=one, elsewhere=tuple(seen(t, 2) for t in sorted(said - {one})))
    more = data.draw(st.sets(st.sampled_from(TRUSTS[:3])))
    there = a_raised("RSK-26-002", trust=other, elsewhere=tuple(seen(t, 3) for t in sorted(more - {other})))
    after, _ = merged(here, there, sign(), "one risk")
    own = {one, other} - {ALL} if one != other else set[str]()
    kept = {s.trust for s in after.elsewhere}
    assert kept == (own | (said - {one}) | (more - {other})) - ({one} if one == other else set())
    assert after.trust == (one if one == other else ALL)
    assert all(s.likelihood for s in after.elsewhere)
