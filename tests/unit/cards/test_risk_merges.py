"""A merge is proposed, chosen and read back before it is kept."""

from __future__ import annotations

from cards import risk_merges as cards
from cards.kit import actions
from domain.refusals import Invalid
from domain.risk_merges import merged
from domain.risks import ALL
from tests.goldens import golden
from tests.sample_risks import a_raised, sign

HERE = a_raised("RSK-26-001", trust="JPUH", title="Theatre closes at night", version=3)
THERE = a_raised("RSK-26-002", trust="QEHKL", title="No second theatre at night", likelihood=3, version=2)
OTHER = a_raised("RSK-26-003", trust=ALL, title="Roof", version=1)


def test_likely_ones_are_proposed_and_a_person_chooses():
    shown = cards.fields((HERE,), (OTHER,))
    card = golden("risk_merges_ask", cards.ask(THERE, shown, {"into": "RSK-26-001"}, likely=(HERE,)))
    assert "These look alike: RSK-26-001: Theatre closes at night (JPUH, 16)." in card.twin
    assert "looks alike, JPUH" in str(card.content)


def test_nothing_looks_alike_and_what_is_missing_is_said():
    shown = cards.fields((), (OTHER,))
    again = cards.ask(THERE, shown, {}, faults=(Invalid("Part of", "please choose."),), revision=1)
    assert "No other risk on the register looks alike." in again.twin
    assert "Part of: please choose." in again.twin


def test_both_are_read_back_with_each_trusts_own_score():
    after, _ = merged(HERE, THERE, sign(), "one theatre problem")
    card = golden("risk_merges_read_back", cards.read_back(THERE, HERE, after, "one theatre problem"))
    assert "Nothing is saved yet." in card.twin
    assert "QEHKL: seen here too, 12 (possible 3 x major 4)" in card.twin
    press = next(a for a in actions(card.content) if a["title"] == "Merge")
    assert press["data"] == {
        "record": "RSK-26-002",
        "version": 2,
        "into": "RSK-26-001",
        "at": 3,
        "reason": "one theatre problem",
    }


def test_two_of_one_trust_have_no_scores_of_others():
    twice = a_raised("RSK-26-004", trust="JPUH")
    after, _ = merged(HERE, twice, sign(), "written twice")
    assert "Each trust's own" not in cards.read_back(twice, HERE, after, "written twice").twin
