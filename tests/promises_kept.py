"""What must hold at the end of a story of `tests/simulation.py`, whatever went wrong in it.

Every occurrence ends as sent, cancelled with its reason, uncertain (listed) or dead (with a reason); none is decided
twice, none is missing; no message is posted twice, none that is marked sent never came; nobody gets more than one a day
and three in seven days; nothing leaves outside the window. Which occurrences there must be is counted here anew.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from bot.flows.calendars import calendar_of
from domain.reminders import Verdict
from storage import outbox
from storage import reminders as kept
from storage.outbox import Entry
from storage.outbox import State as Row
from tests.scene import LONDON

if TYPE_CHECKING:
    from tests.simulation import Story

NOT_REMINDERS = ("Risk summary", "A post may not have arrived", "Reminders are not going out")
"""Notices and the alarm, which go at once."""
LIVE = ("returns are open", "the round is closed")
"""The live card: an edit, posted anew where the message to edit was lost."""
RUNGS = {"soon": -5, "today": 0, "warning": 4}
"""What an action's owner hears, in working days from its due day. Source: product.md "Reminders"."""
MORNING = time(9, 30)
ACTION = re.compile(r"ACT-\d\d-\d+")
LAST_MINUTE = time(16, 31, 11)
"""The window's end, and as much as a replica's clock is slow."""


class State(NamedTuple):
    """An action from a moment on."""

    order: int
    since: datetime
    owner: str
    due: date
    open: bool


States = dict[str, list[State]]


def look(story: Story) -> None:
    """Everything; what does not hold is added to `story.broken`."""
    scene = story.days.scene
    rows: list[Entry] = scene.run(lambda s: outbox.listed(s, *Row, limit=100_000))
    log: list[kept.Occurrence] = scene.run(
        lambda s: [o for p in {m.object_id for m in scene.cast.values()} for o in kept.of_person(s, p, limit=100_000)]
    )
    _ended(story, rows, log)
    _arrivals(story, rows)
    _in_window(story)
    _none_of_what_is_done(story)
    _budget(story, rows)
    _none_missing(story, log)


def _ended(story: Story, rows: list[Entry], log: list[kept.Occurrence]) -> None:
    ended = {Row.SENT, Row.UNCERTAIN, Row.CANCELLED, Row.DEAD}
    _hold(story, all(r.state in ended for r in rows), "a message is still under way")
    _hold(story, all(r.last_error for r in rows if r.state is Row.DEAD), "a dead message has no reason")
    keys = {r.key for r in rows}
    _hold(story, all(o.message in keys for o in log if o.state is Verdict.SENT), "a decision has no message")
    _hold(story, all(o.reason for o in log), "a decision has no reason")
    _hold(story, len({o.key for o in log}) == len(log), "an occurrence was decided twice")
    late = [o.key for o in log if o.state is Verdict.WAITS and o.until is not None and o.until < story.looks[-1][1]]
    _hold(story, not late, f"these wait though their time has come: {late}")


def _arrivals(story: Story, rows: list[Entry]) -> None:
    """By what they say and to whom: each row came at most once, and what is marked sent came."""
    names: dict[str, str] = {m.object_id: name for name, m in reversed(story.days.scene.cast.items())}
    came = Counter((a.to, _canonical(a.card.content)) for a in story.days.arrived if not a.edits)
    may, must = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for row in rows:
        what = (names.get(row.to_person or "", "channel"), _canonical(row.content))
        may[what] += row.state in {Row.SENT, Row.UNCERTAIN}
        must[what] += row.state is Row.SENT and not row.edits
    _hold(story, all(n <= may[what] for what, n in came.items()), "a message arrived twice, or though it was cancelled")
    _hold(story, all(came[what] >= n for what, n in must.items()), "a message is marked sent and never came")


def _in_window(story: Story) -> None:
    working = calendar_of(story.days.group)
    for a in story.days.arrived:
        if a.edits or a.title.startswith(NOT_REMINDERS) or a.title.endswith(LIVE):
            continue
        inside = working.is_working(a.at.date()) and time(9) <= a.at.time() < LAST_MINUTE
        _hold(story, inside, f"{a.title} arrived at {a.at}")


def _none_of_what_is_done(story: Story) -> None:
    """Nobody is reminded of an action that is not open any more."""
    for a in story.days.arrived:
        if a.edits or a.to == "channel" or a.title.startswith(NOT_REMINDERS):
            continue
        for record in set(ACTION.findall(a.card.twin)):
            then = [s for s in story.states.get(record, ()) if s.since <= a.at]
            _hold(story, not then or then[-1].open, f"{a.to} was reminded of {record} at {a.at}, when it was done")


def _budget(story: Story, rows: list[Entry]) -> None:
    """Of what each person got, or may have got, and what counts."""
    found: dict[str, list[date]] = {}
    for row in rows:
        if row.kind in kept.COUNTED and row.state in {Row.SENT, Row.UNCERTAIN}:
            at = (row.sent_at or row.created_at).astimezone(LONDON).date()
            found.setdefault(row.to_person or "", []).append(at)
    for who, days in found.items():
        _hold(story, all(n == 1 for n in Counter(days).values()), f"{who} got two messages on one day")
        most = max((sum(d - timedelta(days=7) < x <= d for x in days) for d in days), default=0)
        _hold(story, most <= 3, f"{who} got {most} messages within seven days")


def _none_missing(story: Story, log: list[kept.Occurrence]) -> None:
    """An action that stood as it was from a rung's moment until a planner looked: that rung was decided."""
    decided = {(o.subject, o.rung, o.meant_for, o.day) for o in log if o.reminder == "actions"}
    free = calendar_of(story.days.group).holidays
    for record, states in story.states.items():
        ends = [s.order for s in states[1:]] + [story.looks[-1][0] + 1]
        for state, end in zip(states, ends, strict=True):
            for rung, away in RUNGS.items() if state.open else ():
                day = _working_day(state.due, away, free)
                moment = datetime.combine(day, MORNING, tzinfo=LONDON)
                seen = any(moment <= t for order, t in story.looks if state.order < order < end)
                if state.since <= moment and seen and (record, rung, state.owner, day) not in decided:
                    _hold(story, holds=False, words=f"{record}: '{rung}' of {day} was never decided")


def _working_day(anchor: date, away: int, free: frozenset[date]) -> date:
    """So many working days from a day, one step at a time; the one before for the day itself when nobody works."""

    def works(day: date) -> bool:
        return day.weekday() < 5 and day not in free

    step = timedelta(days=1 if away > 0 else -1)
    day, left = anchor, abs(away)
    if away == 0:
        while not works(day):
            day += step
    while left:
        day += step
        left -= works(day)
    return day


def _canonical(content: object) -> str:
    return json.dumps(content, sort_keys=True)


def _hold(story: Story, holds: bool, words: str) -> None:
    if not holds and words not in story.broken:
        story.broken.append(words)


__all__ = ["State", "States", "look"]
