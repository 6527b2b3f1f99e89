"""One turn from top to bottom. The only place where a refusal becomes words.

Owns: the order of things: group, repeated delivery, member, words or press, authority, effect, posts, answer,
all in one transaction. Must not: know any command, card or table by name beyond the few the order itself needs.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot import answers, follow, nameless, places, repeats, unread, uploads
from bot.aside import Aside
from bot.catalogue import Catalogue
from bot.contracts import Channel, Command, Context, Happening, PlaceKind, Post, Reply, Submit, Turn, Understood, Values
from bot.groups import Groups
from bot.memory import Memory
from bot.seal import CHANNEL, Expired, Forged, Sealed, Sealer
from bot.words import beyond
from cards import forms, talk
from cards.reminders import way_back
from domain.group import Group
from domain.people import Member
from domain.privacy import find, guard
from domain.refusals import Identifiable, Invalid, InvalidForm, NotAllowed, Refusal, Stale
from storage import inbox, left_out, members, outbox
from storage.records import Unreadable
from storage.store import Busy, CommitUnknown, Session, Store

log = logging.getLogger(__name__)

MAX_WORDS = 4_000
"""Longest message that is read as a command; longer text belongs in a form. Source: ours."""


Hear = Callable[..., Understood]
"""How words are read: `bot.words.beyond.hear`, or a stand-in for it in a test of what comes after."""

EXAMPLE = re.compile(r"-\d{2}-\d{3}")
"""The id of an example: a record of that id may not be there, so a button does not name it."""
SAY = "say"
"""The verb of a button that only says something for the member: its data's `say` is read as words."""


