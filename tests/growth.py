"""How the cost of something grows with its length: a ratio of processor time, measured side by side.

Owns: that one judgement. Must not: assert a time: a busy machine only makes both sides dearer.
"""

from __future__ import annotations

import time
from collections.abc import Callable

TIMES = 4
"""How much longer the longer text is: what is linear costs 4 times as much, what is quadratic 16 times."""
MOST = 10.0
TOO_SHORT = 0.02
"""Seconds of processor time under which nothing can be said of a ratio, and nobody waits."""


def _cost(run: Callable[[str], object], text: str, tries: int) -> float:
    costs: list[float] = []
    for _ in range(tries):
        start = time.process_time()
        run(text)
        costs.append(time.process_time() - start)
    return min(costs)


def is_even(run: Callable[[str], object], piece: str, length: int) -> bool:
    """Whether `run` of this piece repeated to `length` characters costs what its length says."""
    long, short = ((piece * size)[:size] for size in (length, length // TIMES))
    for tries in (1, 3, 5):
        cost = _cost(run, long, tries)
        if cost < TOO_SHORT or cost < MOST * _cost(run, short, tries):
            return True
    return False
