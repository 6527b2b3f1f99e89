"""An independent attempt to tell a hidden number from the packs of several months together. See `post_breaker.py`.

    packs_broken(world)               what all packs for the board, read side by side, tell of what they hide
    python -m tests.pack_breaker 10000 1

One measure at three trusts; a pack is made every month, and some figures come in later than that. The attacker keeps
every pack, knows how many were counted out of everywhere, that sums are sums, and why a figure was held back. The rows
are those of the real pack (`domain/packs.py`).
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from domain.catalogue import MEASURES
from domain.control import ControlChart, Drawn
from domain.definitions import Measure
from domain.group import Group
from domain.packs import Contents, measure_rows
from domain.rhythm import shift
from domain.series import WINDOW, Figure, Series, monthly, rolling, together
from domain.suppression import HIDDEN, Audience
from tests.post_breaker import Attack

TRUSTS = ("NNUH", "JPUH", "QEHKL")
FIRST = "2025-04"
MONTHLY, RARE = "pph1500", "stillbirth"
Cell = tuple[str, int]
"""Trust and month, counted from the first."""


@dataclass(frozen=True, slots=True)
class World:
    """What was counted, out of how many, and in which month's pack it stood first."""

    measure: Measure
    months: int
    cells: Mapping[Cell, tuple[int, int]]
    since: Mapping[Cell, int]


def random_world(rng: random.Random) -> World:
    """A large trust and two small ones; numbers are small as often as not, and some come late."""
    rare = rng.random() < 0.3
    months = rng.randint(13, 26) if rare else rng.randint(2, 8)
    high = rng.choice((2, 5, 9, 30))
    cells: dict[Cell, tuple[int, int]] = {}
    for trust in TRUSTS:
        for month in range(months):
            below = rng.choice((rng.randint(1, 9), rng.randint(20, 60), rng.randint(100, 400)))
            top = below - rng.randint(0, min(below, 6)) if rng.random() < 0.2 else rng.randint(0, min(below, high))
            cells[trust, month] = (top, below)
    since = {(t, m): m + rng.choice((0, 0, 0, 0, 1, 2)) for t, m in cells}
    return World(MEASURES[RARE if rare else MONTHLY], months, cells, since)


def period(month: int) -> str:
    """`2025-06` for the third."""
    year, number = shift(FIRST, month)
    return f"{year}-{number:02d}"


def rows_of(world: World, pack: int) -> tuple[tuple[str, ...], ...]:
    """The measure's rows in that month's pack for the board."""
    parts: list[Series] = []
    for trust in TRUSTS:
        own = [
            Figure(world.measure.key, trust, period(m), *world.cells[trust, m])
            for m in range(pack + 1)
            if world.since[trust, m] <= pack
        ]
        parts.append(monthly(world.measure, trust, own, period(pack)))
    whole = together(world.measure, parts)
    found = [*parts, *([whole] if whole is not None else [])]
    series = [rolling(s) if world.measure.rare else s for s in found]
    charts = tuple(ControlChart(s, tuple(Drawn(p) for p in s.points), variation="common_cause") for s in series)
    group = Group("g", "Group", "G", "LMNS", "Europe/London", ())
    known = Contents(group, datetime(2026, 1, 1, tzinfo=UTC), "", frozen=True, charts=charts, audience=Audience.BOARD)
    return measure_rows(known)


def packs_broken(world: World) -> list[str]:
    """What all the packs together tell of what any of them held back."""
    attack = Attack()
    for (trust, month), (top, below) in world.cells.items():
        attack.at[trust, month] = len(attack.low)
        attack.low.append(0.0)
        attack.high.append(float(below))
        attack.truth.append(float(top))
    names = {period(m): m for m in range(world.months)}
    few = [c for c, (top, below) in world.cells.items() if 0 < top < 5 or 0 < below - top < 5]
    wanted: dict[str, dict[Any, float]] = {f"{trust} alone {month}": {(trust, month): 1.0} for trust, month in few}
    shown: set[str] = set()
    for pack in range(world.months):
        for _, who, newest, value, *_ in rows_of(world, pack):
            month = next((m for name, m in names.items() if _named(name) == newest), None)
            if month is None:
                continue
            trusts = TRUSTS if who == "all trusts together" else (who,)
            span = range(month - WINDOW + 1, month + 1) if world.measure.rare else range(month, month + 1)
            # A month is in a sum once each of its trusts has sent it; the attacker knows which have.
            there = [m for m in span if all(world.since.get((t, m), pack + 1) <= pack for t in trusts)]
            parts = {(t, m): 1.0 for t in trusts for m in there}
            number = re.search(r"\(([\d,]+) of", value)
            if number:
                said = float(number[1].replace(",", ""))
                attack.rows.append((parts, said, said))
                shown.add(f"{who} {newest}")
            elif value == HIDDEN:
                wanted[f"{who} {newest}"] = parts
                _why(attack, world, parts, whole=len(trusts) > 1)
    return attack.told({name: parts for name, parts in wanted.items() if name not in shown})


def _why(attack: Attack, world: World, parts: Mapping[Cell, float], *, whole: bool) -> None:
    """What a held-back figure says of itself: 1 to 4 counted, or all but 1 to 4. For a sum there are more reasons."""
    top, below = (sum(world.cells[c][i] for c in parts) for i in (0, 1))
    if whole or 0 < below < 5:
        return
    low, high = (1, 4) if 0 < top < 5 else (below - 4, below - 1)
    attack.rows.append((dict(parts), float(low), float(high)))


def _named(name: str) -> str:
    return f"{datetime.strptime(name, '%Y-%m').replace(tzinfo=UTC):%B %Y}"


def campaign(tries: int, seed: int) -> list[tuple[int, list[str]]]:
    """So many worlds; the seeds of those that told something, with what."""
    made = (
        (seed * 1_000_003 + n, packs_broken(random_world(random.Random(seed * 1_000_003 + n)))) for n in range(tries)
    )
    return [(number, told) for number, told in made if told]


if __name__ == "__main__":
    lost = campaign(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    print(f"packs: {len(lost)} of {sys.argv[1]} broken", lost[:3])  # noqa: T201 said to who runs it by hand
    sys.exit(1 if lost else 0)
