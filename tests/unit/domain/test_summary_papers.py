"""The summary as a document: the same words for each audience, with what its readers are told."""

from domain.summaries import Line, Part, Summary, digest
from domain.summary_papers import ABOUT, paper
from domain.suppression import FOR_WHOM, Audience
from tests.reports_made import AT

SUMMARY = Summary(
    "Risk summary",
    AT,
    "2 of 3 trusts received",
    (Part("Risks", (Line("High", ("RSK-26-001",)),), "-"), Part("Late", (), "None.")),
)


def test_it_holds_every_line_and_what_an_empty_part_says() -> None:
    made = paper(SUMMARY, "Oversight group", Audience.BOARD)
    assert made.text.split("\n") == [
        "Risk summary",
        "As at 23 November 2026, 10:00. 2 of 3 trusts received.",
        FOR_WHOM[Audience.BOARD],
        "Risks",
        "- High (RSK-26-001)",
        "Late",
        "None.",
        "About this summary",
        ABOUT,
        f"Hash of the text: {digest(SUMMARY.text)}.",
    ]
