"""Deep dives of the monthly incident meeting: a closer look at one theme, in turn by each trust.

Owns: the record, its steps, and whose turn it is. Must not: judge how a trust did.
Source: domain guide 10, "Monthly incident meeting: deep dive rota fair across trusts"; version 2026-11.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.people import ObjectId
from domain.refusals import Invalid, NotAllowed
from domain.rhythm import month_name, shift

AHEAD = 3
"""Months that the rota shows. Source: ours, a quarter."""


class Stage(StrEnum):
    """Where a deep dive stands."""

    PLANNED = "planned"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class DeepDive:
    """One deep dive: which trust looks at which theme, for the meeting of which month."""

    id: str
    theme: str
    trust: str
    month: str
    stage: Stage = Stage.PLANNED
    result: str = ""
    """What it found, or why it was dropped."""
    by: ObjectId = ObjectId("")
    by_name: str = ""
    version: int = 0

    @property
    def counts(self) -> bool:
        """Whether the trust had, or has, its turn with it."""
        return self.stage != Stage.DROPPED


def done(dive: DeepDive, result: str) -> DeepDive:
    """The deep dive with what it found."""
    return _ended(dive, Stage.DONE, result, "What it found")


def dropped(dive: DeepDive, why: str) -> DeepDive:
    """The deep dive, given up; the trust's turn comes again."""
    return _ended(dive, Stage.DROPPED, why, "Why it is not done")


def _ended(dive: DeepDive, stage: Stage, text: str, label: str) -> DeepDive:
    if dive.stage != Stage.PLANNED:
        raise NotAllowed(f"{dive.id} is {dive.stage.value} already.")
    if not text.strip():
        raise Invalid(label, "please say it in a few words.")
    return replace(dive, stage=stage, result=text.strip())


def turn(trusts: Sequence[str], dives: Iterable[DeepDive]) -> str:
    """Whose turn it is: who had the fewest; of these, whose last was longest ago; of these, the group's own order.

    >>> turn(("NNUH", "JPUH"), [DeepDive("DIV-26-001", "pph", "NNUH", "2026-09")])
    'JPUH'
    """
    had = [d for d in dives if d.counts]

    def weight(trust: str) -> tuple[int, str]:
        own = [d.month for d in had if d.trust == trust]
        return len(own), max(own, default="")

    return min(trusts, key=weight)


@dataclass(frozen=True, slots=True)
class Slot:
    """One month of the rota: the deep dive that is planned, or whose turn it would be."""

    month: str
    trust: str
    dive: DeepDive | None

    def words(self, theme: str) -> str:
        """`December 2026: JPUH on Triage (DIV-26-002)`."""
        what = f" on {theme} ({self.dive.id})" if self.dive else ", theme still open"
        return f"{month_name(self.month)}: {self.trust}{what}"


def rota(trusts: Sequence[str], dives: Sequence[DeepDive], month: str, ahead: int = AHEAD) -> tuple[Slot, ...]:
    """The rota from a month on. What is planned stands; the turns between are fair with it counted in."""
    had = list(dives)
    found: list[Slot] = []
    for n in range(ahead):
        year, number = shift(month, n)
        now = f"{year}-{number:02d}"
        standing = [d for d in dives if d.month == now and d.counts]
        found += [Slot(now, d.trust, d) for d in standing]
        if not standing and trusts:
            trust = turn(trusts, had)
            had.append(DeepDive("", "", trust, now))
            found.append(Slot(now, trust, None))
    return tuple(found)
