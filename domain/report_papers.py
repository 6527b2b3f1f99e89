"""The report to the board as a document for one audience.

Owns: its order of headings. Must not: add a statement of its own.
"""

from __future__ import annotations

from domain.papers import Block, Heading, Paper, Para, listed
from domain.reports import EMPTY, Part, Report, Stage
from domain.suppression import FOR_WHOM, Audience, hides


def paper(report: Report, audience: Audience) -> Paper:
    """The report as these readers get it."""
    blocks: list[Block] = [*(Para(line) for line in report.header), Para(FOR_WHOM[audience])]
    for part in Part:
        blocks.append(Heading(part.words))
        blocks.append(listed([x.words(audience) for x in report.of(part, audience)], EMPTY[part]))
    blocks.append(Heading("About this report"))
    blocks.append(
        Para(
            "Each line was drafted from the records named in brackets by a stated rule, or written by the"
            " chair. What was not received is listed and never counted as nought."
        )
    )
    if hides(audience):
        blocks.append(Para("Suppressed means that the number would point at a few people."))
    if report.stage == Stage.APPROVED:
        blocks.append(Para(f"Hash of the approved text of all versions: {report.digest}."))
    return Paper(report.title, report.group_name, report.approved_at or report.as_at, tuple(blocks))
