"""What the connector does with every answer of the service, and what it never does."""

import asyncio
import contextlib

import aiohttp
import pytest

from bot.contracts import Place, PlaceKind
from bot.delivery import Gone, Rejected, RetryAfter, Sent, Uncertain, Withheld
from bot.teams import connector
from bot.teams.connector import Connector
from bot.teams.hosts import Hosts
from bot.teams.throttle import Throttle
from bot.teams.tokens import Tokens, client_secret
from cards.kit import card, words
from tests.bot_server import awaited
from tests.fake_teams import APP_ID, BOT_ID, CHANNEL, SECRET, TENANT, FakeTeams, Fault

CARD = card("Actions", words("One is due."))


@contextlib.asynccontextmanager
async def wire(teams, throttle=None, hosts=None, secret=SECRET):
    counted = []
    async with aiohttp.ClientSession() as session:
        tokens = Tokens(session, client_secret(teams.token_url, APP_ID, secret, "scope"))
        yield Connector(
            session,
            hosts or Hosts([teams.origin]),
            tokens,
            throttle or Throttle((), ()),
            lambda name, label: counted.append((name, label)),
        )
        await tokens.close()


def chat(teams, conversation="a:1"):
    return Place(PlaceKind.PERSONAL, conversation, teams.service_url, TENANT, BOT_ID)


def channel(teams):
    return Place(PlaceKind.CHANNEL, CHANNEL, teams.service_url, TENANT, BOT_ID, "19:team", CHANNEL)


@awaited
async def test_a_card_goes_with_its_twin_as_summary_and_without_text():
    async with FakeTeams() as teams, wire(teams) as sends:
        sent = await sends.post(chat(teams), CARD)
        assert sent == Sent(teams.sent[0].activity_id)
        body = teams.sent[0].body
        assert body["summary"] == "Actions\nOne is due."
        assert body["attachments"] == [
            {"contentType": "application/vnd.microsoft.card.adaptive", "content": CARD.content}
        ]
        assert not {"text", "inputHint", "replyToId"} & body.keys()


@awaited
async def test_a_new_thread_a_reply_and_an_edit():
    async with FakeTeams() as teams, wire(teams) as sends:
        root = await sends.post(channel(teams), CARD)
        assert isinstance(root, Sent)
        await sends.post(channel(teams), CARD, root.activity_id)
        assert await sends.update(channel(teams), root.activity_id, CARD) == root
        assert [(s.method, s.conversation, s.thread) for s in teams.sent] == [
            ("POST", CHANNEL, ""),
            ("POST", CHANNEL, root.activity_id),
            ("PUT", CHANNEL, ""),
        ]


@awaited
async def test_an_edit_of_what_is_not_there_says_so():
    async with FakeTeams() as teams, wire(teams) as sends:
        assert await sends.update(channel(teams), "17", CARD) == Gone("404 ActivityNotFoundInConversation")


@awaited
async def test_a_chat_is_opened_with_the_tenant_where_teams_looks_for_it():
    async with FakeTeams() as teams, wire(teams) as sends:
        place = await sends.open_personal("ann", TENANT, teams.service_url, BOT_ID)
        assert place == Place(PlaceKind.PERSONAL, "a:1-ann", teams.service_url, TENANT, BOT_ID)
        assert await sends.open_personal("ann", TENANT, teams.service_url, BOT_ID) == place


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (Fault(502), RetryAfter),
        (Fault(how="reset"), RetryAfter),
        (Fault(how="no_id"), RetryAfter),
        (Fault(429, retry_after="9"), RetryAfter),
        (Fault(403, code="BotNotInConversationRoster"), Gone),
        (Fault(400), Rejected),
    ],
)
@awaited
async def test_a_chat_that_is_not_opened(fault, outcome):
    async with FakeTeams() as teams, wire(teams) as sends:
        teams.script("create", fault)
        assert isinstance(await sends.open_personal("ann", TENANT, teams.service_url, BOT_ID), outcome)


