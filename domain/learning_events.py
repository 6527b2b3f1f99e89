"""Learning events: planned, held, followed up; and which themes have had none.

Owns: the record, its steps, the follow-up at three months, the coverage of themes. An event cites at least one theme.
Must not: know how it looks or where it is kept.
Source: domain guide 3.1 and 10 row 7; product.md "Learning-event coverage"; version 2026-11.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from domain.calendar import as_long, months_after
from domain.catalogue import THEMES
from domain.learning import Sign
from domain.people import ObjectId
from domain.refusals import Invalid, NotAllowed
from domain.rhythm import period_of, previous
from domain.theme_notes import NO_WORRY
from domain.triangulation import Entry, name_of

FOLLOW_UP_MONTHS = 3
"""Source: domain guide 10 row 7, "follow-up at 3 months: did it change practice?"."""


class Stage(StrEnum):
    """Where an event stands."""

    PLANNED = "planned"
    HELD = "held"
    FOLLOWED_UP = "followed_up"
    CANCELLED = "cancelled"

    @property
    def words(self) -> str:
        """As members read it."""
        return self.value.replace("_", " ")


class Changed(StrEnum):
    """Whether an event changed practice at a trust."""

    YES = "yes"
    PARTLY = "partly"
    NOT_YET = "not_yet"

    @property
    def words(self) -> str:
        """As members read it."""
        return {"yes": "yes, practice changed", "partly": "partly", "not_yet": "not yet"}[self]


@dataclass(frozen=True, slots=True)
class Attendance:
    """How many people of a trust came."""

    trust: str
    people: int


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a trust says, three months later."""

    trust: str
    changed: Changed
    text: str
    by: ObjectId
    on: date


@dataclass(frozen=True, slots=True)
class LearningEvent:
    """One event. `follow_up_on` is set when it was held."""

    id: str
    title: str
    themes: tuple[str, ...]
    on: date
    hosts: str
    learning: str = ""
    attendance: tuple[Attendance, ...] = ()
    stage: Stage = Stage.PLANNED
    follow_up_on: date | None = None
    answers: tuple[FollowUp, ...] = ()
    reason: str = ""
    """Why it was cancelled."""
    by: ObjectId = ObjectId("")
    by_name: str = ""
    version: int = 0

    @property
    def attended(self) -> tuple[str, ...]:
        """Trusts of which somebody came."""
        return tuple(a.trust for a in self.attendance if a.people)

    @property
    def unanswered(self) -> tuple[str, ...]:
        """Trusts that came and have not said what changed; none before it was held."""
        said = {a.trust for a in self.answers}
        return tuple(t for t in self.attended if t not in said)

    @property
    def was_held(self) -> bool:
        """Whether it took place."""
        return self.stage in {Stage.HELD, Stage.FOLLOWED_UP}


def planned(event: LearningEvent, sign: Sign) -> LearningEvent:
    """A new event, ready to be kept; one of today or earlier must be recorded as held (`held`).

    Raises `Invalid` without a title, a host or a theme.
    """
    for label, text in (("Title", event.title), ("Hosts", event.hosts)):
        if not text.strip():
            raise Invalid(label, "please fill this in.")
    if not event.themes or any(t not in THEMES for t in event.themes):
        raise Invalid("Themes", "an event answers at least one theme; please choose it.")
    return replace(event, by=sign.by, by_name=sign.name, stage=Stage.PLANNED)


def held(event: LearningEvent, attendance: Sequence[Attendance], learning: str, today: date) -> LearningEvent:
    """The event with who came and what was learned; three months later it is asked what changed.

    Raises `Invalid` before its day, without learning, or when nobody came; `NotAllowed` unless it was planned.
    """
    _from(event, Stage.PLANNED)
    if event.on > today:
        raise Invalid("Date", f"it is planned for {as_long(event.on)}; please record it once it was held.")
    came = tuple(a for a in attendance if a.people)
    if not came:
        raise Invalid("Attendance", "please say how many people came, for at least one trust.")
    if not learning.strip():
        raise Invalid("What was learned", "please say it in a few words.")
    return replace(
        event,
        stage=Stage.HELD,
        attendance=came,
        learning=learning.strip(),
        follow_up_on=months_after(event.on, FOLLOW_UP_MONTHS),
    )


def moved(event: LearningEvent, on: date, today: date) -> LearningEvent:
    """The event on another day to come."""
    _from(event, Stage.PLANNED)
    if on < today:
        raise Invalid("Date", "please give a day to come, or record the event as held.")
    return replace(event, on=on)