@dataclass(frozen=True)
class Turns:
    """Handles turns one by one; every dependency is given, nothing is global."""

    store: Store
    groups: Groups
    catalogue: Catalogue
    sealer: Sealer
    after: Callable[[], None]
    """Called when something was put into the outbox, so that it leaves at once."""
    hear: Hear = beyond.hear
    follow: Callable[..., Understood | None] = follow.follow_up
    """How words are read after the last answer: `and the Paget?`; None when they stand by themselves."""
    memory: Memory = field(default_factory=Memory)
    fetch: uploads.Fetch = uploads.nothing
    """Gets the bytes of a file that came with a message: `TeamsRoom.fetch`."""
    aside: Aside | None = None
    """Where such a file is read; without one in a thread of this process."""

    async def __call__(self, turn: Turn) -> Reply:
        """The answer to a turn. Never raises."""
        group = await self.groups.find(turn.place, turn.speaker.object_id)
        if group is None:
            return Reply(card=talk.stranger(told=False))
        try:
            reply = await self._try(await self._with_files(turn, group), group)
        except Refusal as refusal:
            reply = await self._refuse(turn, group, refusal)
        except Busy:
            log.warning("turn not stored: the store is busy", extra={"turn": self._reference(turn)})
            reply = Reply(card=talk.not_saved(_typed(turn)))
        except Unreadable as fault:
            reply = await self._without(turn, group, fault.subject)
        except Exception:
            log.exception("turn failed", extra={"turn": self._reference(turn)})
            reply = Reply(card=talk.went_wrong(self._reference(turn), _typed(turn)))
        if reply.refresh:
            await self.groups.refresh()
        if reply.posts or reply.wake:
            self.after()
        return reply

    async def _with_files(self, turn: Turn, group: Group) -> Turn:
        """The turn with its files opened, when they came with a command that opens files and is open to its speaker."""
        if not uploads.brings_files(turn):
            return turn

        def asked(session: Session) -> Command | None:
            member = members.by_object_id(session, turn.speaker.object_id)
            if member is None or not member.active:
                return None
            ctx = Context(turn, member, group, session, session.now.astimezone(group.zone))
            heard, _ = self._heard(ctx, uploads.words(turn))
            command = self.catalogue.commands.get(heard.command)
            return command if command is not None and member.is_any(command.roles) else None

        command = await self.store.run(asked, group=group.id)
        if command is None or command.opens is None:
            return turn
        today = self.store.clock().astimezone(group.zone).date()
        return await uploads.opened(turn, self.fetch, command.opens, group, today, self.aside)

    async def _try(self, turn: Turn, group: Group) -> Reply:
        def work(session: Session) -> Reply:
            return self._work(session, turn, group)

        try:
            return await self.store.run(work, group=group.id)
        except CommitUnknown:
            # Whether it was stored is not known: a second run finds the stored answer by its inbox key, or acts now.
            return await self.store.run(work, group=group.id)

    async def _without(self, turn: Turn, group: Group, subject: str) -> Reply:
        """The answer where the very record that was asked for cannot be read."""
        log.error("a record could not be read", extra={"group": group.id, "record": left_out.spoken(subject)})

        def work(session: Session) -> Reply:
            session.as_system("unread")
            reply = unread.alone(session, turn.at.astimezone(group.zone).date(), subject, _typed(turn))
            for post in reply.posts:
                self._put(session, group, post)
            return reply

        return await self.store.run(work, group=group.id)

    def _work(self, session: Session, turn: Turn, group: Group) -> Reply:
        if not self._nameless(turn):
            session.turn_id = turn.id
            places.remember(session, turn)
        member = members.by_object_id(session, turn.speaker.object_id)
        if turn.happening not in {Happening.SAID, Happening.PRESSED}:
            return Reply() if self._told_already(turn, session.now) else places.greet(turn, group)
        if member is None or not member.active:
            return self._stranger(session, turn, group)
        session.acting(member)
        session.unread = []
        ctx = Context(turn, member, group, session, session.now.astimezone(group.zone))
        reply = self._said(ctx, uploads.words(turn)) if turn.happening == Happening.SAID else self._pressed(ctx)
        reply = unread.said(ctx, reply)
        for post in reply.posts:
            self._enqueue(ctx, post)
        answers.expect(session, turn, reply)
        return reply

    def _told_already(self, turn: Turn, now: datetime) -> bool:
        told, place = str(turn.values.get("told", "")), turn.place.conversation_id
        return turn.happening == Happening.ADDED and self.memory.greeted(place, told, turn.id, now)

    def _said(self, ctx: Context, said: str, back: str = "") -> Reply:
        key = repeats.digest(
            "said", ctx.turn.place.tenant_id, ctx.turn.place.conversation_id, ctx.turn.id, ctx.turn.verb
        )
        stored = inbox.seen(ctx.session, key)
        if stored is not None:
            return repeats.restored(stored)
        if len(said) > MAX_WORDS:
            raise Invalid("Your message", f"it is longer than {MAX_WORDS:,} characters. Long text belongs in a form.")
        heard, followed = self._heard(ctx, said)
        if heard.command == "refuse":
            raise Identifiable(heard.refused or "details of a person", "your message")
        reply = self._obey(ctx, heard)
        if reply.card is not None:
            place, person = ctx.turn.place.conversation_id, ctx.member.object_id
            unspoken = replace(heard, slots=replace(heard.slots, text="", owner="", cover=""))
            self.memory.note(place, person, unspoken, reply.card.twin, ctx.session.now)
            if followed:
                reply = replace(reply, card=talk.followed(reply.card, _in_words(heard)))
        reply = self._sealed(reply, ctx, back)
        if reply.posts or ctx.session.wrote:
            inbox.remember(ctx.session, key, repeats.stored(reply))
        return reply

    def _heard(self, ctx: Context, said: str) -> tuple[Understood, bool]:
        """What was meant, and whether the last answer had to be thought of for it."""
        known: dict[str, Any] = {
            "vocabulary": self.groups.vocabulary(ctx.group),
            "role": _leading_role(ctx.member),
            "trusts": tuple(ctx.member.trusts),
            "on": ctx.today,
        }
        last = self.memory.recall(ctx.turn.place.conversation_id, ctx.member.object_id, ctx.session.now)
        found = self.follow(said, last.heard, last.ids, **known) if last is not None else None
        if found is not None:
            return found, True

        def called(name: str) -> bool:
            return bool(members.called(ctx.session, name))

        return self.hear(said, called=called, **known), False

    def _obey(self, ctx: Context, heard: Understood) -> Reply:
        command = self.catalogue.commands.get(heard.command)
        if command is None:
            return Reply(card=talk.unknown(self._nearest(ctx, heard)))
        if not ctx.member.is_any(command.roles):
            raise NotAllowed(f"'{_plainly(command.say)}' is not open to your role.", "Say help to see what is.")
        reply = command.run(ctx, heard.slots)
        return reply if command.channel == Channel.PRIVATE else replace(reply, private=False)

    def _nearest(self, ctx: Context, heard: Understood) -> tuple[str, ...]:
        known = [self.catalogue.commands[name] for name in heard.suggest if name in self.catalogue.commands]
        open_to_them = [EXAMPLE.sub("-...", c.say) for c in known if ctx.member.is_any(c.roles)]
        return tuple(dict.fromkeys([*open_to_them, "help", "my actions"]))[:4]

    def _pressed(self, ctx: Context) -> Reply:
        submit, sealed, values = self._open(ctx)
        back = str(sealed.data.get("message", ""))
        if submit is None:
            return self._said(ctx, str(sealed.data.get("say", "")), back)
        if submit.nameless:
            return self._unnamed(ctx, submit, sealed, values)
        key = repeats.digest(ctx.group.id, ctx.member.object_id, sealed.nonce, submit.verb, values)
        stored = inbox.seen(ctx.session, key) if submit.writes else None
        if stored is not None:
            return repeats.restored(stored)
        guard(_texts(ctx.turn.values))
        reply = self._sealed(submit.run(ctx, values), ctx, back)
        if submit.writes:
            inbox.remember(ctx.session, key, repeats.stored(reply))
        return reply

    def _unnamed(self, ctx: Context, submit: Submit, sealed: Sealed, values: Values) -> Reply:
        """A press of somebody who is not named: authority was checked with the name, everything after is without."""
        hidden = nameless.hidden(ctx)
        key = self.sealer.fingerprint(ctx.group.id, sealed.nonce, submit.verb, values)
        stored = inbox.seen(ctx.session, key)
        if stored is not None:
            return self._sealed(repeats.restored(stored), ctx)
        guard(_texts(ctx.turn.values))
        reply = submit.run(hidden, values)
        inbox.remember(ctx.session, key, repeats.stored(reply))  # before the seal, which holds for whom the card is
        return self._sealed(reply, ctx)

    def _nameless(self, turn: Turn) -> bool:
        submit = self.catalogue.submits.get(turn.verb) if turn.happening == Happening.PRESSED else None
        return submit is not None and submit.nameless

    def _reference(self, turn: Turn) -> str:
        return nameless.REFERENCE if self._nameless(turn) else reference(turn)

    def _open(self, ctx: Context) -> tuple[Submit | None, Sealed, dict[str, Any]]:
        """What was pressed: its `Submit` (None for a button that only says something), its seal, and all values."""
        turn = ctx.turn
        try:
            sealed = self.sealer.open(
                turn.values.get("ctx"),
                verb=turn.verb,
                speaker=ctx.member.object_id,
                group=ctx.group.id,
                now=ctx.session.now,
            )
        except Forged:
            raise NotAllowed("I cannot act on this button here.", "Ask for the card again, or say help.") from None
        except Expired:
            raise NotAllowed("This card is too old to act on.", "Ask for it again.") from None
        typed = {k: v for k, v in turn.values.items() if k not in {"ctx", "verb"} and k not in sealed.data}
        if turn.verb == SAY:
            return None, sealed, typed
        submit = self.catalogue.submits.get(turn.verb)
        if submit is None:
            raise NotAllowed("This card comes from an older version of Oversight.", "Ask for it again.")
        if not ctx.member.is_any(submit.roles):
            raise NotAllowed("That is not open to your role.", "Say help to see what is.")
        return submit, sealed, {**typed, **sealed.data}

    async def _refuse(self, turn: Turn, group: Group, refusal: Refusal) -> Reply:
        def again(session: Session) -> Reply:
            member = members.by_object_id(session, turn.speaker.object_id)
            if member is None or turn.happening != Happening.PRESSED:
                return Reply(card=talk.refused(refusal, ()))
            session.acting(member)
            session.unread = []
            ctx = Context(turn, member, group, session, session.now.astimezone(group.zone))
            submit, sealed, values = self._open(ctx)
            back = str(sealed.data.get("message", ""))
            if submit is None or submit.again is None or not isinstance(refusal, MENDABLE):
                return Reply(card=talk.refused(refusal, _typed(turn)))
            drawn = submit.again(ctx, _without_identifiable(values), _faults(refusal, ctx.member.name))
            if isinstance(refusal, Identifiable) and drawn.card is not None:
                named = forms.named(refusal, drawn.card.content)
                drawn = submit.again(ctx, _without_identifiable(values), _faults(named, ctx.member.name))
            return self._sealed(drawn, ctx, back)

        try:
            return await self.store.run(again, group=group.id)
        except Refusal:
            return Reply(card=talk.refused(refusal, _typed(turn)))
        except Exception:
            log.exception("a refusal could not be drawn", extra={"turn": self._reference(turn)})
            return Reply(card=talk.refused(refusal, _typed(turn)))

    def _stranger(self, session: Session, turn: Turn, group: Group) -> Reply:
        session.as_system("members")
        for person in members.coordinators(session):
            key = f"stranger/{turn.speaker.object_id}/{person.object_id}"
            card = talk.somebody_new(turn.speaker.name, turn.speaker.object_id)
            sealed = self.sealer.seal(card, scope=person.object_id, group=group.id, now=session.now)
            outbox.enqueue(session, kind="notice", key=key, card=sealed, to_person=person.object_id)
        self.after()
        return Reply(card=talk.stranger(told=True))

    def _enqueue(self, ctx: Context, post: Post) -> None:
        self._put(ctx.session, ctx.group, post)

    def _put(self, session: Session, group: Group, post: Post) -> None:
        scope = post.to_person or CHANNEL
        drawn = post.card if post.to_person else talk.reachable(post.card)
        card = self.sealer.seal(drawn, scope=scope, group=group.id, now=session.now)
        outbox.enqueue(
            session,
            kind=post.kind,
            key=post.key,
            card=card,
            to_person=post.to_person,
            to_channel=post.to_channel,
            not_before=post.not_before,
            edits=post.edits,
            subject=post.subject,
        )

    def _sealed(self, reply: Reply, ctx: Context, back: str = "") -> Reply:
        """The answer with its buttons signed. `back`: key of the reminder in whose place the card stands."""
        # One card may go to several people, and be the answer, too: each gets a copy that can be sealed for them.
        reply = replace(reply, posts=tuple(replace(p, card=deepcopy(p.card)) for p in reply.posts))
        if reply.card is None:
            return reply
        public = not reply.private and ctx.turn.place.kind != PlaceKind.PERSONAL
        scope = CHANNEL if public else ctx.member.object_id
        drawn = way_back(reply.card, back) if back else reply.card
        drawn = talk.reachable(drawn) if public else drawn
        sealed = self.sealer.seal(drawn, scope=scope, group=ctx.group.id, now=ctx.session.now)
        return replace(reply, card=sealed)


