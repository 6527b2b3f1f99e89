"""Whose a stretch of words is: the trust that stands before or after it, which the slot `trusts` says.

Owns: cutting the name of a trust off the edges of a stretch. Must not: find trusts, or reword anything.
"""

from __future__ import annotations

import re

from bot.words import shelf
from bot.words.reading import Reading

_OF_A_TRUST = re.compile(r"(?:(?:for|from|at|in|of) )?(?:the )?", re.IGNORECASE)
_AT_A_TRUST = re.compile(
    r"[ ,;\-]*(?:\band (?:it's|its|it is|that is|that's|thats) )?(?:\b(?:at|for|in) (?:the )?)?$", re.IGNORECASE
)
_OURS = re.compile(r"(?:for|from) (?:us|our (?:trust|unit|site|hospital))\b[ ,:;\-]*(?=\w)", re.IGNORECASE)
_HANGING = shelf.words("small", "hanging")


def without_first(reading: Reading, text: str) -> str:
    """`for the Paget only one theatre`, `JPUH - one theatre`, `from us, we tried`: without whose it is."""
    ours = _OURS.match(text)
    if ours:
        return text[ours.end() :]
    offset = reading.said.text.find(text)
    before = re.search(r"\b(?:for|from) $", reading.said.text[:offset], re.IGNORECASE)
    for hit in (*reading.trusts, *reading.frameworks):
        first, last = reading.span(hit.start, hit.end)
        if first == offset and (m := re.match(r" ?[,:\-] ?(?=\w)", reading.said.text[last:])):
            return without_first(reading, reading.said.text[last + m.end() : offset + len(text)])
        lead = _OF_A_TRUST.fullmatch(text[: max(0, first - offset)])
        if first >= offset and lead and (lead[0].lower() not in {"", "the "} or before):
            return re.sub(r"^(?:'s)?[ ,:;\-]+", "", text[last - offset :])
    return text


def without_last(reading: Reading, text: str) -> str:
    """`cots closed overnight at Norwich`: without where, which `trusts` says."""
    offset = reading.said.text.find(text)
    for hit in reversed(reading.trusts):
        first, last = reading.span(hit.start, hit.end)
        if last == offset + len(text) and first > offset:
            said = text[: first - offset]
            lead = _AT_A_TRUST.search(said)
            return said[: lead.start()] if lead and _stands_alone(said[: lead.start()], lead[0]) else text
    return text


def _stands_alone(before: str, lead: str) -> bool:
    """Whether the name of a trust ends a stretch by itself, so that nothing hangs in the air without it."""
    last = before.rsplit(None, 1)[-1].lower() if before.split() else ""
    return len(before.split()) > 1 and bool(lead) and last not in _HANGING
