"""Where answers go when things go wrong, and what the channel is told then."""

from dataclasses import replace

from bot.contracts import Happening, Place, PlaceKind, Reply, Speaker, Turn
from bot.delivery import Gone, Rejected, RetryAfter, Sent, Uncertain
from bot.teams import replies as room
from bot.teams.replies import NOT_REACHED, PRIVATELY, Replies
from cards.kit import card, words
from domain.people import ObjectId
from tests.bot_server import awaited

ANN = Speaker(ObjectId("ann"), "29:ann", "Ann")
CHANNEL = Place(PlaceKind.CHANNEL, "19:c", "https://s/", "t", "28:b", "19:t", "19:c", "17")
CHAT = Place(PlaceKind.PERSONAL, "a:1", "https://s/", "t", "28:b")
PRIVATE = Reply(card("Yours", words("Only for you.")))


def turn(place=CHANNEL, speaker=ANN, happening=Happening.SAID):
    return Turn("1", None, speaker, place, happening)  # type: ignore[arg-type]


class FakeConnector:
    def __init__(self, *answers):
        self.answers = list(answers)
        self.sent = []

    def next(self):
        return self.answers.pop(0) if self.answers else Sent("1")

    async def send(self, place, activity, thread, patience):
        self.sent.append((place.conversation_id, thread, activity.get("text") or activity["summary"]))
        return self.next()

    async def open_personal(self, object_id, tenant_id, service_url, bot_id):
        self.sent.append(("open", object_id, tenant_id))
        found = self.next()
        return CHAT if isinstance(found, Sent) else found


def replies(*answers):
    connector = FakeConnector(*answers)
    return Replies(connector), connector  # type: ignore[arg-type]


@awaited
async def test_a_chat_seen_before_needs_no_opening():
    own, connector = replies()
    own.saw(turn(CHAT))
    await own.post(turn(), PRIVATE)
    assert [s[:2] for s in connector.sent] == [("a:1", ""), ("19:c", "17")]
    assert connector.sent[1][2] == PRIVATELY


@awaited
async def test_a_chat_that_fails_is_forgotten_and_opened_anew_next_time():
    own, connector = replies(Sent("1"), Gone("403"))
    await own.post(turn(), PRIVATE)
    assert connector.sent[-1][2] == NOT_REACHED
    await own.post(turn(), PRIVATE)
    assert [s[0] for s in connector.sent] == ["open", "a:1", "19:c", "open", "a:1", "19:c"]
    assert connector.sent[-1][2] == PRIVATELY


@awaited
async def test_what_was_surely_not_posted_is_tried_again_for_a_while():
    own, connector = replies(RetryAfter(0, "x"), RetryAfter(0, "x"), Sent("1"))
    await own.note(turn(CHAT), "hello")
    assert len(connector.sent) == 3
    own, connector = replies(*[RetryAfter(0, "x")] * 9)
    await own.note(turn(CHAT), "hello")
    assert len(connector.sent) == room.TRIES


@awaited
async def test_too_long_a_wait_and_doubt_end_it():
    for answer in (RetryAfter(60, "429"), Uncertain("502"), Rejected("400")):
        own, connector = replies(answer)
        await own.note(turn(CHAT), "hello")
        assert len(connector.sent) == 1


@awaited
async def test_nothing_to_say_is_nothing_said():
    own, connector = replies()
    await own.post(turn(), Reply())
    assert connector.sent == []


@awaited
async def test_a_welcome_is_for_the_place_even_when_it_is_marked_private():
    own, connector = replies()
    await own.post(turn(happening=Happening.ADDED), PRIVATE)
    assert [s[0] for s in connector.sent] == ["19:c"]


@awaited
async def test_plain_words_can_be_private_too():
    own, connector = replies()
    await own.post(turn(), Reply(text="Only for you."))
    assert [s[2] for s in connector.sent[1:]] == ["Only for you.", PRIVATELY]


def test_only_so_many_chats_are_kept_in_mind(monkeypatch):
    monkeypatch.setattr(room, "CHATS", 2)
    own, _ = replies()
    for name in ("ann", "tom", "tom", "eve"):
        own.saw(turn(CHAT, Speaker(ObjectId(name), "29:x", "X")))
    own.saw(turn(CHAT, Speaker(ObjectId(""), "29:x", "X")))
    assert [who for _, who in own._chats] == ["tom", "eve"]


JOB = Reply(card("The pack"), job="JOB-26-001")


def noting(*answers):
    own, connector = replies(*answers)
    noted = []

    async def answered(turn, reply, message):
        noted.append((turn.id, reply.job, message))

    own.answered = answered
    return own, connector, noted


@awaited
async def test_of_the_card_of_long_work_it_is_told_which_message_it_is():
    own, _, noted = noting(Sent("msg-1"))
    await own.post(turn(CHAT), JOB)
    await own.post(turn(CHAT), PRIVATE)
    assert noted == [("1", "JOB-26-001", "msg-1")], "of no other answer"


@awaited
async def test_asked_in_the_channel_it_is_the_private_one():
    own, connector, noted = noting(Sent("open"), Sent("msg-2"), Sent("note"))
    await own.post(turn(), JOB)
    assert noted == [("1", "JOB-26-001", "msg-2")]
    assert connector.sent[-1][2] == PRIVATELY


@awaited
async def test_one_that_did_not_arrive_is_told_too():
    for first in (Gone("403"), Sent("open")):
        own, _, noted = noting(first, Gone("404"))
        await own.post(turn(), JOB)
        assert noted == [("1", "JOB-26-001", "")]


@awaited
async def test_a_press_makes_its_own_message_that_card_once_it_is_shown(monkeypatch):
    monkeypatch.setattr(room, "SHOWN", 0.0)
    own, connector, noted = noting()
    body = await own.invoke(replace(turn(CHAT, happening=Happening.PRESSED), card_id="msg-3"), JOB)
    assert noted == [], "the reader has to have it first"
    await own.close()
    assert body["value"] == JOB.card.content  # pyright: ignore[reportOptionalMemberAccess] it has one
    assert noted == [("1", "JOB-26-001", "msg-3")]
    assert connector.sent == []
