"""The pack as blocks: every section says something, also when there is nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime

from domain import packs
from domain.packs import Contents, Drawing
from domain.papers import Figure, Heading
from domain.rounds import grid
from domain.summaries import Line, Part, Summary
from tests.actions_made import made
from tests.charts_made import RISING, chart
from tests.returns_made import a_return, a_round
from tests.sample_risks import GROUP, a_raised

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
EMPTY = Contents(GROUP, AT, "Meeting pack: SQOG", frozen=False)


def test_an_empty_pack_says_so_section_by_section():
    text = packs.paper(EMPTY).text
    for words in (
        "Draft: records may still change it.",
        "There was no meeting before this one.",
        "No action.",
        "No risk is on the register.",
        "No measure has a figure yet.",
        "No return was asked for yet.",
        "Every action that is done has evidence.",
    ):
        assert words in text


def test_a_full_pack_has_its_tables_pictures_and_words():
    rising = chart("pph1500", RISING)
    known = replace(
        EMPTY,
        frozen=True,
        decisions=(Line("Decide", ("RSK-26-001",)),),
        arising=Summary("What changed", AT, "", (Part("New risks", (Line("One", ("RSK-26-001",)),), "None."),)),
        actions=(made(due=date(2026, 11, 20)),),
        risks=(a_raised(), a_raised("RSK-26-002", next_review=None)),
        charts=(rising, chart("pph1500", [], "NNUH"), chart("stillbirth", [(0, 150)] * 3)),
        drawings=(Drawing(rising, b"png", "A chart that rises."),),
        grid=grid(a_round(), (a_return(),)),
        unproven=(made(),),
    )
    paper = packs.paper(known)
    assert [b.text for b in paper.blocks if isinstance(b, Heading) and b.level == 1] == [
        "Agenda", "Matters arising", "Action log", "Risk register", "Measures", "Completeness", "Evidence gaps",
    ]  # fmt: skip
    assert [b.alt for b in paper.blocks if isinstance(b, Figure)] == ["A chart that rises."]
    for words in (
        "Frozen: it does not change any more.",
        "PPH of 1500 ml or more | JPUH | October 2026 | 8.0% (12 of 150) | special cause concern (high) |",
        "PPH of 1500 ml or more | NNUH | not received | no figure | not received | not received",
        "Stillbirths from 24+0 | JPUH | no value yet | no figure | not 12 months yet",
        "NNUH | not received | not received | not received | not received | not received",
        "Decide (RSK-26-001)",
        "Method: XmR chart",
    ):
        assert words in paper.text
    assert packs.risk_rows(replace(known, risks=(replace(a_raised(), next_review=None),)))[0][-1] == "no day set"
