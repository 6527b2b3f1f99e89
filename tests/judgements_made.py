"""Statuses of requirements for tests."""

from __future__ import annotations

from datetime import date

from domain.catalogue import FRAMEWORKS
from domain.judgements import Judgement, Look, Standing, judged
from domain.people import ObjectId

CNST = FRAMEWORKS["CNST"]


def a_look(standing: Standing = Standing.MET, reason: str = "Audit of September", day: int = 20) -> Look:
    """A status that was given."""
    return Look(standing, reason, ObjectId("tom"), "Tom Bailey", date(2026, 11, day))


def stands(requirement: str, trust: str, *standings: Standing) -> Judgement:
    """A record with these statuses, one after the other."""
    record: Judgement | None = None
    for day, standing in enumerate(standings, 1):
        record = judged(record, CNST, requirement, trust, a_look(standing, day=day))
    assert record is not None
    return record
