"""A risk's own words: its sentence, where it stands, whether its acceptance has run out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from domain.people import ObjectId
from domain.risks import Acceptance, Seen, Status, expired, standing, tolerance
from tests.sample_risks import GROUP, a_risk


def test_the_sentence_runs_from_cause_to_effect() -> None:
    assert a_risk().sentence == (
        "If there is a shortage of registrars across all units, then women may wait for senior review out of hours, "
        "leading to delayed decisions in labour."
    )
    assert a_risk(cause="CTG paper runs out.").sentence.startswith("If CTG paper runs out, then")
    assert a_risk(cause="A roof leaks").sentence.startswith("If a roof leaks, then")


def test_the_score_always_follows_from_its_parts() -> None:
    assert a_risk().score == 16
    assert replace(a_risk(), likelihood=3).score == 12
    assert a_risk(score=25).score == 16, "a score that does not fit is put right"


def test_where_it_stands_names_band_tolerance_and_target() -> None:
    assert standing(a_risk(), GROUP) == "16 extreme, 10 over tolerance 6, 8 over target 8"
    assert standing(a_risk(likelihood=2), GROUP) == "8 high, 2 over tolerance 6, at target 8"
    assert (
        standing(a_risk(likelihood=1, appetite="open"), GROUP) == "4 moderate, 8 under tolerance 12, 4 under target 8"
    )


def test_an_unknown_appetite_gets_the_strictest_tolerance() -> None:
    assert tolerance(a_risk(appetite="hungry"), GROUP) == 3


def test_an_acceptance_holds_until_its_day() -> None:
    at = datetime(2026, 6, 1, tzinfo=UTC)
    held = Acceptance(ObjectId("chair"), "Helen", at, date(2026, 11, 22), "winter only", 4, 4, (), ())
    accepted = a_risk(status=Status.ACCEPTED, acceptance=held)
    assert expired(accepted, date(2026, 11, 23))
    assert not expired(accepted, date(2026, 11, 22)), "on its last day it still holds"
    assert not expired(replace(accepted, status=Status.OPEN), date(2026, 12, 23))


def test_another_trusts_answer_in_words() -> None:
    by = ObjectId("x")
    assert Seen("NNUH", True, "", by, date(2026, 11, 1), 3, 4).words == "NNUH: seen here too, 12 (possible 3 x major 4)"
    assert Seen("QEHKL", False, "", by, date(2026, 11, 1)).words == "QEHKL: not seen here"
