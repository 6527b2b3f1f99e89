"""Made-up figures of the three trusts, put straight into the store: a rise at JPUH, a gap, rare events."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from domain.questions import Observation
from domain.returns import Return, return_id
from domain.rhythm import previous
from storage import returns

LATEST = "2026-10"
TRUSTS = ("NNUH", "JPUH", "QEHKL")
BLEEDS = {
    "NNUH": [13, 11, 12, 12, 14, 12],
    "JPUH": [4, 5, 4, 3, 5, 4],
    "QEHKL": [5, 4, 6, 5, 4, 5],
}
BIRTHS = {"NNUH": 400, "JPUH": 150, "QEHKL": 160}


def months(count: int, latest: str = LATEST) -> list[str]:
    """So many months up to the latest, oldest first."""
    return [previous(latest, back) for back in range(count - 1, -1, -1)]


def put(
    session: Any, trust: str, period: str, figures: dict[str, tuple[float | None, float | None]], submission: int = 1
) -> None:
    """Figures of one trust and month as if its return had been received."""
    ret = replace(Return(return_id(period, trust), period, trust), submission=submission)
    returns.keep_observations(session, ret, [Observation(key, *parts) for key, parts in figures.items()])


def year_and_more(session: Any, count: int = 24) -> None:
    """Two years of four measures. JPUH's bleeds rise at the end; JPUH sent nothing for the month before the last."""
    for trust in TRUSTS:
        for i, period in enumerate(months(count)):
            if trust == "JPUH" and period == previous(LATEST):
                continue
            bleeds = BLEEDS[trust][i % 6] + (8 if trust == "JPUH" and period == LATEST else 0)
            births = BIRTHS[trust] + i % 5
            figures: dict[str, tuple[float | None, float | None]] = {
                "births": (births, None),
                "pph1500": (bleeds, births),
                "stillbirth": (1 if i % 7 == 3 else 0, births),
                "midwife_fill_night_pct": (94.0 + i % 3, None),
            }
            put(session, trust, period, figures)
