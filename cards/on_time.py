"""On time and how old: each trust's actions against their first dates, and their age, as run charts with their words.

Owns: those two cards. Must not: rank trusts or name a person; trusts stand in the group's own order.
"""

from __future__ import annotations

from collections.abc import Sequence

from cards import elements as el
from cards.kit import JSON, Card, button, card, lines, subtle, table, words
from cards.text import neutral
from domain.actions import SHARED
from domain.ages import Ageing
from domain.calendar import as_long
from domain.on_time import Record
from domain.rhythm import month_name

MOST_CHARTS = 4
"""In a larger group the words stand alone. Source: ours, within the 28 KB of a card."""
MOST_ROWS = 40
"""Trusts with words on one card."""
NO_LEAGUE = "Trusts differ in what they take on, so this is no comparison between them."


def show(found: Sequence[Record], as_at: str) -> Card:
    """Each trust in words, with its run chart where there are months to draw."""
    said = "Actions delivered by their first date, by the month of that date. A date moved later does not count."
    charts = [(one.trust, one.words, _chart(one) if len(one.months) > 1 else None) for one in found]
    return _by_trust("On time", said, charts, button("Age of open actions", "action.ages"), as_at)


def ages(found: Sequence[Ageing], as_at: str) -> Card:
    """How long each trust's actions had been open at the end of each month, with its run chart."""
    said = "Days since the open actions were promised, at the end of each month. Open is all but assured or not doing."
    charts = [(one.trust, one.words, _age_chart(one) if len(one.points) > 1 else None) for one in found]
    return _by_trust("Age of open actions", said, charts, button("On time", "action.on_time"), as_at)


def _by_trust(title: str, said: str, found: Sequence[tuple[str, str, JSON | None]], other: JSON, as_at: str) -> Card:
    """What is said first, then trust, words and chart of each."""
    body: list[JSON | None] = [words(said)]
    for trust, its_words, chart in found[:MOST_ROWS]:
        body.append(lines((f"{_name(trust)}. ", True), (its_words, False)))
        body.append(chart if len(found) <= MOST_CHARTS else None)
    if len(found) > MOST_ROWS:
        body.append(words(f"And {len(found) - MOST_ROWS} more trusts; say export for all of them."))
    body.append(subtle(NO_LEAGUE))
    below = [other, button("Open actions", "action.list", query={})]
    return card(title, *body, actions=below, as_at=f"As at {as_at}.")


def _name(trust: str) -> str:
    return "All trusts together" if trust == SHARED else trust


def _chart(record: Record) -> JSON:
    """A line of the months that had something due; the table stands in where charts are not known."""
    values = [{"x": f"{m.period}-01", "y": round(m.rate)} for m in record.months]
    rows = [[month_name(m.period), f"{m.kept} of {m.due}", f"{m.rate:.0f} %"] for m in record.months]
    return el.LineChart(
        title=neutral(f"{_name(record.trust)}: delivered by the first date"),
        x="Month of the first date",
        y="%",
        data=[{"legend": "Delivered by the first date", "values": values, "color": "categoricalBlue"}],
        fallback=table(["Month", "By the first date", "Rate"], rows),
    ).plain()


def _age_chart(one: Ageing) -> JSON:
    """A line of the middle age; a day without an open action has no point."""
    values = [{"x": p.day.isoformat(), "y": round(p.age)} for p in one.points]
    rows = [[as_long(p.day), str(p.open), f"{p.age:g} days"] for p in one.points]
    return el.LineChart(
        title=neutral(f"{_name(one.trust)}: middle age of the open actions"),
        x="End of the month",
        y="Days",
        data=[{"legend": "Middle age of the open actions", "values": values, "color": "categoricalBlue"}],
        fallback=table(["Day", "Open", "Middle age"], rows),
    ).plain()
