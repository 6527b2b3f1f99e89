"""An independent attempt to work out what a published table hides, by linear programming (scipy), not by our own rule.

    broken(counts, protect(counts))       cells whose number can be told; none, or the protection is broken
    campaign(10_000, seed=1)              so many random tables, for a long run:
    python -m tests.table_breaker 10000   the same from the shell

The attacker knows every shown number, that sums are sums, that `<5` is 1 to 4, and which cells were hidden only for the
sake of others, so that these are 5 or more. A table with totals is a network, so the bounds that the solver finds are
whole numbers and each is reached.
"""

from __future__ import annotations

import random
import sys
from itertools import product

import numpy as np
from scipy.optimize import linprog  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType] it has none

from domain.protected import TOTAL, Counts, Key, Published, protect
from domain.suppression import FEW


def broken(counts: Counts, shown: Published) -> list[Key]:
    """The hidden cells of which there is but one possible value."""
    keys = list(counts.keys)
    at = {key: i for i, key in enumerate(keys)}
    sums = [[(row, c) for c in counts.columns] + [(row, TOTAL)] for row in (*counts.rows, TOTAL)]
    sums += [[(r, column) for r in counts.rows] + [(TOTAL, column)] for column in (*counts.columns, TOTAL)]
    equations = np.zeros((len(sums), len(keys)))
    for line, parts in enumerate(sums):
        for key in parts[:-1]:
            equations[line, at[key]] = 1
        equations[line, at[parts[-1]]] -= 1
    bounds = [_bounds(counts, shown, key) for key in keys]
    nothing = np.zeros(len(sums))
    found: list[Key] = []
    for key in keys:
        if shown.hidden(key):
            ends: list[float] = []
            for sign in (1, -1):
                aim = np.zeros(len(keys))
                aim[at[key]] = sign
                got = linprog(aim, A_eq=equations, b_eq=nothing, bounds=bounds, method="highs")
                ends.append(np.inf if got.status == 3 else abs(got.fun))  # 3: it has no upper bound
            if ends[1] - ends[0] < 0.5:
                found.append(key)
    return found


def _bounds(counts: Counts, shown: Published, key: Key) -> tuple[float, float | None]:
    if not shown.hidden(key):
        number = int(shown.at(key))
        return number, number
    if shown.at(key) == FEW:
        return 1, 4
    return (5, None) if counts.at(key) >= 5 else (1, None)


def random_counts(rng: random.Random) -> Counts:
    """A table of a shape and a density as they come: many noughts and small numbers, some large ones."""
    rows = tuple(f"t{i}" for i in range(rng.randint(1, 7)))
    columns = tuple("ABCD"[: rng.randint(1, 4)])
    high = rng.choice((2, 4, 6, 12, 40))
    gaps = rng.random()
    return Counts(
        rows, columns, {k: 0 if rng.random() < gaps else rng.randint(0, high) for k in product(rows, columns)}
    )


def campaign(tables: int, seed: int) -> list[tuple[Counts, list[Key]]]:
    """So many random tables; those that were broken, each with its cells."""
    rng = random.Random(seed)
    found: list[tuple[Counts, list[Key]]] = []
    for _ in range(tables):
        counts = random_counts(rng)
        told = broken(counts, protect(counts))
        if told:
            found.append((counts, told))
    return found


if __name__ == "__main__":
    lost = campaign(int(sys.argv[1]), seed=int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    print(f"{len(lost)} of {sys.argv[1]} tables broken")  # noqa: T201 said to who runs it by hand
    for table, cells in lost[:5]:
        print(dict(table.cells), cells)  # noqa: T201 said to who runs it by hand
    sys.exit(1 if lost else 0)
