"""Charts for tests of words and cards: short ways to make one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from domain.catalogue import MEASURES
from domain.control import ControlChart, draw
from domain.definitions import Measure
from domain.people import ObjectId
from domain.rebases import Rebase
from domain.series import Figure, monthly, rolling
from tests.figures_made import months

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)


def figures(key: str, values: Sequence[Any], trust: str = "JPUH", submission: int = 1) -> list[Figure]:
    """Values up to October 2026: a number, a (numerator, denominator), or None for a month not received."""
    found: list[Figure] = []
    for period, value in zip(months(len(values)), values, strict=True):
        if value is not None:
            top, bottom = value if isinstance(value, tuple) else (value, None)
            found.append(Figure(key, trust, period, top, bottom, f"RET-{period}-{trust}", submission))
    return found


def chart(
    key: str,
    values: Sequence[Any],
    trust: str = "JPUH",
    *,
    rebases: Sequence[Rebase] = (),
    measure: Measure | None = None,
    submission: int = 1,
    until: str = "2026-10",
) -> ControlChart:
    """A chart as a command would make it."""
    kind = measure or MEASURES[key]
    series = monthly(kind, trust, figures(key, values, trust, submission), until)
    return draw([rolling(series) if kind.rare else series], rebases)[0]


def rebase(period: str, key: str = "pph1500", trust: str = "JPUH", number: int = 1) -> Rebase:
    """A rebase by somebody invented."""
    reason = "Measured blood loss from the start, agreed in April"
    return Rebase(f"REB-26-{number:03}", key, trust, period, reason, ObjectId("x"), "Helen Marsh", AT, True, 1)


STEADY = [(4, 150), (5, 150), (4, 150), (3, 150), (5, 150), (4, 150)] * 4
RISING = [*STEADY[:-1], (12, 150)]
