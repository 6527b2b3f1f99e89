"""The sender with a real store: every row ends in one of sent, uncertain (listed), cancelled (why) or dead (why)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from bot.contracts import Place, PlaceKind
from bot.delivery import Begin, Gone, Outcome, Rejected, RetryAfter, Sent, Uncertain, Withheld
from bot.outbox import BATCH, MAX_TRIES, Sender
from cards.kit import Card, card, words
from domain.group import Group
from storage import conversations, deliveries, outbox
from storage.conversations import Conversation, Kind
from storage.outbox import Entry, State
from storage.session import Session
from storage.store import Busy, Store
from tests.stores import *  # noqa: F403 - the fixtures, by name
from tests.stores import GROUP, Clock, make_sqlite

ANN, TOM = "00000000-0000-4000-8000-000000000004", "00000000-0000-4000-8000-000000000003"
CHANNEL = "19:sqog@thread.tacv2"
SERVICE, TENANT, BOT = "https://smba.trafficmanager.net/uk/", "tenant", "28:bot"
SQOG = Group(GROUP, "The group", "SQOG", "LMNS", "Europe/London", (), TENANT, "19:team", CHANNEL)


class Dies(Exception):
    """The sender ends here: nothing is marked any more."""


@dataclass
class FakeWire:
    """A Teams room that answers from a list, and then that all was sent."""

    answers: list[Any] = field(default_factory=list[Any])
    calls: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])
    """(what, conversation, message or text)."""
    slow: float = 0.0
    number: int = 0
    meanwhile: Callable[[], object] = int
    before: Callable[[], object] = int

    async def _answer(self) -> Any:
        self.meanwhile()
        await asyncio.sleep(self.slow)
        self.number += 1
        number = self.number
        found = self.answers.pop(0) if self.answers else Sent(f"m{number}")
        if isinstance(found, Exception):
            raise found
        return found

    async def post(self, place: Place, card: Card, thread_id: str = "", *, begin: Begin) -> Outcome:
        assert not thread_id
        self.before()
        if not await begin():
            return Withheld()
        self.calls.append(("post", place.conversation_id, card.twin))
        return await self._answer()

    async def update(self, place: Place, message_id: str, card: Card, *, begin: Begin) -> Outcome:
        if not await begin():
            return Withheld()
        self.calls.append(("update", place.conversation_id, message_id))
        found = await self._answer()
        return Sent(message_id) if isinstance(found, Sent) else found

    async def open_personal(self, object_id: str, tenant_id: str, service_url: str, bot_id: str) -> Place | Outcome:
        self.calls.append(("open", object_id, tenant_id))
        found = await self._answer()
        return (
            found
            if not isinstance(found, Sent)
            else Place(PlaceKind.PERSONAL, f"new-{object_id}", service_url, tenant_id, bot_id)
        )


@dataclass
class Post:
    """The outbox and its sender under test."""

    store: Store
    clock: Clock
    wire: FakeWire
    sender: Sender

    def put(self, key: str, kind: str = "reminder", to: str | None = ANN, **more: Any) -> None:
        made = card(key, words("Please look."))
        where: dict[str, Any] = {"to_channel": True} if to is None else {"to_person": to}
        self.store.run_sync(lambda s: outbox.enqueue(s, kind=kind, key=key, card=made, **where, **more), group=GROUP)

    def drain(self) -> int:
        return asyncio.run(self.sender.drain())

    def row(self, key: str) -> Entry:
        found = self.store.run_sync(lambda s: outbox.find(s, key), group=GROUP)
        assert found is not None
        return found

    def state(self, key: str) -> State:
        return self.row(key).state

    def knows(self, *kept: Conversation) -> None:
        for conversation in kept:
            self.store.run_sync(lambda s, c=conversation: conversations.remember(s, c), group=GROUP)

    def later(self, **by: float) -> None:
        self.clock.move(**by)


def chat(person: str, conversation: str = "", *, active: bool = True) -> Conversation:
    return Conversation(Kind.PERSONAL, person, conversation or f"chat-{person}", SERVICE, TENANT, BOT, active=active)


def channel(*, active: bool = True) -> Conversation:
    return Conversation(Kind.CHANNEL, CHANNEL, CHANNEL, SERVICE, TENANT, BOT, "19:team", CHANNEL, active=active)


@pytest.fixture
def post(tmp_path: Any, clock: Clock) -> Iterator[Post]:
    opened = make_sqlite(tmp_path, clock)
    wire = FakeWire()
    made = Post(opened, clock, wire, Sender(opened, lambda: wire, lambda: [SQOG]))
    made.knows(chat(ANN), channel())
    yield made
    opened.close()


def test_what_is_due_is_sent_once_and_its_id_kept(post: Post):
    post.put("a")
    post.put("b", to=None, kind="channel")
    assert post.drain() == 2
    assert sorted(post.wire.calls) == [
        ("post", CHANNEL, "b\nPlease look."),
        ("post", f"chat-{ANN}", "a\nPlease look."),
    ]
    assert {post.row(k).state for k in "ab"} == {State.SENT}
    assert {post.row(k).activity_id for k in "ab"} == {"m1", "m2"}
    assert post.drain() == 0


def test_what_is_not_due_stays(post: Post):
    post.put("a", not_before=post.clock.now + timedelta(hours=1))
    assert post.drain() == 0
    post.later(hours=1)
    assert post.drain() == 1


def test_both_databases_send(store: Store, clock: Clock):
    wire = FakeWire()
    made = Post(store, clock, wire, Sender(store, lambda: wire, lambda: [SQOG]))
    made.knows(chat(ANN))
    made.put("a", not_before=clock.now - timedelta(days=3650))
    assert made.drain() == 1
    assert made.state("a") is State.SENT


def test_a_person_nobody_has_spoken_with_gets_a_chat_opened(post: Post):
    post.put("a", to=TOM)
    post.drain()
    assert post.wire.calls[0] == ("open", TOM, TENANT)
    assert post.wire.calls[1][:2] == ("post", f"new-{TOM}")
    known = post.store.run_sync(lambda s: conversations.personal(s, TOM), group=GROUP)
    assert known is not None
    assert known.conversation_id == f"new-{TOM}"
    post.put("b", to=TOM)
    post.drain()
    assert [call[0] for call in post.wire.calls] == ["open", "post", "post"]


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (RetryAfter(30, "429"), State.PENDING),
        (Gone("403 BotNotInConversationRoster"), State.DEAD),
        (Rejected("400 BadArgument"), State.DEAD),
    ],
)
def test_a_chat_that_cannot_be_opened(post: Post, answer: Outcome, state: State):
    post.wire.answers = [answer]
    post.put("a", to=TOM)
    post.drain()
    assert post.state("a") is state


def test_before_the_bot_is_added_anywhere_everything_waits(post: Post):
    post.store.run_sync(lambda s: conversations.deactivate(s, Kind.CHANNEL, CHANNEL), group=GROUP)
    post.store.run_sync(lambda s: conversations.deactivate(s, Kind.PERSONAL, ANN), group=GROUP)
    post.put("a", to=TOM)
    post.drain()
    row = post.row("a")
    assert (row.state, row.last_error) == (State.PENDING, "no conversation of the group is known yet")
    assert row.not_before == post.clock.now + timedelta(seconds=5)


def test_a_channel_is_reached_by_its_id_before_anything_was_said_there(post: Post):
    other = Group(**{**{f: getattr(SQOG, f) for f in SQOG.__dataclass_fields__}, "channel_id": "19:other"})
    post.sender.groups = lambda: [other]
    post.put("a", to=None, kind="live")
    post.drain()
    assert post.wire.calls == [("post", "19:other", "a\nPlease look.")]


def test_a_group_without_a_channel_waits(post: Post):
    post.sender.groups = list
    post.put("a", to=None, kind="live")
    post.drain()
    assert post.row("a").last_error == "the group has no channel yet"


def test_a_closed_chat_ends_the_row_and_a_new_message_opens_it_again(post: Post):
    post.wire.answers = [Gone("403 ConversationBlockedByUser")]
    post.put("a")
    post.put("c", to=None, kind="channel")
    post.put("d", to=None, kind="channel", not_before=post.clock.now + timedelta(minutes=1))
    post.drain()
    dead = [k for k in "ac" if post.state(k) is State.DEAD]
    assert len(dead) == 1
    post.knows(chat(ANN, active=False), channel(active=False))
    post.put("b")
    post.later(minutes=1)
    post.drain()
    assert (post.state("b"), post.row("b").last_error) == (State.DEAD, "the chat with this person is closed to the bot")
    assert post.row("d").last_error == "the channel is closed to the bot"
    post.knows(chat(ANN))
    post.put("e")
    post.drain()
    assert post.state("e") is State.SENT


def test_a_chat_that_teams_has_forgotten_is_opened_anew(post: Post):
    post.wire.answers = [Gone("404 ConversationNotFound")]
    post.put("a")
    post.drain()
    assert [call[:2] for call in post.wire.calls] == [("post", f"chat-{ANN}"), ("open", ANN), ("post", f"new-{ANN}")]
    assert post.state("a") is State.SENT


def test_a_chat_that_is_gone_for_good(post: Post):
    same = Place(PlaceKind.PERSONAL, f"chat-{ANN}", SERVICE, TENANT, BOT)
    post.wire.answers = [Gone("404 ConversationNotFound"), same]
    post.put("a")
    post.drain()
    assert post.state("a") is State.DEAD
    assert post.store.run_sync(lambda s: conversations.personal(s, ANN), group=GROUP) is None


def test_waiting_as_long_as_asked_and_backing_off_by_itself(post: Post):
    post.wire.answers = [RetryAfter(77, "429"), RetryAfter(0, "ClientConnectorError")]
    post.put("a")
    post.drain()
    assert post.row("a").not_before == post.clock.now + timedelta(seconds=77)
    assert post.drain() == 0
    post.later(seconds=77)
    post.drain()
    assert post.row("a").not_before == post.clock.now + timedelta(seconds=15)
    post.later(seconds=15)
    post.drain()
    assert (post.state("a"), post.row("a").attempts) == (State.SENT, 3)


def test_after_many_tries_it_is_given_up_and_said_so(post: Post):
    post.wire.answers = [RetryAfter(1, "503")] * MAX_TRIES
    post.put("a")
    for _ in range(MAX_TRIES):
        post.drain()
        post.later(hours=2)
    row = post.row("a")
    assert (row.state, row.last_error) == (State.DEAD, f"given up after {MAX_TRIES} tries: 503")


@pytest.mark.parametrize("kind", ["reminder", "digest", "notice"])
def test_a_doubtful_reminder_is_listed_and_never_sent_again(post: Post, kind: str):
    post.wire.answers = [Uncertain("502")]
    post.put("a", kind)
    post.drain()
    post.later(days=1)
    assert post.drain() == 0
    listed = post.store.run_sync(lambda s: outbox.listed(s, State.UNCERTAIN), group=GROUP)
    assert [(row.key, row.last_error) for row in listed] == [("a", "502")]


def test_a_doubtful_escalation_is_repeated_once_and_says_so(post: Post):
    post.wire.answers = [Uncertain("TimeoutError"), Uncertain("502")]
    post.put("a", "urgent", subject="RSK-26-003")
    post.drain()
    assert (post.state("a"), post.state("a/repeat")) == (State.UNCERTAIN, State.UNCERTAIN)
    assert post.wire.calls[1][2].startswith(f"Repeat of 7 December 2026, 09:30, reference {post.row('a').id}.")
    assert post.row("a/repeat").subject == "RSK-26-003"
    assert post.drain() == 0


@pytest.mark.parametrize("kind", ["summary", "channel", "live"])
def test_the_owner_is_asked_about_a_doubtful_channel_post(post: Post, kind: str):
    asked: list[str] = []
    post.sender.ask_owner = lambda _, entry: asked.append(entry.key)
    post.wire.answers = [Uncertain("504")]
    post.put("a", kind, to=None)
    post.drain()
    assert (post.state("a"), asked) == (State.UNCERTAIN, ["a"])


def test_nobody_needs_to_be_there_to_be_asked(post: Post):
    post.wire.answers = [Uncertain("504")]
    post.put("a", "summary", to=None)
    post.drain()
    assert post.state("a") is State.UNCERTAIN


def test_an_edit_goes_to_the_message_that_it_edits(post: Post):
    post.put("live/1", "live", to=None)
    post.drain()
    post.put("live/2", "live", to=None, edits="live/1")
    post.drain()
    post.put("live/3", "live", to=None, edits="live/2")
    post.drain()
    assert [call[0] for call in post.wire.calls] == ["post", "update", "update"]
    assert {call[2] for call in post.wire.calls[1:]} == {"m1"}
    assert post.row("live/3").activity_id == "m1"


def test_an_edit_waits_for_a_post_that_is_still_to_come(post: Post):
    post.put("live/1", "live", to=None, not_before=post.clock.now + timedelta(seconds=2))
    post.put("live/2", "live", to=None, edits="live/1")
    post.drain()
    assert post.wire.calls == []
    post.later(seconds=2)
    post.drain()
    post.later(seconds=3)
    post.drain()
    assert [call[0] for call in post.wire.calls] == ["post", "update"]


def test_of_two_edits_only_the_later_is_sent(post: Post):
    post.put("live/1", "live", to=None)
    post.drain()
    post.put("live/2", "live", to=None, edits="live/1")
    post.put("live/3", "live", to=None, edits="live/1")
    post.drain()
    assert [call[0] for call in post.wire.calls] == ["post", "update"]
    assert (post.state("live/2"), post.state("live/3")) == (State.CANCELLED, State.SENT)


def test_an_edit_waits_for_an_earlier_edit_on_the_wire(post: Post):
    post.put("live/1", "live", to=None)
    post.drain()
    post.put("live/2", "live", to=None, edits="live/1")
    [claimed] = post.store.run_sync(outbox.claim, group="")
    post.store.run_sync(lambda s: outbox.mark_sending(s, claimed), group=GROUP)
    post.put("live/3", "live", to=None, edits="live/1")
    post.drain()
    assert post.state("live/3") is State.PENDING
    assert len(post.wire.calls) == 1


@pytest.mark.parametrize("why", ["never there", "dead", "no id", "deleted in Teams"])
def test_an_edit_of_what_is_not_there_is_posted_anew(post: Post, why: str):
    answers = {"dead": Rejected("400"), "no id": Sent(""), "deleted in Teams": Sent("m1")}
    if why in answers:
        post.wire.answers = [answers[why]]
        post.put("live/1", "live", to=None)
        post.drain()
    if why == "deleted in Teams":
        post.wire.answers = [Gone("404 ActivityNotFoundInConversation")]
    post.put("live/2", "live", to=None, edits="live/1")
    post.drain()
    assert post.wire.calls[-1][0] == "post"
    assert post.state("live/2") is State.SENT


def test_a_doubtful_edit_is_simply_repeated(post: Post):
    post.put("live/1", "live", to=None)
    post.drain()
    post.wire.answers = [Uncertain("502")]
    post.put("live/2", "live", to=None, edits="live/1")
    post.drain()
    assert post.state("live/2") is State.PENDING
    post.later(seconds=5)
    post.drain()
    assert post.state("live/2") is State.SENT


def test_what_became_pointless_meanwhile_is_not_sent(post: Post):
    post.sender.moot = lambda _, entry: "it was delivered" if entry.subject == "ACT-26-014" else ""
    post.put("a", subject="ACT-26-014")
    post.put("b", subject="ACT-26-015")
    post.drain()
    assert (post.state("a"), post.state("b")) == (State.CANCELLED, State.SENT)
    assert len(post.wire.calls) == 1


def test_what_a_dead_sender_left_is_put_right(post: Post):
    for key, kind in (("a", "reminder"), ("b", "reminder"), ("c", "urgent")):
        post.put(key, kind)
    rows = post.store.run_sync(outbox.claim, group="")
    for row in rows[1:]:
        post.store.run_sync(lambda s, r=row: outbox.mark_sending(s, r), group=GROUP)
    post.later(seconds=61)
    assert asyncio.run(post.sender.reap()) == 2
    assert (post.state("a"), post.state("b"), post.state("c")) == (State.PENDING, State.UNCERTAIN, State.UNCERTAIN)
    post.drain()
    assert post.state("a") is State.SENT
    assert post.state("c/repeat") is State.SENT
    assert post.state("b") is State.UNCERTAIN


def test_an_edit_that_a_dead_sender_left_is_simply_repeated(post: Post):
    post.put("live/1", "live", to=None)
    post.drain()
    post.put("live/2", "live", to=None, edits="live/1")
    [row] = post.store.run_sync(outbox.claim, group="")
    post.store.run_sync(lambda s: deliveries.mark_sending(s, [row]), group=GROUP)
    post.later(seconds=61)
    assert asyncio.run(post.sender.reap()) == 0
    post.drain()
    assert post.state("live/2") is State.SENT
    assert post.wire.calls[-1][0] == "update"


def test_an_edit_that_had_become_a_post_is_in_doubt_like_any_post(post: Post):
    """Its message was gone, it was posted anew, and the sender died: a second post could be a double."""
    post.put("live/1", "live", to=None)
    post.drain()
    post.put("live/2", "live", to=None, edits="live/1")
    post.wire.answers = [Gone("404 ActivityNotFoundInConversation"), Dies()]
    post.drain()
    assert post.state("live/2") is State.SENDING
    post.later(seconds=61)
    assert asyncio.run(post.sender.reap()) == 1
    assert post.state("live/2") is State.UNCERTAIN


def test_a_row_is_marked_no_earlier_than_just_before_the_wire(post: Post):
    """While it waits for Teams' limits it is claimed: a crash then leaves nothing in doubt."""
    waits: list[State] = []
    post.wire.before = lambda: waits.append(post.state("a"))
    goes: list[State] = []
    post.wire.meanwhile = lambda: goes.append(post.state("a"))
    post.put("a")
    post.drain()
    assert (waits, goes, post.state("a")) == ([State.CLAIMED], [State.SENDING], State.SENT)


