"""A round: one month's collection from all trusts, from opening to freeze."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.refusals import NotAllowed
from domain.returns import Entry, Return, SectionKey
from domain.rhythm import RoundDates, month_name


class RoundStatus(StrEnum):
    """A round is open until the office closes it or its pack freezes."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Round:
    """One month's collection. `id` is the period, such as `2026-10`."""

    id: str
    opens: date
    due: date
    freeze: date
    meeting: date
    trusts: tuple[str, ...]
    status: RoundStatus = RoundStatus.OPEN
    opened_at: datetime | None = None
    opened_by: str = ""
    closed_at: datetime | None = None
    version: int = 0

    @property
    def period(self) -> str:
        """The month reported on."""
        return self.id

    @property
    def name(self) -> str:
        """`October 2026`."""
        return month_name(self.id)

    @property
    def is_open(self) -> bool:
        """Whether returns may still be sent."""
        return self.status == RoundStatus.OPEN


def open_round(dates: RoundDates, trusts: tuple[str, ...], *, by: str, at: datetime) -> Round:
    """A new round for these trusts."""
    return Round(dates.period, dates.opens, dates.due, dates.freeze, dates.meeting, trusts, opened_by=by, opened_at=at)


def still_due(dates: RoundDates, today: date) -> RoundDates:
    """The dates of a round that opens today. Past its due day nobody could be on time, so it is due at the freeze."""
    return dates if today <= dates.due else replace(dates, due=dates.freeze)


def close_round(rnd: Round, *, at: datetime) -> Round:
    """The round frozen: what was not received stays not received."""
    if not rnd.is_open:
        raise NotAllowed(f"The round for {rnd.name} is closed already.")
    return replace(rnd, status=RoundStatus.CLOSED, closed_at=at)


def may_open_again(rnd: Round, today: date) -> bool:
    """Whether a closed round may be taken up again: closed too early, and its pack not frozen yet."""
    return not rnd.is_open and today <= rnd.freeze


def open_again(rnd: Round, today: date) -> Round:
    """The round as before it was closed. Raises `NotAllowed` once its pack is frozen, or when it is open."""
    if rnd.is_open:
        raise NotAllowed(f"The round for {rnd.name} is open already.")
    if not may_open_again(rnd, today):
        raise NotAllowed(f"The pack for {rnd.name} is frozen, so its round stays closed.")
    return replace(rnd, status=RoundStatus.OPEN, closed_at=None)


NOT_RECEIVED = "not received"


@dataclass(frozen=True, slots=True)
class Line:
    """One trust's line of the completeness grid: a word for each section."""

    trust: str
    cells: tuple[str, ...]
    late: bool
    received: bool
    return_id: str
    assurance: str


@dataclass(frozen=True, slots=True)
class Grid:
    """Completeness, trust by section, in words. Missing is `not received`, never nought."""

    round: Round
    lines: tuple[Line, ...]
    others: tuple[Line, ...] = ()
    """Of trusts that were not asked about; they count, and are not shown."""

    def only(self, trusts: Collection[str]) -> Grid:
        """The lines of these trusts alone; all of them where none of these is in the round."""
        asked = tuple(line for line in self.lines if line.trust in trusts)
        others = tuple(line for line in self.lines if line.trust not in trusts)
        return Grid(self.round, asked, others) if asked else self

    @property
    def received(self) -> int:
        """How many of the trusts shown have submitted."""
        return sum(line.received for line in self.lines)

    @property
    def words(self) -> str:
        """`2 of 3 trusts received`, of all trusts of the round."""
        everybody = (*self.lines, *self.others)
        return f"{sum(line.received for line in everybody)} of {len(everybody)} trusts received"

    @property
    def outstanding(self) -> tuple[str, ...]:
        """Codes of the trusts whose return was not received."""
        return tuple(line.trust for line in self.lines if not line.received)


def grid(rnd: Round, returns: tuple[Return, ...]) -> Grid:
    """The completeness of a round from the returns there are."""
    by_trust = {r.trust: r for r in returns}
    return Grid(rnd, tuple(_line(trust, by_trust.get(trust)) for trust in rnd.trusts))


def _line(trust: str, ret: Return | None) -> Line:
    if ret is None or not ret.received:
        return Line(trust, (NOT_RECEIVED,) * len(SectionKey), late=False, received=False, return_id="", assurance="")
    sections = [ret.sent_section(key) for key in SectionKey]
    cells = tuple(NOT_RECEIVED if s is None or s.entry == Entry.EMPTY else s.entry.words for s in sections)
    return Line(trust, cells, ret.late, received=True, return_id=ret.id, assurance=ret.assurance.words)
