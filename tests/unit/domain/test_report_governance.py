"""Signals, national changes, learning and the meeting itself in the report to the board."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.learning import OFFICE
from domain.report_governance import learning, policy, quorum, signal
from domain.reports import Part
from domain.signals import Status
from domain.suppression import Audience
from tests.concerns_made import a_signal
from tests.learning_made import DAY
from tests.policies_made import a_policy, an_impact
from tests.reports_made import BARE, a_report, material


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("signal_late", "MOSS signal, amber (Gorleston), JPUH: no outcome is recorded, 11 days late, due 12 November"),
        ("signal", "JPUH: received on 23 November 2026, open, an outcome is due by 3 December 2026 (SIG-26-002)"),
        ("policy", "MOSS: huddles to be held weekly: from 4 January 2027; a large change for JPUH; no answer yet from"),
        ("quorum", "The meeting of 16 November 2026 was not quorate: A voice from 3 of 3 trusts; LMNS office: 1 (MTG-"),
        ("signal_rule", "MOSS signal, red (Gorleston), JPUH: a MOSS signal is red; received on 23 November 2026, open"),
        ("stuck", "it is red and its day passed 60 days ago or more (ACT-26-008)"),
        (
            "theme",
            "Postpartum haemorrhage: in JPUH and NNUH, October 2026; learned so far: LRN-26-001 (RET-2026-10-JPUH",
        ),
        (
            "theme",
            "Maternal or neonatal sepsis: in NNUH and QEHKL, October 2026; nothing",
        ),
        ("learning", "JPUH shared: Trolley check (LRN-26-001)"),
    ],
)
def test_what_a_rule_says(rule: str, said: str) -> None:
    found = [line.words(Audience.BOARD) for line in a_report().lines if line.rule == rule]
    assert any(said in words for words in found), found


def test_a_late_signal_is_told_once_and_no_signal_outside_office_and_board() -> None:
    report = a_report()
    assert [x.ids for x in report.lines if x.rule == "signal"] == [("SIG-26-002",)]
    for audience, there in (
        (Audience.RESTRICTED, True),
        (Audience.BOARD, True),
        (Audience.GROUP, False),
        (Audience.PUBLIC, False),
    ):
        assert any(x.rule.startswith("signal") for p in Part for x in report.of(p, audience)) == there


def test_what_is_well_is_not_a_line() -> None:
    full = material()
    assert full.meeting is not None
    assert list(quorum(replace(full, meeting=replace(full.meeting, quorate=True)))) == []
    assert list(quorum(BARE)) == []
    every = a_policy(impacts=tuple(an_impact(t) for t in ("NNUH", "JPUH", "QEHKL")))
    assert "every trust has answered" in next(policy(replace(BARE, policies=(every,)))).pieces[0].text
    seen = replace(a_signal(), status=Status.CHECKED, checked_on=date(2026, 11, 24))
    assert next(signal(replace(BARE, signals=(seen,)))).pieces[0].text.endswith("outcome recorded")


def test_learning_of_the_office_names_nobody() -> None:
    entry = replace(material().learning[0], trust=OFFICE, named=True, by_name="Tom Bailey", shared_on=DAY)
    assert next(learning(replace(BARE, learning=(entry,)))).pieces[0].text == "the LMNS office shared: Trolley check"


def test_a_theme_of_one_trust_is_no_line_and_none_is_told_outside_office_and_board() -> None:
    lines = [line for line in a_report().lines if line.rule == "theme"]
    assert len(lines) == 2
    assert not any(line.open for line in lines)
    assert ("RET-2026-10-JPUH", "RET-2026-10-NNUH", "LRN-26-001") in {line.ids for line in lines}
