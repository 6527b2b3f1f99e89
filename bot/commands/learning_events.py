"""`learning event`: planned or recorded against themes, attendance by trust, what changed three months later.

Owns: who may do what and what follows each press. Rules: `domain/learning_events.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.contracts import Command, Context, Reply, Slots, Submit, Values
from bot.flows.far import ask_if_far
from bot.flows.given import carried, current
from cards import forms
from cards import learning_events as cards
from cards.forms import Field
from domain.learning import Sign
from domain.learning_events import (
    Attendance,
    Changed,
    FollowUp,
    LearningEvent,
    Stage,
    cancelled,
    followed_up,
    held,
    moved,
    planned,
    times_attended,
)
from domain.people import GROUP, OFFICE
from domain.refusals import Invalid, NotAllowed, NotFound
from domain.triangulation import name_of
from storage import learning_events as kept
from storage.reminders import stop

Faults = tuple[Invalid, ...]


def learning_event(ctx: Context, slots: Slots) -> Reply:
    """An event by its id; what there is on a theme; else the form, filled with what was said."""
    if slots.record:
        return _shown(ctx, _event(ctx, slots.record))
    on_theme = (slots.theme,) if slots.theme else ()
    if on_theme and slots.due is None and kept.listed(ctx.session, themes=on_theme, limit=1):
        return _list(ctx, 0, slots.theme)
    return Reply(cards.plan(_asked(slots.theme, slots.due.isoformat() if slots.due else "", slots.text)))


def _asked(theme: str, on: str = "", title: str = "") -> dict[str, Any]:
    return {"themes": theme, "on": on, "title": (title or (name_of(theme) if theme else ""))[:120]}


def new(ctx: Context, values: Values) -> Reply:  # noqa: ARG001 every button's function has both
    """The form, from a button that names a theme."""
    return Reply(cards.plan(_asked(str(values.get("theme", "")))))


def save(ctx: Context, values: Values) -> Reply:
    """Keep an event to come; of one that was held it is asked first who came."""
    typed = {f.key: forms.bare(values).get(f.key) for f in cards.plan_fields()}
    event = _planned(ctx, values)
    if event.on <= ctx.today:
        return Reply(cards.record(event, _trusts(ctx, event), {}, draft=typed))
    return _shown(ctx, kept.add(ctx.session, _numbered(ctx, event)), "Kept. It covers its themes once it was held.")


def _planned(ctx: Context, values: Values) -> LearningEvent:
    given = forms.read(cards.plan_fields(), values)
    ask_if_far(ctx, values, "Date", given["on"], "Save")
    fresh = LearningEvent("", given["title"], given["themes"], given["on"], given["hosts"])
    return planned(fresh, Sign(ctx.member.object_id, ctx.member.name, ctx.today))


def _numbered(ctx: Context, event: LearningEvent) -> LearningEvent:
    return LearningEvent(
        kept.new_id(ctx.session, ctx.today.year),
        event.title,
        event.themes,
        event.on,
        event.hosts,
        by=event.by,
        by_name=event.by_name,
    )


def save_again(ctx: Context, values: Values, faults: Faults) -> Reply:  # noqa: ARG001 every form's function has all three
    """The form with what was typed and what to look at."""
    return Reply(cards.plan(forms.bare(values), faults=faults, revision=forms.next_revision(values)))


# ---------------------------------------------------------------- held


def record(ctx: Context, values: Values) -> Reply:
    """Asks who came and what was learned."""
    event = _event(ctx, str(values["record"]))
    return Reply(cards.record(event, _trusts(ctx, event), {}))


def hold(ctx: Context, values: Values) -> Reply:
    """Keep that it was held; an event recorded afterwards is kept only now."""
    event = _of(ctx, values)
    given = forms.read(cards.record_fields(_trusts(ctx, event)), values)
    came = [Attendance(t, given[f"{cards.CAME}{t}"] or 0) for t in _trusts(ctx, event)]
    if event.version:
        current(ctx, event, values)
        after = kept.change(ctx.session, held(event, came, given["learning"], ctx.today), "hold learning event")
    else:
        done = held(_numbered(ctx, event), came, given["learning"], ctx.today)
        after = kept.add(ctx.session, done)
    return _shown(ctx, after, "Kept. In three months I ask each trust that came what changed.")


def hold_again(ctx: Context, values: Values, faults: Faults) -> Reply:
    """The form again, with what was typed and what to look at."""
    event, revision = _of(ctx, values), forms.next_revision(values)
    draft = carried(values, "draft")
    typed = forms.bare(values)
    return Reply(cards.record(event, _trusts(ctx, event), typed, draft=draft, faults=faults, revision=revision))


def _of(ctx: Context, values: Values) -> LearningEvent:
    """The event that is kept, or the one that was only typed so far."""
    return _event(ctx, str(values["record"])) if values.get("record") else _planned(ctx, carried(values, "draft"))


def _trusts(ctx: Context, event: LearningEvent) -> tuple[str, ...]:
    return tuple(str(t.code) for t in ctx.group.trusts_on(event.on)) or tuple(str(t.code) for t in ctx.group.trusts)


# ---------------------------------------------------------------- three months later


def follow_up(ctx: Context, values: Values) -> Reply:
    """The question whether it changed practice, for the trusts this member may answer for."""
    event = _event(ctx, str(values["record"]))
    return Reply(cards.follow_up(event, _answering(ctx, event), _one_trust(_answering(ctx, event))))


def answer(ctx: Context, values: Values) -> Reply:
    """Keep what a trust says of it. Two trusts that answer at once are not in each other's way."""
    event = _event(ctx, str(values["record"]))
    given = forms.read((cards.of_trust(_answering(ctx, event)), *cards.FOLLOW_UP), values)
    said = FollowUp(given["trust"], Changed(given["changed"]), given["text"], ctx.member.object_id, ctx.today)
    after = kept.change(ctx.session, followed_up(event, said), "follow up learning event")
    return _shown(ctx, after, "Thank you. An honest answer is what helps.")


