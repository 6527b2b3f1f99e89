"""What an import asks before it is kept: which figures it would replace, and which are unlike the months before them.

Owns: those questions in words, and that published figures never take the place of a trust's own.
Must not: store, or bar an import: a question is for the person who presses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from domain.catalogue import MEASURES, queried
from domain.chart_rules import SETTLED
from domain.measure_words import span
from domain.rhythm import month_name, previous
from domain.series import Figure
from domain.surprise import surprise

LOOKS_BACK = 24
"""Months before a figure that it is compared with. Source: ours, two years."""
MOVED = 3
"""Months of one series that are asked about in one line. Source: ours."""
Key = tuple[str, str, str]
"""Measure, trust, month."""


def key_of(figure: Figure) -> Key:
    """What a figure is of."""
    return figure.measure, figure.trust, figure.period


def called(figure: Figure) -> str:
    """A figure's measure, trust and month in words."""
    return f"{MEASURES[figure.measure].name}, {figure.trust}, {month_name(figure.period)}"


def fresh(found: Iterable[Figure], stand: Mapping[Key, Figure]) -> tuple[Figure, ...]:
    """Those that are not here already, or stand here otherwise."""
    parts = {key: (f.numerator, f.denominator) for key, f in stand.items()}
    return tuple(f for f in found if parts.get(key_of(f)) != (f.numerator, f.denominator))


def own_first(found: Iterable[Figure], stand: Mapping[Key, Figure]) -> tuple[Figure, ...]:
    """Published figures without those that a trust's return has given: local ones come first (domain guide 7.2)."""
    return tuple(f for f in found if key_of(f) not in stand or not stand[key_of(f)].source.startswith("RET-"))


def replaced(found: Iterable[Figure], stand: Mapping[Key, Figure]) -> tuple[str, ...]:
    """What stands here and would be another figure."""
    said: list[str] = []
    for figure in found:
        old = stand.get(key_of(figure))
        if old is not None and _parts(old) != _parts(figure):
            said.append(f"{called(figure)}: {_amount(old)} of {old.source} becomes {_amount(figure)}.")
    return tuple(said)


def unusual(found: Sequence[Figure], before: Iterable[Figure]) -> tuple[str, ...]:
    """Figures outside the usual range of the months before them, of which there must be a year.

    `before`: what stands here already; a figure of the import counts in its place.
    """
    series: defaultdict[tuple[str, str], dict[str, float | None]] = defaultdict(dict)
    for figure in (*before, *found):
        doubted = queried(figure.measure, figure.numerator, figure.denominator)
        series[figure.measure, figure.trust][figure.period] = None if doubted else figure.numerator
    asked: defaultdict[tuple[str, str], list[tuple[Figure, str]]] = defaultdict(list)
    for figure in found:
        known = series[figure.measure, figure.trust]
        history = [known.get(previous(figure.period, back)) for back in range(LOOKS_BACK, 0, -1)]
        measure = MEASURES[figure.measure]
        if sum(h is not None for h in history) >= SETTLED and not measure.rare:
            question = surprise(history, figure.numerator, whole=measure.is_rate or not measure.is_percent)
            if question:
                asked[figure.measure, figure.trust].append((figure, question))
    return tuple(line for questions in asked.values() for line in _together(questions))


def _together(questions: Sequence[tuple[Figure, str]]) -> tuple[str, ...]:
    """A line for each month, or one for a series whose level moved, which every month of it would ask about."""
    if len(questions) < MOVED:
        return tuple(f"{called(figure)}: {question}" for figure, question in questions)
    (first, _), (last, question) = questions[0], questions[-1]
    series, when = f"{MEASURES[first.measure].name}, {first.trust}", span(first.period, last.period)
    return (f"{series}: {len(questions)} months outside the usual range, {when}; the last {question}",)


def _parts(figure: Figure) -> tuple[float | None, float | None]:
    return figure.numerator, figure.denominator


def _amount(figure: Figure) -> str:
    whole = "nothing" if figure.numerator is None else f"{figure.numerator:,.10g}"
    return whole if figure.denominator is None else f"{whole} of {figure.denominator:,.10g}"
