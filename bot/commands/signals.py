"""External signals: logging one, its outcome, closing it.

Owns: who is told, and that absent and forbidden look the same. Clocks and rules are `domain/`'s. Nothing of it is
posted to a channel.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

from bot.contracts import Command, Context, Post, Reply, Slots, Submit, Values
from bot.flows import records
from bot.flows.calendars import calendar_of
from bot.flows.far import ask_if_far
from bot.flows.signals import concerned, left
from cards import forms
from cards import signals as cards
from cards.forms import Field, Refill
from domain.actions import Status as ActionStatus
from domain.calendar import as_at
from domain.people import CHAIRS, OFFICE, Role
from domain.refusals import Invalid, NotAllowed, NotFound
from domain.signal_kinds import KINDS, Kind, kind_said
from domain.signals import Sign, Signal, Status, checked, closed, fired, logged, sees, updates, withdrawn
from domain.wording import in_words
from storage import actions
from storage import signals as kept
from storage.reminders import stop

LOGS = CHAIRS | {Role.TRUST_LEAD}
CARRIED = 300
"""Characters of a message that go along while the kind is asked back. Source: ours, within the card."""


# ---------------------------------------------------------------- logging


def signal(ctx: Context, slots: Slots) -> Reply:
    """The form of the kind that was named, or the question which kind."""
    named = [t for t in slots.trusts if t in dict(_trusts(ctx))]
    typed = {"trust": named[0] if len(named) == 1 else "", "level": slots.status, "what": slots.text[:CARRIED]}
    given = {k: v for k, v in typed.items() if v}
    kind = kind_said(slots.text)
    if kind is None:
        return Reply(cards.kinds(given, waiting=kept.count(ctx.session, _own(ctx))))
    return _form(ctx, kind, given)


def new(ctx: Context, values: Values) -> Reply:
    """The form of the chosen kind."""
    given = {k: str(values[k]) for k in ("trust", "level", "what") if values.get(k)}
    return _form(ctx, _kind(values), given)


def draft(ctx: Context, values: Values) -> Reply:
    """Read it back: the day it asks for, and a soft word about the words. Nothing is kept."""
    made, typed = _made(ctx, values)
    ask_if_far(ctx, values, "Answer asked for by", made.due if "asked" in typed else None, "Read it back")
    return Reply(cards.read_back(made, _view(ctx, made), typed, in_words(made.what)))


def edit(ctx: Context, values: Values) -> Reply:
    """Back from the read-back to the form."""
    of = _mine(ctx, values) if values.get("record") else None
    kind = _kind(values)
    return Reply(cards.ask(kind, _fields(ctx, kind, of), Refill(dict(values["typed"])), of=of))


def draft_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The form with what was typed and what to look at."""
    typed = values.get("typed")
    of = _found(ctx, values) if values.get("record") else None
    refill = Refill.of({**values, **dict(typed or {})}, faults)
    kind = _kind(values)
    return Reply(cards.ask(kind, _fields(ctx, kind, of), refill, of=of))


def save(ctx: Context, values: Values) -> Reply:
    """Keep what was read back, new or corrected; those concerned get a private card."""
    made, _ = _made(ctx, {**dict(values["typed"]), **{k: v for k, v in values.items() if k != "typed"}})
    if made.version:
        after = kept.change(ctx.session, made, "correct signal")
        return _moved(ctx, after, "was corrected", "Corrected.")
    after = kept.add(ctx.session, replace(made, id=kept.new_id(ctx.session, ctx.today.year)))
    return _moved(ctx, after, "a signal was logged", f"{after.id} is logged.")


def correct(ctx: Context, values: Values) -> Reply:
    """The form again for a signal that has no outcome yet."""
    found = _mine(ctx, values)
    known = {
        "trust": found.trust,
        "site": found.site,
        "level": found.level,
        "received": found.received_on.isoformat(),
        "asked": found.due.isoformat() if found.due else "",
        "what": found.what,
    }
    return Reply(cards.ask(found.sort, _fields(ctx, found.sort, found), Refill(known), of=found))


