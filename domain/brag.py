"""The colour of an action, by stated rules and always with its reason. Nobody types a colour.

Owns: the rules in their order, the key that is shown with them. Must not: keep a colour; it is true for one day.
Source: domain guide 6.1 (BRAG; the exact meaning varies by trust, so the key is shown). The colour of what is
delivered but not yet assured is ours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.actions import BARRIERS, Action, Mark, Status
from domain.calendar import as_long

VERSION = "2026-11"
NEAR_DAYS = 14
"""Calendar days before the date from which little progress is amber. Source: domain guide 6.1."""
HALF = 50
"""Per cent under which progress is little. Source: domain guide 6.1."""


class Colour(StrEnum):
    """Blue, red, amber, green; `closed` for what will not be done."""

    BLUE = "blue"
    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Brag:
    """A colour and why."""

    colour: Colour
    reason: str

    @property
    def words(self) -> str:
        """`red: due date passed 3 days ago`."""
        return f"{self.colour}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Day:
    """What the rules look at besides the action. An update counts as recent for `on_time_days`."""

    today: date
    on_time_days: int

    def left(self, action: Action) -> int:
        """Days to the due date; negative when it has passed."""
        return (action.due - self.today).days

    def silent(self, action: Action) -> int:
        """Days since somebody said how it stands."""
        heard = action.heard_on or action.start or self.today
        return (self.today - heard).days


@dataclass(frozen=True, slots=True)
class Rule:
    """The first rule that holds gives the colour; `meaning` stands in the key."""

    colour: Colour
    meaning: str
    holds: Callable[[Action, Day], bool]
    says: Callable[[Action, Day], str]


def _barrier(action: Action, _day: Day) -> str:
    why = f" ({BARRIERS[action.barrier].lower()})" if action.barrier in BARRIERS else ""
    said = [line.trust for line in action.lines if line.at_risk]
    if action.mark != Mark.AT_RISK:
        return f"the line of {' and '.join(said)} is said to be at risk{why}"
    return f"its owner says it is at risk{why}"


RULES = (
    Rule(
        Colour.CLOSED,
        "will not be done; the chair gave a reason",
        lambda a, _: a.status == Status.NOT_DOING,
        lambda a, _: f"not doing: {a.closed_reason}" if a.closed_reason else "not doing",
    ),
    Rule(
        Colour.BLUE,
        "done, and a second person has checked the evidence",
        lambda a, _: a.status == Status.ASSURED,
        lambda a, _: f"assured by {a.verified_name}" if a.verified_name else "assured",
    ),
    Rule(
        Colour.GREEN,
        "done and evidenced, assurance is the group's step",
        lambda a, _: a.status == Status.EVIDENCED,
        lambda _a, _d: "evidence given, waiting for assurance",
    ),
    Rule(
        Colour.AMBER,
        "done, its evidence is late",
        lambda a, d: a.status == Status.DELIVERED and d.left(a) < 0,
        lambda a, d: f"delivered, evidence still awaited {_days(-d.left(a))} after the due date",
    ),
    Rule(
        Colour.GREEN,
        "done, its evidence is on the way",
        lambda a, _: a.status == Status.DELIVERED,
        lambda _a, _d: "delivered, evidence awaited",
    ),
    Rule(
        Colour.RED,
        "open and its due date has passed",
        lambda a, d: d.left(a) < 0,
        lambda a, d: f"due date passed {_days(-d.left(a))} ago",
    ),
    Rule(
        Colour.AMBER,
        "its owner, or a trust of a shared one, says it is at risk",
        lambda a, _: a.mark == Mark.AT_RISK or any(line.at_risk for line in a.lines),
        _barrier,
    ),
    Rule(
        Colour.AMBER,
        f"due within {NEAR_DAYS} days and under {HALF} % done",
        lambda a, d: d.left(a) <= NEAR_DAYS and a.progress < HALF,
        lambda a, d: f"{_due(d.left(a))} and {a.progress} % done",
    ),
    Rule(
        Colour.AMBER,
        "no update for longer than the group's limit",
        lambda a, d: d.silent(a) > d.on_time_days,
        lambda a, d: f"no update for {_days(d.silent(a))}",
    ),
    Rule(
        Colour.GREEN,
        "open, not yet due, updated lately",
        lambda _a, _d: True,
        lambda a, d: f"due {as_long(a.due)}, last update {_ago(d.silent(a))}",
    ),
)
"""In order. Source: domain guide 6.1, version 2026-11."""

KEY = (
    "Blue: done and checked by a second person. "
    "Green: on track and updated lately, or done and on its way to be checked. "
    f"Amber: its owner says at risk, due within {NEAR_DAYS} days and under {HALF} % done, no update lately, "
    "or done and its evidence late. Red: open and past its date."
)
"""What the colours mean, for a card."""


def brag(action: Action, today: date, on_time_days: int) -> Brag:
    """The colour of an action on this day and the reason in words.

    >>> from domain.people import ObjectId
    >>> late = Action("ACT-26-001", "T", "W", "JPUH", ObjectId("o"), "O", date(2026, 11, 20), date(2026, 11, 20))
    >>> brag(late, date(2026, 11, 23), 30).words
    'red: due date passed 3 days ago'
    """
    day = Day(today, on_time_days)
    rule = next(r for r in RULES if r.holds(action, day))
    return Brag(rule.colour, rule.says(action, day))


def _days(n: int) -> str:
    return "1 day" if n == 1 else f"{n} days"


def _due(left: int) -> str:
    return "due today" if left == 0 else f"due in {_days(left)}"


def _ago(n: int) -> str:
    return "today" if n <= 0 else f"{_days(n)} ago"
