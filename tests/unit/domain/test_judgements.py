"""A status is somebody's, on a day, under an edition; gaps are said, never ranked."""

from __future__ import annotations

import pytest

from domain.catalogue import FRAMEWORKS
from domain.judgements import KEPT_LOOKS, Standing, editions, gaps, judged, judgement_id, judges
from domain.people import Member, ObjectId, Role, TrustCode
from domain.refusals import Invalid
from tests.judgements_made import CNST, a_look, stands

TRUSTS = ("NNUH", "JPUH", "QEHKL")


def test_a_status_is_kept_under_the_present_edition_with_who_and_when() -> None:
    first = judged(None, CNST, "CNST:SA6", "JPUH", a_look(reason="  Tool at 82 per cent "))
    assert first.id == "FRM-CNST:SA6/year-7-2025-26/JPUH"
    assert (first.edition, first.latest.reason, first.latest.name) == (
        "year 7 (2025/26)",
        "Tool at 82 per cent",
        "Tom Bailey",
    )
    second = judged(first, CNST, "CNST:SA6", "JPUH", a_look(Standing.AT_RISK))
    assert [e.standing.words for e in second.looks] == ["met", "at risk"]
    with pytest.raises(Invalid, match="rests on"):
        judged(second, CNST, "CNST:SA6", "JPUH", a_look(reason=" "))


def test_the_record_keeps_a_year_of_looks() -> None:
    many = stands("CNST:SA6", "JPUH", *[Standing.ON_TRACK] * (KEPT_LOOKS + 3))
    assert len(many.looks) == KEPT_LOOKS
    assert many.looks[0].on.day == 4


def test_a_lead_judges_their_own_and_the_office_every_one() -> None:
    lead = Member(ObjectId("t"), "T", frozenset({Role.TRUST_LEAD}), (TrustCode("JPUH"), TrustCode("QEHKL")))
    assert judges(lead, TRUSTS) == ("JPUH", "QEHKL")
    assert judges(Member(ObjectId("r"), "R", frozenset({Role.COORDINATOR})), TRUSTS) == TRUSTS
    assert judges(Member(ObjectId("m"), "M", frozenset({Role.MEMBER})), TRUSTS) == ()


def test_editions_are_data_with_the_present_one_last() -> None:
    assert editions(CNST) == ("year 6 (2024/25)", "year 7 (2025/26)")
    assert editions(FRAMEWORKS["SBLCB"])[-1] == FRAMEWORKS["SBLCB"].version
    assert editions(FRAMEWORKS["LTP"]) == ("2019",)


def test_an_id_fits_its_column_for_every_requirement() -> None:
    longest = max(len(judgement_id(r.key, f.version, "T" * 16)) for f in FRAMEWORKS.values() for r in f.requirements)
    assert longest <= 64


def test_gaps_are_what_is_not_judged_not_well_or_well_without_evidence() -> None:
    standings = {
        ("CNST:SA6", "NNUH"): stands("CNST:SA6", "NNUH", Standing.MET),
        ("CNST:SA6", "JPUH"): stands("CNST:SA6", "JPUH", Standing.ON_TRACK),
        ("CNST:SA6", "QEHKL"): stands("CNST:SA6", "QEHKL", Standing.AT_RISK),
    }
    found = gaps(CNST, TRUSTS, standings, {("CNST:SA6", "NNUH"): 1})
    six = [g for g in found if g.requirement.key == "CNST:SA6"]
    assert [(g.what, g.trusts) for g in six] == [("on track, without evidence", ("JPUH",)), ("at risk", ("QEHKL",))]
    assert six[1].words.endswith("at risk: QEHKL")
    assert six[1].words.startswith("SA6 Can you demonstrate")
    assert {g.what for g in found if g.requirement.key != "CNST:SA6"} == {"not judged yet"}
    assert Standing.NOT_STARTED.words == "not started"
