"""Reminders as people steer them: snooze, why, remind; and the buttons on a reminder's card.

Owns: who may, and what the speaker sees. Must not: decide what is sent (`domain/fairness.py` does).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.contracts import Command, Context, Post, Reply, Slots, Submit, Values
from bot.flows.action_steps import by_hand, next_step, take
from bot.flows.delivery_log import log
from bot.flows.promises import gone, line
from bot.flows.reminding import (
    Request,
    by_person,
    decided,
    in_short,
    meant_for,
    on_its_way,
    one,
    redrawn,
    rows_of,
    sent,
    watch_of,
)
from bot.flows.rounds import completeness
from cards import reminders as cards
from cards.kit import Card
from domain.action_steps import Note
from domain.calendar import as_at, as_long
from domain.often import often
from domain.people import ANYONE, OFFICE
from domain.refusals import Invalid, NotAllowed, NotFound
from domain.reminders import SNOOZES, Snooze, Verdict
from domain.rhythm import period_of
from storage import absences, members, outbox
from storage import reminders as kept
from storage import returns as kept_returns

_NAMED = re.compile(r"\b[Ww]hy (?:did|didn't|has|hasn't|does|doesn't|is|was)(?: not)? ([A-Z][a-z]{2,})\b")
"""A name that fits no member: it is said so, rather than answered about the speaker."""
ASKED_KINDS = ("reminder", "digest", "urgent")
# ---------------------------------------------------------------- snooze


def snooze(ctx: Context, slots: Slots) -> Reply:
    """Offer the three ways to put off a record, or each record of the last reminder."""
    watch = watch_of(ctx)
    if slots.record:
        return Reply(_later(ctx, slots.record, ""))
    last = outbox.last_sent(ctx.session, ctx.member.object_id, ASKED_KINDS)
    if last is None:
        return Reply(cards.nothing_sent())
    open_rows = [r for r in rows_of(watch, last.key) if not r.done]
    if len(open_rows) == 1:
        return Reply(_later(ctx, open_rows[0].record, last.key))
    return Reply(redrawn(watch, last.key))


def later(ctx: Context, values: Values) -> Reply:
    """`Later` on a line of a digest."""
    return Reply(_later(ctx, str(values["record"]), str(values["message"])))


def show(ctx: Context, values: Values) -> Reply:
    """`Back`: the message as it stands."""
    return Reply(redrawn(watch_of(ctx), str(values["message"])))


def put_off(ctx: Context, values: Values) -> Reply:
    """Remind of it tomorrow, in three working days or before the meeting; twice at most, never past the freeze."""
    watch = watch_of(ctx)
    record, key = str(values["record"]), str(values["message"])
    person = meant_for(watch, key, record, ctx.member.object_id)
    if gone(watch, record, person):
        return Reply(redrawn(watch, key))
    before = _snoozable(ctx, record, person)
    until = _until(ctx, str(values["choice"]))
    if record.startswith("RET-"):
        rnd = kept_returns.round_of(ctx.session, record[4:11])
        if rnd is not None and until >= rnd.freeze:
            raise Invalid(
                "", f"The pack is frozen on {as_long(rnd.freeze)}, so this cannot wait until {as_long(until)}."
            )
    found = line(watch, record, person)
    trust = found.trust if found is not None else ""
    times, version = (before.times + 1, before.version) if before else (1, 0)
    absences.keep_snooze(ctx.session, Snooze(f"{record}/{person}", record, person, until, times, trust, version))
    said = {record: f"Put off to {as_long(until)}"}
    return Reply(redrawn(watch, key, said) if key else cards.put_off(record, until))


# ---------------------------------------------------------------- one-tap answers


def no_change(ctx: Context, values: Values) -> Reply:
    """`No change` on the card; not twice running when overdue."""
    return _answered(ctx, values, "no_change")


def on_track(ctx: Context, values: Values) -> Reply:
    """`On track` on the card."""
    return _answered(ctx, values, "on_track")


def delivered(ctx: Context, values: Values) -> Reply:
    """`Delivered` on the card; the evidence may follow."""
    return _answered(ctx, values, "delivered")


def _answered(ctx: Context, values: Values, step: str) -> Reply:
    watch = watch_of(ctx)
    record, key = str(values["record"]), str(values["message"])
    after, posts = take(by_hand(ctx, record), values, step, Note())
    said = {after.id: f"{step.replace('_', ' ').capitalize()} - thank you. {next_step(after)}".rstrip(". ")}
    return Reply(redrawn(watch, key, said), posts=posts)


def show_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The message as it stands, and what to look at first: its other lines keep their buttons."""
    if not values.get("message"):
        raise faults[0]
    return Reply(redrawn(watch_of(ctx), str(values["message"]), faults=[f.words for f in faults]))


# ---------------------------------------------------------------- why, and the delivery log


