"""The report as a document; more in test_reports.py."""

from domain.papers import Heading
from domain.report_papers import paper
from domain.suppression import FOR_WHOM, Audience
from tests.reports_made import a_report


def test_headings_in_order_and_words_for_every_audience() -> None:
    assert set(FOR_WHOM) == set(Audience)
    made = paper(a_report(), Audience.BOARD)
    assert [b.text for b in made.blocks if isinstance(b, Heading)] == [
        "Alert",
        "Advise",
        "Assure",
        "Applaud",
        "Decisions",
        "Not received",
        "About this report",
    ]
