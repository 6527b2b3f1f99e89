"""What a planning run reads, once for all reminders: people, the open round, what is outstanding.

Owns: reading through the run's memo. Must not: decide what is said of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any, TypeVar

from bot.contracts import Watch
from domain.actions import Action
from domain.ladders import Ladders, read
from domain.people import CHAIRS, Member, Role
from domain.returns import Return
from domain.rhythm import previous
from domain.risks import Risk
from domain.rounds import Round
from storage import actions as kept_actions
from storage import members
from storage import returns as kept_returns
from storage import risks as kept_risks

T = TypeVar("T")

AHEAD = timedelta(days=45)
"""How far ahead of today outstanding records are read: longer than any ladder reaches back from a due day."""
HORIZON = "horizon"
"""Memo key: a rehearsal reads outstanding records once, up to this day."""
SHARED = "ALL"


def ladders(watch: Watch) -> Ladders:
    """The group's ladders."""
    return once(watch, "ladders", lambda: read(watch.group.reminders))


def people(watch: Watch) -> tuple[Member, ...]:
    """The group's active members."""
    return once(watch, "people", lambda: members.everybody(watch.session))


def member(watch: Watch, object_id: str) -> Member | None:
    """An active member by id."""
    by_id: dict[str, Member] = once(watch, "by_id", lambda: {m.object_id: m for m in people(watch)})
    return by_id.get(object_id)


def leads(watch: Watch, trust: str) -> tuple[Member, ...]:
    """The leads of a trust."""
    found: dict[str, tuple[Member, ...]] = once(watch, "leads", lambda: _by_trust(people(watch)))
    return found.get(trust, ())


def office(watch: Watch) -> tuple[Member, ...]:
    """The coordinators, or the chairs where there is none."""
    found = once(watch, "office", lambda: tuple(m for m in people(watch) if Role.COORDINATOR in m.roles))
    return found or chairs(watch)


def chairs(watch: Watch) -> tuple[Member, ...]:
    """The chair and the deputy."""
    return once(watch, "chairs", lambda: tuple(m for m in people(watch) if m.is_any(CHAIRS)))


def actions(watch: Watch, until: date) -> list[Action]:
    """Open actions due on or before a day, the earliest first."""
    found, days = _sorted(watch, "actions", kept_actions.outstanding, lambda a: a.due)
    return found[: bisect_right(days, until)]


def actions_due(watch: Watch, on: Iterable[date]) -> list[Action]:
    """Open actions due on these days."""
    found, days = _sorted(watch, "actions", kept_actions.outstanding, lambda a: a.due)
    return [a for day in on for a in found[bisect_left(days, day) : bisect_right(days, day)]]


def risks(watch: Watch, until: date) -> list[Risk]:
    """Live risks whose review is due on or before a day, the earliest first."""
    found, days = _sorted(watch, "risks", _risks_until, _review_day)
    return found[: bisect_right(days, until)]


def risks_due(watch: Watch, on: Iterable[date]) -> list[Risk]:
    """Live risks whose review is due on these days."""
    found, days = _sorted(watch, "risks", _risks_until, _review_day)
    return [r for day in on for r in found[bisect_left(days, day) : bisect_right(days, day)]]


def rounds(watch: Watch) -> tuple[Round, ...]:
    """The latest round and the one of the month before it, open or closed, the latest first."""

    def read_both() -> tuple[Round, ...]:
        latest = kept_returns.latest_round(watch.session)
        if latest is None:
            return ()
        before = kept_returns.round_of(watch.session, previous(latest.period))
        return (latest,) if before is None else (latest, before)

    return once(watch, "rounds", read_both)


def returns(watch: Watch, rnd: Round) -> dict[str, Return]:
    """The returns of a round by trust, drafts too."""
    return once(
        watch,
        f"returns/{rnd.id}",
        lambda: {r.trust: r for r in kept_returns.of_period(watch.session, rnd.period)},
    )


def once(watch: Watch, key: str, read_it: Callable[[], T]) -> T:
    """What was read under this key before, else what `read_it` gives."""
    if key not in watch.memo:
        watch.memo[key] = read_it()
    return watch.memo[key]


def forget(watch: Watch) -> None:
    """Something was written: read rounds and returns again. Actions and risks were not touched by the planner."""
    for key in [k for k in watch.memo if k.startswith(("rounds", "returns/"))]:
        del watch.memo[key]


def _by_trust(everybody: Iterable[Member]) -> dict[str, tuple[Member, ...]]:
    found: dict[str, tuple[Member, ...]] = {}
    for person in everybody:
        if Role.TRUST_LEAD in person.roles:
            for trust in person.trusts:
                found[trust] = (*found.get(trust, ()), person)
    return found


def _risks_until(session: Any, until: date) -> list[Risk]:
    return list(kept_risks.review_due(session, until, limit=10_000))


def _review_day(risk: Risk) -> date:
    return risk.next_review or date.max


def _sorted(
    watch: Watch, what: str, read_it: Callable[[Any, date], list[T]], day: Callable[[T], date]
) -> tuple[list[T], list[date]]:
    def fresh() -> tuple[list[T], list[date]]:
        until: date = watch.memo.get(HORIZON, watch.today + AHEAD)
        found = sorted(read_it(watch.session, until), key=day)
        return found, [day(x) for x in found]

    return once(watch, what, fresh)
