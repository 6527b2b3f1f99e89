"""Numbers that were said: figures of a return, their corrections, the grades and scores of a risk.

Owns: numbers -> `figures` and `min_score`. Must not: compute a score that was not said.
"""

from __future__ import annotations

import re

from bot.words import counted
from bot.words.reading import Reading

_SCORE_FROM = re.compile(
    r"\b(\d{1,2})s?\+|\b(?:at least|scoring|scored|> ?=|from|score of|score)(?: an?)? ?(\d{1,2})\b"
    r"|\b(\d{1,2})s? (?:or|and) (?:more|above|over|higher|up(?:wards)?)\b|\b(\d{1,2}) ?plus\b"
    r"|\b(\d{1,2}) ?(?:upwards|and up)\b|\b(?:above|over|more than|higher than|greater than"
    r"|exceeding|>)(?: an?)? ?(\d{1,2})\b|(?<!\w)> ?=? ?(\d{1,2})\b"
)
_SCORES = (1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 20, 25)
"""Products of two numbers from 1 to 5. Source: NPSA 2008 matrix, domain.md 5."""


def min_score(reading: Reading, _: str, __: str) -> int | None:
    """The least score asked for: `15+`, `12 or more`; `above 12` asks for 12 as well, since no score is lost by it."""
    m = _SCORE_FROM.search(reading.line)
    if m is None:
        return None
    if m[6] or m[7]:
        return int(m[6] or m[7])
    score = int(next(g for g in m.groups()[:5] if g))
    return score if 1 <= score <= 25 else None


_BY = re.compile(r"\b([1-5]) ?(?:x|\*|by|times) ?([1-5])\b")
_LC = re.compile(
    r"\bl(?:ikelihood)?(?: of| is| at| stays| remains| still| to| now|:|=)* ?([1-5])\b.{0,25}?\bc(?:onsequence"
    r"|onseq)?(?: of| is| at| stays| remains| still| to| now|:|=)* ?([1-5])\b"
)
_CL = re.compile(
    r"\bconsequence(?: of| is| at| to|:)* ?([1-5])\b.{0,25}?\blikelihood(?: of| is| at| to"
    r"|:)* ?([1-5])\b"
)
_LIKELIHOOD = re.compile(r"\blikelihood(?: of| is| at| stays| remains| still| to| up to| down to| now|:|=)* ?([1-5])\b")
_CONSEQUENCE = re.compile(
    r"\bconsequence(?: of| is| at| stays| remains| still| to| up to| down to| now|:|=)* ?([1-5])\b"
)
_TO_SCORE = re.compile(
    r"\b(?:to|at|as|now|still|maybe|probably|likely|likley|about"
    r"|call it|call that|say|worth|looks like|score(?:d|s)?(?: of| at| is| it)?|be|is|stays?(?: at)?"
    r"|scoring)(?: now"
    r"| be| an?| around| about)* (\d{1,2})\b(?! ?(?:x|%|days|weeks|months|/|wte)| (?:in|of|out of) \d)"
)


def _grades(reading: Reading) -> dict[str, float]:
    line = reading.line
    m = _BY.search(line) or _LC.search(line)
    if m:
        return {"likelihood": int(m[1]), "consequence": int(m[2])}
    m = _CL.search(line)
    if m:
        return {"likelihood": int(m[2]), "consequence": int(m[1])}
    found: dict[str, float] = {}
    for name, pattern in (("likelihood", _LIKELIHOOD), ("consequence", _CONSEQUENCE)):
        m = pattern.search(line)
        if m:
            found[name] = int(m[1])
    if found:
        return found
    scores = [int(m[1]) for m in _TO_SCORE.finditer(line) if int(m[1]) in _SCORES]
    dated = [reading.line[w.start : w.end] for w in reading.whens]
    scores = [s for s in scores if not any(d.startswith(str(s)) for d in dated)]
    return {"score": scores[0]} if scores else {}


