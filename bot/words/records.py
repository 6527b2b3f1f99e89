"""Ids of records in any form: `ACT-26-014`, `act 14`, `A14`, `risk 5`, `ret 2026-10 jpuh`.

Owns: the shapes of ids. Must not: know which records exist; the year unsaid is the current one.
Source: `conversation.md`, "Ids".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Named:
    """A record named in a line, and where."""

    id: str
    start: int
    end: int

    @property
    def noun(self) -> str:
        """The letters before the first hyphen: `ACT`."""
        return self.id[:3]


_NO = r"(?: ?(?:number|num|no\.?|id|ref|reference) ?)?"
_NOT_A_COUNT = (
    r"(?! ?(?:jan(?:uary)?|feb(?:ruary)?|march|apr(?:il)?|june|july|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b)"
    r"(?![\d%+]|[-./]\d| ?(?:days?|weeks?|months?|years?|yrs?|wks?|wte"
    r"|or more|or above|or over|and above|and over|plus|x|%|\+"
    r"|monthly|percent|others?|more(?! time)|people|trusts|of them)\b)"
)
"""After a bare number: `actions 30 days overdue`, `risk 12 or more` and `event: 18 Nov` name no record."""
_NUMBER = (
    r"(?:(?:20)?(?P<year>2\d)[-/ ](?P<long>\d{3})(?!\d)|(?:20)?(?P<year2>2\d)[-/](?P<short>\d{1,2})(?!\d)"
    rf"|0*(?P<only>[1-9]\d{{0,2}}){_NOT_A_COUNT})"
)
_NOUNS = (
    ("ACT", r"(?:actions?|acts?|task)"),
    ("RSK", r"(?:risk|rsk|risk register)"),
    ("DEC", r"decision"),
    ("LRN", r"(?:lrn|learning)"),
    ("EVD", r"(?:evd|evidence)"),
    ("SIG", r"(?:sig|signal)"),
    ("EVT", r"(?:evt|event|learning event)"),
    ("POL", r"(?:pol|policy)"),
)
_PATTERNS = tuple(
    (noun, re.compile(rf"\b(?P<whole>{words}){_NO} ?[-#/:]? ?#?{_NUMBER}")) for noun, words in _NOUNS
) + tuple(
    (noun, re.compile(rf"(?<![\w-])(?P<whole>{letters})(?: ?- ?)?{_NUMBER}(?!\w)"))
    for noun, letters in (("ACT", "a"), ("RSK", "r"), ("DEC", "dec-|d-"), ("LRN", "l-"), ("EVD", "ev-|e-"))
)
_RETURN = re.compile(r"\bret(?:urn)? ?-? ?(20\d\d) ?[- ] ?(0[1-9]|1[0-2]) ?-? ?([a-z]{2,6}|n&n)\b")
_ALSO = re.compile(rf"^(?: ?(?:,|and|&|,? ?and) ?){_NUMBER}(?!\w)")


def _id(noun: str, m: re.Match[str], on: date) -> str:
    year = m["year"] or m["year2"] or f"{on.year % 100:02d}"
    number = m["long"] or m["short"] or m["only"]
    return f"{noun}-{year}-{int(number):03d}"


def find(line: str, on: date, codes: Mapping[str, str]) -> tuple[Named, ...]:
    """Every record named in a line of plain words. `codes` maps what a trust may be called in an id to its code."""
    found: list[Named] = []
    for m in _RETURN.finditer(line):
        code = codes.get(m[3])
        if code is not None:
            found.append(Named(f"RET-{m[1]}-{m[2]}-{code}", m.start(), m.end()))
    for noun, pattern in _PATTERNS:
        for m in pattern.finditer(line):
            if any(m.start() < f.end and f.start < m.end() for f in found) or (
                m["only"] is None and int(m["long"] or m["short"]) == 0
            ):
                continue
            found.append(Named(_id(noun, m, on), m.start(), m.end()))
            end = m.end()
            while (also := _ALSO.match(line[end : end + 40])) is not None:
                found.append(Named(_id(noun, also, on), end, end + also.end()))
                end += also.end()
    return tuple(sorted(found, key=lambda f: f.start))
