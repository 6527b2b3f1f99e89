"""Where people and channels can be written to, as last seen."""

from dataclasses import replace

from storage import conversations
from storage.conversations import Conversation, Kind
from tests.stores import GROUP

PRIYA = Conversation(
    Kind.PERSONAL, "priya", "a:1", "https://smba.example/uk/", "tenant", "28:bot", teams_user_id="29:p"
)
CHANNEL = Conversation(Kind.CHANNEL, "19:c", "19:c", "https://smba.example/uk/", "tenant", "28:bot", "19:t", "19:c")


def do(store, work, group=GROUP):
    return store.run_sync(work, group=group)


def test_a_place_is_remembered_once_and_anew_when_it_changed(store):
    assert do(store, lambda s: conversations.remember(s, PRIYA)) is True
    assert do(store, lambda s: conversations.remember(s, PRIYA)) is False
    moved = replace(PRIYA, service_url="https://smba.example/emea/")
    assert do(store, lambda s: conversations.remember(s, moved)) is True
    assert do(store, lambda s: conversations.personal(s, "priya")) == moved
    assert do(store, lambda s: conversations.channel(s, "priya")) is None


def test_people_and_channels_are_apart_and_each_group_has_its_own(store):
    do(store, lambda s: conversations.remember(s, PRIYA))
    do(store, lambda s: conversations.remember(s, CHANNEL))
    assert do(store, lambda s: conversations.channel(s, "19:c")) == CHANNEL
    assert do(store, lambda s: conversations.personal(s, "19:c")) is None
    assert do(store, lambda s: conversations.personal(s, "priya"), "other") is None


def test_a_closed_place_is_not_written_to_until_it_is_seen_again(store):
    do(store, lambda s: conversations.remember(s, PRIYA))
    do(store, lambda s: conversations.remember(s, CHANNEL))
    do(store, lambda s: conversations.deactivate(s, Kind.PERSONAL, "priya"))
    assert do(store, lambda s: conversations.personal(s, "priya")) is None
    assert do(store, lambda s: conversations.get(s, Kind.PERSONAL, "priya")) == replace(PRIYA, active=False)
    assert do(store, lambda s: conversations.channel(s, "19:c")) == CHANNEL
    assert do(store, lambda s: conversations.remember(s, PRIYA)) is True
    assert do(store, lambda s: conversations.personal(s, "priya")) == PRIYA
