"""Whether promises are kept by their first date, and how long they are open: by trust, as run charts, in words.

Owns: the rate against the original date, the median age of today, and the run chart rules. The age over months is
`domain/ages.py`. Must not: rank trusts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from domain.rhythm import month_name

SHIFT = 6
"""Points running on one side of the median that are more than chance.
Source: Perla, Provost, Murray, The run chart: a simple analytical tool, BMJ Quality & Safety 2011;20:46-51."""
FEW = 10
"""Points under which a run chart is not read for shifts. Source: the same."""


@dataclass(frozen=True, slots=True)
class Month:
    """Actions whose first date lay in this month; those that are not being done are not counted."""

    trust: str
    period: str
    due: int
    kept: int
    """Delivered on or before the first date, whatever the date was moved to later."""

    @property
    def rate(self) -> float:
        """Per cent of those due."""
        return 100 * self.kept / self.due


@dataclass(frozen=True, slots=True)
class Record:
    """One trust's months in order, and how old its open actions are."""

    trust: str
    months: tuple[Month, ...]
    open: int = 0
    median_age: float | None = None
    """Days since they were promised."""

    @property
    def due(self) -> int:
        """All that were due."""
        return sum(m.due for m in self.months)

    @property
    def kept(self) -> int:
        """All that were kept."""
        return sum(m.kept for m in self.months)

    @property
    def words(self) -> str:
        """What the chart says, in a few sentences."""
        if not self.due:
            said = "No action was due in these months."
        else:
            said = f"{self.kept} of {self.due} actions were delivered by their first date. {run_words(self.months)}"
        age = f" {self.open} open, half of them for longer than {self.median_age:g} days." if self.open else ""
        return f"{said.strip()}{age}"


def records(
    trusts: Sequence[str], months: Iterable[Month], starts: Mapping[str, Mapping[date, int]], today: date
) -> tuple[Record, ...]:
    """One record for each trust, in the group's own order. `starts`: how many open actions began on which day."""
    by_trust: dict[str, list[Month]] = {t: [] for t in trusts}
    for month in sorted(months, key=lambda m: m.period):
        by_trust.setdefault(month.trust, []).append(month)
    found: list[Record] = []
    for trust, own in by_trust.items():
        ages = [(today - day).days for day, n in starts.get(trust, {}).items() for _ in range(n)]
        found.append(Record(trust, tuple(own), len(ages), median(ages) if ages else None))
    return tuple(found)


def run_words(months: Sequence[Month]) -> str:
    """A run chart in words: the middle month, and a shift when there is one.

    >>> run_words((Month("JPUH", "2026-10", 4, 3),))
    'In October 2026: 3 of 4. Too few months to speak of a change.'
    """
    if not months:
        return ""
    last = months[-1]
    latest = f"In {month_name(last.period)}: {last.kept} of {last.due}."
    return f"{latest} {run([m.rate for m in months], 'A middle month has {:.0f} %.')}"


def run(values: Sequence[float], usual: str) -> str:
    """Whether the months moved by more than chance. `usual` says the middle one.

    >>> run([10.0, 20.0], "A middle month has {:.0f} days.")
    'Too few months to speak of a change.'
    """
    if len(values) < FEW:
        return "Too few months to speak of a change."
    middle = median(values)
    tail = [v for v in values if v != middle][-SHIFT:]
    if len(tail) == SHIFT and len({v > middle for v in tail}) == 1:
        side = "above" if tail[-1] > middle else "below"
        chance = f"The last {SHIFT} months off the middle all lie {side} it, which is more than chance."
    else:
        chance = "The months vary as by chance."
    return f"{usual.format(middle)} {chance}"
