"""Where rows go, by what is known. The sender's tests (test_outbox.py) show what becomes of each."""

from types import SimpleNamespace
from typing import Any

import pytest

from bot.addresses import Closed, NotYet, ToOpen, addresses_of, opened, shut
from bot.contracts import Place, PlaceKind
from domain.group import Group
from storage import conversations
from storage.conversations import Conversation, Kind
from tests.stores import *  # noqa: F403 - the fixtures, by name
from tests.stores import GROUP

SQOG = Group(GROUP, "The group", "SQOG", "LMNS", "Europe/London", (), "t", "19:team", "19:c")


def chat(person, active=True):
    return Conversation(Kind.PERSONAL, person, f"chat-{person}", "https://s/", "t", "28:b", active=active)


def row(to) -> Any:
    return SimpleNamespace(to_person=to)


@pytest.fixture
def look(store):
    def ask(*people, group=SQOG, keep=()):
        def work(session):
            for conversation in keep:
                conversations.remember(session, conversation)
            return addresses_of(session, [row(p) for p in people], group)

        return store.run_sync(work, group=GROUP)

    return ask


def test_nothing_is_known_at_first(look):
    assert [type(a) for a in look("ann", None)] == [NotYet, NotYet]


def test_many_people_in_their_order(look):
    found = look("ann", "tom", "ann", "eve", keep=[chat("ann"), chat("tom", active=False)])
    assert [type(a) for a in found] == [Place, Closed, Place, ToOpen]
    assert found[3] == ToOpen("eve", "t", "https://s/", "28:b")


def test_the_channel_before_and_after_it_was_heard_of(look):
    [unheard] = look(None, keep=[chat("ann")])
    assert unheard == Place(PlaceKind.CHANNEL, "19:c", "https://s/", "t", "28:b", "19:team", "19:c")
    heard = Conversation(Kind.CHANNEL, "19:c", "19:c", "https://other/", "t", "28:b", "19:team", "19:c")
    assert look(None, keep=[heard])[0].service_url == "https://other/"
    assert look("eve")[0].service_url == "https://other/", "the channel is the better guide"


def test_no_group_no_channel(look):
    assert look(None, group=None) == [NotYet("the group has no channel yet")]


def test_opened_and_shut(store):
    place = Place(PlaceKind.PERSONAL, "new", "https://s/", "t", "28:b")
    store.run_sync(lambda s: opened(s, "ann", place), group=GROUP)
    known = store.run_sync(lambda s: conversations.personal(s, "ann"), group=GROUP)
    assert known.conversation_id == "new"
    store.run_sync(lambda s: shut(s, row("ann"), SQOG), group=GROUP)
    assert store.run_sync(lambda s: conversations.personal(s, "ann"), group=GROUP) is None
    store.run_sync(lambda s: shut(s, row(None), None), group=GROUP)
