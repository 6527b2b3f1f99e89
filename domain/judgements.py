"""How a trust stands on a requirement: who judged it when, why, and under which edition of the framework.

Owns: the record, its words, what may happen to it. Must not: compare trusts, or change what an earlier edition says.
Source: product.md "Framework evidence tags"; domain guide 2.2: every status is kept with its framework's version.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.coverage import Counts, for_trust, short_key, short_title
from domain.definitions import Framework, Requirement
from domain.people import OFFICE, Member, ObjectId
from domain.refusals import Invalid

KEPT_LOOKS = 12
"""Earlier statuses that stay on the record; every one is in its versions. Source: ours, a year of monthly looks."""
NOT_JUDGED = "not judged yet"


class Standing(StrEnum):
    """How a trust stands. That nobody has judged it is none of these."""

    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    MET = "met"
    NOT_MET = "not_met"

    @property
    def words(self) -> str:
        """As members read it."""
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Look:
    """One status that was given."""

    standing: Standing
    reason: str
    by: ObjectId
    name: str
    on: date


@dataclass(frozen=True, slots=True)
class Judgement:
    """How one trust stands on one requirement, in one edition. `looks` are all that was said, the latest last.

    One without looks was taken back: nobody has judged it.
    """

    id: str
    framework: str
    requirement: str
    edition: str
    trust: str
    looks: tuple[Look, ...] = ()
    changed_at: datetime | None = None
    version: int = 0

    @property
    def latest(self) -> Look:
        """What holds now."""
        return self.looks[-1]


Standings = dict[tuple[str, str], Judgement]
"""Statuses of one edition by requirement and trust."""


def judgement_id(requirement: str, edition: str, trust: str) -> str:
    """The name of the record.

    >>> judgement_id("CNST:SA6", "year 7 (2025/26)", "JPUH")
    'FRM-CNST:SA6/year-7-2025-26/JPUH'
    """
    slug = re.sub(r"[^a-z0-9.]+", "-", edition.lower()).strip("-")
    return f"FRM-{requirement}/{slug}/{trust}"


def judged(stands: Judgement | None, framework: Framework, requirement: str, trust: str, look: Look) -> Judgement:
    """The record with this status on top, under the framework's present edition. Raises `Invalid` without a reason."""
    if not look.reason.strip():
        raise Invalid("Reason", "please say in a few words what the status rests on.")
    if stands is None:
        record = judgement_id(requirement, framework.version, trust)
        stands = Judgement(record, framework.key, requirement, framework.version, trust)
    return replace(stands, looks=(*stands.looks, replace(look, reason=look.reason.strip()))[-KEPT_LOOKS:])


def judges(member: Member, trusts: tuple[str, ...]) -> tuple[str, ...]:
    """The trusts for which this member may set a status: their own as a lead, every one as chair or office."""
    return tuple(t for t in trusts if member.is_any(OFFICE) or member.leads(t))


def editions(framework: Framework) -> tuple[str, ...]:
    """The editions of a framework, the present one last; one without any has its version."""
    found = tuple(e.version for e in framework.editions if e.version != framework.version)
    return (*found, framework.version)


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing on a requirement, and for which trusts, in the group file's order."""

    requirement: Requirement
    what: str
    trusts: tuple[str, ...]

    @property
    def words(self) -> str:
        """`SA6 Are you ...: at risk: JPUH`."""
        return (
            f"{short_key(self.requirement.key)} {short_title(self.requirement)}: {self.what}: {', '.join(self.trusts)}"
        )


def gaps(framework: Framework, trusts: tuple[str, ...], standings: Standings, counts: Counts) -> tuple[Gap, ...]:
    """What stands open: not judged, not started, at risk, not met, and what is said to be well without evidence."""
    found: list[Gap] = []
    for requirement in framework.requirements:
        by_what: dict[str, list[str]] = {}
        for trust in trusts:
            what = _gap(standings.get((requirement.key, trust)), for_trust(counts, requirement.key, trust))
            if what:
                by_what.setdefault(what, []).append(trust)
        found += [Gap(requirement, what, tuple(those)) for what, those in by_what.items()]
    return tuple(found)


def _gap(judgement: Judgement | None, evidence: int) -> str:
    if judgement is None:
        return NOT_JUDGED
    standing = judgement.latest.standing
    if standing in {Standing.MET, Standing.ON_TRACK}:
        return "" if evidence else f"{standing.words}, without evidence"
    return standing.words
