"""Likelihood and consequence: the words of the matrix, the scores that can arise, distance to what is tolerated.

Owns: `Score` and its words. Must not: know a risk, or cut bands (each group does, `domain/group.py`).
Source: NPSA, A risk matrix for risk managers, 2008.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.refusals import Invalid

VERSION = "NPSA-2008"


@dataclass(frozen=True, slots=True)
class Level:
    """One step of a scale: its name and what it means."""

    name: str
    meaning: str


LIKELIHOOD: Mapping[int, Level] = {
    1: Level("rare", "this will probably never happen"),
    2: Level("unlikely", "not expected, but it is possible"),
    3: Level("possible", "might happen occasionally"),
    4: Level("likely", "will probably happen, but is not persistent"),
    5: Level("almost certain", "will undoubtedly happen, possibly often"),
}
"""How likely. Source: NPSA 2008, table 2."""

CONSEQUENCE: Mapping[int, Level] = {
    1: Level("negligible", "minimal harm, no or minimal treatment"),
    2: Level("minor", "minor harm, minor treatment, 1 to 3 days longer in hospital"),
    3: Level("moderate", "moderate harm, professional treatment, 4 to 15 days longer in hospital"),
    4: Level("major", "long-term harm, more than 15 days longer in hospital"),
    5: Level("catastrophic", "a death, or several people with permanent harm"),
}
"""How bad. Source: NPSA 2008, table 1, impact on the safety of patients."""

POSSIBLE = tuple(sorted({a * b for a in LIKELIHOOD for b in CONSEQUENCE}))
"""The scores that can arise; 7, 11, 13 and others cannot. Source: domain guide 5."""


@dataclass(frozen=True, slots=True)
class Score:
    """Likelihood and consequence, asked apart. Raises `Invalid` outside 1 to 5."""

    likelihood: int
    consequence: int

    def __post_init__(self) -> None:
        for field, value in (("Likelihood", self.likelihood), ("Consequence", self.consequence)):
            if value not in LIKELIHOOD:
                raise Invalid(field, "please give a whole number from 1 to 5.")

    @property
    def product(self) -> int:
        """The score."""
        return self.likelihood * self.consequence

    @property
    def words(self) -> str:
        """Both parts and the score.

        >>> Score(3, 4).words
        '12 (possible 3 x major 4)'
        """
        likely, bad = LIKELIHOOD[self.likelihood].name, CONSEQUENCE[self.consequence].name
        return f"{self.product} ({likely} {self.likelihood} x {bad} {self.consequence})"


def ways(score: int) -> tuple[Score, ...]:
    """Every pair that makes a score, so that both parts can be asked back. Raises `Invalid` for an impossible one.

    >>> [s.words for s in ways(12)]
    ['12 (possible 3 x major 4)', '12 (likely 4 x moderate 3)']
    """
    found = tuple(Score(a, b) for a in LIKELIHOOD for b in CONSEQUENCE if a * b == score)
    if not found:
        known = ", ".join(str(s) for s in POSSIBLE)
        raise Invalid("Score", f"{score} cannot arise from likelihood times consequence. Possible are {known}.")
    return found


def distance(score: int, limit: int, what: str) -> str:
    """How far a score lies from a limit, in words.

    >>> distance(16, 6, "tolerance"), distance(6, 6, "tolerance")
    ('10 over tolerance 6', 'at tolerance 6')
    """
    if score > limit:
        return f"{score - limit} over {what} {limit}"
    return f"at {what} {limit}" if score == limit else f"{limit - score} under {what} {limit}"
