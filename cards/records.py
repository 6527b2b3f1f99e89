"""What any record's cards share: a notice of something that happened to it, and a long text cut to a line."""

from __future__ import annotations

from cards.kit import Card, button, card, words

TITLE = 40
"""Characters of a button's title. Source: tests of every golden card, so that a button stays one line."""
LINE = 160
"""Characters of a text that stand for it in a list. Source: ours, two lines on a phone."""


def told(title: str, text: str, verb: str, record: str) -> Card:
    """Something that happened to a record, for somebody whom it concerns; `verb` opens it."""
    return card(title, words(text), actions=[button("Open", verb, record=record)])


def short(text: str, longest: int = LINE) -> str:
    r"""A text in one line, cut with an ellipsis.

    >>> short("a\nb", 2)
    'a\u2026'
    """
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}\u2026"