def figures(reading: Reading, command: str, _: str) -> dict[str, float]:
    """Numbers of a return by measure, or the grades of a risk."""
    if command in {"new_risk", "review_risk"}:
        return _grades(reading)
    figures: dict[str, float] = {}
    for key, number, _at in reading.figures:
        figures.setdefault(key, number)
    if command == "correct_return":
        figures |= _corrected(reading)
    for key, (top, bottom) in counted.pairs(reading, figures).items():
        if figures.get(key) == bottom:  # `12 of 300 pph`: the number beside the name is the other one
            figures[key] = top
    return {k: int(v) if v == int(v) else v for k, v in figures.items()}


_CORRECTED = re.compile(
    r"\b(?:should (?:be|have been|read|say)|meant to (?:be|put|say)|is actually|was actually"
    r"|actually|to|is|was|now) (\d+(?:\.\d+)?)%?,?(?: and)? ?(?:not|instead of|rather than|,)"
)
_FROM_TO = re.compile(
    r"\b(?:from )?(\d+(?:\.\d+)?)%? (?:to|->|should (?:be|have been|read)"
    r"|instead should be) (\d+(?:\.\d+)?)%?"
)
_NOT_BUT = re.compile(
    r"\b(?:not|instead of|rather than) (\d+(?:\.\d+)?)%?[ ,]+(?:but |it is |it should be "
    r"|should be )?(\d+(?:\.\d+)?)"
)
_SHOULD = re.compile(
    r"\b(?:needs? to (?:be|read|say)|should (?:be|have been|read|say)|meant to (?:be|put|say)|is actually"
    r"|was actually"
    r"|actually(?: it)?(?: was| is)?|it is|it'?s|correct (?:figure|number|value) is|make (?:it"
    r"|that)) (\d+(?:\.\d+)?)%?"
)


_WAS_BEFORE = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)%? ?\( ?(?:was|not|previously) \d")
_PUT_FOR = re.compile(
    r"\b(?:put|puts|entered|typed|sent|said|gave|wrote|keyed)\b.{0,25}?(?<!\d)\d+(?:\.\d+)?%? "
    r"(?:instead of|rather than|when it should be) (\d+(?:\.\d+)?)"
)
"""`I put 41 instead of 14`: what was put stands first, what is right after it."""
_IS = re.compile(r"\b(?:is|are|was|were|now|reads|says|shows) (\d+(?:\.\d+)?)%?(?![\w/-]|[.,]\d)")
"""`... but October is 11`: the last such number, when nothing says more clearly which is right."""
_LONE = re.compile(r"(?<![\w.,/-])(\d+(?:\.\d+)?)%?(?![\w/-]|[.,]\d)")


def _corrected(reading: Reading) -> dict[str, float]:
    """The right figure of one measure: `should be 11 not 12`, `from 12 to 11`, or the only number that is there."""
    if not reading.measures:
        return {}
    key = reading.measures[0].value
    for pattern, group in (
        (_WAS_BEFORE, 1),
        (_PUT_FOR, 1),
        (_SHOULD, 1),
        (_NOT_BUT, 2),
        (_CORRECTED, 1),
        (_FROM_TO, 2),
    ):
        m = pattern.search(reading.line)
        if m:
            return {key: float(m[group])}
    said = [m for m in _IS.finditer(reading.line) if not _elsewhere(reading, m.start(1))]
    if said:
        return {key: float(said[-1][1])}
    lone = [m for m in _LONE.finditer(reading.line) if not _elsewhere(reading, m.start())]
    return {key: float(lone[0][1])} if len(lone) == 1 else {}


def _elsewhere(reading: Reading, at: int) -> bool:
    """Whether a number belongs to a date, a record or the name of a measure."""
    word = reading.word_at(at)
    return any(w.start <= at < w.end for w in (*reading.whens, *reading.records)) or any(
        hit.start <= word < hit.end for hit in (*reading.measures, *reading.frameworks)
    )
