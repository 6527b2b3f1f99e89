"""The report by rule: every rule makes its line, in the words of the records, and the rest is counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.report_rules import EACH, LONGEST, RULES, drafted, rule_words
from domain.reports import Part
from domain.suppression import Audience
from domain.thresholds import Thresholds
from tests.actions_made import made
from tests.charts_made import RISING, chart
from tests.reports_made import BARE, a_report, material
from tests.sample_risks import a_raised


def test_every_rule_makes_a_line_and_no_other_rule_is_named() -> None:
    assert {line.rule for line in a_report().lines} == {rule.key for rule in RULES}
    words = rule_words(Thresholds())
    assert words["extreme"] == "a risk that scores 15 or more"
    assert words["over"] == "a risk over its tolerance now and at the last two meetings"
    own = rule_words(Thresholds(score=12, red_days=30, meetings=1))
    assert own["extreme"] == "a risk that scores 12 or more"
    assert own["stuck"] == "an action that is red and 30 days late or more"
    assert own["over"] == "a risk over its tolerance now and at the last meeting"
    assert not any("{" in said for said in words.values())


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("extreme", "Obstetric middle grade rota gaps (JPUH): extreme, 16 (likely 4 x major 4), 10 over tolerance 6"),
        ("over", "6 over tolerance 6, as at the meetings of 19 October 2026 and 16 November 2026 (RSK-26-002)"),
        ("unanswered", "answer is needed by 1 December 2026. Asked: agree to pool registrars (ESC-26-001, RSK-26-009)"),
        ("not_assured", "NNUH: the return for October 2026 is not assured. Reason: no plan yet (RET-2026-10-NNUH)"),
        ("third", "3 days late, first promised for 29 January 2027, 3 changes of date (ACT-26-003)"),
        ("up", "Obstetric middle grade rota gaps (JPUH): from 8 to 12 since the last meeting (RSK-26-004)"),
        ("late", "4 days late, was due 19 November 2026 (ACT-26-004)"),
        ("concern", "PPH of 1500 ml or more, JPUH: special cause concern (high), 8.0% (12 of 150) in October 2026"),
        ("corrected", "the return for October 2026 was corrected, version 2. Reason: births were 143"),
        ("done", "done and assured on 23 November 2026. Evidence: Audit in the shared drive (ACT-26-020)"),
        ("assured", "QEHKL: the return for October 2026 was assured. Reason: audits seen (RET-2026-10-QEHKL)"),
        ("decided", "decided on 20 November 2026. Why: Each trust alone cannot fill a course (DEC-26-001, RSK-26-003"),
        ("answers", "Rota: the board answered on 20 November 2026: pool from January (ESC-26-002, RSK-26-009)"),
        ("accepted", "accepted at 8 until 1 February 2027 (RSK-26-006)"),
        ("missing", "WSFT: the return for October 2026"),
        ("missing_parts", "NNUH: risks of its return (RET-2026-10-NNUH)"),
        ("missing_figures", "JPUH: no figure for Smoking at time of delivery (RET-2026-10-JPUH)"),
    ],
)
def test_what_a_rule_says(rule: str, said: str) -> None:
    found = [line.words(Audience.RESTRICTED) for line in a_report().lines if line.rule == rule]
    assert any(said in words for words in found), found


def test_nothing_stands_under_assure_without_evidence() -> None:
    for line in a_report().lines:
        assert (line.part == Part.ASSURE) == bool(line.evidence)
        assert set(line.evidence) <= set(line.ids)


def test_an_action_that_alerts_is_not_advised_on_again() -> None:
    late = [line.ids for line in a_report().lines if line.rule == "late"]
    assert late == [("ACT-26-004",)]


def test_the_rest_is_counted_with_its_ids() -> None:
    many = tuple(a_raised(f"RSK-26-{n:03}") for n in range(EACH + 3))
    lines = [x for x in drafted(replace(BARE, risks=many)) if x.part == Part.ALERT]
    assert len(lines) == EACH + 1
    assert lines[-1].words(Audience.BOARD) == "And 3 more: extreme risks (RSK-26-005, RSK-26-006, RSK-26-007)"


def test_long_words_are_cut_and_small_counts_hidden_for_the_board() -> None:
    report = a_report()
    shared = next(x for x in report.lines if x.rule == "worked_well").pieces[1].text
    assert shared.endswith("\u2026")
    assert len(shared) <= LONGEST + 3
    tear = next(x for x in report.lines if "degree tear" in x.text)
    assert "13.3% (4 of 30) in" in tear.words(Audience.RESTRICTED)
    assert "suppressed in October" in tear.words(Audience.BOARD)
    assert "12 of 150" in report.text(Audience.BOARD)


def test_without_records_only_what_is_missing_is_said() -> None:
    (line,) = drafted(BARE)
    assert line.words(Audience.BOARD) == "No return was asked for yet"


def test_a_figure_of_an_unknown_record_and_an_action_in_time_are_left_out() -> None:
    first = chart("pph1500", RISING)
    points = tuple(replace(d, point=replace(d.point, source="")) for d in first.points)
    known = replace(BARE, charts=(replace(first, points=points),), third=(made("ACT-26-005", slips=3),))
    assert [x.rule for x in drafted(known)] == ["missing"]


def test_the_same_records_give_the_same_bytes() -> None:
    one, two = a_report(material()), a_report(material())
    assert [one.text(a) for a in Audience] == [two.text(a) for a in Audience]
