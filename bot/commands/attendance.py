"""Attendance and quorum, from the calendar: who is here, and what the group's rule says of it.

Owns: which meetings are offered and who may stand for whom. The rule is `domain/quorum.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from bot.contracts import Context, Reply, Submit, Values
from bot.flows import records
from cards import attendance as cards
from cards import forms
from cards.forms import Field, Refill
from domain.attendance import Attendance, attendance_id, judged, seat, standing_in
from domain.calendar import as_at, as_long
from domain.people import OFFICE
from domain.refusals import Invalid, NotFound, Stale
from domain.summaries import last_meetings, next_meeting
from storage import attendances as kept
from storage import members

MOST = 120
"""Members offered on the form. Source: ours, within the 28 KB of a card."""


def open_(ctx: Context, values: Values) -> Reply:
    """The form of the meeting asked for, else of the one of today or the last one."""
    days = _days(ctx)
    said = str(values.get("day") or "")
    day = date.fromisoformat(said) if said else days[0]
    stood = kept.get(ctx.session, attendance_id(day))
    given: dict[str, Any] = {"day": day.isoformat()}
    if stood is not None:
        given |= {"present": ",".join(p.object_id for p in stood.present), "guests": stood.guests}
    earlier = kept.listed(ctx.session)
    return Reply(cards.form(_fields(ctx, day), given, _rule(ctx), earlier, stood=_stood(earlier, stood)))


def save(ctx: Context, values: Values) -> Reply:
    """Keep who is here; stand-ins that were named before stay."""
    given = forms.read(_fields(ctx), values)
    day = date.fromisoformat(given["day"])
    stood = kept.get(ctx.session, attendance_id(day))
    if stood is not None and f"{stood.id}={stood.version}" not in str(values.get("stood") or "").split(","):
        at = (stood.at or ctx.session.now).astimezone(ctx.group.zone)
        raise Stale(f"The attendance of {as_long(day)}", stood.by_name, at)
    by_id = {m.object_id: m for m in members.everybody(ctx.session)}
    made = stood or Attendance(attendance_id(day), day, ())
    made = replace(
        made,
        present=tuple(seat(by_id[p], stood) for p in given["present"] if p in by_id),
        guests=given["guests"] or "",
        trusts=tuple(str(t.code) for t in ctx.group.trusts_on(day)),
    )
    return _kept(ctx, made)


def save_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The form again, with what was typed."""
    earlier = kept.listed(ctx.session)
    stood = _stood(earlier, None)
    return Reply(cards.form(_fields(ctx), {}, _rule(ctx), stood=stood, refill=Refill.of(values, faults)))


def stand_in(ctx: Context, values: Values) -> Reply:
    """Keep who stands for the trusts without a voice of their own."""
    found = _found(ctx, values)
    records.same(ctx, found.id, found.version, values)
    given = forms.read(cards.stand_ins(found), values)
    for key, person in given.items():
        if person:
            found = standing_in(found, key.removeprefix(cards.STANDS), person)
    return _kept(ctx, found)


def stand_in_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The meeting again, as it stands."""
    found = _found(ctx, values)
    return Reply(cards.show(found, as_at(ctx.now), faults=faults, revision=forms.next_revision(values)))


def _found(ctx: Context, values: Values) -> Attendance:
    found = kept.get(ctx.session, str(values["record"]))
    if found is None:
        raise NotFound(str(values["record"]))
    return found


def _kept(ctx: Context, made: Attendance) -> Reply:
    whole, _ = judged(made, ctx.group.quorum)
    who: dict[str, Any] = {"by": ctx.member.object_id, "by_name": ctx.member.name, "at": ctx.session.now}
    return Reply(cards.show(kept.keep(ctx.session, replace(whole, **who)), as_at(ctx.now)))


def _stood(earlier: Iterable[Attendance], one: Attendance | None) -> str:
    """At which versions the meetings on the form stand, so that nobody overwrites what they have not seen."""
    found = {a.id: a.version for a in (*earlier, *((one,) if one else ()))}
    return ",".join(f"{record}={version}" for record, version in found.items())


def _rule(ctx: Context) -> str:
    return ctx.group.quorum.words(len(ctx.group.trusts_on(ctx.today)))


def _days(ctx: Context) -> tuple[date, ...]:
    rhythm = ctx.group.rhythm
    return (*last_meetings(rhythm, ctx.today), next_meeting(rhythm, ctx.today))


def _fields(ctx: Context, day: date | None = None) -> tuple[Field, ...]:
    days = _days(ctx)
    everybody = members.everybody(ctx.session)[:MOST]
    offered = days if day is None or day in days else (day, *days)
    return cards.fields(offered, tuple((str(m.object_id), m.name) for m in everybody))


SUBMITS = (
    Submit("attendance.open", open_, OFFICE, writes=False),
    Submit("attendance.save", save, OFFICE, again=save_again),
    Submit("attendance.stand_in", stand_in, OFFICE, again=stand_in_again),
)
