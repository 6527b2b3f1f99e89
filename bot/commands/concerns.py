"""Concerns: raising one, with a name or without, and what its readers do with it.

Owns: who is told, and that absent and forbidden look the same. Rules are `domain/concerns.py`'s; that an anonymous
press leaves no trace is `bot/turn.py`'s, and `send_anonymously` gets a context in which nobody is named.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

from bot.contracts import Command, Context, Post, Reply, Slots, Submit, Values
from bot.flows import records
from bot.flows.calendars import calendar_of
from cards import concerns as cards
from cards import forms
from cards.forms import Field, Refill
from domain.actions import Status as ActionStatus
from domain.calendar import as_at
from domain.concerns import (
    NO_TRUST,
    Concern,
    Sign,
    Status,
    acknowledged,
    acknowledges,
    closed,
    closes,
    looked_at,
    overdue,
    raised,
    reads,
    themed,
)
from domain.people import ANYONE, CHAIRS, Member, Role
from domain.refusals import Invalid, NotAllowed, NotFound
from domain.wording import in_words
from storage import actions, members
from storage import concerns as kept
from storage.outbox import NAMELESS
from storage.reminders import stop

READERS = CHAIRS | {Role.TRUST_LEAD}
"""Roles that may be readers; of which concern is decided for each."""


# ---------------------------------------------------------------- raising


def concern(ctx: Context, slots: Slots) -> Reply:
    """The private form, filled with what was said; nothing is kept yet."""
    shown = _fields(ctx)
    codes = {str(t.code) for t in ctx.group.trusts_on(ctx.today)}
    own = [str(t) for t in ctx.member.trusts]
    named = slots.trusts or (own if len(own) == 1 else ())
    trust = named[0] if len(named) == 1 and named[0] in codes else ""
    typed = {"text": slots.text, "trust": trust, "theme": slots.theme, "urgency": "usual"}
    refill = Refill({k: v for k, v in typed.items() if v})
    waiting = kept.count(ctx.session, _own(ctx.member)) if ctx.member.is_any(READERS) else None
    return Reply(cards.ask(shown, refill, waiting=waiting))


def read_back(ctx: Context, values: Values) -> Reply:
    """Everything once more, still to be changed, with a soft word about the words."""
    shown = _fields(ctx)
    given = forms.read(shown, values)
    return Reply(_back(shown, Refill(forms.bare(values)), given["text"]))


def ask_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The form with what was typed and what to look at."""
    return Reply(cards.ask(_fields(ctx), Refill.of(values, faults)))


def read_back_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The read-back with what was typed and what to look at."""
    refill = Refill.of(values, faults)
    return Reply(_back(_fields(ctx), refill, str(refill.values.get("text") or "")))


def send(ctx: Context, values: Values) -> Reply:
    """Keep a concern of somebody who gives their name."""
    made = replace(_read(ctx, values), by=ctx.member.object_id, by_name=ctx.member.name)
    after = kept.add(ctx.session, raised(made, calendar_of(ctx.group)))
    key = f"concern/{after.id}/raised"
    return Reply(cards.thanked(after), posts=_to_readers(ctx, after, key, but=after.by))


def send_anonymously(ctx: Context, values: Values) -> Reply:
    """Keep a concern of somebody who does not. A reader who raised it gets the card as well: a gap would tell."""
    after = kept.add(ctx.session, raised(_read(ctx, values), calendar_of(ctx.group)))
    return Reply(cards.thanked_nameless(), posts=_to_readers(ctx, after, f"{NAMELESS}concern/{after.id}"))


def drop(_ctx: Context, _values: Values) -> Reply:
    """Nothing is sent."""
    return Reply(cards.dropped())


def _fields(ctx: Context) -> tuple[Field, ...]:
    return cards.fields(tuple((str(t.code), f"{t.code}: {t.name}") for t in ctx.group.trusts_on(ctx.today)))


def _back(shown: tuple[Field, ...], refill: Refill, text: str) -> cards.Card:
    return cards.read_back(shown, refill, hint=in_words(text))


def _read(ctx: Context, values: Values) -> Concern:
    given = forms.read(_fields(ctx), values)
    return Concern(
        id=kept.new_id(ctx.session, ctx.today.year),
        text=given["text"],
        trust=given["trust"],
        theme=given["theme"] or "",
        urgent=given["urgency"] == "urgent",
        raised_on=ctx.today,
        due=ctx.today,
    )


def _to_readers(ctx: Context, found: Concern, key: str, *, but: str = "") -> tuple[Post, ...]:
    """A private card to chair, deputy chair and the trust's leads."""
    leads = members.leads_of(ctx.session, found.trust) if found.trust != NO_TRUST else ()
    people = dict.fromkeys(m.object_id for m in (*members.chairs(ctx.session), *leads))
    card = cards.told(found)
    kind = "urgent" if found.urgent else "notice"
    # Each their own copy: a card is sealed for one person.
    return tuple(
        Post(kind, f"{key}/{person}", deepcopy(card), to_person=person, subject=found.id)
        for person in people
        if person != but
    )


# ---------------------------------------------------------------- reading


def listed(ctx: Context, values: Values) -> Reply:
    """A page of the concerns that this member may read."""
    if not ctx.member.is_any(READERS):
        raise NotFound("that list")
    offset, own = int(values.get("offset", 0)), _own(ctx.member)
    page = kept.listed(ctx.session, own, limit=cards.PAGE, offset=offset)
    late = frozenset(c.id for c in page if overdue(c, ctx.today))
    total = kept.count(ctx.session, own)
    return Reply(cards.listed(page, cards.View(as_at(ctx.now)), total=total, offset=offset, today_late=late))


