"""Risks that may be the same one. Proposes; a person decides.

Owns: how alike two risks are. Must not: merge anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from domain.risks import Risk

ALIKE_FROM = 0.5
"""From this likeness on a risk is proposed as perhaps the same. Source: ours, tried on the sample register."""
SAME_THEME = 0.15
"""What a shared theme adds. Source: ours."""
_WORD = re.compile(r"[a-z0-9]{3,}")
_EMPTY = frozenset(
    ["and", "the", "for", "with", "are", "may", "not", "from", "into", "that", "this", "all", "any", "risk", "out"]
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """Another risk and how alike it is, 0 to 1."""

    risk: Risk
    degree: float


def likeness(one: Risk, other: Risk) -> float:
    """How alike two risks are: words they share, titles letter by letter, the theme."""
    mine, theirs = _tokens(one), _tokens(other)
    shared = len(mine & theirs) / min(len(mine), len(theirs)) if mine and theirs else 0.0
    titles = SequenceMatcher(None, one.title.lower(), other.title.lower(), autojunk=False).ratio()
    theme = SAME_THEME if one.theme and one.theme == other.theme else 0.0
    return min(1.0, max(shared, titles) * 0.85 + theme)


def alike(risk: Risk, others: Iterable[Risk], limit: int = 3) -> tuple[Likeness, ...]:
    """Other risks that may be the same, the likeliest first."""
    found = [Likeness(o, likeness(risk, o)) for o in others if o.id != risk.id]
    close = sorted((x for x in found if x.degree >= ALIKE_FROM), key=lambda x: (-x.degree, x.risk.id))
    return tuple(close[:limit])


def _tokens(risk: Risk) -> frozenset[str]:
    text = f"{risk.title} {risk.cause} {risk.event}".lower()
    return frozenset(_stem(w) for w in _WORD.findall(text) if w not in _EMPTY)


def _stem(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > 4 else word