def test_what_is_cancelled_while_it_waits_for_the_wire_does_not_go(post: Post):
    """The action was closed between the look and the wire."""
    post.wire.before = lambda: post.store.run_sync(lambda s: outbox.cancel_for(s, "ACT-26-014", "done"), group=GROUP)
    post.put("a", subject="ACT-26-014")
    post.drain()
    assert post.state("a") is State.CANCELLED
    assert post.wire.calls == []


def test_it_stays_listed_when_its_owner_cannot_be_asked(post: Post):
    def ask(session: Session, _: Entry) -> None:
        outbox.enqueue(session, kind="notice", key="half", card=card("Half", words("?")), to_person=ANN)
        raise RuntimeError("a bug")

    post.sender.ask_owner = ask
    post.put("a", "summary", to=None)
    [row] = post.store.run_sync(outbox.claim, group="")
    post.store.run_sync(lambda s: outbox.mark_sending(s, row), group=GROUP)
    post.later(seconds=61)
    assert asyncio.run(post.sender.reap()) == 1
    assert post.state("a") is State.UNCERTAIN
    assert post.store.run_sync(lambda s: outbox.find(s, "half"), group=GROUP) is None


def test_a_busy_database_judges_nothing(post: Post):
    def busy(_: Session, __: Entry) -> str:
        raise Busy("locked")

    post.sender.moot = busy
    post.put("a")
    post.drain()
    assert (post.state("a"), post.row("a").attempts) == (State.CLAIMED, 1), "it is put right by `reap`"


