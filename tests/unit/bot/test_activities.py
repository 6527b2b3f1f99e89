from datetime import UTC, datetime
from typing import Any

import pytest

from bot.contracts import Attachment, Happening, PlaceKind
from bot.teams.activities import FILE, Malformed, Nameless, place_of, read_turn

AT = datetime(2026, 12, 7, 9, 30, tzinfo=UTC)
ANN = {"id": "29:ann", "name": "Ann", "aadObjectId": "00000000-0000-4000-8000-000000000004"}


def activity(**fields: Any) -> dict[str, Any]:
    return {
        "type": "message",
        "id": "1",
        "serviceUrl": "https://smba.trafficmanager.net/uk/",
        "from": ANN,
        "recipient": {"id": "28:bot"},
        "conversation": {"id": "a:1", "conversationType": "personal"},
        "channelData": {"tenant": {"id": "t"}},
        "text": "help",
        **fields,
    }


@pytest.mark.parametrize(
    ("conversation", "data", "kind"),
    [
        ({"conversationType": "personal"}, {}, PlaceKind.PERSONAL),
        ({"conversationType": "channel"}, {}, PlaceKind.CHANNEL),
        ({"conversationType": "groupChat"}, {}, PlaceKind.GROUP_CHAT),
        ({"conversationType": "new kind"}, {}, PlaceKind.PERSONAL),
        ({"conversationType": ["list"]}, {"team": {"id": "19:t"}}, PlaceKind.CHANNEL),
        ({}, {"channel": {"id": "19:c"}}, PlaceKind.CHANNEL),
        ({"isGroup": True}, {}, PlaceKind.GROUP_CHAT),
        ({}, {}, PlaceKind.PERSONAL),
    ],
)
def test_what_kind_of_place(conversation, data, kind):
    assert place_of(activity(conversation={"id": "a:1", **conversation}, channelData=data)).kind is kind


def test_a_channel_is_known_by_its_own_id_or_by_its_conversation():
    there = {"id": "19:c;messageid=17", "conversationType": "channel"}
    named = place_of(activity(conversation=there, channelData={"team": {"id": "19:t"}, "channel": {"id": "19:other"}}))
    assert (named.channel_id, named.team_id, named.thread_id) == ("19:other", "19:t", "17")
    assert named.conversation_id == "19:c"
    assert place_of(activity(conversation=there, channelData={})).channel_id == "19:c"


def test_a_chat_has_no_team_channel_or_thread():
    odd = {"id": "a:1;messageid=2", "conversationType": "personal", "tenantId": "t2"}
    place = place_of(activity(conversation=odd, channelData={"team": {"id": "19:t"}}))
    assert (place.conversation_id, place.team_id, place.channel_id, place.thread_id) == ("a:1", "", "", "")
    assert place.tenant_id == "t2"


def test_a_message_without_an_id_gets_one_of_its_own():
    one, other = (read_turn(activity(id=None), AT) for _ in range(2))
    assert one is not None
    assert other is not None
    assert one.id.startswith("none-")
    assert one.id != other.id


@pytest.mark.parametrize("value", ["text", [], 7, None])
def test_a_press_that_carries_nothing_useful_is_still_a_press(value):
    turn = read_turn(activity(text=None, value=value), AT)
    assert turn is not None
    assert turn.happening is (Happening.SAID if value is None else Happening.PRESSED)
    assert (turn.verb, dict(turn.values)) == ("", {})


def test_words_with_a_value_are_words_unless_it_names_a_verb():
    said = read_turn(activity(value={"x": 1}), AT)
    pressed = read_turn(activity(value={"verb": "save", "msteams": {"type": "messageBack"}, "x": 1}), AT)
    assert said is not None
    assert pressed is not None
    assert said.happening is Happening.SAID
    assert (pressed.happening, pressed.values) == (Happening.PRESSED, {"verb": "save", "x": 1})


def test_of_a_long_text_the_beginning_is_read_so_that_it_can_be_said_to_be_too_long():
    turn = read_turn(activity(text="x" * 100_001), AT)
    assert turn is not None
    assert turn.said == "x" * 100_000


def test_files_and_only_files():
    found = [
        {"contentType": FILE, "name": "a.xlsx", "content": {"downloadUrl": "https://x.sharepoint.com/a"}},
        {"contentType": "image/png", "name": "b.png", "contentUrl": "https://smba.trafficmanager.net/b"},
        {"contentType": FILE, "name": "no address"},
        {"contentType": "text/html", "content": "<p>help</p>"},
    ]
    turn = read_turn(activity(attachments=found * 4), AT)
    assert turn is not None
    assert turn.attachments[:2] == (
        Attachment("a.xlsx", FILE, "https://x.sharepoint.com/a"),
        Attachment("b.png", "image/png", "https://smba.trafficmanager.net/b"),
    )
    assert len(turn.attachments) < 10


@pytest.mark.parametrize("kind", [None, "", 7, ["message"], {}])
def test_something_without_a_kind_is_malformed(kind):
    with pytest.raises(Malformed):
        read_turn(activity(type=kind), AT)


@pytest.mark.parametrize("sender", [None, {}, {"aadObjectId": 7}, {"aadObjectId": "../x"}, {"aadObjectId": "a" * 65}])
def test_a_message_of_nobody(sender):
    with pytest.raises(Nameless):
        read_turn(activity(**{"from": sender}), AT)


@pytest.mark.parametrize("event", ["teamRenamed", "channelDeleted", "teamArchived", "channelRestored"])
def test_changes_of_team_and_channel(event):
    data = {"tenant": {"id": "t"}, "eventType": event, "team": {"name": "T"}, "channel": {"id": "19:c", "name": "C"}}
    turn = read_turn(activity(type="conversationUpdate", channelData=data), AT)
    assert turn is not None
    assert turn.values == {"event": event, "name": "C" if event.startswith("channel") else "T"}


@pytest.mark.parametrize(
    "fields",
    [
        {"membersAdded": [{"id": "29:somebody"}]},
        {"membersRemoved": [None, "x"]},
        {"membersAdded": "28:bot"},
        {"channelData": {"eventType": "channelMemberAdded"}},
        {"membersAdded": [{"id": ""}], "recipient": {"id": ""}},
    ],
)
def test_what_happens_to_others_is_no_concern_of_ours(fields):
    assert read_turn(activity(type="conversationUpdate", **fields), AT) is None
