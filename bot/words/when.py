"""Days, months and longer periods in a message, as people in the NHS say them.

Owns: finding them by the patterns of `data/when.txt`, with what stood before them (`by`, `until`, `since`).
Must not: decide which slot a date fills. Source: domain.md 12, conversation.md "Periods".
"""

from __future__ import annotations

import re
from datetime import date

from bot.words import days, periods, shelf
from bot.words.days import amount, later
from bot.words.spans import Reader, When, period_words

__all__ = ["When", "amount", "find", "later", "period_words"]

_LEAD = re.compile(
    r"\b(by|before|prior to|until|since|from|on|due|for|in|to|off|after|at|between|w/c|wc"
    r"|no later than|not later than|as of|as at|up to|through|of|over)"
    r"(?: (?:the|about|around|say|maybe|approx|cop|close of play|latest|at latest))?[ :]*$"
)
_MAY = re.compile(
    r"\b(?:in|for|since|by|until|of|from|last|end|early|mid|late|to|and|vs|through|before"
    r"|after|the|next|this|our|their|between|sent|submitted|missing|chase|\d(?:st|nd|rd|th)?|&|,|-)[ -]*$"
)


_EVERY = re.compile(r"\b(?:every|each) $")
"""`every Tuesday` is no day."""
_MACRO = re.compile(r"%[A-Z0-9]+%")


def _table() -> tuple[tuple[re.Pattern[str], Reader], ...]:
    rows = shelf.named(shelf.sections("when")[""])
    parts = {name: pattern for name, pattern in rows if name.startswith("%")}
    found: list[tuple[re.Pattern[str], Reader]] = []
    for name, pattern in rows:
        if name not in parts:
            whole = _MACRO.sub(lambda m: parts[m[0]], pattern)
            found.append(
                (
                    re.compile(_MACRO.sub(lambda m: parts[m[0]], whole)),
                    getattr(days, name, None) or getattr(periods, name),
                )
            )
    return tuple(found)


TABLE = _table()


def find(line: str, on: date) -> tuple[When, ...]:
    """Every stretch of time in a line of plain words, in order; a longer reading is taken before a shorter one."""
    taken: list[When] = []
    refused: list[tuple[int, int]] = []
    for pattern, reader in TABLE:
        for m in pattern.finditer(line):
            if (
                _overlaps(m, taken, refused)
                or not _month_is_meant(m, line)
                or _EVERY.search(line[max(0, m.start() - 6) : m.start()])
            ):
                continue
            try:
                reading = reader(m, on)
            except (OverflowError, ValueError):
                reading = None
            if reading is None and reader is days.named_day:  # 31 February is no day, and not February either
                refused.append((m.start(), m.end()))
            if reading is not None:
                lead = _LEAD.search(line[max(0, m.start() - 40) : m.start()])
                since = m[0].startswith(("since", "from "))
                words = (
                    "since"
                    if since
                    else lead[1]
                    if lead
                    else m[0].split(" ")[0]
                    if m[0].startswith(("in ", "within "))
                    else ""
                )
                taken.append(When(reading[0], reading[1], reading[2], m.start(), m.end(), words))
    return tuple(sorted(taken, key=lambda w: w.start))


def _overlaps(m: re.Match[str], taken: list[When], refused: list[tuple[int, int]]) -> bool:
    spans = [*((t.start, t.end) for t in taken), *refused]
    return any(m.start() < end and start < m.end() for start, end in spans)


def _month_is_meant(m: re.Match[str], line: str) -> bool:
    """Whether `may` and `mar` stand for months here: `may` is mostly a verb."""
    groups = m.re.groupindex
    word = m["mon1"] if "mon1" in groups else None
    if word != "may" or m.end() - m.start() > 5:
        return True
    return bool(_MAY.search(line[max(0, m.start() - 12) : m.start()])) or bool(
        re.match(r"'?s? (?:return|figures|data|numbers)", line[m.end() :])
    )
