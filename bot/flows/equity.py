"""Equity as the records say it: what is cut, what is not, and what may leave the group.

Owns: which measures and trusts are looked at, and the one table of a cut that is shown outside. Must not: keep a cut.
"""

from __future__ import annotations

from datetime import date

from bot.flows.measures import in_use, trusts_of
from domain.definitions import Measure
from domain.equity import MONTHS, Cut, Place, examined_measures, places, published, standing
from domain.group import Group
from domain.protected import Published
from domain.rhythm import period_of, previous
from storage import actions, themes
from storage import equity as kept
from storage.session import Session

COUNTED = 200
"""Open actions that are counted. Source: ours."""


def measures(session: Session, group: Group) -> tuple[Measure, ...]:
    """Those in use that the catalogue lets be cut."""
    return examined_measures(in_use(session, group))


def look(session: Session, group: Group, today: date, trusts: tuple[str, ...] = ()) -> dict[Place, Cut | None]:
    """Every place with its cut, or None where it has not been examined."""
    wanted = tuple(places(measures(session, group), trusts or trusts_of(session, group)))
    return standing(kept.since(session, previous(period_of(today), MONTHS)), wanted, today)


def outside(session: Session, cut: Cut, today: date) -> Published:
    """The cut's counts as rates may rest on them outside the group, beside what was shown of it before."""
    name = f"equity/{cut.measure}/{cut.trust}/{cut.dimension}"
    before = themes.published(session, name)
    table = published(cut, before.table if before else None)
    themes.publish(session, name, table, today)
    return table


def checks(session: Session, today: date) -> tuple[int, int]:
    """How many open actions have an equity check, and how many there are, counted up to `COUNTED`."""
    found = [a for a in actions.search(session, actions.Wanted(), today, limit=COUNTED) if not a.closed]
    return sum(bool(a.equity) for a in found), len(found)