def _form(ctx: Context, kind: Kind, given: Mapping[str, str]) -> Reply:
    trusts = _trusts(ctx)
    only = trusts[0][0] if len(trusts) == 1 else ""
    typed = {"trust": only, "received": ctx.today.isoformat(), **given}
    return Reply(cards.ask(kind, _fields(ctx, kind, None), Refill(typed)))


def _kind(values: Values) -> Kind:
    return KINDS[str(values["kind"])]


def _trusts(ctx: Context) -> tuple[tuple[str, str], ...]:
    """Those for which this member may log: all for chair and deputy chair, their own for a lead."""
    every = [t for t in ctx.group.trusts_on(ctx.today) if ctx.member.is_any(CHAIRS) or ctx.member.leads(t.code)]
    return tuple((str(t.code), f"{t.code}: {t.name}") for t in every)


def _fields(ctx: Context, kind: Kind, of: Signal | None) -> tuple[Field, ...]:
    trusts = _trusts(ctx) if of is None else ((of.trust, of.trust),)
    return cards.fields(kind, trusts)


def _made(ctx: Context, values: Values) -> tuple[Signal, dict[str, Any]]:
    """The signal as it would be kept, and what was typed."""
    kind = _kind(values)
    of = _mine(ctx, values) if values.get("record") else None
    shown = _fields(ctx, kind, of)
    given = forms.read(shown, values)
    typed = {f.key: v for f in shown if (v := forms.bare(values).get(f.key))}
    base = of or Signal("", kind.key, "", "", "", "", ctx.today, None, ctx.today, ctx.member.object_id, ctx.member.name)
    fresh = replace(
        base,
        trust=given["trust"],
        site=given.get("site") or "",
        level=given.get("level") or "",
        what=given["what"],
        received_on=given["received"],
    )
    if of is not None:
        fresh = replace(fresh, logged_on=max(fresh.logged_on, min(fresh.received_on, ctx.today)))
    return logged(fresh, given.get("asked"), calendar_of(ctx.group)), typed


# ---------------------------------------------------------------- reading


def listed(ctx: Context, values: Values) -> Reply:
    """A page of the signals that this member sees."""
    if not ctx.member.is_any(OFFICE | {Role.TRUST_LEAD}):
        raise NotFound("that list")
    offset, own = int(values.get("offset", 0)), _own(ctx)
    page = [(s, _view(ctx, s)) for s in kept.listed(ctx.session, own, limit=cards.PAGE, offset=offset)]
    return Reply(cards.listed(page, as_at(ctx.now), total=kept.count(ctx.session, own), offset=offset))


def open_(ctx: Context, values: Values) -> Reply:
    """One signal, for those who see it."""
    return Reply(_card(ctx, _found(ctx, values)))


def _own(ctx: Context) -> tuple[str, ...] | None:
    return None if ctx.member.is_any(OFFICE) else tuple(ctx.member.trusts)


def _found(ctx: Context, values: Values) -> Signal:
    record = str(values.get("record") or "")
    found = kept.get(ctx.session, record) if record else None
    if found is None or not sees(ctx.member, found):
        raise NotFound(record or "that signal")
    return found


def _view(ctx: Context, found: Signal, note: str = "") -> cards.View:
    days = left(found, ctx.today, calendar_of(ctx.group))
    return cards.View(ctx.today, as_at(ctx.now), days, note=note)


def _card(ctx: Context, found: Signal, note: str = "") -> cards.Card:
    tied = actions.of_record(ctx.session, found.id, limit=5)
    view = replace(
        _view(ctx, found, note),
        may=_may(ctx, found),
        actions=tuple(f"{a.id}: {a.title}, {ActionStatus(a.status).words}" for a in tied),
        rules=tuple(f.trigger.words for f in fired((found,), ctx.today, ctx.group.escalation.signals)),
    )
    return cards.show(found, view)


def _may(ctx: Context, found: Signal) -> frozenset[str]:
    if not found.live or not updates(ctx.member, found):
        return frozenset()
    verbs = {"signal.outcome", "action.new"}
    if found.status == Status.LOGGED:
        verbs |= {"signal.correct", "signal.withdraw"}
    elif ctx.member.is_any(CHAIRS):
        verbs.add("signal.close")
    return frozenset(verbs)


# ---------------------------------------------------------------- moving on