def test_a_lease_that_ran_out_keeps_the_row_off_the_wire(post: Post):
    post.put("a", to=TOM)
    post.wire.meanwhile = lambda: post.later(seconds=45)
    post.drain()
    assert [call[0] for call in post.wire.calls] == ["open"]


def test_a_fault_of_ours_stops_one_row_only(post: Post):
    def moot(_: Session, entry: Entry) -> str:
        if entry.key == "a":
            raise RuntimeError("a bug")
        return ""

    post.sender.moot = moot
    post.put("a")
    post.put("b")
    post.drain()
    assert (post.state("a"), post.state("b")) == (State.PENDING, State.SENT)
    assert post.row("a").last_error == "whether it is still wanted cannot be told"
    for _ in range(MAX_TRIES):
        post.later(hours=2)
        post.drain()
    assert post.state("a") is State.DEAD, "alarmed, not tried for ever"


def test_many_rows_flow_and_a_slow_one_holds_up_no_other(post: Post):
    for number in range(5 * BATCH):
        post.put(f"r{number}")
    post.wire.slow = 0.02
    assert post.drain() == 5 * BATCH
    assert len({text for _, _, text in post.wire.calls}) == 5 * BATCH == len(post.wire.calls)


def test_two_senders_share_the_work_and_send_each_row_once(post: Post):
    for number in range(60):
        post.put(f"r{number}")
    post.wire.slow = 0.005
    other = Sender(post.store, lambda: post.wire, lambda: [SQOG])

    async def both() -> list[int]:
        return list(await asyncio.gather(post.sender.drain(), other.drain()))

    assert sum(asyncio.run(both())) == 60
    assert len(post.wire.calls) == 60


