"""Every phrase that a chart may say, by the rule that says it, as one golden text for a chair to read and agree.

`GOLDEN=write pytest tests/unit/domain/test_measure_phrases.py` writes it anew; look at the difference.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from domain import chart_rules
from domain import measure_words as said
from domain.catalogue import MEASURES
from domain.control import ControlChart
from tests.charts_made import RISING, STEADY, chart, rebase

GOLDEN = Path(__file__).parents[2] / "golden" / "phrases_of_charts.txt"
EVEN = [40.0, 42.0] * 9


def percents(values: Sequence[float | None]) -> list[Any]:
    return [None if v is None else (v, 100) for v in values]


RULES = {
    "Above UCL": [*EVEN, 90.0],
    "Below LCL": [*EVEN, 3.0],
    "7 Point Trend (Increasing)": [*EVEN, 39.0, 39.5, 40.5, 41.5, 42.5, 43.0, 43.5],
    "7 Point Trend (Decreasing)": [*EVEN, 43.5, 43.0, 42.5, 41.5, 40.5, 39.5, 39.0],
    "2 in 3 Above CL": [*EVEN, 46.0, 42.0, 46.2],
    "2 in 3 Below CL": [*EVEN, 36.0, 40.0, 35.8],
    "7 Points Above CL": [*EVEN, *[43.0, 42.5] * 4],
    "7 Points Below CL": [*EVEN, *[39.0, 39.5] * 4],
    "Common Cause": EVEN,
}
DIRECTIONS = {"higher is better": "bf_first", "lower is better": "iol_down", "neither": "iol"}
TARGETS = {"met": 20.0, "missed": 80.0, "hit and miss": 41.0, "none": None}


def of(direction: str, values: Sequence[float | None], target: float | None = 41.0) -> ControlChart:
    key = DIRECTIONS[direction]
    measure = replace(MEASURES["pph1500" if key == "iol_down" else key], target=target)
    return chart(measure.key, percents(values), measure=measure)


def phrases() -> str:
    lines: list[str] = []
    for rule, values in RULES.items():
        made = of("higher is better", values)
        assert rule == "Common Cause" or rule in {d.label for d in made.points}, rule
        lines += [f"# {rule}", *said.fired(made)]
        lines += [f"{direction}: {said.variation(of(direction, values))}" for direction in DIRECTIONS]
    lines.append("# Assurance")
    for name, target in TARGETS.items():
        up, down = of("higher is better", EVEN, target), of("lower is better", EVEN, target)
        lines.append(f"{name}: higher is better: {said.assurance(up)}; in a list: {said.brief_assurance(up)}")
        lines.append(f"{name}: lower is better: {said.assurance(down)}; in a list: {said.brief_assurance(down)}")
    rare, early = chart("stillbirth", [(1, 400)] * 14), chart("stillbirth", [(0, 400)] * 6)
    rebased = chart("pph1500", RISING, rebases=[rebase("2025-11")])
    odd = {
        "One value": of("higher is better", EVEN[:1]),
        "Fewer than twelve": of("higher is better", EVEN[:6]),
        "Months missing": of("higher is better", [*EVEN[:14], None, None, 40.0]),
        "Many months missing": of("higher is better", [*EVEN[:8], *[None] * 6, 40.0]),
        "Nothing received": chart("pph1500", []),
        "Not asked for": replace(chart("vacancy", []), asked=False),
        "Rare event": rare,
        "Rare event, first months": early,
        "Death of a mother": chart("maternal_death", [1]),
        "Rebased": rebased,
        "Corrected": chart("pph1500", STEADY[:13], submission=2),
    }
    for name, made in odd.items():
        whole = [
            said.variation(made),
            said.assurance(made),
            said.latest(made),
            said.missing(made),
            said.corrected(made),
        ]
        whole += [*said.limits(made), *said.rebased(made), said.rare_so_far(made), said.method(made)]
        lines += [f"# {name}", *(w for w in whole if w)]
    final, open_ = (said.provisional(rebased, months) for months in ((), ("2026-10",)))
    return "\n".join([*lines, "# Provisional and final", open_, final, ""])


def test_the_phrases_are_those_agreed():
    text = phrases()
    if os.environ.get("GOLDEN") == "write":
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_every_rule_is_in_it():
    assert set(RULES) == set(chart_rules.LABELS)
