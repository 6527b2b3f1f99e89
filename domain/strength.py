"""How strong an action is likely to be, from its own words: a hint for whoever writes it, never a judgement.

Owns: the words of each level, as data. Must not: decide anything; the strongest word found gives the hint.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

SOURCE = "Hierarchy of effectiveness (NPSF, RCA2: Improving Root Cause Analyses, 2015); levels as in domain guide 6.1"
VERSION = "2026-11"


class Level(StrEnum):
    """Weak relies on memory, medium on a process, strong on the design of things."""

    WEAK = "weak"
    MEDIUM = "medium"
    STRONG = "strong"


WORDS: dict[Level, tuple[str, ...]] = {
    Level.STRONG: (
        "forcing function", "force", "redesign", "standard equipment", "standardise equipment", "same equipment",
        "mandatory prompt", "hard stop", "interlock", "automatic", "automate", "remove", "build", "new device",
    ),
    Level.MEDIUM: (
        "checklist", "redundancy", "staffing", "second midwife", "second triage midwife", "rota", "double check",
        "software", "standardise", "standard operating procedure", "sop", "pool", "simulation", "business case",
        "protected time", "read back", "prompt",
    ),
    Level.WEAK: (
        "training", "train", "teach", "teaching", "remind", "reminder", "policy", "guideline", "poster", "newsletter",
        "email", "e-mail", "awareness", "memo", "learning event", "audit", "re-audit", "share learning", "be careful",
    ),
}  # fmt: skip
"""Source: `SOURCE`; which everyday words stand for a level is ours."""

ADVICE = {
    Level.WEAK: "It relies on people remembering. Could a checklist, a second pair of hands or the design hold it?",
    Level.MEDIUM: "It changes how the work is done. Could the design of the place or the equipment hold it?",
    Level.STRONG: "It changes the design, which lasts.",
}


@dataclass(frozen=True, slots=True)
class Hint:
    """A level, the word it was read from, and what to think about."""

    level: Level
    word: str

    @property
    def words(self) -> str:
        """One or two sentences for the person who writes the action."""
        return f"Strength: {self.level}, read from '{self.word}'. {ADVICE[self.level]}"


_PATTERNS = {
    level: re.compile(rf"\b({'|'.join(sorted(map(re.escape, found), key=len, reverse=True))})\b", re.IGNORECASE)
    for level, found in WORDS.items()
}


def hint(text: str) -> Hint | None:
    """The hint for an action's words; None when none of them is known.

    >>> hint("Training and a checklist for PPH").level
    <Level.MEDIUM: 'medium'>
    >>> hint("Agree the date") is None
    True
    """
    for level, pattern in _PATTERNS.items():
        match = pattern.search(text[:2_000])
        if match:
            return Hint(level, match[1].lower())
    return None