def why(ctx: Context, slots: Slots) -> Reply:
    """The rule, the rung and the record behind the last reminder; for the office, anybody's delivery log."""
    whose = slots.owner or _somebody(ctx)
    if whose and ctx.member.is_any(OFFICE):
        return Reply(log(ctx, one(ctx, whose)))
    if whose and not set(whose.lower().split()) <= set(ctx.member.name.lower().split()):
        raise NotAllowed("Only the office sees what others were sent.", "Say why did I get this for your own.")
    last = outbox.last_sent(ctx.session, ctx.member.object_id, ASKED_KINDS)
    sent_at = last.sent_at if last is not None else None
    caught_up = _caught_up(ctx, sent_at)
    if caught_up:
        return Reply(_reason(ctx, caught_up[0].title, caught_up[0].decided_at, caught_up))
    if last is None or sent_at is None:
        return Reply(cards.nothing_sent())
    entries = [e for e in kept.of_message(ctx.session, last.key) if e.state == Verdict.SENT]
    return Reply(_reason(ctx, entries[0].title if entries else last.twin.splitlines()[0], sent_at, entries))


def _caught_up(ctx: Context, sent_at: datetime | None) -> list[kept.Occurrence]:
    """The lines of the answer to `back`, when no message was sent after it."""
    mine = kept.of_person(ctx.session, ctx.member.object_id)
    key = next((e.message for e in mine if e.message.startswith("back/")), "")
    found = [e for e in kept.of_message(ctx.session, key) if e.state == Verdict.SENT] if key else []
    return found if found and (sent_at is None or found[0].decided_at > sent_at) else []


def _reason(ctx: Context, title: str, at: datetime, entries: list[kept.Occurrence]) -> Card:
    rules = [(f"{e.subject}, {e.rung.replace('_', ' ')}", e.reason) for e in entries]
    heading = title if len(entries) <= 1 else f"{title} and {len(entries) - 1} more"
    return cards.reason(heading, as_at(at.astimezone(ctx.group.zone)), rules, "")


def _somebody(ctx: Context) -> str:
    """The name of another member in what the office said: `why did Tom get this?`. Empty when it names nobody."""
    said = re.findall(r"[^\W\d_]+", ctx.turn.said.lower().replace("'s", ""))
    if "i" in said:
        return ""
    others = [m for m in members.everybody(ctx.session) if m.object_id != ctx.member.object_id]
    whole = [m.name for m in others if set(m.name.lower().split()) <= set(said)]
    part = [word for m in others for word in m.name.lower().split() if word in said]
    named = _NAMED.search(ctx.turn.said)
    return next(iter((*whole, *part, *([named[1]] if named else []))), "")


# ---------------------------------------------------------------- remind NAME or TRUST


def remind(ctx: Context, slots: Slots) -> Reply:
    """Who would get what, and when; nothing is sent before `Send`."""
    person = one(ctx, slots.owner) if slots.owner else None
    if slots.status == "not received" and not slots.trusts and person is None:
        slots = replace(slots, trusts=_not_in(ctx, slots.period))
    if person is None and not slots.trusts and not slots.record and slots.status != "overdue":
        raise NotAllowed("Whom shall I remind?", "Say for example: remind JPUH, or remind and a name.")
    request = Request(
        person.object_id if person else "",
        slots.trusts,
        slots.record,
        slots.status == "overdue",
        slots.due_before,
        slots.text,
    )
    what = person.name if person else slots.record or ", ".join(slots.trusts) or "everybody who is overdue"
    return Reply(_preview(ctx, request, what))


def _not_in(ctx: Context, period: str) -> tuple[str, ...]:
    """The trusts whose return of the month, or of the open round, has not come: `chase who has not sent October`."""
    rnd = kept_returns.round_of(ctx.session, period) if period else kept_returns.open_round(ctx.session)
    return completeness(ctx.session, rnd).outstanding if rnd is not None else ()


def _preview(ctx: Context, request: Request, what: str) -> Card:
    watch = watch_of(ctx)
    plan, leaves = decided(watch, request)
    at_once = leaves <= ctx.now
    goes = "now" if at_once else f"on {as_at(leaves.astimezone(ctx.group.zone))}"
    rows: list[tuple[str, str, str]] = []
    for message in plan.messages:
        name = members.name_of(ctx.session, message.person)
        absent = next((c for c in message.covers if c), "")
        who = f"{name}, covering for {members.name_of(ctx.session, absent)}" if absent else name
        rows.append((who, in_short(message.lines), goes))
    for person, lines in by_person([d.due for d in plan.decisions if d.verdict == Verdict.WAITS]).items():
        reason = next(d.reason for d in plan.decisions if d.due.to == person and d.verdict == Verdict.WAITS)
        rows.append((members.name_of(ctx.session, person), in_short(lines), f"not now: {reason}"))
    for person, lines in by_person([d.due for d in plan.decisions if d.verdict == Verdict.DROPPED]).items():
        reason = next(d.reason for d in plan.decisions if d.due.to == person and d.verdict == Verdict.DROPPED)
        rows.append((members.name_of(ctx.session, person), in_short(lines), f"not sent: {reason}"))
    for person, lines in by_person(on_its_way(watch, request, plan)).items():
        rows.append((members.name_of(ctx.session, person), in_short(lines), "not again: a reminder is on its way"))
    return cards.preview(rows, what, request.data, overdue=request.overdue)


