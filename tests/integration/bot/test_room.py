"""The Teams room over HTTP: what comes in becomes turns, what goes out stands where it belongs."""

import aiohttp
import pytest

from bot.contracts import Happening, PlaceKind
from bot.teams.limits import NONE, Limits, Rate
from bot.teams.room import Access, on_trial, tokens_of
from tests.bot_server import awaited, bot_server
from tests.fake_teams import BOT_ID, CHAIR, CHANNEL, SECRET, TEAM, TENANT, FakeTeams, Fault

CARD = "application/vnd.microsoft.card.adaptive"
ERROR = "application/vnd.microsoft.error"
NOTE = "application/vnd.microsoft.activity.message"


@awaited
async def test_a_message_in_the_personal_chat_is_answered_there():
    async with FakeTeams() as teams, bot_server(teams) as bot:
        answer = await bot.chair.say("my actions")
        assert (answer.status, answer.raw) == (200, b"")
        turn = bot.turns[0]
        assert (turn.said, turn.happening, turn.invoked) == ("my actions", Happening.SAID, False)
        assert (turn.speaker.object_id, turn.place.kind) == (CHAIR, PlaceKind.PERSONAL)
        assert (turn.place.tenant_id, turn.place.bot_id) == (TENANT, BOT_ID)
        [sent] = teams.sent
        assert sent.conversation == f"a:1-{CHAIR}"
        assert sent.body["summary"] == "my actions\nSaid the bot."
        assert sent.card["body"][0]["text"] == "my actions"
        assert "text" not in sent.body
        assert "inputHint" not in sent.body
        assert sent.authorization == "Bearer outbound-1"


@awaited
async def test_a_message_in_the_channel_is_answered_in_its_thread():
    async with FakeTeams() as teams, bot_server(teams) as bot:
        await bot.chair.say("returns", "channel")
        place = bot.turns[0].place
        assert (place.kind, place.conversation_id, place.thread_id) == (PlaceKind.CHANNEL, CHANNEL, "1790000000000")
        assert (place.team_id, place.channel_id, bot.turns[0].said) == (TEAM, CHANNEL, "returns")
        [sent] = teams.sent
        assert (sent.conversation, sent.thread) == (CHANNEL, "1790000000000")


@awaited
async def test_a_private_answer_goes_to_the_speaker_and_the_channel_hears_only_that():
    async with FakeTeams() as teams, bot_server(teams) as bot:
        await bot.chair.say("answer privately", "channel")
        private, public = teams.sent
        assert private.conversation == f"a:1-{CHAIR}"
        assert private.card["body"][0]["text"] == "answer privately"
        assert (public.conversation, public.thread) == (CHANNEL, "1790000000000")
        assert public.text == "I have replied to you privately."
        await bot.chair.say("again privately", "groupChat")
        assert teams.sent[-1].conversation == "19:chat@thread.v2"
        assert teams.asked("create") == 1, "the chat is known now"


@awaited
async def test_somebody_who_cannot_be_reached_in_private_is_told_so_in_the_channel():
    async with FakeTeams() as teams, bot_server(teams) as bot:
        teams.script("create", Fault(403, code="BotNotInConversationRoster"))
        await bot.chair.say("answer privately", "channel")
        [public] = teams.sent
        assert public.text.startswith("I could not reach you in a private chat.")


@awaited
async def test_a_press_gets_its_card_in_the_response():
    async with FakeTeams() as teams, bot_server(teams) as bot:
        answer = await bot.chair.press("save", {"ctx": "v1", "title": "New rota"})
        assert (answer.status, answer.json["statusCode"], answer.json["type"]) == (200, 200, CARD)
        assert answer.json["value"]["body"][0]["text"] == "save"
        turn = bot.turns[0]
        assert (turn.verb, turn.values, turn.invoked) == ("save", {"ctx": "v1", "title": "New rota"}, True)
        assert turn.card_id == "1"
        assert teams.sent == []


@awaited
async def test_a_note_leaves_the_card_as_it_is():
    async with FakeTeams() as teams, bot_server(teams) as bot:
        assert (await bot.chair.press("note")).json == {"statusCode": 200, "type": NOTE, "value": "Noted."}
        assert (await bot.chair.press("nothing")).json == {"statusCode": 200, "type": NOTE, "value": "Done."}


@awaited
async def test_a_private_press_in_the_channel_is_answered_in_the_personal_chat():
    async with FakeTeams() as teams, bot_server(teams) as bot:
        answer = await bot.chair.press("privately", where="channel")
        assert answer.json == {"statusCode": 200, "type": NOTE, "value": "I have replied to you privately."}
        assert [sent.conversation for sent in teams.sent] == [f"a:1-{CHAIR}"]


