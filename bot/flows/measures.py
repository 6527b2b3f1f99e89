"""Charts of the group's measures from what is kept: used by commands, reports and packs.

Owns: which series are read, that rare events roll over twelve months, that trusts together are sums.
Must not: decide who may see them, or load pandas before a chart is asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.flows.rounds import asked
from domain import catalogue
from domain.between import Between, between
from domain.control import ControlChart, draw
from domain.definitions import Measure
from domain.group import Group
from domain.measure_words import collected
from domain.series import Figure, Series, monthly, rolling, together
from storage import observations, rebases, returns
from storage.observations import LONGEST
from storage.store import Session

MADE_OF_HARM = "incidents_moderate_plus"
"""Added up from three answers of a return. Source: domain/questions.py."""


def trusts_of(session: Session, group: Group) -> tuple[str, ...]:
    """The trusts that a chart may be asked for today, in the group's order."""
    return tuple(t.code for t in group.trusts_on(session.now.astimezone(group.zone).date()))


def in_use(session: Session, group: Group) -> tuple[Measure, ...]:
    """The group's measures, and after them any others that figures were given for."""
    chosen = catalogue.in_use(group.measures)
    known = {m.key for m in chosen}
    given = {f.measure for f in observations.figures(session, since=_since(session))}
    return (*chosen, *(m for m in catalogue.MEASURES.values() if m.key in given - known))


def charts_of(
    session: Session,
    measures: Sequence[Measure],
    trusts: Sequence[str],
    *,
    all_together: bool = False,
    wanted: frozenset[str] | None = None,
) -> tuple[ControlChart, ...]:
    """A chart of each measure and trust, in that order; with `all_together` also one of the trusts added up.

    `wanted`: the measures that the return asks for; of others a month without a figure is not "not received".
    """
    parts = _monthly(session, measures, trusts)
    found = draw(_put_together(measures, parts, whole=all_together), rebases.listed(session))
    return tuple(replace(chart, asked=chart.measure.key in wanted) for chart in found) if wanted is not None else found


def asked_of(group: Group) -> frozenset[str]:
    """The measures that the group's return asks for, their denominators, and what is added up from its answers."""
    kinds = [question for section in asked(group).values() for question in section]
    return frozenset({q.measure or q.key for q in kinds} | {q.key for q in kinds} | {MADE_OF_HARM})


def months_of(session: Session, chart: ControlChart, trusts: Sequence[str]) -> str:
    """For a rare event: the sum of the months there are, in words; empty for any other chart."""
    whole = _months(session, chart, trusts)
    return "" if whole is None else f"Counted so far: {collected(chart, ControlChart(whole, ()))}."


def between_of(session: Session, charts: Sequence[ControlChart], trusts: Sequence[str]) -> dict[str, Between]:
    """By trust, what lies between rare events; nothing for charts where that view does not fit."""
    found = [months for c in charts if (months := _months(session, c, trusts)) is not None]
    return {months.trust: gaps for months in found if (gaps := between(months)) is not None}


def _months(session: Session, chart: ControlChart, trusts: Sequence[str]) -> Series | None:
    """The months that a rolling chart is made of."""
    if not chart.series.rolling:
        return None
    own = [chart.trust] if chart.trust in trusts else list(trusts)
    parts = _monthly(session, [chart.measure], own)[chart.measure.key]
    return parts[0] if len(own) == 1 else together(chart.measure, parts)


def _since(session: Session) -> str:
    year, month = divmod(session.now.year * 12 + session.now.month - 1 - LONGEST, 12)
    return f"{year}-{month + 1:02d}"


def _monthly(
    session: Session, measures: Sequence[Measure], trusts: Sequence[str], last: str = ""
) -> dict[str, list[Series]]:
    """The months of each measure and trust; none after `last`, or as far as there are rounds."""
    latest = returns.latest_round(session)
    until = last or (latest.id if latest is not None else "")
    figures: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    keys = [m.key for m in measures]
    for figure in observations.figures(session, measures=keys, trusts=trusts, since=_since(session), until=last):
        figures[figure.measure, figure.trust].append(figure)
    return {m.key: [monthly(m, t, figures[m.key, t], until) for t in trusts] for m in measures}


def _put_together(measures: Sequence[Measure], parts: Mapping[str, list[Series]], *, whole: bool) -> list[Series]:
    found: list[Series] = []
    for measure in measures:
        own: list[Series | None] = list(parts[measure.key])
        if whole:
            own.append(together(measure, parts[measure.key]))
        found += [rolling(s) if measure.rare else s for s in own if s is not None]
    return found
