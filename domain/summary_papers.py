"""A risk summary as a document for one audience.

Owns: its order of headings. Must not: add a statement of its own; what an audience may not see was left out before.
"""

from __future__ import annotations

from domain.papers import Block, Heading, Paper, Para, listed
from domain.summaries import Summary, digest
from domain.suppression import FOR_WHOM, Audience


def paper(summary: Summary, author: str, audience: Audience) -> Paper:
    """The summary as these readers get it."""
    blocks: list[Block] = [Para(summary.header), Para(FOR_WHOM[audience])]
    for part in summary.parts:
        blocks.append(Heading(part.title))
        blocks.append(listed([line.words for line in part.lines], part.empty))
    blocks += [Heading("About this summary"), Para(ABOUT), Para(f"Hash of the text: {digest(summary.text)}.")]
    return Paper(summary.title, author, summary.as_at, tuple(blocks))


ABOUT = (
    "Each line was made by a stated rule from the records named in brackets. What was not received is said and"
    " never counted as nought."
)
"""What every such document says of itself."""