ONCE = {
    "bad request": (Fault(400, code="BadArgument"), Rejected("400 BadArgument"), 1),
    "blocked": (Fault(403, code="ConversationBlockedByUser"), Gone("403 ConversationBlockedByUser"), 1),
    "forgotten": (Fault(404, code="ConversationNotFound"), Gone("404 ConversationNotFound"), 1),
    "time-out there": (Fault(408), Uncertain("408"), 1),
    "too big": (Fault(413, code="MessageSizeTooBig"), Rejected("413 MessageSizeTooBig"), 1),
    "too many": (Fault(429, retry_after="30"), RetryAfter(30.0, "429"), 1),
    "fault there": (Fault(500), Uncertain("500"), 1),
    "bad gateway": (Fault(502), Uncertain("502"), 1),
    "busy": (Fault(503, retry_after="2"), RetryAfter(2.0, "503"), 1),
    "busy without a word": (Fault(503), Uncertain("503"), 1),
    "gateway time-out": (Fault(504), Uncertain("504"), 1),
    "reset before": (Fault(how="reset"), Uncertain("ServerDisconnectedError"), 1),
    "reset after": (Fault(how="reset_after"), Uncertain("ServerDisconnectedError"), 1),
    "redirect": (Fault(302), Rejected("302 Status302"), 1),
    "no id": (Fault(how="no_id"), Sent(""), 1),
    "broken JSON": (Fault(how="broken_json"), Sent(""), 1),
    "HTML": (Fault(how="html"), Sent(""), 1),
}


@pytest.mark.parametrize("name", ONCE)
@awaited
async def test_every_answer_has_its_meaning_and_a_doubtful_post_is_made_once(name):
    fault, outcome, requests = ONCE[name]
    async with FakeTeams() as teams, wire(teams) as sends:
        teams.script("POST", fault)
        assert await sends.post(chat(teams), CARD) == outcome
        assert teams.asked("POST") == requests
        assert len(teams.sent) == (1 if name == "reset after" else 0)


@awaited
async def test_a_hanging_service_is_left_in_doubt(monkeypatch):
    monkeypatch.setattr(connector, "TOTAL", aiohttp.ClientTimeout(total=0.2))
    async with FakeTeams() as teams, wire(teams) as sends:
        teams.script("POST", Fault(how="held"))
        assert await sends.post(chat(teams), CARD) == Uncertain("TimeoutError")


@awaited
async def test_a_service_that_cannot_be_reached_has_surely_got_nothing():
    async with FakeTeams() as teams, wire(teams) as sends:
        await sends.post(chat(teams), CARD)
        place = chat(teams)
    async with FakeTeams() as other, wire(other, hosts=Hosts([place.service_url.removesuffix("/teams/")])) as sends:
        outcome = await sends.post(place, CARD)
        assert isinstance(outcome, RetryAfter)
        assert outcome.reason == "ClientConnectorError"


@awaited
async def test_a_precondition_that_failed_is_tried_three_times_more(monkeypatch):
    monkeypatch.setattr(connector, "AGAIN_412", (0.0, 0.0, 0.0))
    async with FakeTeams() as teams, wire(teams) as sends:
        teams.script("POST", *[Fault(412)] * 3)
        assert isinstance(await sends.post(chat(teams), CARD), Sent)
        teams.script("POST", *[Fault(412)] * 4)
        assert await sends.post(chat(teams), CARD) == RetryAfter(60.0, "412")
        assert teams.asked("POST") == 8


@awaited
async def test_a_refused_token_is_renewed_once():
    async with FakeTeams() as teams, wire(teams) as sends:
        teams.script("POST", Fault(401))
        assert isinstance(await sends.post(chat(teams), CARD), Sent)
        assert teams.sent[0].authorization == "Bearer outbound-2"
        teams.always("POST", Fault(401))
        assert await sends.post(chat(teams), CARD) == RetryAfter(300.0, "401")
        assert teams.asked("POST") == 4