def open_(ctx: Context, values: Values) -> Reply:
    """One concern, for its readers."""
    return _shown(ctx, _found(ctx, values))


def _own(member: Member) -> tuple[str, ...] | None:
    """The trusts whose concerns the member reads; None for all."""
    return None if member.is_any(CHAIRS) else tuple(member.trusts)


def _found(ctx: Context, values: Values) -> Concern:
    record = str(values["record"])
    found = kept.get(ctx.session, record)
    if found is None or not reads(ctx.member, found):
        raise NotFound(record)
    return found


def _shown(ctx: Context, found: Concern, note: str = "") -> Reply:
    tied = actions.of_record(ctx.session, found.id, limit=5)
    view = cards.View(
        as_at(ctx.now),
        overdue(found, ctx.today),
        _may(ctx.member, found),
        tuple(f"{a.id}: {a.title}, {ActionStatus(a.status).words}" for a in tied),
        note,
    )
    return Reply(cards.show(found, view))


def _may(member: Member, found: Concern) -> frozenset[str]:
    if not found.live:
        return frozenset()
    verbs = {"concern.look", "action.new", "risk.new", "concern.theme"}
    if found.status == Status.RAISED and acknowledges(member, found):
        verbs.add("concern.acknowledge")
    if closes(member, found):
        verbs.add("concern.close")
    return frozenset(verbs)


# ---------------------------------------------------------------- answering


def acknowledge(ctx: Context, values: Values) -> Reply:
    """Say that it was read; whoever gave their name hears of it."""
    found = _at_version(ctx, values)
    if not acknowledges(ctx.member, found):
        raise NotAllowed("Somebody else acknowledges a concern of your own.", "The chair or deputy chair will see it.")
    after = kept.change(ctx.session, acknowledged(found, _sign(ctx)), "acknowledge concern")
    stop(ctx.session, after.id, "the concern was acknowledged")
    return replace(_shown(ctx, after, "Acknowledged, thank you."), posts=_read_by(ctx, found, after))


def form(ctx: Context, values: Values, key: str) -> Reply:
    """One of the small forms."""
    found = _found(ctx, values)
    _must(ctx, found, key)
    return Reply(cards.step(found, key))


def again(ctx: Context, values: Values, faults: tuple[Invalid, ...], key: str) -> Reply:
    """One of the small forms with what was typed."""
    return Reply(cards.step(_found(ctx, values), key, Refill.of(values, faults)))


def save_look(ctx: Context, values: Values) -> Reply:
    """Keep what is being done."""
    found = _at_version(ctx, values)
    given = forms.read(cards.LOOK, values)
    after = looked_at(found, _sign(ctx), given["note"], given["became"] or "")
    after = kept.change(ctx.session, after, "look at concern")
    return replace(_shown(ctx, after, "Kept."), posts=_read_by(ctx, found, after))


def save_close(ctx: Context, values: Values) -> Reply:
    """Close it; whoever gave their name gets the words."""
    found = _at_version(ctx, values)
    _must(ctx, found, "close")
    given = forms.read(cards.CLOSE, values)
    after = closed(found, _sign(ctx), given["words"], given["became"] or "")
    after = kept.change(ctx.session, after, "close concern")
    return replace(_shown(ctx, after, f"{after.id} is closed."), posts=_to_raiser(ctx, after, cards.was_closed(after)))


def save_theme(ctx: Context, values: Values) -> Reply:
    """Confirm its theme, so that it counts among that theme's sources."""
    found = _at_version(ctx, values)
    theme = forms.read(cards.THEME, values)["theme"]
    after = kept.change(ctx.session, themed(found, theme), "confirm theme of concern")
    return _shown(ctx, after, "It counts under that theme, as a number only.")


def _must(ctx: Context, found: Concern, key: str) -> None:
    if key == "close" and not closes(ctx.member, found):
        raise NotAllowed("The chair or the deputy chair closes a concern.", "You can say what is being done.")


def _at_version(ctx: Context, values: Values) -> Concern:
    found = _found(ctx, values)
    records.same(ctx, found.id, found.version, values)
    return found


def _sign(ctx: Context) -> Sign:
    return Sign(ctx.member.object_id, ctx.member.name, ctx.today)


def _read_by(ctx: Context, before: Concern, after: Concern) -> tuple[Post, ...]:
    """Tells whoever raised it that it was read, once."""
    if before.acknowledged_on is not None:
        return ()
    return _to_raiser(ctx, after, cards.was_acknowledged(after))


def _to_raiser(ctx: Context, after: Concern, card: cards.Card) -> tuple[Post, ...]:
    if after.anonymous or after.by == ctx.member.object_id:
        return ()
    key = f"concern/{after.id}/{after.status.value}/{after.version}/{after.by}"
    return (Post("notice", key, card, to_person=after.by, subject=after.id),)


COMMANDS = (
    Command("concern", "concern", "raise what worries you, privately, with your name or without", concern, ANYONE),
)
SUBMITS = (
    Submit("concern.read_back", read_back, writes=False, again=ask_again),
    Submit("concern.send", send, again=read_back_again),
    Submit("concern.send_anonymously", send_anonymously, nameless=True, again=read_back_again),
    Submit("concern.drop", drop, writes=False),
    Submit("concern.list", listed, writes=False),
    Submit("concern.open", open_, writes=False),
    Submit("concern.acknowledge", acknowledge),
    *(
        Submit(f"concern.{key}", lambda ctx, values, key=key: form(ctx, values, key), writes=False)
        for key in cards.FORMS
    ),
    *(
        Submit(f"concern.save_{key}", save, again=lambda ctx, values, faults, key=key: again(ctx, values, faults, key))
        for key, save in (("look", save_look), ("close", save_close), ("theme", save_theme))
    ),
)