def cancelled(event: LearningEvent, why: str) -> LearningEvent:
    """The event, not held. Raises `Invalid` without a reason."""
    _from(event, Stage.PLANNED)
    if not why.strip():
        raise Invalid("Why", "please say in a few words why it is not held.")
    return replace(event, stage=Stage.CANCELLED, reason=why.strip())


def followed_up(event: LearningEvent, answer: FollowUp) -> LearningEvent:
    """The event with what a trust says of it; a trust may answer anew. Complete once each that came has answered.

    Raises `NotAllowed` for an event that was not held, or a trust of which nobody came.
    """
    if not event.was_held:
        raise NotAllowed(f"{event.id} is {event.stage.words}.")
    if answer.trust not in event.attended:
        raise NotAllowed(f"Nobody of {answer.trust} was at {event.id}.")
    answers = (*(a for a in event.answers if a.trust != answer.trust), replace(answer, text=answer.text.strip()))
    after = replace(event, answers=answers)
    return replace(after, stage=Stage.HELD if after.unanswered else Stage.FOLLOWED_UP)


# ---------------------------------------------------------------- coverage


@dataclass(frozen=True, slots=True)
class CoverageRule:
    """From how many mentions within so many months on a theme ought to have had a learning event in them."""

    items: int
    months: int
    source: str
    version: str

    @property
    def words(self) -> str:
        """The rule as members read it."""
        return (
            f"A theme mentioned {self.items} times or more in {self.months} months ought to have had a learning event."
        )


COVERAGE = CoverageRule(3, 6, "product.md, learning-event coverage (n and six months); n is ours", "2026-11")


@dataclass(frozen=True, slots=True)
class Covered:
    """A theme over the threshold, its last event, the next one planned, and trusts that were not there."""

    theme: str
    mentions: int
    ids: tuple[str, ...]
    last: LearningEvent | None
    gap: bool
    coming: LearningEvent | None
    absent: tuple[str, ...]

    def words(self, today: date) -> str:
        """One sentence or two."""
        if self.last is None:
            said = "no learning event yet"
        else:
            days = (today - self.last.on).days
            said = f"last learning event {self.last.id} on {as_long(self.last.on)}, {days} days ago"
        away = f"; nobody came from {', '.join(self.absent)}" if self.absent else ""
        ahead = f" {self.coming.id} is planned for {as_long(self.coming.on)}." if self.coming else ""
        return f"{name_of(self.theme)}: {said}{away}.{ahead}"


def since(today: date, rule: CoverageRule = COVERAGE) -> str:
    """The first month that coverage looks at."""
    return previous(period_of(today), rule.months)


def coverage(
    entries: Iterable[Entry],
    events: Sequence[LearningEvent],
    trusts: Sequence[str],
    today: date,
    rule: CoverageRule = COVERAGE,
) -> tuple[Covered, ...]:
    """Every theme over the threshold, those without an event in the months of the rule first."""
    first = since(today, rule)
    counts: dict[str, int] = {}
    ids: dict[str, dict[str, None]] = {}
    for e in entries:
        if e.month >= first and e.theme not in NO_WORRY:
            counts[e.theme] = counts.get(e.theme, 0) + e.count
            if e.record:
                ids.setdefault(e.theme, {})[e.record] = None
    over = {theme: n for theme, n in counts.items() if n >= rule.items}
    found = [_covered(theme, n, tuple(ids.get(theme, ())), events, trusts, today, rule) for theme, n in over.items()]
    return tuple(sorted(found, key=lambda c: (not c.gap, -c.mentions, name_of(c.theme))))


def _covered(
    theme: str,
    mentions: int,
    ids: tuple[str, ...],
    events: Sequence[LearningEvent],
    trusts: Sequence[str],
    today: date,
    rule: CoverageRule,
) -> Covered:
    own = [e for e in events if theme in e.themes]
    last = max((e for e in own if e.was_held), key=lambda e: (e.on, e.id), default=None)
    coming = min(
        (e for e in own if e.stage == Stage.PLANNED and e.on >= today), key=lambda e: (e.on, e.id), default=None
    )
    gap = last is None or months_after(last.on, rule.months) < today
    absent = tuple(t for t in trusts if last is not None and t not in last.attended)
    return Covered(theme, mentions, ids, last, gap, coming, absent)


def times_attended(events: Iterable[LearningEvent], trusts: Sequence[str]) -> Mapping[str, int]:
    """At how many held events somebody of each trust was."""
    came = [e.attended for e in events if e.was_held]
    return {t: sum(t in trusts_there for trusts_there in came) for t in trusts}


def _from(event: LearningEvent, stage: Stage) -> None:
    if event.stage != stage:
        raise NotAllowed(f"{event.id} is {event.stage.words} already.", "Open it to see where it stands.")
