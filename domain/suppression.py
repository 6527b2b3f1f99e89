"""Small numbers outside the group: counts of 1 to 4 are not shown, nor what would give them away.

Owns: the rule. Must not: know who reads; the caller says for whom it publishes.
Source: common NHS practice of disclosure control (domain guide 8.2): fewer than 5 is "<5", nought may stay, a second
cell goes with it where a total would reveal the first, a rate goes with its count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

SMALLEST = 5
"""Counts from 1 to below this are hidden. Version: 2026-11, to be agreed with the information governance lead."""
FEW = "<5"
FEW_WORDS = "fewer than 5"
HIDDEN = "suppressed"


def small(count: float | None) -> bool:
    """Whether a count would point at somebody."""
    return count is not None and 0 < count < SMALLEST


def shown(count: float, *, in_words: bool = False) -> str:
    """A count for readers outside the group.

    >>> [shown(n) for n in (0, 2, 4, 5, 11)]
    ['0', '<5', '<5', '5', '11']
    """
    if small(count):
        return FEW_WORDS if in_words else FEW
    return f"{count:g}"


def with_total(cells: Mapping[str, float], total: float | None = None) -> dict[str, str]:
    """Counts that stand beside their total: where just one is hidden, the next smallest goes too.

    Otherwise the total less the others would say it. Noughts are not used as a cover.

    >>> with_total({"NNUH": 12, "JPUH": 2, "QEHKL": 7}, 21)
    {'NNUH': '12', 'JPUH': '<5', 'QEHKL': 'suppressed', 'total': '21'}
    """
    out = {name: shown(count) for name, count in cells.items()}
    hidden = [name for name, count in cells.items() if small(count)]
    if len(hidden) == 1:
        others = sorted((count, name) for name, count in cells.items() if name not in hidden and count > 0)
        if others:
            out[others[0][1]] = HIDDEN
    whole = sum(cells.values()) if total is None else total
    out["total"] = FEW if small(whole) or (len(hidden) == 1 and HIDDEN not in out.values()) else f"{whole:g}"
    return out


def rate(value: float, numerator: float | None) -> str:
    """A rate for readers outside the group: hidden when its count is."""
    return HIDDEN if small(numerator) else f"{value:.1f}"


def differenced(before: Sequence[float], after: Sequence[float]) -> bool:
    """Whether two posts, each safe by itself, tell a small number by their difference."""
    return any(small(abs(b - a)) for a, b in zip(before, after, strict=True))
