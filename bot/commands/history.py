"""`history RSK-26-003`: who changed what when, and the record as it stood on any day.

Owns: which records have a history for whom. Must not: tell a draft, or a kind not in
`domain/differences.py`.
"""

from __future__ import annotations

import json
from datetime import date, datetime, time
from typing import Any

from bot.contracts import Command, Context, Reply, Slots, Submit, Values
from bot.flows import past, registers
from cards import forms
from cards import history as cards
from domain import learning as learning_rules
from domain import signals as signal_rules
from domain.calendar import as_at, as_long
from domain.differences import FIELDS, RETURN_VERBS, between, kind_of, told
from domain.people import GROUP
from domain.refusals import Invalid, InvalidForm, NotFound
from storage import history as kept
from storage import learning, signals


def history(ctx: Context, slots: Slots) -> Reply:
    """The changes of a record; with a day, the record as it stood then."""
    if not slots.record and (when := past.day_said(ctx)) is not None:
        return registers.page(ctx, {"on": when.isoformat()}, 0)
    _must_read(ctx, slots.record)
    if not slots.record:
        raise InvalidForm((Invalid("History", "please say of which record, such as history RSK-26-003."),))
    day = slots.until or slots.due or slots.due_before or past.last_day(slots.period, ctx.today)
    if day is not None and kind_of(slots.record) in FIELDS:
        return _stood(ctx, slots.record, day)
    return _page(ctx, slots.record, 0)


def _must_read(ctx: Context, record: str) -> None:
    """Raises `NotFound` for a record that is not for this member; it looks like one that is not there."""
    kind = kind_of(record)
    if kind == "SIG":
        signal = signals.get(ctx.session, record)
        hidden = signal is None or not signal_rules.sees(ctx.member, signal)
    elif kind == "LRN":
        entry = learning.get(ctx.session, record)
        hidden = entry is None or not learning_rules.reads(ctx.member, entry)
    else:
        return
    if hidden:
        raise NotFound(record)


def more(ctx: Context, values: Values) -> Reply:
    """Earlier changes."""
    _must_read(ctx, str(values["record"]))
    return _page(ctx, str(values["record"]), int(values["version"]))


def stood(ctx: Context, values: Values) -> Reply:
    """The record as it stood on the day chosen."""
    _must_read(ctx, str(values["record"]))
    day = forms.read(cards.ON, values)["on"]
    if day is None:
        raise Invalid("As it stood on", "please choose a day.")
    return _stood(ctx, str(values["record"]), day)


def again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The history again, with what to look at."""
    _must_read(ctx, str(values["record"]))
    return _page(ctx, str(values["record"]), 0, faults)


def _page(ctx: Context, record: str, version: int, faults: tuple[Invalid, ...] = ()) -> Reply:
    kind = kind_of(record)
    if kind == "RET":
        return Reply(cards.show(record, _of_return(ctx, record), as_at(ctx.now), dated=False))
    latest = kept.as_it_stood(ctx.session, record, ctx.session.now) if kind in FIELDS else None
    if latest is None:
        raise NotFound(record)
    top = version or latest.version
    verbs = {e.after_hash: e.verb for e in kept.entries(ctx.session, record, limit=200)}
    bodies = [kept.version(ctx.session, record, n) for n in range(top, max(top - cards.PAGE - 1, 0), -1)]
    found = [v for v in bodies if v is not None]
    steps: list[cards.Step] = []
    for i, v in enumerate(found[: cards.PAGE]):
        before = _body(found[i + 1]) if i + 1 < len(found) else {}
        changes = between(kind, before, _body(v)) if before else ()
        steps.append(
            cards.Step(_when(ctx, v.at), kept.name_of(ctx.session, v.actor), verbs.get(v.hash, "change"), changes)
        )
    earlier = max(top - cards.PAGE, 0)
    return Reply(cards.show(record, steps, as_at(ctx.now), earlier=earlier, faults=faults))


def _of_return(ctx: Context, record: str) -> list[cards.Step]:
    found = [e for e in kept.entries(ctx.session, record, limit=200) if e.verb in RETURN_VERBS]
    if not found:
        raise NotFound(record)
    return [cards.Step(_when(ctx, e.at), kept.name_of(ctx.session, e.actor), e.verb) for e in found[: cards.PAGE]]


def _stood(ctx: Context, record: str, day: date) -> Reply:
    if day > ctx.today:
        raise Invalid("As it stood on", f"{as_long(day)} is still to come.")
    end = datetime.combine(day, time.max, tzinfo=ctx.group.zone)
    found = kept.as_it_stood(ctx.session, record, end) if kind_of(record) in FIELDS else None
    if found is None:
        raise NotFound(f"{record} as it stood on {as_long(day)}")
    who = kept.name_of(ctx.session, found.actor)
    return Reply(cards.stood(record, as_long(day), found.version, who, told(kind_of(record), _body(found))))


def _body(version: kept.Version) -> dict[str, Any]:
    return json.loads(version.body)


def _when(ctx: Context, at: datetime) -> str:
    return as_at(at.astimezone(ctx.group.zone))


COMMANDS = (Command("history", "history RSK-...", "who changed what when, and as it stood on a day", history, GROUP),)
SUBMITS = (
    Submit("history.more", more, GROUP, writes=False),
    Submit("history.stood", stood, GROUP, writes=False, again=again),
)
