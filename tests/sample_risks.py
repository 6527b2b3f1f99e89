"""Risks for tests, each with what a test wants to be different."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from domain.group import Group
from domain.people import ObjectId, Trust, TrustCode
from domain.risk_changes import Signed, raised
from domain.risks import Review, Risk
from domain.scores import Score

TRUSTS = tuple(Trust(TrustCode(c), "", c) for c in ("NNUH", "JPUH", "QEHKL"))
GROUP = Group("sqog", "Oversight group", "SQOG", "Norfolk and Waveney", "Europe/London", TRUSTS)


def sign(day: date = date(2026, 11, 23), by: str = "lead", name: str = "Tom Bailey") -> Signed:
    """Somebody who does something at ten o'clock of a day."""
    return Signed(ObjectId(by), name, datetime.combine(day, time(10), tzinfo=UTC), day)


def a_risk(record: str = "RSK-26-001", **changes: Any) -> Risk:
    """A risk that has not been kept: 16, appetite minimal (tolerance 6), target 8."""
    fresh = Risk(
        record,
        "Obstetric middle grade rota gaps",
        "There is a shortage of registrars across all units",
        "women may wait for senior review out of hours",
        "delayed decisions in labour",
        "JPUH",
        4,
        4,
        Score(4, 4),
        Score(2, 4),
        theme="staffing_acuity",
        appetite="minimal",
        controls=("Consultant acting down", "Daily staffing huddle"),
        gaps=("No signed mutual aid agreement",),
        owner=ObjectId("lead"),
        owner_name="Tom Bailey",
    )
    return replace(fresh, **changes)


def a_raised(record: str = "RSK-26-001", day: date = date(2026, 6, 1), **changes: Any) -> Risk:
    """The same, raised on a day."""
    return raised(a_risk(record, **changes), GROUP, sign(day))


def looks(*scores: tuple[date, int, int]) -> tuple[Review, ...]:
    """Reviews with these scores on these days."""
    at = time(10)
    return tuple(
        Review(datetime.combine(d, at, tzinfo=UTC), d, ObjectId("lead"), "Tom Bailey", a, b, "looked")
        for d, a, b in scores
    )
