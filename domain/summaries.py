"""A summary: statements with the records they rest on, as at one moment, and its life from draft to channel.

Owns: the shape of a summary, its text and its hash, the frozen bulletin. Must not: know a rule
(`domain/summary_rules.py`, `domain/changes.py`) or how it looks. Source: conversation.md "Summaries".
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.calendar import as_at
from domain.people import ObjectId
from domain.refusals import NotAllowed
from domain.rhythm import Rhythm, period_of, shift
from domain.small_words import without_small


@dataclass(frozen=True, slots=True)
class Line:
    """One statement and the records it rests on."""

    text: str
    ids: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The statement with its ids."""
        return f"{self.text} ({', '.join(self.ids)})" if self.ids else self.text


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and its lines; `empty` is said when there are none."""

    title: str
    lines: tuple[Line, ...]
    empty: str

    @property
    def words(self) -> tuple[str, ...]:
        """The lines as read, never none."""
        return tuple(f"- {line.words}" for line in self.lines) or (self.empty,)


@dataclass(frozen=True, slots=True)
class Summary:
    """A whole summary as at one moment, local to the group."""

    title: str
    as_at: datetime
    completeness: str
    parts: tuple[Part, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Every record the summary names, once, in order."""
        return tuple(dict.fromkeys(i for part in self.parts for line in part.lines for i in line.ids))

    @property
    def header(self) -> str:
        """When it was made and how complete it is: `As at 3 December 2026, 10:40. 2 of 3 trusts received.`."""
        return f"As at {as_at(self.as_at)}. {self.completeness}."

    @property
    def text(self) -> str:
        """The whole as plain text: the same records at the same moment give the same bytes."""
        body = [line for part in self.parts for line in (part.title, *part.words)]
        return "\n".join((self.title, self.header, *body))


@dataclass(frozen=True, slots=True)
class Scope:
    """What the summary is about: the whole group, or some trusts; the latest round, or one month's."""

    trusts: tuple[str, ...] = ()
    period: str = ""

    def covers(self, trust: str) -> bool:
        """Whether a record of this trust belongs; shared records always do."""
        return not self.trusts or trust in self.trusts or trust == "ALL"


class Stage(StrEnum):
    """A bulletin is a draft until the chair posts it, or the calendar does."""

    DRAFT = "draft"
    POSTED = "posted"


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A summary as it was drafted. Its body never changes; what is posted is this body and no other."""

    id: str
    scope: Scope
    body: Summary
    digest: str
    stage: Stage = Stage.DRAFT
    occasion: str = ""
    """For one made by the calendar: which occasion, so that it is made once."""
    made_at: datetime | None = None
    posted_by: ObjectId = ObjectId("")
    posted_at: datetime | None = None
    version: int = 0

    @property
    def intact(self) -> bool:
        """Whether the body is still the one that was drafted."""
        return digest(self.body.text) == self.digest


def drafted(record: str, scope: Scope, body: Summary, at: datetime, occasion: str = "") -> Bulletin:
    """A summary frozen as a draft."""
    return Bulletin(record, scope, body, digest(body.text), occasion=occasion, made_at=at)


def posted(bulletin: Bulletin, by: ObjectId, at: datetime) -> Bulletin:
    """The draft as posted. Raises `NotAllowed` when it was posted before, or is not what was drafted."""
    if bulletin.stage == Stage.POSTED:
        raise NotAllowed(f"{bulletin.id} is in the channel already.", "Say post summary for a new draft.")
    if not bulletin.intact:
        raise NotAllowed(f"{bulletin.id} is not what was drafted, so I do not post it.", "Say post summary.")
    return replace(bulletin, stage=Stage.POSTED, posted_by=by, posted_at=at)


def differences(before: Summary, now: Summary) -> tuple[str, ...]:
    """Lines that the same summary would say otherwise now, `now:` before new ones and `no longer:` before old ones."""
    old, new = before.text.split("\n"), now.text.split("\n")
    gone = (f"no longer: {line.removeprefix('- ')}" for line in old if line not in new)
    come = (f"now: {line.removeprefix('- ')}" for line in new if line not in old)
    return (*gone, *come)


def digest(text: str) -> str:
    """The hash that shows whether a text is still the one that was approved."""
    return hashlib.sha256(text.encode()).hexdigest()


def without_names(summary: Summary, names: Sequence[str]) -> Summary:
    """The summary without any member's name, which somebody may have typed into a title: late work is nobody's name."""
    said = "\n".join(line.text for part in summary.parts for line in part.lines)
    mentioned = [name for name in names if name in said]
    if not mentioned:
        return summary

    def tidy(line: Line) -> Line:
        text = line.text
        for name in mentioned:
            text = text.replace(name, "a member")
        return line if text == line.text else replace(line, text=text)

    parts = tuple(replace(part, lines=tuple(tidy(line) for line in part.lines)) for part in summary.parts)
    return replace(summary, parts=parts)


def for_outsiders(summary: Summary) -> Summary:
    """The summary without small numbers of people or events that somebody wrote into a title or a reason."""
    parts = tuple(
        replace(part, lines=tuple(replace(line, text=without_small(line.text)) for line in part.lines))
        for part in summary.parts
    )
    return replace(summary, parts=parts)


def more(lines: Sequence[Line], limit: int, what: str, total: int = 0, *, capped: bool = False) -> tuple[Line, ...]:
    """At most `limit` lines; the rest is counted, never dropped in silence.

    `total`: how many there are when `lines` are only the first; `capped`: there are more than `total`.

    >>> [x.text for x in more([Line("a"), Line("b"), Line("c")], 1, "risks")]
    ['a', 'and 2 more risks']
    """
    rest = max(total, len(lines)) - limit
    if rest <= 0 and not capped:
        return tuple(lines[:limit])
    return (*lines[:limit], Line(f"and {'more than ' if capped else ''}{rest:,} more {what}"))


def days_late(due: date, today: date) -> str:
    """`3 days late` or `due today`.

    >>> days_late(date(2026, 11, 22), date(2026, 11, 23)), days_late(date(2026, 11, 23), date(2026, 11, 23))
    ('1 day late', 'due today')
    """
    late = (today - due).days
    if late == 0:
        return "due today"
    return f"{late} day late" if late == 1 else f"{late} days late"


def last_meetings(rhythm: Rhythm, today: date, number: int = 2) -> tuple[date, ...]:
    """The last meeting days up to and with today, the latest first.

    >>> last_meetings(Rhythm(), date(2026, 11, 23))
    (datetime.date(2026, 11, 16), datetime.date(2026, 10, 19))
    """
    days = (rhythm.meeting(*shift(period_of(today), -back)) for back in range(number + 1))
    return tuple(day for day in days if day <= today)[:number]


def next_meeting(rhythm: Rhythm, today: date) -> date:
    """The first meeting day after today.

    >>> next_meeting(Rhythm(), date(2026, 11, 23))
    datetime.date(2026, 12, 21)
    """
    days = (rhythm.meeting(*shift(period_of(today), ahead)) for ahead in range(3))
    return next(day for day in days if day > today)