@awaited
async def test_without_a_token_nothing_is_sent():
    async with FakeTeams() as teams, wire(teams, secret="wrong") as sends:
        assert await sends.post(chat(teams), CARD) == RetryAfter(30.0, "no token")
        assert teams.asked("POST") == 0


@awaited
async def test_it_begins_when_it_may_leave_and_not_before():
    asked: list[int] = []

    async def begin() -> bool:
        asked.append(1)
        return len(asked) == 1

    async with FakeTeams() as teams, wire(teams, Throttle(((1, 30.0),), ())) as sends:
        assert isinstance(await sends.post(chat(teams), CARD, begin=begin), Sent)
        outcome = await sends.post(chat(teams), CARD, begin=begin)
        assert isinstance(outcome, RetryAfter)
        assert outcome.reason == "throttle"
        assert len(asked) == 1, "who must wait is not asked to begin"
        assert await sends.post(chat(teams, "a:2"), CARD, begin=begin) == Withheld()
        assert teams.asked("POST") == 1
    async with FakeTeams() as teams, wire(teams, secret="wrong") as sends:
        assert await sends.post(chat(teams), CARD, begin=begin) == RetryAfter(30.0, "no token")
        assert len(asked) == 2


@awaited
async def test_nothing_goes_to_a_host_that_is_not_on_the_list():
    async with FakeTeams() as teams, wire(teams, hosts=Hosts(["smba.trafficmanager.net"])) as sends:
        assert await sends.post(chat(teams), CARD) == Rejected("host")
        assert isinstance(await sends.open_personal("ann", TENANT, "http://169.254.169.254/", BOT_ID), Rejected)
        assert teams.requests == []


@awaited
async def test_too_much_at_once_goes_back_and_429_quiets_the_conversation():
    async with FakeTeams() as teams, wire(teams, Throttle(((1, 30.0),), ())) as sends:
        assert isinstance(await sends.post(chat(teams), CARD), Sent)
        outcome = await sends.post(chat(teams), CARD)
        assert isinstance(outcome, RetryAfter)
        assert outcome.reason == "throttle"
        assert isinstance(await sends.post(chat(teams, "a:2"), CARD), Sent)
    async with FakeTeams() as teams, wire(teams, Throttle(((100, 1.0),), ())) as sends:
        teams.script("POST", Fault(429, retry_after="60"))
        assert await sends.post(chat(teams), CARD) == RetryAfter(60.0, "429")
        outcome = await sends.post(chat(teams), CARD)
        assert isinstance(outcome, RetryAfter)
        assert outcome.reason == "throttle"
        assert teams.asked("POST") == 1


@awaited
async def test_a_burst_keeps_within_the_published_windows():
    """What is wrong is wrong each time; a machine that stands still between a send and its arrival is so once."""
    bursts = []
    for _ in range(3):
        async with FakeTeams(enforce=True) as teams, wire(teams, Throttle()) as sends:
            every = [sends.send(chat(teams, f"a:{n % 12}"), {"type": "message"}, "", 60.0) for n in range(80)]
            outcomes = await asyncio.gather(*every)
        bursts.append(teams.too_fast or [o for o in outcomes if not isinstance(o, Sent)])
        if not bursts[-1]:
            return
    pytest.fail(str(bursts))


@awaited
async def test_one_connection_serves_many_posts_in_turn():
    async with FakeTeams() as teams, wire(teams) as sends:
        for _ in range(20):
            await sends.post(chat(teams), CARD)
        assert teams.tokens_given == 1
        pool = sends.session.connector
        assert pool is not None
        assert len(pool._conns) == 1


@awaited
async def test_an_endless_answer_is_not_read_to_its_end(monkeypatch):
    monkeypatch.setattr(connector, "MOST_ANSWER", 10)
    async with FakeTeams() as teams, wire(teams) as sends:
        assert await sends.post(chat(teams), CARD) == Sent("")