def outcome(ctx: Context, values: Values) -> Reply:
    """The form for what the check found."""
    return Reply(cards.outcome(_mine(ctx, values), Refill({"on": ctx.today.isoformat()})))


def save_outcome(ctx: Context, values: Values) -> Reply:
    """Keep what was found."""
    found = _mine(ctx, values)
    given = forms.read(cards.OUTCOME, values)
    after = checked(found, _sign(ctx), given["on"], given["outcome"], given["learning"] or "")
    after = kept.change(ctx.session, after, "record outcome of signal")
    stop(ctx.session, after.id, "an outcome is recorded")
    return _moved(ctx, after, "an outcome was recorded", "Kept. The chair or the deputy chair closes it.")


def outcome_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The form for the outcome with what was typed."""
    return Reply(cards.outcome(_found(ctx, values), Refill.of(values, faults)))


def reason(ctx: Context, values: Values, key: str) -> Reply:
    """The form for closing it, or for taking it back."""
    found = _mine(ctx, values)
    _must_close(ctx, key)
    return Reply(cards.reason(found, key))


def save_reason(ctx: Context, values: Values, key: str) -> Reply:
    """Close it, or take it back."""
    found = _mine(ctx, values)
    _must_close(ctx, key)
    given = forms.read(cards.REASON[key], values)["reason"]
    step: Callable[[Signal, Sign, str], Signal] = closed if key == "close" else withdrawn
    after = kept.change(ctx.session, step(found, _sign(ctx), given), f"{key} signal")
    what = "was closed" if key == "close" else "was logged by mistake"
    return _moved(ctx, after, what, f"{after.id} {what}.")


def reason_again(ctx: Context, values: Values, faults: tuple[Invalid, ...], key: str) -> Reply:
    """The same with what was typed."""
    return Reply(cards.reason(_found(ctx, values), key, Refill.of(values, faults)))


def _must_close(ctx: Context, key: str) -> None:
    if key == "close" and not ctx.member.is_any(CHAIRS):
        raise NotAllowed("The chair or the deputy chair closes a signal.", "You can record its outcome.")


def _mine(ctx: Context, values: Values) -> Signal:
    """The signal to be changed, at the version of the card."""
    found = _found(ctx, values)
    if not updates(ctx.member, found):
        raise NotAllowed(f"{found.id} is kept by its trust's leads, the chair and the deputy chair.")
    records.same(ctx, found.id, found.version, values)
    return found


def _moved(ctx: Context, after: Signal, what: str, note: str) -> Reply:
    """The card, and a private notice to the others concerned."""
    kind = "urgent" if after.sort.urgent and after.version == 1 else "notice"
    card = cards.told(after, what, _view(ctx, after))
    key = f"signal/{after.id}/{after.version}"
    posts = tuple(
        Post(kind, f"{key}/{m.object_id}", deepcopy(card), to_person=m.object_id, subject=after.id)
        for m in concerned(ctx.session, after.trust)
        if m.object_id != ctx.member.object_id
    )
    return Reply(_card(ctx, after, note), posts=posts)


def _sign(ctx: Context) -> Sign:
    return Sign(ctx.member.object_id, ctx.member.name, ctx.today)


COMMANDS = (Command("signal", "signal", "log a MOSS, CQC, MNSI, Regulation 28 or other external signal", signal, LOGS),)
SUBMITS = (
    Submit("signal.new", new, LOGS, writes=False),
    Submit("signal.draft", draft, LOGS, writes=False, again=draft_again),
    Submit("signal.edit", edit, LOGS, writes=False),
    Submit("signal.save", save, LOGS, again=draft_again),
    Submit("signal.correct", correct, LOGS, writes=False),
    Submit("signal.list", listed, writes=False),
    Submit("signal.open", open_, writes=False),
    Submit("signal.outcome", outcome, writes=False),
    Submit("signal.save_outcome", save_outcome, again=outcome_again),
    *(
        Submit(f"signal.{key}", lambda ctx, values, key=key: reason(ctx, values, key), writes=False)
        for key in cards.REASON
    ),
    *(
        Submit(
            f"signal.save_{key}",
            lambda ctx, values, key=key: save_reason(ctx, values, key),
            again=lambda ctx, values, faults, key=key: reason_again(ctx, values, faults, key),
        )
        for key in cards.REASON
    ),
)
