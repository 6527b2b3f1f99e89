"""Small numbers outside the group: counts of 1 to 4 are not shown, nor what would give them away.

Owns: the rule by audience, single counts, rates, counts beside their total. Whole tables, and a second post of the same
table, are `domain/protected.py`. Must not: know who reads; the caller says for whom it publishes.
Source: common NHS practice of disclosure control (domain guide 8.2): fewer than 5 is "<5", nought may stay, a second
cell goes with it where a total would reveal the first, a rate goes with its count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

SMALLEST = 5
"""Counts from 1 to below this are hidden. Version: 2026-11, to be agreed with the information governance lead."""
FEW = "<5"
FEW_WORDS = "fewer than 5"
HIDDEN = "suppressed"
HIDDEN_WORDS = "not shown"


class Audience(StrEnum):
    """For whom something is published."""

    RESTRICTED = "restricted"
    """A member in the private chat, and the office's pack."""
    GROUP = "group"
    BOARD = "board"
    PUBLIC = "public"
    """The channel too: what stands in it is disclosable and read by whoever joins."""


FOR_WHOM: Mapping[Audience, str] = {
    Audience.RESTRICTED: "Restricted: for the chair and the LMNS office. It may hold small numbers; do not pass it on.",
    Audience.GROUP: "For the members of the group. It may hold small numbers; do not pass it on.",
    Audience.BOARD: "For the Programme Board. Counts of 1 to 4 are not shown.",
    Audience.PUBLIC: "Public version. Counts of 1 to 4 are not shown.",
}
"""What stands at the top of each version of a document."""


@dataclass(frozen=True, slots=True)
class Rule:
    """From which count on an audience may see the number itself; 0: it sees every number."""

    smallest: int
    source: str
    version: str


RULES: Mapping[Audience, Rule] = {
    Audience.RESTRICTED: Rule(0, "The group must see true counts of rare events (product.md, suppression)", "2026-11"),
    Audience.GROUP: Rule(0, "Exact counts within the group if agreed by the IG lead (domain guide 8.2)", "2026-11"),
    Audience.BOARD: Rule(SMALLEST, "Common NHS rule: fewer than 5 as <5 (domain guide 8.2)", "2026-11"),
    Audience.PUBLIC: Rule(SMALLEST, "Common NHS rule: fewer than 5 as <5 (domain guide 8.2)", "2026-11"),
}


def hides(audience: Audience) -> bool:
    """Whether this audience does not see small numbers."""
    return RULES[audience].smallest > 1


def small(count: float | None, smallest: int = SMALLEST) -> bool:
    """Whether a count would point at somebody."""
    return count is not None and 0 < count < smallest


def shown(count: float, *, in_words: bool = False) -> str:
    """A count for readers outside the group.

    >>> [shown(n) for n in (0, 2, 4, 5, 11)]
    ['0', '<5', '<5', '5', '11']
    """
    if small(count):
        return FEW_WORDS if in_words else FEW
    return f"{count:g}"


def rate(value: float, numerator: float | None, denominator: float | None = None, *, shown_as: str = "") -> str:
    """A rate for readers outside the group: hidden when a count it is made of is small or is itself not shown.

    `shown_as`: how the numerator stands in the same table, so that a count hidden for another's sake hides its rate.
    """
    hidden = shown_as in {FEW, FEW_WORDS, HIDDEN, HIDDEN_WORDS}
    return HIDDEN if hidden or small(numerator) or small(denominator) else f"{value:.1f}"


def differenced(before: Sequence[float], after: Sequence[float]) -> bool:
    """Whether two posts, each safe by itself, tell a small number by their difference."""
    return any(small(abs(b - a)) for a, b in zip(before, after, strict=True))