def send(ctx: Context, values: Values) -> Reply:
    """Send what the preview showed, by the rules as they stand now."""
    watch = watch_of(ctx)
    plan, leaves = decided(watch, Request.of({k: str(v) for k, v in values.items()}))
    posts = sent(watch, plan, leaves)
    held = {d.due.to: d.reason for d in plan.decisions if d.verdict in {Verdict.WAITS, Verdict.DROPPED}}
    told = {m.person for m in plan.messages}
    waiting = [f"{members.name_of(ctx.session, p)}: {why_not}." for p, why_not in held.items() if p not in told]
    return Reply(cards.asked(len(plan.messages), waiting), posts=posts)


def cancel_remind(_ctx: Context, _values: Values) -> Reply:
    """`Not now`."""
    return Reply(cards.not_sent())


# ---------------------------------------------------------------- a post in doubt


def there(ctx: Context, values: Values) -> Reply:
    """The post is in the channel."""
    outbox.settle(ctx.session, int(values["row"]), arrived=True, reason=f"seen by {ctx.member.name}")
    return Reply(cards.doubt_settled(again=False))


def again(ctx: Context, values: Values) -> Reply:
    """The post is not in the channel: it goes once more, under a key of its own."""
    row = kept.entry(ctx.session, int(values["row"]))
    if row is None:
        raise NotFound("that post")
    if not outbox.settle(ctx.session, row.id, arrived=False, reason=f"posted again by {ctx.member.name}"):
        return Reply(cards.doubt_settled(again=False))
    card = Card(dict(row.content), row.twin)
    post = Post(row.kind, f"{row.key}/again", card, to_channel=True, edits=row.edits, subject=row.subject)
    return Reply(cards.doubt_settled(again=True), posts=(post,))


# ---------------------------------------------------------------- within


def _later(ctx: Context, record: str, key: str) -> Card:
    watch = watch_of(ctx)
    person = meant_for(watch, key, record, ctx.member.object_id)
    found = line(watch, record, person)
    if found is None:
        if key:
            return redrawn(watch, key)
        raise NotFound(f"{record} among what waits for you")
    before = _snoozable(ctx, record, person)
    return cards.choose_later(cards.row(found), key, SNOOZES - (before.times if before else 0))


def _snoozable(ctx: Context, record: str, person: str) -> Snooze | None:
    before = absences.snooze_of(ctx.session, record, person)
    if before is not None and before.times >= SNOOZES:
        raise Invalid(
            "",
            f"{record} was put off {often(SNOOZES)} already, so I keep to its dates. "
            "If the date cannot be met, ask for more time.",
        )
    return before


def _until(ctx: Context, choice: str) -> date:
    days = watch_of(ctx).days
    if choice == "tomorrow":
        return days.add_working_days(ctx.today, 1)
    if choice == "three_days":
        return days.add_working_days(ctx.today, 3)
    rhythm = ctx.group.rhythm
    year, month = (int(x) for x in period_of(ctx.today).split("-"))
    eve = days.add_working_days(rhythm.meeting(year, month), -1)
    if eve <= ctx.today:
        following = (ctx.today.replace(day=28) + timedelta(days=4)).replace(day=1)
        eve = days.add_working_days(rhythm.meeting(following.year, following.month), -1)
    return eve


COMMANDS = (
    Command("snooze", "snooze", "put off what I reminded you of", snooze, ANYONE),
    Command("why", "why did I get this", "the rule and the record behind the last reminder", why, ANYONE),
    Command("remind", "remind NAME or TRUST", "one fair reminder, after showing who gets what", remind, OFFICE),
)
SUBMITS = (
    Submit("reminder.show", show, ANYONE, writes=False),
    Submit("reminder.later", later, ANYONE, writes=False, again=show_again),
    Submit("reminder.snooze", put_off, ANYONE, again=show_again),
    Submit("reminder.no_change", no_change, ANYONE, again=show_again),
    Submit("reminder.on_track", on_track, ANYONE, again=show_again),
    Submit("reminder.delivered", delivered, ANYONE, again=show_again),
    Submit("remind.send", send, OFFICE),
    Submit("remind.cancel", cancel_remind, OFFICE, writes=False),
    Submit("delivery.there", there, OFFICE),
    Submit("delivery.again", again, OFFICE),
)
