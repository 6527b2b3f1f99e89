"""Sample concerns, external signals and equity figures, played with the real rules.

Owns: these three parts of the sample file. Must not: know how days are moved (`bot/sample.py` says on which they fall).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from domain import concerns as rules
from domain import signals
from domain.calendar import WorkingCalendar
from domain.concerns import Concern
from domain.equity import Cell, Cut, checked
from domain.people import Member
from domain.signals import Signal
from storage import concerns as kept_concerns
from storage import equity as kept_equity
from storage import signals as kept_signals
from storage.session import Session

Data = Mapping[str, Any]
Work = Callable[[Session], Any]


def concern(row: Data, by: Member | None, day: date, days: WorkingCalendar) -> Work:
    """A concern as it was raised; without `by` nobody is named anywhere."""

    def work(session: Session) -> Concern:
        fresh = Concern(
            kept_concerns.new_id(session, day.year),
            row["text"],
            row["trust"],
            row["theme"],
            urgent=False,
            raised_on=day,
            due=day,
        )
        made = fresh if by is None else replace(fresh, by=by.object_id, by_name=by.name)
        return kept_concerns.add(session, rules.raised(made, days))

    return work


def answer(found: Concern, row: Data, by: Member, day: date) -> Work:
    """What its readers did about it: acknowledged, its theme confirmed, being looked at, closed."""

    def work(session: Session) -> Concern:
        sign = rules.Sign(by.object_id, by.name, day)
        read = kept_concerns.change(session, rules.acknowledged(found, sign), "acknowledge concern")
        themed = kept_concerns.change(session, rules.themed(read, row["theme"]), "confirm theme of concern")
        looked = kept_concerns.change(session, rules.looked_at(themed, sign, row["note"]), "look at concern")
        if "outcome" not in row:
            return looked
        return kept_concerns.change(session, rules.closed(looked, sign, row["outcome"]), "close concern")

    return work


def signal(row: Data, by: Member, day: date, asked: date | None, days: WorkingCalendar) -> Work:
    """A signal as it was logged on its day."""

    def work(session: Session) -> Signal:
        record = kept_signals.new_id(session, day.year)
        words = (row["kind"], row["trust"], row.get("site", ""), row["level"], row["what"])
        fresh = Signal(record, *words, day, None, day, by.object_id, by.name)
        return kept_signals.add(session, signals.logged(fresh, asked, days))

    return work


def outcome(found: Signal, row: Data, by: Member, chair: Member, day: date) -> Work:
    """What the check found, and the chair's closing it."""

    def work(session: Session) -> Signal:
        sign = signals.Sign(by.object_id, by.name, day)
        seen = signals.checked(found, sign, day, row["outcome"], row["learning"])
        seen = kept_signals.change(session, seen, "record outcome of signal")
        over = signals.closed(seen, signals.Sign(chair.object_id, chair.name, day), row["closed"])
        return kept_signals.change(session, over, "close signal")

    return work


def cut(row: Data, last: str, by: Member, day: date) -> Work:
    """A measure by groups of women, as a lead gave it."""

    def work(session: Session) -> Cut:
        cells = tuple(Cell(group, count, of) for group, (count, of) in row["cells"].items())
        place = (row["measure"], row["trust"], row["dimension"], last)
        made = Cut(kept_equity.new_id(session, day.year), *place, cells, row["note"], by.object_id, by.name)
        return kept_equity.add(session, checked(made, day))

    return work
