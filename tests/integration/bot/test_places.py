"""Each turn teaches where its people and channels are; being added is greeted."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot import places
from bot.contracts import Happening, Place, PlaceKind, Speaker, Turn
from domain.group import Group
from domain.people import ObjectId
from storage import conversations
from storage.conversations import Kind
from tests.stores import GROUP, clock, sqlite_store  # noqa: F401 fixtures

HERE = Place(PlaceKind.PERSONAL, "a:1", "https://smba.example/uk/", "tenant", "28:bot")
CHANNEL = Place(
    PlaceKind.CHANNEL, "19:c@thread", "https://smba.example/uk/", "tenant", "28:bot", "19:t", "19:c@thread", "170"
)
PRIYA = Speaker(ObjectId("priya"), "29:priya", "Priya Nair")


def a_turn(place=HERE, happening=Happening.SAID):
    return Turn("1", datetime(2026, 12, 7, tzinfo=UTC), PRIYA, place, happening, said="hello")


@pytest.fixture
def do(sqlite_store):  # noqa: F811 the fixture of that name
    return lambda work: sqlite_store.run_sync(work, group=GROUP)


def test_a_person_is_found_by_their_id_and_a_second_turn_writes_nothing(do):
    assert do(lambda s: places.remember(s, a_turn())) is True
    assert do(lambda s: places.remember(s, a_turn())) is False
    found = do(lambda s: conversations.personal(s, "priya"))
    assert (found.conversation_id, found.service_url, found.teams_user_id) == (
        "a:1",
        "https://smba.example/uk/",
        "29:priya",
    )


def test_a_channel_is_found_by_its_id_and_not_by_who_spoke_or_in_which_thread(do):
    do(lambda s: places.remember(s, a_turn(CHANNEL)))
    found = do(lambda s: conversations.channel(s, "19:c@thread"))
    assert (found.kind, found.team_id, found.teams_user_id, found.thread_id) == (Kind.CHANNEL, "19:t", "", "")
    assert do(lambda s: places.remember(s, a_turn(replace(CHANNEL, thread_id="171")))) is False


def test_a_group_chat_is_found_by_its_conversation(do):
    do(lambda s: places.remember(s, a_turn(replace(HERE, kind=PlaceKind.GROUP_CHAT, conversation_id="19:g"))))
    assert do(lambda s: conversations.get(s, Kind.GROUP_CHAT, "19:g")).active
    assert do(lambda s: conversations.personal(s, "priya")) is None


def test_where_the_bot_was_removed_it_does_not_write_until_it_is_back(do):
    do(lambda s: places.remember(s, a_turn()))
    do(lambda s: places.remember(s, a_turn(happening=Happening.REMOVED)))
    assert do(lambda s: conversations.personal(s, "priya")) is None
    do(lambda s: places.remember(s, a_turn(happening=Happening.ADDED)))
    assert do(lambda s: conversations.personal(s, "priya")) is not None


def test_being_added_is_greeted_and_nothing_else():
    group = Group("sqog", "The Oversight Group", "SQOG", "L", "Europe/London", ())
    hello = places.greet(a_turn(happening=Happening.ADDED), group)
    assert hello.card is not None
    assert "The Oversight Group" in hello.card.twin
    assert hello.private
    assert "between you and me" in hello.card.twin
    channel = places.greet(a_turn(CHANNEL, Happening.ADDED), group)
    assert channel.card is not None
    assert not channel.private
    assert "Here I show what the group shares" in channel.card.twin
    assert places.greet(a_turn(), group).card is None