def test_a_wire_that_breaks_leaves_the_row_for_the_reaper(post: Post):
    def broken() -> None:
        raise RuntimeError("a bug")

    post.wire.meanwhile = broken
    post.put("a")
    post.put("b", to=TOM)
    post.drain()
    assert (post.state("a"), post.state("b")) == (State.SENDING, State.CLAIMED)
    post.wire.meanwhile = int
    post.later(seconds=61)
    assert asyncio.run(post.sender.reap()) == 1
    post.drain()
    assert (post.state("a"), post.state("b")) == (State.UNCERTAIN, State.SENT)


def test_a_store_that_is_busy_keeps_nobody_from_sending_later(post: Post, monkeypatch: pytest.MonkeyPatch):
    post.put("a")
    with monkeypatch.context() as patch:
        patch.setattr(Sender, "_prepare", lambda *_: 1 / 0)
        assert post.drain() == 1
    assert (post.state("a"), post.wire.calls) == (State.CLAIMED, [])
    post.later(seconds=61)
    asyncio.run(post.sender.reap())
    assert post.drain() == 1
    assert post.state("a") is State.SENT


def test_rows_of_another_claim_are_left_alone(post: Post):
    """A row that was reaped while its answer was on the way keeps what the reaper said."""
    post.put("a")
    late: list[str] = []

    def overtake() -> None:
        post.later(seconds=61)
        late.extend(e.key for e in post.store.run_sync(outbox.reap, group=""))

    post.wire.meanwhile = overtake
    post.wire.answers = [Uncertain("TimeoutError")]
    post.drain()
    assert (late, post.row("a").last_error) == (["a"], "the sender did not come back")
