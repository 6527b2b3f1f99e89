"""The report as cards."""

from dataclasses import replace

from cards import reports as cards
from cards.forms import Refill
from domain.people import ObjectId
from domain.refusals import Invalid
from domain.report_rules import rule_words
from domain.reports import Part, Wording, added, approved
from domain.suppression import Audience
from domain.thresholds import Thresholds
from tests.cards_check import check
from tests.goldens import golden
from tests.reports_made import AT, BARE, a_report

WORDS = rule_words(Thresholds())


def test_a_draft_and_an_approved_report():
    golden("reports_draft", cards.show(a_report()))
    golden("reports_approved", cards.show(approved(a_report(BARE), ObjectId("h"), "Helen Marsh", AT)))
    assert "actions" not in cards.show(a_report(BARE), editing=False).content


def test_lines_page_by_page():
    golden("reports_lines", cards.lines(a_report(), 0, WORDS))
    own = added(a_report(BARE), Wording("Mine", Part.ADVISE, (), (), False))
    own = replace(own, lines=(replace(own.lines[0], edited=True), *own.lines[1:]))
    last = check(cards.lines(own, 0, WORDS)).twin
    assert "Your own line. Not in the public version." in last
    assert "Edited." in last
    assert "There is no line yet." in check(cards.lines(replace(own, lines=()), 0, WORDS)).twin


def test_the_form_of_a_line():
    report = a_report()
    golden("reports_line", cards.line_form(report, "L1", cards.typed(report.line("L1"))))
    again = Refill({"text": "mine"}, (Invalid("Line", "please fill this in."),), 1)
    assert "please fill this in" in check(cards.line_form(report, "", {}, again)).twin


def test_versions_and_posting():
    report = approved(a_report(), ObjectId("h"), "Helen Marsh", AT)
    golden("reports_readers", cards.readers(report))
    golden("reports_public", cards.public(report))
    check(cards.before_posting(report))
    check(cards.posted(report))
    assert set(cards.READERS) == set(cards.READERS_TOLD) == set(Audience)
