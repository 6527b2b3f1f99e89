"""What of a framework is evidenced and what is not, by trust: counts in the group file's order, never a ranking.

Owns: those sums and their words. Must not: compare trusts, or know where a count comes from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.catalogue import FRAMEWORKS, REQUIREMENTS
from domain.definitions import Framework, Requirement
from domain.evidence import EVERY

Counts = Mapping[tuple[str, str], int]
"""How much evidence there is, by requirement and trust; what holds for all trusts stands under `ALL`."""

TITLE = 90
"""Characters of a requirement's title in a list; the whole of it stands on its own card. Source: ours."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A requirement without evidence, and whose: the trusts that have none, all of them when there is none at all."""

    requirement: Requirement
    trusts: tuple[str, ...]
    nobody: bool

    @property
    def words(self) -> str:
        """`SA6: Can you demonstrate ...: nothing from NNUH, QEHKL`."""
        who = "nothing from anybody" if self.nobody else f"nothing from {', '.join(self.trusts)}"
        return f"{short_key(self.requirement.key)}: {short_title(self.requirement)}: {who}"


def for_trust(counts: Counts, requirement: str, trust: str) -> int:
    """How much evidence counts for a trust: its own, and what holds for all.

    >>> for_trust({("CNST:SA6", "ALL"): 1, ("CNST:SA6", "JPUH"): 2}, "CNST:SA6", "JPUH")
    3
    """
    return counts.get((requirement, trust), 0) + counts.get((requirement, EVERY), 0)


def missing(framework: Framework, trusts: Sequence[str], counts: Counts) -> tuple[Missing, ...]:
    """The requirements for which at least one trust has no evidence, in the framework's order."""
    found: list[Missing] = []
    for requirement in framework.requirements:
        lacking = tuple(t for t in trusts if not for_trust(counts, requirement.key, t))
        if lacking:
            found.append(Missing(requirement, lacking, len(lacking) == len(trusts)))
    return tuple(found)


def framework_of(key: str) -> Framework | None:
    """The framework that a framework's or a requirement's key belongs to.

    >>> framework_of("CNST:SA6").key
    'CNST'
    """
    return FRAMEWORKS.get(key.split(":", 1)[0])


def requirement_of(key: str) -> Requirement | None:
    """The requirement with this key."""
    return REQUIREMENTS.get(key)


def short_title(requirement: Requirement) -> str:
    """A requirement's title, cut to a line."""
    title = requirement.title
    return title if len(title) <= TITLE else f"{title[: TITLE - 1].rsplit(' ', 1)[0]}\u2026"


def short_key(key: str) -> str:
    """A requirement's own part of its key.

    >>> short_key("CNST:SA6"), short_key("PQOM")
    ('SA6', 'PQOM')
    """
    return key.rpartition(":")[2]
