"""The view of a rare event that counts what lies between one and the next: a line chart and its table.

Owns: how that view is drawn on a card. Must not: compute a stretch, word it (`domain/between_words.py` does), or show
an event's day (nobody knows it here).
"""

from __future__ import annotations

from cards import elements as el
from cards.charts import FLAGGED, LIMIT, VALUE
from cards.kit import JSON, table
from cards.text import neutral
from domain.between import Between, Stretch
from domain.between_words import TOLD, about, capital
from domain.rhythm import month_name

SHOWN, ROWS = 24, 12


def line(found: Between, title: str) -> JSON | None:
    """The stretches in their order, with centre and limits; None for fewer than two."""
    shown = found.stretches[-SHOWN:]
    if len(shown) < 2:
        return None
    data = [_series(f"{capital(found.unit)} between", [(n + 1, s.size) for n, s in enumerate(shown)], VALUE)]
    data += [
        _series(
            f"{'H' if 'Above' in s.label else 'L'} {month_name(s.period)}",
            [(n + 1, s.size)],
            FLAGGED,
        )
        for n, s in enumerate(shown)
        if s.label in TOLD
    ]
    for name, value, colour in (
        ("Centre", found.centre, LIMIT),
        ("Upper limit", found.high, LIMIT),
    ):
        if value is not None:
            data.append(_series(name, [(1, value), (len(shown), value)], colour))
    x = "Event, oldest first"
    fallback = _rows(shown[-ROWS:], found.unit)
    return el.LineChart(title=neutral(title), x=x, y=capital(found.unit), data=data, fallback=fallback).plain()


def _rows(shown: tuple[Stretch, ...], unit: str) -> JSON:
    made = [[month_name(s.period), about(s.size), TOLD.get(s.label, "none")] for s in shown]
    return table(["Event in", f"{capital(unit)} since the one before", "Rule"], made, [3, 3, 4])


def _series(legend: str, points: list[tuple[int, float]], colour: str) -> JSON:
    return {"legend": neutral(legend), "values": [{"x": x, "y": round(y)} for x, y in points], "color": colour}
