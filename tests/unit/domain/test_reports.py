"""What the chair may do to the report, what is frozen, who sees what."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.people import ObjectId
from domain.refusals import Invalid, NotAllowed, NotFound
from domain.report_papers import paper
from domain.reports import (
    EMPTY,
    MOST_LINES,
    Part,
    Piece,
    ReportLine,
    Wording,
    added,
    approved,
    changed,
    dropped,
    next_edition,
)
from domain.suppression import Audience
from tests.reports_made import AT, BARE, a_report

OWN = Wording("We ask for one rota.", Part.ADVISE, ("RSK-26-001",), (), True)


def test_an_edited_line_is_the_chairs_own_words_and_a_moved_one_keeps_its_own() -> None:
    report = a_report()
    line = report.lines[0]
    after = changed(report, line.key, replace(OWN, part=Part.ALERT, open=False))
    assert after.line(line.key).words(Audience.BOARD) == "We ask for one rota. (RSK-26-001)"
    assert after.line(line.key).edited
    assert "one rota" not in after.text(Audience.PUBLIC), "kept back by the chair"
    tear = next(x for x in report.lines if "degree tear" in x.text)
    moved = changed(report, tear.key, Wording(tear.text, Part.ALERT, tear.ids, (), True)).line(tear.key)
    assert (moved.part, moved.edited) == (Part.ALERT, False)
    assert "suppressed" in moved.words(Audience.BOARD), "moving does not undo suppression"


def test_lines_are_added_and_dropped() -> None:
    report = added(a_report(), OWN)
    assert report.lines[-1].key == f"L{len(report.lines)}"
    assert dropped(report, report.lines[-1].key).lines == a_report().lines
    assert added(a_report(BARE), OWN).lines[-1].key == "L2"
    with pytest.raises(NotFound):
        dropped(report, "L999")
    full = replace(report, lines=(report.lines[0],) * MOST_LINES)
    with pytest.raises(Invalid, match="60 lines at most"):
        added(full, OWN)


def test_under_assure_a_line_needs_evidence() -> None:
    for act in (lambda w: added(a_report(), w), lambda w: changed(a_report(), "L1", w)):
        with pytest.raises(Invalid, match="under Assure a line needs evidence"):
            act(replace(OWN, part=Part.ASSURE))
        assert act(replace(OWN, part=Part.ASSURE, evidence=("ACT-26-020",)))


def test_approved_text_is_frozen_and_followed_by_a_new_edition() -> None:
    report = approved(a_report(), ObjectId("helen"), "Helen Marsh", AT)
    assert report.intact
    assert not replace(report, lines=report.lines[1:]).intact
    assert not a_report().intact
    assert "Version 1, approved by Helen Marsh on 23 November 2026, 10:00." in report.text(Audience.PUBLIC)
    for act in (
        lambda: dropped(report, "L1"),
        lambda: added(report, OWN),
        lambda: approved(report, ObjectId("x"), "x", AT),
    ):
        with pytest.raises(NotAllowed, match="approved text does not change"):
            act()
    fresh = next_edition(report, "REP-26-002", ObjectId("david"), AT)
    assert (fresh.edition, fresh.follows, fresh.version, fresh.lines) == (2, "REP-26-001", 0, report.lines)
    assert dropped(fresh, "L1")


def test_an_empty_part_says_so_and_ids_are_named_once() -> None:
    report = a_report(BARE)
    assert EMPTY[Part.ASSURE] in report.text(Audience.BOARD)
    assert report.ids == ()
    assert len(set(a_report().ids)) == len(a_report().ids)


@pytest.mark.parametrize("audience", list(Audience))
def test_the_document_says_the_report_and_its_hash(audience: Audience) -> None:
    draft = paper(a_report(), audience).text
    for line in a_report().text(audience).splitlines():
        assert line in draft
    assert "Hash" not in draft
    report = approved(a_report(), ObjectId("helen"), "Helen Marsh", AT)
    assert report.digest in paper(report, audience).text
    assert ("Suppressed means" in draft) == (audience in {Audience.BOARD, Audience.PUBLIC})


@pytest.mark.parametrize("audience", list(Audience))
def test_small_numbers_written_into_a_line_stay_inside_the_group(audience: Audience) -> None:
    line = ReportLine(
        "L1", Part.ALERT, (Piece("Three women waited", typed=False), Piece(" and one baby")), ("RSK-26-001",)
    )
    outside = audience in {Audience.BOARD, Audience.PUBLIC}
    told = "A small number of women waited and a small number of babies (RSK-26-001)"
    assert line.words(audience) == (told if outside else "Three women waited and one baby (RSK-26-001)")


def test_outside_a_theme_cites_one_return_of_each_trust_so_that_ids_count_no_mentions() -> None:
    ids = ("RET-2026-09-JPUH", "RET-2026-10-JPUH", "THM-26-001", "RET-2026-10-NNUH", "LRN-26-001")
    line = ReportLine("L1", Part.ADVISE, (Piece("A theme"),), ids, "theme")
    assert line.words(Audience.BOARD) == "A theme (RET-2026-10-JPUH, RET-2026-10-NNUH, LRN-26-001)"
    assert line.words(Audience.GROUP) == f"A theme ({', '.join(ids)})"
    assert replace(line, rule="late").words(Audience.BOARD) == f"A theme ({', '.join(ids)})"