MENDABLE = (Invalid, InvalidForm, Stale, Identifiable)
"""Refusals after which the form is drawn again with what was typed."""


def _without_identifiable(values: Values) -> dict[str, Any]:
    """The values but for those that look like details of a patient: these are not shown again either."""
    return {k: v for k, v in values.items() if not (isinstance(v, str) and find(v))}


def _plainly(say: str) -> str:
    """A command as it is said, without the id of its example: nobody asked for that record."""
    return " ".join(word for word in say.split() if "-" not in word)


def _in_words(heard: Understood) -> str:
    """An understanding as a member may check it: `actions, JPUH, overdue`."""
    slots = heard.slots
    said = (heard.command.replace("_", " "), slots.record, *slots.trusts, slots.measure, slots.theme, slots.status)
    return ", ".join(part for part in (*said, slots.period) if part)


def _leading_role(member: Member) -> str:
    order = ("chair", "deputy", "coordinator", "trust_lead", "member", "observer")
    return next(r for r in order if r in member.roles)


def _faults(refusal: Refusal, me: str) -> tuple[Invalid, ...]:
    if isinstance(refusal, InvalidForm):
        return refusal.faults
    if isinstance(refusal, Invalid):
        return (refusal,)
    if isinstance(refusal, Stale) and refusal.by == me:
        refusal = replace(refusal, by="you")
    tail = "" if isinstance(refusal, Identifiable) else " Your words are below."
    return (Invalid("", f"{refusal.words}{tail}"),)


def _texts(values: Values) -> Mapping[str, str]:
    return {k: v for k, v in values.items() if isinstance(v, str) and k not in {"ctx", "verb"}}


def _typed(turn: Turn) -> tuple[tuple[str, str], ...]:
    if turn.happening == Happening.SAID:
        return ()
    return tuple((k, str(v)[:2_000]) for k, v in _texts(_without_identifiable(turn.values)).items() if v)


def reference(turn: Turn) -> str:
    """A short name of a turn for the member and the log; the activity's id itself is not logged."""
    return hashlib.sha256(turn.id.encode()).hexdigest()[:8]