@awaited
async def test_a_refresh_in_the_channel_shows_its_card_to_the_one_who_looks_and_posts_nothing():
    async with FakeTeams() as teams, bot_server(teams) as bot:
        answer = await bot.chair.press("privately", where="channel", trigger="automatic")
        assert answer.json["type"] == CARD
        assert bot.turns[0].automatic
        assert teams.sent == []


@awaited
async def test_a_press_by_an_old_client_comes_as_a_message_and_its_result_is_posted():
    async with FakeTeams() as teams, bot_server(teams) as bot:
        answer = await bot.chair.submit("save", {"ctx": "v1", "title": "New rota"})
        assert answer.status == 200
        turn = bot.turns[0]
        assert (turn.happening, turn.verb, turn.invoked) == (Happening.PRESSED, "save", False)
        assert turn.values == {"verb": "save", "ctx": "v1", "title": "New rota"}
        assert teams.sent[0].card["body"][0]["text"] == "save"


@awaited
async def test_the_bot_is_added_and_greets():
    async with FakeTeams() as teams, bot_server(teams) as bot:
        await bot.chair.add_bot("channel")
        assert bot.turns[0].happening is Happening.ADDED
        assert teams.sent[0].conversation == CHANNEL


@awaited
async def test_events_are_read_and_others_ignored_politely():
    async with FakeTeams() as teams, bot_server(teams) as bot:
        chair = bot.chair
        for event in (
            {"type": "installationUpdate", "action": "remove"},
            {"type": "installationUpdate", "action": "add-upgrade"},
            {"type": "conversationUpdate", "membersRemoved": [{"id": BOT_ID}]},
        ):
            assert (await chair.send(chair.activity("channel", **event))).status == 200
        renamed = chair.activity("channel", type="conversationUpdate")
        renamed["channelData"] |= {"eventType": "channelRenamed", "channel": {"id": CHANNEL, "name": "Safety"}}
        await chair.send(renamed)
        kinds = [turn.happening for turn in bot.turns]
        assert kinds == [Happening.REMOVED, Happening.ADDED, Happening.REMOVED, Happening.RENAMED]
        assert bot.turns[-1].values == {"event": "channelRenamed", "name": "Safety"}
        for kind in ("typing", "messageReaction", "event", "conversationUpdate"):
            assert (await chair.send(chair.activity(type=kind))).status == 200
        assert len(bot.turns) == 4


@awaited
async def test_an_unknown_invoke_is_not_implemented_and_a_broken_one_is_refused():
    async with FakeTeams() as teams, bot_server(teams) as bot:
        chair = bot.chair
        assert (await chair.send(chair.activity(type="invoke", name="task/fetch", value={}))).status == 501
        for value in (None, "text", [], {"action": {}}, {"action": {"verb": "x", "type": "Action.Http"}}):
            answer = await chair.send(chair.activity(type="invoke", name="adaptiveCard/action", value=value))
            assert answer.status == 400
        assert (await chair.press("save", ["a", "list"])).status == 400
        assert (await chair.press("save", "text")).status == 400
        assert bot.turns == []


@awaited
async def test_nobody_is_somebody_without_an_object_id():
    async with FakeTeams() as teams, bot_server(teams) as bot:
        chair = bot.chair
        for sender in ({"id": "29:x", "name": "Helen Marsh"}, {"id": "29:x", "aadObjectId": ""}, {}, "me", None):
            answer = await chair.send(chair.activity(type="message", text="hello", sender=sender))
            assert answer.status == 403
        bot_like = {"id": "28:other", "aadObjectId": CHAIR}
        assert (await chair.send(chair.activity(type="message", text="x", sender=bot_like))).status == 403
        assert bot.turns == []
        assert bot.counted("refused", "no_object_id") == 6


@awaited
async def test_the_object_id_is_read_in_lower_case():
    async with FakeTeams() as teams, bot_server(teams) as bot:
        sender = {"id": "29:x", "aadObjectId": "ABCDEF00-0000-4000-8000-00000000000A"}
        await bot.chair.send(bot.chair.activity(type="message", text="hello", sender=sender))
        assert bot.turns[0].speaker.object_id == "abcdef00-0000-4000-8000-00000000000a"


@awaited
async def test_a_file_is_fetched_from_an_allowed_place_only():
    async with FakeTeams() as teams, bot_server(teams) as bot:
        teams.files["returns.xlsx"] = b"PK..."
        info = "application/vnd.microsoft.teams.file.download.info"
        url = f"{teams.origin}/files/returns.xlsx?t=1"
        files = [
            {"contentType": "text/html", "content": "<p>import</p>"},
            {"contentType": info, "name": "returns.xlsx", "content": {"downloadUrl": url}},
        ]
        await bot.chair.say("import", attachments=files)
        [file] = bot.turns[0].attachments
        assert (file.name, await bot.room.fetch(file)) == ("returns.xlsx", b"PK...")


