"""Themes as the records say them: which months, what counts as a mention, what stands out, what may be published.

Owns: bringing returns, entries by hand, concerns and measures together, and the one table that the channel may see.
Must not: word a rule or keep an entry.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.flows.measures import charts_of, trusts_of
from domain.actions import Status
from domain.catalogue import MEASURES, THEMES
from domain.control import ControlChart
from domain.deep_dives import Slot, rota
from domain.group import Group
from domain.learning import Kind
from domain.learning_events import Covered, LearningEvent, coverage, since
from domain.protected import Counts, protect
from domain.returns import Entry as Held
from domain.returns import SectionKey
from domain.rhythm import period_of, previous, shift
from domain.risks import ALL
from domain.theme_measures import THEME_MEASURES, quiet, telling
from domain.theme_notes import SHARED, Source
from domain.triangulation import (
    Disagreement,
    Entry,
    Pattern,
    Quiet,
    disagreements,
    months_in_words,
    patterns,
    quiet_trusts,
)
from storage import actions, concerns, deep_dives, learning, learning_events, risks, theme_notes
from storage import themes as kept
from storage.risks import Wanted
from storage.session import Session
from storage.themes import Sent, Shown

MONTH = len("2026-10")
QUARTER = 3
REPORTED = 3
"""Months reported on that are looked at unless a period is named. Source: domain guide 10 row 3a, three months."""
ROTA_BACK = 24
"""Months of deep dives that the rota is fair over. Source: ours, two years."""
ANSWERS = 4
"""Records of what is being done that are named on a theme's card. Source: ours, one screen."""


