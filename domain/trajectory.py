"""How a risk moved: from which score to which, since when, in how many reviews; and what it scored on a day.

Owns: reading a risk's reviews. Must not: change a risk. Source: product.md "Score trajectory".
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.rhythm import MONTHS
from domain.risks import Review, Risk

WINDOW_MONTHS = 12
"""How far back movement is told. Source: ours, one year of monthly reviews."""


class Move(StrEnum):
    """Which way a score went."""

    NEW = "new"
    UP = "up"
    DOWN = "down"
    LEVEL = "level"


ARROWS = {Move.NEW: "new", Move.UP: "\u2191 up", Move.DOWN: "\u2193 down", Move.LEVEL: "\u2192 level"}
"""Each movement as a shape and a word."""


@dataclass(frozen=True, slots=True)
class Movement:
    """From one score to another since a day, over so many reviews."""

    move: Move
    before: int
    now: int
    since: date | None
    reviews: int

    def words(self, today: date) -> str:
        """`12 to 16 since May, 2 reviews`."""
        if self.since is None:
            return f"{self.now}, no review is kept"
        when = month_words(self.since, today)
        if not self.reviews:
            return f"{self.now}, raised in {when}, not reviewed yet"
        count = "1 review" if self.reviews == 1 else f"{self.reviews} reviews"
        if self.move == Move.LEVEL:
            return f"{self.now}, level since {when}, {count}"
        return f"{self.before} to {self.now} since {when}, {count}"


def movement(risk: Risk, today: date) -> Movement:
    """How the risk moved within the last twelve months, from the first look in them to now."""
    seen = [r for r in risk.reviews if months_between(r.day, today) <= WINDOW_MONTHS] or list(risk.reviews[-1:])
    if not seen:
        return Movement(Move.LEVEL, risk.score, risk.score, None, 0)
    first = seen[0]
    if len(risk.reviews) == 1:
        return Movement(Move.NEW, risk.score, risk.score, first.day, 0)
    move = Move.LEVEL if first.score == risk.score else Move.UP if risk.score > first.score else Move.DOWN
    return Movement(move, first.score, risk.score, first.day, max(len(seen) - 1, 1))


def score_on(risk: Risk, day: date) -> int | None:
    """What the risk scored at the end of a day, None before its first kept review."""
    before = [r for r in risk.reviews if r.day <= day]
    return before[-1].score if before else None


def rising(reviews: Sequence[Review], times: int) -> bool:
    """Whether the score went up in each of the last `times` reviews.

    Source of `times`: domain guide 1.4 (three); the caller says it.
    """
    scores = [r.score for r in reviews[-(times + 1) :]]
    return len(scores) == times + 1 and all(b > a for a, b in itertools.pairwise(scores))


def months_between(start: date, end: date) -> int:
    """Whole calendar months from one day's month to another's."""
    return (end.year - start.year) * 12 + end.month - start.month


def month_words(day: date, today: date) -> str:
    """A month as people say it: the year only when it is another one.

    >>> month_words(date(2026, 5, 3), date(2026, 11, 23)), month_words(date(2025, 5, 3), date(2026, 11, 23))
    ('May', 'May 2025')
    """
    name = MONTHS[day.month - 1]
    return name if day.year == today.year else f"{name} {day.year}"


def score_at(risk: Risk, moment: datetime) -> int | None:
    """What the risk scored at a moment, None before its first kept review."""
    before = [r for r in risk.reviews if r.at <= moment]
    return before[-1].score if before else None