def answer_again(ctx: Context, values: Values, faults: Faults) -> Reply:
    """The question again, with what to look at."""
    event = _event(ctx, str(values["record"]))
    revision = forms.next_revision(values)
    trusts = _answering(ctx, event)
    return Reply(cards.follow_up(event, trusts, forms.bare(values), faults=faults, revision=revision))


def _answering(ctx: Context, event: LearningEvent) -> tuple[str, ...]:
    """The trusts that came for which this member may answer. Raises `NotAllowed` when there is none."""
    mine = tuple(t for t in event.attended if ctx.member.is_any(OFFICE) or ctx.member.leads(t))
    if not mine:
        raise NotAllowed(f"For {event.id} the leads of the trusts that came answer, or the office.")
    return mine


def _one_trust(trusts: Sequence[str]) -> dict[str, Any]:
    return {"trust": trusts[0]} if len(trusts) == 1 else {}


# ---------------------------------------------------------------- moved, cancelled


def move(ctx: Context, values: Values) -> Reply:
    """The form of another day."""
    return _short(ctx, values, "move")


def save_move(ctx: Context, values: Values) -> Reply:
    """Keep another day."""
    event = _event(ctx, str(values["record"]))
    current(ctx, event, values)
    on = forms.read(cards.MOVE, values)["on"]
    ask_if_far(ctx, values, "New date", on, "Save")
    return _shown(ctx, kept.change(ctx.session, moved(event, on, ctx.today), "move learning event"), "Moved.")


def cancel(ctx: Context, values: Values) -> Reply:
    """The form of a reason."""
    return _short(ctx, values, "cancel")


def save_cancel(ctx: Context, values: Values) -> Reply:
    """Keep that it is not held."""
    event = _event(ctx, str(values["record"]))
    current(ctx, event, values)
    why = str(forms.read(cards.CANCEL, values)["why"])
    stop(ctx.session, event.id, "it is not held")
    return _shown(ctx, kept.change(ctx.session, cancelled(event, why), "cancel learning event"), "Kept.")


SHORT: Mapping[str, tuple[tuple[Field, ...], str, str]] = {
    "move": (cards.MOVE, "event.save_move", "Save"),
    "cancel": (cards.CANCEL, "event.save_cancel", "It is not held"),
}


def _short(ctx: Context, values: Values, which: str, faults: Faults = ()) -> Reply:
    event = _event(ctx, str(values["record"]))
    revision = forms.next_revision(values) if faults else 0
    return Reply(cards.short(event, *SHORT[which], forms.bare(values), faults=faults, revision=revision))


def move_again(ctx: Context, values: Values, faults: Faults) -> Reply:
    """Another day, asked again."""
    return _short(ctx, values, "move", faults)


def cancel_again(ctx: Context, values: Values, faults: Faults) -> Reply:
    """The reason, asked again."""
    return _short(ctx, values, "cancel", faults)


# ---------------------------------------------------------------- one, and the list


def open_(ctx: Context, values: Values) -> Reply:
    """One event, from a button."""
    return _shown(ctx, _event(ctx, str(values["record"])))


def _shown(ctx: Context, event: LearningEvent, note: str = "") -> Reply:
    may: set[str] = set()
    if ctx.member.is_any(OFFICE) and event.stage == Stage.PLANNED:
        may |= {"event.record", "event.move", "event.cancel"}
    if event.was_held and any(ctx.member.is_any(OFFICE) or ctx.member.leads(t) for t in event.attended):
        may.add("event.follow_up")
    return Reply(cards.show(event, frozenset(may), note))


def _event(ctx: Context, record: str) -> LearningEvent:
    event = kept.get(ctx.session, record)
    if event is None:
        raise NotFound(record or "that learning event")
    return event


def listed(ctx: Context, values: Values) -> Reply:
    """A page of events."""
    return _list(ctx, int(values["offset"]), str(values.get("theme", "")))


def _list(ctx: Context, offset: int, theme: str) -> Reply:
    found = kept.listed(ctx.session, themes=(theme,) if theme else ())
    page = found[offset : offset + cards.PAGE]
    came = times_attended(found, [t.code for t in ctx.group.trusts_on(ctx.today)])
    more = offset + len(page) < len(found)
    return Reply(
        cards.listed(page, came if found else {}, offset, more=more, plans=ctx.member.is_any(OFFICE), theme=theme)
    )


COMMANDS = (
    Command(
        "learning_event",
        "learning event",
        "plan or record one against themes, see what it changed",
        learning_event,
        OFFICE,
    ),
)
SUBMITS = (
    Submit("event.new", new, OFFICE, writes=False),
    Submit("event.save", save, OFFICE, again=save_again),
    Submit("event.open", open_, GROUP, writes=False),
    Submit("event.list", listed, GROUP, writes=False),
    Submit("event.record", record, OFFICE, writes=False),
    Submit("event.hold", hold, OFFICE, again=hold_again),
    Submit("event.move", move, OFFICE, writes=False),
    Submit("event.save_move", save_move, OFFICE, again=move_again),
    Submit("event.cancel", cancel, OFFICE, writes=False),
    Submit("event.save_cancel", save_cancel, OFFICE, again=cancel_again),
    Submit("event.follow_up", follow_up, GROUP, writes=False),
    Submit("event.answer", answer, GROUP, again=answer_again),
)
