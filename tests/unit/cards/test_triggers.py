"""What meets a rule for escalation, with its rule, what it rests on and the way to it."""

from __future__ import annotations

from cards import triggers as cards
from domain.thresholds import Thresholds
from domain.triggers import Fired
from tests.goldens import golden
from tests.scene import titles

FOUND = (
    Fired("it scores 15 or more", "Growth scan capacity", "JPUH", ("RSK-26-001",)),
    Fired(Thresholds().stuck, "Audit of swab counts", "JPUH", ("ACT-26-009",)),
    Fired(Thresholds().doubted, "The returns of JPUH", "JPUH", ("RET-2026-09-JPUH", "RET-2026-08-JPUH")),
    Fired("a MOSS signal is red", "MOSS signal, red (Norwich)", "NNUH", ("SIG-26-001",)),
    Fired(Thresholds().same_theme, "Postpartum haemorrhage", "JPUH, NNUH", ("RET-2026-09-JPUH",), "pph"),
    Fired(Thresholds().same_theme, "Triage", "JPUH, NNUH", (), "triage"),
)


def test_each_says_its_rule_and_what_it_rests_on():
    card = golden("triggers_listed", cards.listed(FOUND, 0, "23 November 2026, 10:40"))
    assert "Rule: it scores 15 or more." in card.twin
    assert "Rests on RET-2026-09-JPUH, RET-2026-08-JPUH." in card.twin
    assert {"Open RSK-26-001", "Escalate RSK-26-001", "Review RET-2026-09-JPUH", "Look closer"} <= set(titles(card))
    assert "More" not in titles(card)


def test_pages_and_nothing():
    assert "Shown: 1 to 6 of 12." in cards.listed(FOUND * 2, 0, "now").twin
    assert "More" in titles(cards.listed(FOUND * 2, 0, "now"))
    assert "Nothing meets a rule now." in cards.listed((), 0, "now").twin
