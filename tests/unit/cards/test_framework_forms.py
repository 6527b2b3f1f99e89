"""Setting a status, and what the ICB signs from."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from cards import framework_forms as cards
from cards.forms import Refill
from cards.framework_forms import SignOff
from domain.catalogue import REQUIREMENTS
from domain.evidence import EVERY, Status
from domain.judgements import Standing
from domain.quarters import latest, quarter_of
from domain.refusals import Invalid
from domain.returns import Assurance, Return
from tests.cards_check import check
from tests.evidence_made import an_item
from tests.goldens import golden
from tests.judgements_made import CNST, stands

WHEN = "23 November 2026, 10:00"
SA6 = REQUIREMENTS["CNST:SA6"]
SENT = Return(
    "RET-2026-07-NNUH",
    "2026-07",
    "NNUH",
    submission=1,
    submitted_at=datetime(2026, 9, 1, 9, tzinfo=UTC),
    assurance=Assurance.ASSURED,
    reviewed_at=datetime(2026, 9, 3, 9, tzinfo=UTC),
)
VIEW = SignOff(
    WHEN,
    ("NNUH", "JPUH"),
    "CNST Maternity Incentive Scheme, year 7 (2025/26)",
    latest(date(2026, 11, 23), 4),
    quarter_of(date(2026, 8, 1)),
    (
        an_item(dated="2026-08-12"),
        an_item("EVD-26-002", trust=EVERY, dated="2026-05"),
        an_item("EVD-26-003", dated="2026-08", status=Status.SUPERSEDED, superseded_by="x"),
        an_item("EVD-26-004", dated="2026"),
    ),
    {
        ("2026-07", "NNUH"): SENT,
        ("2026-07", "JPUH"): replace(SENT, id="RET-2026-07-JPUH", assurance=Assurance.NOT_REVIEWED),
        ("2026-08", "NNUH"): replace(SENT, id="RET-2026-08-NNUH", submitted_at=None),
        ("2026-08", "JPUH"): Return("RET-2026-08-JPUH", "2026-08", "JPUH"),
    },
    {"2026-07": "21 September 2026"},
    {("CNST:SA6", "NNUH"): stands("CNST:SA6", "NNUH", Standing.MET)},
    (an_item(),),
    2,
)


def test_the_form_knows_the_trust_of_a_lead_and_says_under_which_year() -> None:
    card = golden("framework_forms_judge", cards.judge(CNST, SA6, (("JPUH", "JPUH: James Paget"),), "JPUH=2"))
    assert "year 7 (2025/26), with your name and today's date" in card.twin
    assert '"value": "JPUH"' in str(card.content).replace("'", '"')
    refill = Refill({"reason": "typed"}, (Invalid("Status", "please choose one of the list."),), 1)
    again = check(cards.judge(CNST, SA6, (("NNUH", "N"), ("JPUH", "J")), "", refill))
    assert "Status: please choose one of the list." in again.twin


def test_the_icb_sees_discussions_by_quarter_and_returns_by_month() -> None:
    card = golden("framework_forms_sign_off", cards.sign_off(VIEW))
    assert "Q2 2026/27 | none recorded | EVD-26-001 (12 August 2026)" in card.twin
    assert "Q1 2026/27 | EVD-26-002 (May 2026) | EVD-26-002 (May 2026)" in card.twin
    assert "RET-2026-07-NNUH: received 1 September 2026; assured 3 September 2026" in card.twin
    assert "RET-2026-07-JPUH: received 1 September 2026; not reviewed yet" in card.twin
    assert "RET-2026-08-NNUH: received; assured 3 September 2026 | not received" in card.twin
    assert "July 2026, meeting 21 September 2026" in card.twin
    assert "Status of SA6: NNUH ✓ met, JPUH ○ not judged yet." in card.twin
    assert "Decisions logged in Q2 2026/27: 2." in card.twin


def test_of_many_trusts_three_are_shown_and_it_is_said() -> None:
    card = check(cards.sign_off(replace(VIEW, trusts=tuple(f"TR{n}" for n in range(40)), oversight=())))
    assert "Name a trust to see one of the other 37." in card.twin
    assert "Evidence for SA9: none on the register." in card.twin
