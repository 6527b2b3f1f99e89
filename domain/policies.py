"""A national or regulatory change: what it is, from when, and what it means for each trust.

Owns: the record, which answers are missing, and what may happen to it. Must not: know where it is kept.
Source: domain guide 10, row 5c: every policy item has an owner and a date; the contract, `policy`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.people import OFFICE, Member, ObjectId
from domain.refusals import Invalid, NotAllowed

ANSWER_DAYS = 10
"""Working days that trusts have to say what it means for them. Source: ours, two weeks; set on each form."""
_ID = re.compile(r"\bpol[- ]?(?:20)?(\d{2})[- ](\d{1,3})\b", re.IGNORECASE)


class Status(StrEnum):
    """Whether anything is still expected."""

    OPEN = "open"
    CLOSED = "closed"


class Level(StrEnum):
    """How much changes for a trust, as the trust says."""

    NONE = "none"
    SMALL = "small"
    LARGE = "large"

    @property
    def words(self) -> str:
        """As members read it."""
        return LEVELS[self]


LEVELS: Mapping[Level, str] = {
    Level.NONE: "nothing changes for us",
    Level.SMALL: "a small change",
    Level.LARGE: "a large change",
}


@dataclass(frozen=True, slots=True)
class Impact:
    """What one trust says that a change means for it."""

    trust: str
    level: Level
    text: str
    need: str
    """What the trust needs of others, if anything."""
    by: ObjectId
    name: str
    on: date


@dataclass(frozen=True, slots=True)
class Policy:
    """One change. `trusts` were asked what it means for them by `answer_by`; `impacts` are their answers."""

    id: str
    title: str
    source: str
    effective: date
    summary: str
    owner: ObjectId
    owner_name: str
    answer_by: date
    trusts: tuple[str, ...]
    link: str = ""
    impacts: tuple[Impact, ...] = ()
    status: Status = Status.OPEN
    created_by: ObjectId = ObjectId("")
    created_name: str = ""
    created_at: datetime | None = None
    closed_on: date | None = None
    closed_reason: str = ""
    version: int = 0

    @property
    def live(self) -> bool:
        """Whether anything is still expected."""
        return self.status == Status.OPEN

    def impact(self, trust: str) -> Impact | None:
        """A trust's answer."""
        return next((i for i in self.impacts if i.trust == trust), None)

    @property
    def missing(self) -> tuple[str, ...]:
        """The trusts that were asked and have not answered; none for a closed one."""
        return tuple(t for t in self.trusts if self.live and self.impact(t) is None)


def checked(policy: Policy) -> Policy:
    """The change, ready to be kept. Raises `Invalid` when something does not fit."""
    for label, text in (("What changes", policy.title), ("Source", policy.source), ("Owner", policy.owner)):
        if not text.strip():
            raise Invalid(label, "please fill this in.")
    if not policy.trusts:
        raise Invalid("Trusts asked", "please name at least one trust.")
    gone = [i.trust for i in policy.impacts if i.trust not in policy.trusts]
    if gone:
        raise Invalid("Trusts asked", f"{', '.join(gone)} has answered already and stays on it.")
    return policy


def answered(policy: Policy, impact: Impact) -> Policy:
    """The change with a trust's answer; a later answer takes the place of the trust's earlier one."""
    _live(policy)
    if impact.trust not in policy.trusts:
        raise NotAllowed(f"{impact.trust} was not asked about {policy.id}.")
    if not impact.text.strip():
        raise Invalid("What it means for us", "please say it in a few words.")
    others = {i.trust: i for i in policy.impacts} | {impact.trust: impact}
    return replace(policy, impacts=tuple(others[t] for t in policy.trusts if t in others))


def answers(member: Member, policy: Policy) -> tuple[str, ...]:
    """The trusts for which this member may say what it means: those that they lead; every one for the office."""
    return tuple(t for t in policy.trusts if policy.live and (member.leads(t) or member.is_any(OFFICE)))


def closed(policy: Policy, reason: str, today: date) -> Policy:
    """The change off the list, with what came of it."""
    _live(policy)
    if not reason.strip():
        raise Invalid("What came of it", "please say it in a few words.")
    return replace(policy, status=Status.CLOSED, closed_on=today, closed_reason=reason.strip())


def record_in(text: str) -> str:
    """The id of a change in what was said, or empty.

    >>> record_in("policy POL-26-001"), record_in("pol 26-3"), record_in("new letter from NHSE")
    ('POL-26-001', 'POL-26-003', '')
    """
    match = _ID.search(text)
    return f"POL-{match[1]}-{int(match[2]):03d}" if match else ""


def _live(policy: Policy) -> None:
    if not policy.live:
        raise NotAllowed(f"{policy.id} is closed.", "Log a new change if something new came out.")
