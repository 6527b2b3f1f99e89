"""The pack as blocks: every section says something, also when there is nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime

from domain import packs
from domain.attendance import judged
from domain.packs import Contents, Drawing
from domain.papers import Figure, Heading
from domain.protected import Counts, protect
from domain.quorum import Quorum
from domain.rounds import grid
from domain.summaries import Line, Part, Summary
from domain.suppression import Audience
from domain.theme_notes import SHARED, Source
from domain.triangulation import Row
from tests.actions_made import made
from tests.attendance_made import a_meeting
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
        "Nobody has written down who was at the last meeting.",
        "Nothing was tagged with a theme in these months.",
        "No theme meets the rule in these months.",
        "Every requirement that is looked at has evidence from every trust.",
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
        "Agenda", "Attendance and quorum", "Matters arising", "Action log", "Risk register", "Measures", "Themes",
        "Completeness", "Evidence gaps",
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


ROW = Row("pph", {"JPUH": {Source.INCIDENTS: 2}, "NNUH": {Source.AUDIT: 9}})
QUARTER = {("pph", "JPUH"): 2, ("pph", "NNUH"): 9, ("sepsis", "NNUH"): 20, ("sepsis", "JPUH"): 8}


def versions() -> dict[Audience, str]:
    """The same records for each audience, a small count and a theme seen twice among them."""
    rising = chart("pph1500", RISING)
    small = chart("tear34", [(4, 30)], "NNUH")
    held, _ = judged(a_meeting(), Quorum())
    known = replace(
        EMPTY,
        rebuilt=True,
        charts=(rising, small),
        drawings=(Drawing(rising, b"png", "A chart that rises."), Drawing(small, b"png", "Small.")),
        themes=(ROW,),
        themes_of="September to November 2026",
        trusts=("JPUH", "NNUH"),
        published=protect(Counts(("pph", "sepsis"), ("JPUH", "NNUH", SHARED), QUARTER)),
        published_of="July to September 2026",
        meeting=held,
        unsupported=("SA6: nothing from NNUH",),
    )
    return {a: packs.paper(replace(known, audience=a)).text for a in Audience}


def test_each_audience_gets_its_own_version_of_the_same_records():
    found = versions()
    for audience in (Audience.RESTRICTED, Audience.GROUP):
        assert "(4 of 30)" in found[audience]
        assert "Postpartum haemorrhage | incidents 2 | audit 9 | 11" in found[audience]
    board, public = found[Audience.BOARD], found[Audience.PUBLIC]
    for text in (board, public):
        assert "| NNUH | October 2026 | suppressed |" in text
        assert "4 of 30" not in text
        assert "Small." not in text
        assert "Not drawn in this version, since a picture would show small counts: " in text
        assert "Counts of 1 to 4 are not shown." in text
        assert "Mentions, July to September 2026" in text, "what the channel was shown, no window of its own"
        assert "Theme | JPUH | NNUH | All trusts | Together" in text
        assert "Postpartum haemorrhage | <5 | suppressed | 0 | 11" in text
        assert "All themes |" in text
        assert "Postpartum haemorrhage: in more than one trust." in text
        assert "September to November" not in text
    assert "Helen Marsh" in board
    assert "MNVP chair" in board
    assert "Helen Marsh" not in public
    assert "The meeting of 16 November 2026 was not quorate (MTG-2026-11-16); 2 people were there." in public
    assert "Made anew from the journal" in public


def test_outside_a_pack_says_when_no_quarter_was_shown_yet_or_nothing_was_tagged():
    none = packs.paper(replace(EMPTY, audience=Audience.BOARD, themes=(ROW,))).text
    assert "The table of themes is published in the channel each quarter; none has been yet." in none
    assert "incidents 2" not in none
    empty = packs.paper(replace(EMPTY, audience=Audience.PUBLIC, published=protect(Counts((), ("JPUH",), {})))).text
    assert "Nothing was tagged." in empty
    assert "No theme was in several trusts." in empty


def test_whether_a_year_is_at_its_target_is_not_said_where_the_year_is_not_shown():
    year = chart("stillbirth", [(1, 400)] * 24)
    known = replace(EMPTY, charts=(year, chart("stillbirth", [(9, 900)] * 14, "NNUH")))
    (_, _, month, value, _, target), second = packs.measure_rows(replace(known, audience=Audience.BOARD))
    assert (month, value, target) == ("March 2026", "2.5 per 1,000 (12 of 4,800)", "suppressed"), "said of October"
    assert second[2:4] == (packs.YEARLY, "no figure")
    assert second[5] == "suppressed"
    inside = packs.measure_rows(known)
    assert inside[0][2] == "October 2026"
    assert inside[0][5] != "suppressed"


def test_a_drawing_is_kept_where_nothing_is_small_and_no_guests_are_no_line():
    steady = chart("births", [150] * 4)
    held, _ = judged(a_meeting(guests=""), Quorum())
    known = replace(EMPTY, charts=(steady, chart("pph1500", [(2, 9)])), drawings=(Drawing(steady, b"png", "Births."),))
    text = packs.paper(replace(known, audience=Audience.BOARD, meeting=held)).text
    assert "Births." in text
    assert "Not drawn" not in text
    assert "Guests" not in text
    assert packs.register(replace(EMPTY, rebuilt=True)).title == "Risk register: SQOG"


def test_small_numbers_written_into_a_title_stay_inside_the_group():
    action = made(title="Review of three women who waited")
    known = replace(EMPTY, actions=(action,), decisions=(Line("One baby was cooled", ("RSK-26-001",)),))
    for audience in (Audience.RESTRICTED, Audience.GROUP):
        inside = replace(known, audience=audience)
        assert "three women" in packs.paper(inside).text
        assert packs.outside(inside, packs.action_rows(inside)) == packs.action_rows(inside)
    for audience in (Audience.BOARD, Audience.PUBLIC):
        outside = replace(known, audience=audience)
        text = packs.paper(outside).text
        assert "three women" not in text
        assert "A small number of babies was cooled" in text
        rows = packs.outside(outside, packs.action_rows(outside))
        assert any("a small number of women" in cell for cell in rows[0])
