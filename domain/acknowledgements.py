"""Who has said that they read what was published: a summary or a report, once each.

Owns: the record and its id. Must not: know what was published, or count who has not said so (that is nobody's fault).
Source: product.md, "Read receipts wanted, not possible: Acknowledge button on published summaries".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.people import ObjectId

PREFIX = "ACK-"


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """One person has read one published text."""

    id: str
    subject: str
    """The summary or report."""
    person: ObjectId
    at: datetime
    version: int = 0


def acknowledged(subject: str, person: ObjectId, at: datetime) -> Acknowledgement:
    """A person's acknowledgement; its id is the same when they press again.

    >>> acknowledged("SUM-26-001", ObjectId("p"), datetime(2026, 12, 1)).id
    'ACK-SUM-26-001-p'
    """
    return Acknowledgement(f"{PREFIX}{subject}-{person}", subject, person, at)