@awaited
async def test_a_person_who_is_too_fast_is_told_so_kindly():
    slow = Limits(Rate(2, 0.01), NONE)
    async with FakeTeams() as teams, bot_server(teams, limits=slow) as bot:
        for _ in range(5):
            assert (await bot.chair.say("hello")).status == 200
        assert len(bot.turns) == 2
        assert [sent.text.startswith("You are faster") for sent in teams.sent] == [False, False, True]
        answer = await bot.chair.press("save")
        assert answer.json["type"] == NOTE
        await bot.person("00000000-0000-4000-8000-000000000002").say("hello")
        assert len(bot.turns) == 3


@awaited
async def test_a_handler_that_raises_costs_the_member_an_answer_and_nobody_else():
    async with FakeTeams() as teams, bot_server(teams) as bot:
        assert (await bot.chair.say("please fail")).status == 200
        answer = await bot.chair.press("fail")
        assert (answer.status, answer.json["statusCode"], answer.json["type"]) == (
            200,
            500,
            "application/vnd.microsoft.error",
        )
        assert (await bot.chair.press("save")).json["type"] == CARD


@awaited
async def test_an_answer_that_surely_was_not_posted_is_tried_again():
    async with FakeTeams() as teams, bot_server(teams) as bot:
        teams.script("POST", Fault(429, retry_after="0"), Fault(412), Fault(401))
        await bot.chair.say("hello")
        assert len(teams.sent) == 1
        assert teams.asked("POST") == 4
        assert teams.sent[0].authorization == "Bearer outbound-2", "the refused token was renewed once"


@awaited
async def test_an_answer_in_doubt_is_not_posted_twice():
    async with FakeTeams() as teams, bot_server(teams) as bot:
        teams.script("POST", Fault(how="reset_after"))
        await bot.chair.say("hello")
        assert len(teams.sent) == 1
        assert bot.counted("sends", "uncertain") == 1


@awaited
async def test_anonymous_mode_takes_unsigned_activities_and_sends_no_token():
    async with FakeTeams() as teams, bot_server(teams, app_id="", app_password="") as bot:
        await bot.chair.say("hello")
        assert [sent.authorization for sent in teams.sent] == [""]
        assert teams.tokens_given == 0


@awaited
async def test_a_wrong_secret_costs_answers_but_not_the_bot():
    async with FakeTeams() as teams, bot_server(teams, app_password="wrong" + SECRET) as bot:
        assert (await bot.chair.press("save")).json["type"] == CARD
        assert (await bot.chair.say("hello")).status == 200
        assert teams.sent == []


PUBLIC = "https://login.microsoftonline.com/{}/oauth2/v2.0/token"


@pytest.mark.parametrize(
    ("access", "url", "told"),
    [
        (Access("app", "s", tenant_id="t"), PUBLIC.format("t"), "https://api.botframework.com/.default"),
        (Access("app", "s", "MultiTenant"), PUBLIC.format("botframework.com"), "https://api.botframework.com/.default"),
        (
            Access("app", "s", openid_url="https://login.botframework.azure.us/v1/x", token_url="https://login.us/t"),
            "https://login.us/t",
            "https://api.botframework.us/.default",
        ),
        (
            Access("app", app_type="UserAssignedMSI", identity_endpoint="http://127.0.0.1:1/msi", identity_header="h"),
            "http://127.0.0.1:1/msi",
            "https://api.botframework.com",
        ),
    ],
)
@awaited
async def test_how_the_bot_gets_its_token_by_the_kind_of_its_identity(access: Access, url: str, told: str):
    async with aiohttp.ClientSession() as session:
        made = tokens_of(session, access)
        assert made is not None
        ask = made.credentials
        assert (ask.url, ask.form.get("scope") or ask.query.get("resource")) == (url, told)
        assert tokens_of(session, Access()) is None


def test_limits_are_off_on_a_trial_and_on_in_earnest():
    assert on_trial(Access())
    assert on_trial(Access("app", service_hosts=("http://127.0.0.1:43100",)))
    assert not on_trial(Access("app", service_hosts=("http://127.0.0.1:43100", "smba.trafficmanager.net")))
    assert not on_trial(Access("app"))


def test_secrets_do_not_show():
    assert "hush" not in repr(Access("app", "hush", identity_header="hush"))
