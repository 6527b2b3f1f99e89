"""What happened, said before the record it belongs to, and why a return is judged so: `48 of 50 compliant, act 9 done`.

Owns: these stretches. Must not: read a status or a record.
"""

from __future__ import annotations

import re

from bot.words import texts
from bot.words.reading import Reading

_SAID_OF = frozenset({"update_action", "review_risk"})
_TO_RECORD = re.compile(
    r"[,;.]\s*(?:(?:so|and|please|pls|can you|could you|then)[ ,]+)*"
    r"(?:(?:mark|set|put|make|call|update|close|shut|log|show|reassign|move|give|hand|push|sign off|tick off|take|drop"
    r"|raise|turn) (?:off |down |over |up )?)?(?:the )?$",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"(?:\s+(?:is|as|to|now|at|on|off|can|be|has|been|should|all|please|pls|track|risk|done|delivered|closed|complete"
    r"|completed|finished|green|amber|red|blue|over|down|up|an?|\d{1,2}|thanks|therefore|then|so"
    r"|(?-i:[A-Z][\w'\-]+))){0,6}[.! ]*",
    re.IGNORECASE,
)
"""What may stand after the record when the words came first: `is on track`, `to Ewa`."""


_VERDICT_LAST = re.compile(
    r"([^.:]{8,200})(?:,|;| -) ?(?:so |and )?(?:it's |its |only )?"
    r"(?:partially |partly |part |not )assured[ .!]*",
    re.IGNORECASE,
)
"""`not happy with Lynn's narrative, partially assured`."""
_ONLY_WHICH = re.compile(r"(?:\S+ ){0,3}(?:return|submission|figures)s?", re.IGNORECASE)


def before_record(reading: Reading, command: str) -> str:
    """The words before a record at the end of which only is said what became of it.

    `The kit is in, mark act 30 delivered`: `The kit is in`.
    """
    if command == "review_return":
        m = _VERDICT_LAST.fullmatch(reading.said.text)
        return texts.trimmed(m[1]) if m and len(m[1].split()) > 2 and not _ONLY_WHICH.fullmatch(m[1]) else ""
    last = reading.records[-1] if reading.records and command in _SAID_OF else None
    if last is None:
        return ""
    text, start = reading.said.text, reading.text_offset(last.start)
    past = reading.said.words[reading.word_at(last.end - 1)].end
    lead = _TO_RECORD.search(text, 0, start)
    if lead is None or not lead.start() or not _RESULT.fullmatch(text, past):
        return ""
    said = texts.trimmed(text[: lead.start()])
    return said if len(said.split()) > 2 and not _ORDERS.match(said) else ""


_ORDERS = re.compile(
    r"(?:please |pls )?(?:update|mark|set|put|close|move|change|review|show|push|extend)\b", re.IGNORECASE
)


_ONLY_REVIEW = re.compile(
    r"(?:please |pls )*(?:bring|put|open|pull|call|get)? ?(?:it |this |that )?(?:up )?(?:for )?review\b.{0,12}",
    re.IGNORECASE,
)


def _after_which(reading: Reading, text: str) -> str:
    """`assured, RET-2026-10-JPUH, thank you`, `assured - Paget Oct - good`: without which return it is."""
    spans = [reading.span(h.start, h.end) for h in reading.trusts]
    spans += [
        (reading.text_offset(n.start), reading.said.words[reading.word_at(n.end - 1)].end)
        for n in (*reading.records, *reading.whens)
    ]
    at = start = reading.said.text.find(text)
    while (past := next((past for first, past in spans if first == at), 0)) > at:
        m = _JOINT_MARK.match(reading.said.text, past)
        at = m.end() if m else past
    closed = at == start or reading.said.text[start:at].rstrip()[-1:] in {",", "-", ":", ";", "."}
    return reading.said.text[at : start + len(text)] if closed else text


_JOINT_MARK = re.compile(r"(?:'s)?(?: (?:return|figures))?[ ,:;.\-]*")


def verdict_text(reading: Reading, text: str) -> str:
    """Why a return is judged so: `bring it up for review` gives no reason."""
    text = _after_which(reading, text)
    return "" if _ONLY_REVIEW.fullmatch(text) else text
