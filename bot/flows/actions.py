"""What follows from a step of an action: what is kept, what becomes pointless, who is told.

Owns: keeping a step with the cancelling of what waits about it, and the posts to others, for commands and reminders.
Must not: know which button or reminder caused it.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from bot.contracts import Post
from bot.flows import records
from cards import action_forms as forms
from cards import action_notices as notices
from cards.actions import Coloured
from cards.kit import Card
from domain.actions import Action, Request, Status, may_own
from domain.brag import Brag, brag
from domain.group import Group
from domain.handovers import ahead_in_words
from domain.people import Member, ObjectId
from domain.refusals import Invalid, NotFound
from storage import actions as kept
from storage import handovers, members, outbox
from storage.outbox import State
from storage.store import Session

TIME, ASSURANCE = "/time", "/assurance"
"""Tails of an action's id as the subject of the chair's cards, which become pointless at other steps than reminders."""


def found(session: Session, record: str) -> Action:
    """The action with this id. Raises `NotFound`."""
    action = kept.get(session, record.upper()) if record else None
    if action is None:
        raise NotFound(f"the action {record}" if record else "that action")
    return action


def same(session: Session, action: Action, version: int, zone: ZoneInfo) -> None:
    """Raises `Stale` when the card was drawn from another version."""
    if action.version != version:
        raise records.stale(session, zone, action.id)


def waits(session: Session, action: Action) -> list[str]:
    """The hand-overs of this action whose day is still to come, in words; none of one that is closed."""
    return [] if action.closed else [ahead_in_words(h) for h in handovers.of_action(session, action.id, action.owner)]


def person(session: Session, me: Member, said: str) -> Member:
    """Whom a name means. Raises `NotFound` for nobody, `Invalid` for several."""
    words = said.casefold().split()
    if said.casefold() in {"me", "i", "my", "mine", "myself"}:
        return me
    everybody = members.everybody(session)
    exact = [m for m in everybody if m.name.casefold().split() == words]
    found = exact or [m for m in everybody if words and set(words) <= set(m.name.casefold().split())]
    if not found:
        raise NotFound(f"anybody called {said[:60]} in the group")
    if len(found) > 1:
        names = ", ".join(m.name for m in found[:5])
        raise Invalid("Owner", f"several people fit: {names}. Please give the whole name.")
    return found[0]


def owners(session: Session) -> list[Member]:
    """Who can be given an action: everybody in the group but observers."""
    return [m for m in members.everybody(session) if may_own(m)]


def owner(session: Session, me: Member, said: str, field: str = "Owner") -> Member:
    """Whom a name means, when they can be given an action. Raises `Invalid` for an observer."""
    found = person(session, me, said)
    if not may_own(found):
        raise Invalid(field, f"{found.name} is an observer, so they own no actions. Please choose somebody else.")
    return found


def named(session: Session, me: Member, chosen: str, field: str = "Owner") -> Member:
    """Whom a field means: an id chosen from the list, or a name typed where the group is too large for one."""
    by_id = members.by_object_id(session, chosen)
    return by_id if by_id is not None and may_own(by_id) else owner(session, me, chosen, field)


def numbered(action: Action, record: str) -> Action:
    """A new action with the id it is kept under."""
    return replace(action, id=record)


def colour(group: Group, action: Action, today: date) -> Brag:
    """Its colour by the group's rules."""
    return brag(action, today, group.on_time_days)


def coloured(group: Group, actions: Iterable[Action], today: date) -> list[Coloured]:
    """Each with its colour."""
    return [(a, colour(group, a, today)) for a in actions]


def keep(session: Session, action: Action, verb: str) -> Action:
    """Keep a step. What waits to be sent about the action is pointless now and is cancelled in the same transaction."""
    after = kept.change(session, action, verb)
    outbox.cancel_for(session, action.id, f"{action.id}: {action.updates[0].what}")
    if after.request is None:
        outbox.cancel_for(session, action.id + TIME, "the date was decided")
    if after.status != Status.EVIDENCED:
        outbox.cancel_for(session, action.id + ASSURANCE, f"{action.id} is {after.status.words}")
    return after


