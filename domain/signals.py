"""External signals: what came from outside, by when it asks for what, and what the check found.

Owns: the record, its steps, and who sees it; the clocks are `domain/signal_kinds.py`. Must not: know how it looks or
where it is kept, rank trusts, or take a signal for proof.
Source: domain guide 1.4 and 4.6; product.md "MOSS"; version 2026-11.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from domain.calendar import WorkingCalendar, as_long
from domain.people import CHAIRS, OFFICE, Member, ObjectId
from domain.refusals import Invalid, NotAllowed
from domain.signal_kinds import KINDS, Kind, due_of


class Status(StrEnum):
    """Where a signal stands."""

    LOGGED = "logged"
    CHECKED = "checked"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> str:
        """As members read it."""
        return STATUS_WORDS[self]


STATUS_WORDS: Mapping[Status, str] = {
    Status.LOGGED: "open",
    Status.CHECKED: "outcome recorded",
    Status.CLOSED: "closed",
    Status.WITHDRAWN: "logged by mistake",
}
NEXT: Mapping[Status, frozenset[Status]] = {
    Status.LOGGED: frozenset({Status.LOGGED, Status.CHECKED, Status.WITHDRAWN}),
    Status.CHECKED: frozenset({Status.CHECKED, Status.CLOSED}),
    Status.CLOSED: frozenset(),
    Status.WITHDRAWN: frozenset(),
}
"""From where one may go where: no signal is closed before an outcome is recorded."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Who does something, and the day on which they do it."""

    by: ObjectId
    name: str
    day: date


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal of a trust. `received_on` is the day from which its clock runs, `due` the day by which it asks."""

    id: str
    kind: str
    trust: str
    site: str
    level: str
    what: str
    received_on: date
    due: date | None
    logged_on: date
    by: ObjectId = ObjectId("")
    by_name: str = ""
    status: Status = Status.LOGGED
    checked_on: date | None = None
    outcome: str = ""
    learning: str = ""
    closed_on: date | None = None
    closed_name: str = ""
    closed_reason: str = ""
    version: int = 0

    @property
    def sort(self) -> Kind:
        """What is known of its kind."""
        return KINDS[self.kind]

    @property
    def live(self) -> bool:
        """Whether something is still to be done about it."""
        return self.status in {Status.LOGGED, Status.CHECKED}

    @property
    def name(self) -> str:
        """`MOSS signal, amber (Norwich)`."""
        level = dict(self.sort.levels).get(self.level, "").partition(":")[0]
        place = f" ({self.site})" if self.site else ""
        return f"{self.sort.name}{f', {level[:1].lower()}{level[1:]}' if level else ''}{place}"


def sees(member: Member, signal: Signal) -> bool:
    """Whether the member may read it: the office, and the leads of its trust."""
    return member.is_any(OFFICE) or member.leads(signal.trust)


def updates(member: Member, signal: Signal) -> bool:
    """Whether the member may record an outcome or correct it: chair, deputy chair, and the leads of its trust."""
    return member.is_any(CHAIRS) or member.leads(signal.trust)


def logged(signal: Signal, asked: date | None, days: WorkingCalendar) -> Signal:
    """A signal ready to be kept, new or corrected, with the day by which it asks.

    `asked` is the date in the letter, for kinds without a clock of their own. Raises `Invalid` or `NotAllowed`.
    """
    sort = signal.sort
    if not signal.what.strip():
        raise Invalid("What it says", "please say it in a few neutral words.")
    if signal.received_on > signal.logged_on:
        raise Invalid("Day of the signal", f"{as_long(signal.received_on)} is still to come.")
    if sort.site and not signal.site.strip():
        raise Invalid("Site", "please say which site it is about.")
    if sort.levels and signal.level not in dict(sort.levels):
        raise Invalid("Level", "please choose one of the list.")
    due = due_of(sort, signal.received_on, asked, days)
    if due is not None and due < signal.received_on:
        raise Invalid("Answer asked for by", "that lies before the day of the signal.")
    return replace(_to(signal, Status.LOGGED), what=signal.what.strip(), site=signal.site.strip(), due=due)


def checked(signal: Signal, sign: Sign, on: date, outcome: str, learning: str) -> Signal:
    """The signal with what the check or the answer found. Raises `Invalid` or `NotAllowed`."""
    if not outcome.strip():
        raise Invalid("Outcome", "please say what was found, in a few neutral words.")
    if on > sign.day:
        raise Invalid("Done on", f"{as_long(on)} is still to come.")
    if on < signal.received_on:
        raise Invalid("Done on", "that lies before the day of the signal.")
    after = _to(signal, Status.CHECKED)
    return replace(after, checked_on=on, outcome=outcome.strip(), learning=learning.strip())


def closed(signal: Signal, sign: Sign, reason: str) -> Signal:
    """The signal, closed. Raises `NotAllowed` before an outcome is recorded, `Invalid` without a reason."""
    if not reason.strip():
        raise Invalid("Why it can be closed", "please say it in a few words.")
    return _over(_to(signal, Status.CLOSED), sign, reason)


def withdrawn(signal: Signal, sign: Sign, reason: str) -> Signal:
    """The signal, taken back because it was logged by mistake; it stays on record as such."""
    if not reason.strip():
        raise Invalid("What went wrong", "please say it in a few words.")
    return _over(_to(signal, Status.WITHDRAWN), sign, reason)


def _over(signal: Signal, sign: Sign, reason: str) -> Signal:
    return replace(signal, closed_on=sign.day, closed_name=sign.name, closed_reason=reason.strip())


def _to(signal: Signal, status: Status) -> Signal:
    if status not in NEXT[signal.status]:
        if signal.status == Status.LOGGED:
            raise NotAllowed(f"{signal.id} has no outcome yet.", "Please record what the check found first.")
        raise NotAllowed(f"{signal.id} stands as: {signal.status.words}.", "Open it to see where it stands.")
    return replace(signal, status=status)


# ---------------------------------------------------------------- escalation

Rule = Callable[[Signal, date], bool]


@dataclass(frozen=True, slots=True)
class Trigger:
    """One rule for escalation: its key, its words, and whether a live signal meets it on a day."""

    key: str
    words: str
    finds: Rule
    source: str = "domain guide 1.4"


@dataclass(frozen=True, slots=True)
class Fired:
    """That a signal meets a rule. Never for the open channel: trust, month and event together may identify a family."""

    signal: Signal
    trigger: Trigger

    @property
    def words(self) -> str:
        """`SIG-26-001 (JPUH): a MOSS signal is red`, with a full stop."""
        return f"{self.signal.id} ({self.signal.trust}): {self.trigger.words}."


def _is(kind: str, *levels: str) -> Rule:
    return lambda signal, _: signal.kind == kind and (not levels or signal.level in levels)


def _late(signal: Signal, today: date) -> bool:
    return signal.status == Status.LOGGED and signal.due is not None and signal.due < today


TRIGGERS: tuple[Trigger, ...] = (
    Trigger("regulation_28", "a Regulation 28 report was made", _is("regulation_28")),
    Trigger("cqc_enforcement", "CQC has taken enforcement action", _is("cqc", "enforcement")),
    Trigger("maternal_death", "MNSI was told of a mother's death", _is("mnsi", "maternal_death")),
    Trigger("moss_red", "a MOSS signal is red", _is("moss", "red")),
    Trigger("late", "its day has passed and no outcome is recorded", _late, "ours, version 2026-11"),
)
"""When a signal is proposed for escalation; each says which rule it was. Source: domain guide 1.4."""


def fired(signals: Iterable[Signal], today: date, rules: Collection[str] | None = None) -> tuple[Fired, ...]:
    """Every rule that a live signal meets, signal by signal, in the rules' order; `rules`: keys of those in use."""
    used = [t for t in TRIGGERS if rules is None or t.key in rules]
    return tuple(Fired(s, t) for s in signals if s.live for t in used if t.finds(s, today))
