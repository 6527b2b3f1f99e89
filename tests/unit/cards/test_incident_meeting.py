"""The incident meeting on one card, and the forms of a deep dive."""

from __future__ import annotations

from dataclasses import replace

from cards import forms
from cards import incident_meeting as cards
from domain.deep_dives import DeepDive, Stage, rota
from domain.refusals import Invalid
from tests.cards_check import check
from tests.goldens import golden
from tests.scene import titles

TRUSTS = ("NNUH", "JPUH", "QEHKL")
DIVE = DeepDive("DIV-26-001", "triage", "NNUH", "2026-12", version=1)
DONE = replace(DIVE, id="DIV-26-002", month="2026-10", stage=Stage.DONE, result="One number for all calls")
FAULT = (Invalid("Theme", "please fill this in."),)
TOLD = cards.Told(
    "2026-10",
    TRUSTS,
    [("Incidents with moderate harm", "3", "nil", "not received")],
    [("NNUH", "AAR held; huddles at eight.")],
    ["Triage and telephone advice: NNUH"],
    rota(TRUSTS, (DIVE, DONE), "2026-11"),
    (DONE,),
    ["ACT-26-001: One phone line, open (NNUH)"],
    office=True,
    as_at="23 November 2026, 10:40",
)


def test_the_meeting_shows_counts_learning_themes_and_turns() -> None:
    card = golden("incident_meeting_show", cards.show(TOLD))
    assert "Incidents with moderate harm | 3 | nil | not received" in card.twin
    assert "- December 2026: NNUH on Triage and telephone advice (DIV-26-001)" in card.twin
    assert "- Last: DIV-26-002, NNUH on Triage and telephone advice: One number for all calls" in card.twin
    assert "Close DIV-26-001" in titles(card)


def test_a_member_reads_and_what_is_not_there_is_said() -> None:
    card = check(cards.show(replace(TOLD, office=False, learned=(), themes=(), actions=(), last=())))
    assert titles(card) == ["Themes", "Returns"]
    assert "Nothing was received." in card.twin
    assert "No theme was ticked." in card.twin
    assert "None is open." in card.twin


def test_forty_trusts_are_lines_and_long_stories_are_cut() -> None:
    trusts = tuple(f"T{n}" for n in range(40))
    wide = replace(
        TOLD,
        columns=trusts,
        counts=[("Referrals to MNSI", *("1",) * 40)] * 5,
        learned=[(t, "\u20ac" * 2_000) for t in trusts],
    )
    card = check(cards.show(wide))
    assert "- Referrals to MNSI: T0 1; T1 1;" in card.twin
    assert "more, in the returns" in str(card.content)


def test_the_forms_of_a_deep_dive() -> None:
    fields = cards.dive_fields(TRUSTS, ("2026-11", "2026-12"))
    golden("incident_meeting_plan", cards.plan_dive(fields, {"trust": "JPUH", "month": "2026-11"}, "JPUH"))
    assert "●" in check(cards.plan_dive(fields, {}, "JPUH", faults=FAULT, revision=1)).twin
    assert forms.read(fields, {"theme": "pph", "trust": "JPUH", "month": "2026-12"})["month"] == "2026-12"
    opened = golden("incident_meeting_dive", cards.dive(DIVE, {}, faults=FAULT))
    assert titles(opened) == ["It was done", "It is not done", "Create action", "Incident meeting"]
    ended = golden("incident_meeting_done", cards.dive(DONE, {}, note="It is done."))
    assert "One number for all calls" in ended.twin
    assert titles(check(cards.dive(DIVE, {}, note="Kept."))) == ["Create action", "Incident meeting"]


def test_a_proposal_is_the_offices_to_decide():
    card = golden("incident_meeting_proposed", cards.proposed("pph", "Tom Bailey"))
    assert "Tom Bailey proposes it." in card.twin
    assert titles(card) == ["Deep dive", "Look closer"]
    assert "have your proposal" in golden("incident_meeting_thanked", cards.thanked("pph")).twin