def new_owner(action: Action, now: Brag, by: Member, reason: str = "") -> tuple[Post, ...]:
    """Tells the owner that it is theirs."""
    return _to(action, "yours", (action.owner,), by, notices.yours(action, now, by.name, reason))


def former_owner(action: Action, was: ObjectId, by: Member, reason: str) -> tuple[Post, ...]:
    """Tells the one who had it that it is off their list."""
    return _to(action, "not-yours", (was,), by, notices.not_yours(action, by.name, reason))


def asks_time(session: Session, action: Action, now: Brag, by: Member) -> tuple[Post, ...]:
    """The card for a request, to the chair and the deputy chair: whoever answers first has answered for both."""
    if action.request is None:
        return ()
    return tuple(
        Post(
            "notice",
            _asked_key(action, action.request, m.object_id),
            forms.decide(action, now),
            to_person=m.object_id,
            subject=action.id + TIME,
        )
        for m in _deciders(session, action, by)
    )


def answered_time(session: Session, before: Action, after: Action, by: Member) -> tuple[Post, ...]:
    """The other one's card becomes what was decided, so that nobody decides twice. `before`: with the request."""
    if before.request is None:
        return ()
    others = [m for m in members.chairs(session) if m.object_id != by.object_id]
    keys = [(m, _asked_key(before, before.request, m.object_id)) for m in others]
    card = notices.already_answered(after, by.name, after.updates[0].what)
    return tuple(
        Post("live", f"{key}/answered/{after.version}", card, to_person=m.object_id, edits=key)
        for m, key in keys
        if (sent := outbox.find(session, key)) is not None and sent.state not in {State.CANCELLED, State.DEAD}
    )


def _deciders(session: Session, action: Action, by: Member) -> list[Member]:
    """The chair and the deputy chair; neither on what is their own or asked by them, while the other is there."""
    chairs = members.chairs(session)
    hands = {by.object_id, action.owner, action.deputy}
    return [m for m in chairs if m.object_id not in hands] or [m for m in chairs if m.object_id != by.object_id]


def _asked_key(action: Action, asked: Request, person: ObjectId) -> str:
    """Of the request, not of the action's version: a talk about it in between leaves the card the same."""
    return f"action/{action.id}/time/{asked.at:%Y%m%dT%H%M%S}/{person}"


def asks_assurance(session: Session, action: Action, by: Member) -> tuple[Post, ...]:
    """The chair's card for evidence; the deputy chair's when the chair had a hand in it."""
    if action.status != Status.EVIDENCED:
        return ()
    return _to_chair(session, action, "assurance", ASSURANCE, by, forms.assure(action))


def answers(action: Action, what: str, card: Card, by: Member, also: Iterable[ObjectId] = ()) -> tuple[Post, ...]:
    """An answer to the owner, and to whoever asked for it."""
    return _to(action, what, (action.owner, *also), by, card)


def _to_chair(session: Session, action: Action, what: str, tail: str, by: Member, card: Card) -> tuple[Post, ...]:
    hands = {by.object_id, action.owner, action.deputy, *(e.by for e in action.evidence)}
    chair = next((m for m in members.chairs(session) if m.object_id not in hands), None)
    if chair is None:
        return ()
    key = f"action/{action.id}/{what}/{action.version}/{chair.object_id}"
    return (Post("notice", key, card, to_person=chair.object_id, subject=action.id + tail),)


def _to(action: Action, what: str, people: Iterable[ObjectId], by: Member, card: Card) -> tuple[Post, ...]:
    """Answers have no subject: they are still true when the action moves on, so nothing cancels them."""
    told = dict.fromkeys(p for p in people if p and p != by.object_id)
    key = f"action/{action.id}/{what}/{action.version}"
    # Each their own copy: a card is sealed for one person.
    return tuple(Post("notice", f"{key}/{p}", deepcopy(card), to_person=p) for p in told)