@dataclass(frozen=True, slots=True)
class Look:
    """Everything about some months, `first` to `last`."""

    first: str
    last: str
    trusts: tuple[str, ...]
    entries: tuple[Entry, ...]
    received: Mapping[str, tuple[int, int]]
    """By month with a round: returns received, and asked for."""
    patterns: tuple[Pattern, ...]
    disagreements: tuple[Disagreement, ...]
    quiet: tuple[Quiet, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The group's trusts, then any other that is mentioned, then what is said of all of them."""
        others = {e.trust for e in self.entries} - set(self.trusts) - {SHARED}
        shared = (SHARED,) if any(e.trust == SHARED for e in self.entries) else ()
        return (*self.trusts, *sorted(others), *shared)


def months_meant(session: Session, period: str, today: date, months: int = REPORTED) -> tuple[str, str]:
    """First and last month of a period as said; unsaid, the last three reported on and what came in since."""
    if period:
        first, _, last = period.partition("/")
        return first[:MONTH], (last or first)[:MONTH]
    latest = kept.latest_month(session) or previous(period_of(today))
    return previous(latest, max(months, REPORTED) - 1), max(latest, period_of(today))


def look(session: Session, group: Group, first: str, last: str) -> Look:
    """What the records say of these months."""
    sent = kept.sent(session, first, last)
    asked = kept.expected(session, first, last)
    charts = _charts(session, group)
    entries = (*gathered(session, sent, first, last), *_of_measures(charts, first, last))
    trusts = trusts_of(session, group)
    here = {(s.trust, s.period) for s in sent}
    received = {m: (sum((t, m) in here for t in own), len(own)) for m, own in asked.items()}
    return Look(
        first,
        last,
        trusts,
        entries,
        received,
        patterns(entries, group.escalation.pattern),
        disagreements(entries, quiet(charts), last),
        _quiet(session, group, sent, asked),
    )


def gathered(session: Session, sent: Iterable[Sent], first: str, last: str) -> tuple[Entry, ...]:
    """Every mention in returns, by hand, and in concerns of which somebody confirmed the theme."""
    by_hand = (
        Entry(theme, note.source, note.trust, note.month, note.id, note.count)
        for note in theme_notes.within(session, first, last)
        for theme in note.themes
    )
    return (*_of_returns(sent), *by_hand, *_of_concerns(session, first, last))


def patterns_now(session: Session, group: Group, today: date) -> tuple[Pattern, ...]:
    """Themes that meet the rule in the last months reported on and what came in since."""
    rule = group.escalation.pattern
    first, last = months_meant(session, "", today, rule.months)
    return patterns(gathered(session, kept.sent(session, first, last), first, last), rule)


def learned(session: Session, theme: str) -> tuple[str, ...]:
    """Ids of what was shared about a theme and of learning events that were held, the newest first."""
    shared = [x.id for x in learning.found(session, themes=(theme,), limit=ANSWERS) if x.kind != Kind.ASK]
    held = [e.id for e in learning_events.listed(session, themes=(theme,), limit=ANSWERS) if e.was_held]
    return (*shared, *held)


def _of_returns(sent: Iterable[Sent]) -> Iterator[Entry]:
    for ret in sent:
        section = ret.sections.get(SectionKey.INCIDENTS)
        ticked = str(section.values.get("themes") or "") if section and section.entry == Held.ENTERED else ""
        for theme in ticked.split(","):
            if theme:
                yield Entry(theme, Source.INCIDENTS, ret.trust, ret.period, ret.id)


def _of_concerns(session: Session, first: str, last: str) -> Iterator[Entry]:
    """Numbers only: who wrote a concern, and its id, is not for everybody."""
    for month in _months(first, last):
        begin = date.fromisoformat(f"{month}-01")
        end = begin.replace(day=calendar.monthrange(begin.year, begin.month)[1])
        for (theme, trust), count in sorted(concerns.counted_by_theme(session, begin, end).items()):
            yield Entry(theme, Source.CONCERN, trust, month, "", count)


def _of_measures(charts: Sequence[ControlChart], first: str, last: str) -> Iterator[Entry]:
    newest = {(c.measure.key, c.trust): c.points[-1].point.period for c in charts if c.points}
    for theme, trust, key in telling(charts):
        month = newest[key, trust]
        if first <= month <= last:
            yield Entry(theme, Source.MEASURE, trust, month, f"measure {key} {trust}")


def _charts(session: Session, group: Group) -> tuple[ControlChart, ...]:
    keys = dict.fromkeys(key for own in THEME_MEASURES.values() for key in own)
    return charts_of(session, [MEASURES[k] for k in keys], trusts_of(session, group))


def _months(first: str, last: str) -> Iterator[str]:
    month = first
    while month <= last:
        yield month
        year, number = shift(month, 1)
        month = f"{year}-{number:02d}"


# ---------------------------------------------------------------- quiet trusts


def _quiet(
    session: Session, group: Group, sent: Sequence[Sent], asked: Mapping[str, tuple[str, ...]]
) -> tuple[Quiet, ...]:
    trusts, months = trusts_of(session, group), sorted(asked)
    here = {(s.trust, s.period): s for s in sent}
    states = {(t, m): _state(here.get((t, m))) for m in months for t in asked[m]}
    said = {key for key, ret in here.items() if _news(ret)}
    if months:
        begin, end = date.fromisoformat(f"{months[0]}-01"), session.now.date()
        good = learning.shared_between(session, begin, end)
        said |= {(e.trust, _in(e.shared_on, months)) for e in good if e.shared_on}
        notes = theme_notes.within(session, months[0], period_of(end))
        said |= {(n.trust, min(n.month, months[-1])) for n in notes}
        moved = risks.moved_since(session, datetime.combine(begin, time(), tzinfo=group.zone), limit=500)
        said |= {(r.trust, _in(r.moved_at.astimezone(group.zone).date(), months)) for r in moved if r.moved_at}
        counted = _of_concerns(session, months[0], period_of(end))
        said |= {(e.trust, min(e.month, months[-1])) for e in counted}
    return quiet_trusts(trusts, months, said, states)


def _in(day: date, months: Sequence[str]) -> str:
    """The month of a day; what came after the last month reported on counts with it."""
    return min(period_of(day), months[-1])


def _state(ret: Sent | None) -> str:
    if ret is None:
        return "not received"
    words = [ret.sections[key].entry.words for key in (SectionKey.RISKS, SectionKey.LEARNING)]
    return words[0] if words[0] == words[1] else f"{words[0]}, {words[1]}"


def _news(ret: Sent) -> bool:
    """Whether a return says good news or a worry of its own; last month's words say nothing new."""
    return any(ret.sections[key].entry == Held.ENTERED for key in (SectionKey.RISKS, SectionKey.LEARNING))


# ---------------------------------------------------------------- what is done about it


def answers(session: Session, theme: str) -> tuple[str, ...]:
    """What is being done about a theme, with ids: risks, actions, learning, learning events."""
    register = [
        f"{r.id} {r.title} ({_whose(r.trust)})" for r in risks.listed(session, Wanted(theme=theme), limit=ANSWERS)
    ]
    tied = [a for a in actions.of_record(session, f"theme:{theme}", limit=ANSWERS * 4) if not a.closed]
    doing = [f"{a.id} {a.title}, {Status(a.status).words}" for a in tied[:ANSWERS]]
    shared = [f"{x.id} {x.title} ({x.whose})" for x in learning.found(session, themes=(theme,), limit=ANSWERS)]
    held = [
        f"{e.id} {e.title}, {e.stage.words}" for e in learning_events.listed(session, themes=(theme,), limit=ANSWERS)
    ]
    return (*register, *doing, *shared, *held)


def registered(session: Session, theme: str) -> tuple[tuple[str, str], ...]:
    """Ids and trusts of the risks about a theme, the highest score first; `ALL` for those the whole system holds."""
    return tuple((r.id, r.trust) for r in risks.listed(session, Wanted(theme=theme), limit=50))


def _whose(trust: str) -> str:
    return "shared" if trust == ALL else trust


def covered(session: Session, group: Group, today: date) -> tuple[Covered, ...]:
    """Themes over the threshold with their learning events, gaps first."""
    first, last = since(today), period_of(today)
    entries = gathered(session, kept.sent(session, first, last), first, last)
    events: tuple[LearningEvent, ...] = learning_events.listed(session)
    return coverage(entries, events, trusts_of(session, group), today)


def turns(session: Session, group: Group, today: date) -> tuple[Slot, ...]:
    """The rota of deep dives from this month on."""
    month = period_of(today)
    dives = deep_dives.since(session, previous(month, ROTA_BACK))
    return rota(trusts_of(session, group), dives, month)


# ---------------------------------------------------------------- what the channel may see


def quarter(session: Session, period: str, today: date) -> tuple[str, str] | None:
    """The whole quarter that is meant, if its rounds are closed; unsaid, the latest such. None when there is none.

    The channel sees whole quarters only, so that no two of its tables overlap and can be subtracted from each other.
    """
    closed = kept.latest_closed(session)
    if period:
        first, last = months_meant(session, period, today)
        whole = int(first[5:]) % QUARTER == 1 and last == _last_of(first) and last <= closed
        return (first, last) if whole else None
    return whole_quarter(session, closed)


def whole_quarter(session: Session, period: str) -> tuple[str, str] | None:
    """The last whole quarter up to a month whose rounds are closed."""
    closed = min(kept.latest_closed(session), period)
    if not closed:
        return None
    first = previous(closed, (int(closed[5:]) - 1) % QUARTER)
    return (first, _last_of(first)) if _last_of(first) <= closed else (previous(first, QUARTER), previous(first, 1))


def shown_until(session: Session, period: str) -> tuple[Shown | None, str]:
    """The table of the last whole quarter up to a month, if it has been shown, and the quarter in words."""
    found = whole_quarter(session, period)
    shown = kept.published(session, f"themes/{found[0]}") if found else None
    return shown, months_in_words(*found) if found else ""


def _last_of(first: str) -> str:
    year, month = shift(first, QUARTER - 1)
    return f"{year}-{month:02d}"


def published(session: Session, group: Group, first: str, last: str, today: date) -> Shown:
    """The quarter's table as the channel may see it. What was shown once stays as it was.

    What came in between two posts is all there is between them: a reader who knows that entries are added and hardly
    ever taken out could work small numbers out of the difference, whatever each post hides by itself.
    """
    name = f"themes/{first}"
    before = kept.published(session, name)
    if before is not None and before.table.rows:
        return before
    entries = gathered(session, kept.sent(session, first, last), first, last)
    cells: dict[tuple[str, str], int] = {}
    for e in entries:
        cells[e.theme, e.trust] = cells.get((e.theme, e.trust), 0) + e.count
    named = {e.theme for e in entries}
    rows = (*(t for t in THEMES if t in named), *sorted(named - set(THEMES)))
    columns = tuple(dict.fromkeys((*trusts_of(session, group), *sorted({e.trust for e in entries}))))
    return kept.publish(session, name, protect(Counts(rows, columns, cells)), today)
