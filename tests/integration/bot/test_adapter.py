"""The adapter's own promises: slow answers go on after the HTTP answer, botbuilder's doors stay shut, no blocking."""

import asyncio
import logging

import pytest

from bot.contracts import Reply
from bot.teams import adapter, replies
from bot.teams.adapter import NoStockPath
from bot.teams.room import Access, TeamsRoom
from tests.bot_server import awaited, bot_server
from tests.fake_teams import FakeTeams, Fault
from tests.waiting import LONGEST, until


@awaited
async def test_a_slow_service_does_not_hold_up_the_answer_to_teams(monkeypatch):
    monkeypatch.setattr(adapter, "ANSWER_SECONDS", 0.05)
    async with FakeTeams() as teams, bot_server(teams) as bot:
        teams.script("POST", Fault(how="held"))
        assert (await bot.chair.say("hello")).status == 200
        assert teams.sent == []
        teams.release()
        await until(lambda: teams.sent)
        assert len(teams.sent) == 1


@awaited
async def test_at_the_end_answers_under_way_still_arrive(monkeypatch):
    monkeypatch.setattr(adapter, "ANSWER_SECONDS", 0.05)
    async with FakeTeams() as teams:
        async with bot_server(teams) as bot:
            teams.script("POST", Fault(how="hang", seconds=0.3))
            await bot.chair.say("hello")
        assert len(teams.sent) == 1


@awaited
async def test_but_not_for_ever(monkeypatch):
    monkeypatch.setattr(adapter, "ANSWER_SECONDS", 0.05)
    monkeypatch.setattr(replies, "CLOSING_SECONDS", 0.1)
    async with FakeTeams() as teams:
        async with asyncio.timeout(LONGEST), bot_server(teams) as bot:
            teams.script("POST", Fault(how="held"))
            await bot.chair.say("hello")
        assert teams.sent == []


@awaited
async def test_a_press_does_not_wait_for_a_slow_private_answer(monkeypatch):
    monkeypatch.setattr(replies, "PRESS_SECONDS", 0.05)
    async with FakeTeams() as teams, bot_server(teams) as bot:
        teams.script("create", Fault(how="held"))
        answer = await bot.chair.press("privately", where="channel")
        assert answer.json["value"] == replies.PRIVATELY
        assert teams.sent == []
        teams.release()
        await until(lambda: teams.sent)
        assert len(teams.sent) == 1


@awaited
async def test_a_reply_that_breaks_is_logged_and_costs_no_answer(monkeypatch, caplog):
    async with FakeTeams() as teams, bot_server(teams) as bot:

        async def broken(*_):
            raise RuntimeError("as asked")

        monkeypatch.setattr(bot.room._adapter._replies, "post", broken)  # pyright: ignore[reportOptionalMemberAccess] it is started
        assert (await bot.chair.say("hello")).status == 200
        assert "a reply failed" in caplog.text


@awaited
async def test_botbuilders_own_doors_are_shut():
    async with FakeTeams() as teams, bot_server(teams) as bot:
        own = bot.room._adapter
        assert own is not None
        shut = own.bot_framework_authentication
        assert isinstance(shut, NoStockPath)
        for door in (
            shut.authenticate_request(None, ""),
            shut.authenticate_streaming_request("", ""),
            shut.create_user_token_client(None),
        ):
            with pytest.raises(PermissionError):
                await door
        with pytest.raises(PermissionError):
            shut.create_connector_factory(None)


@awaited
async def test_a_room_that_is_not_started_says_so():
    async def handler(_):
        return Reply()

    room = TeamsRoom(Access(), handler)
    assert (await room.process(None)).status == 503  # type: ignore[arg-type]
    with pytest.raises(RuntimeError):
        _ = room.wire
    with pytest.raises(RuntimeError):
        await room.fetch(None)  # type: ignore[arg-type]
    await room.close()


@awaited
async def test_hanging_services_never_hold_up_the_loop(monkeypatch):
    """Metadata, keys, token service and connector answer nothing until twenty presses are answered.

    The services live on this very loop: one call that blocked it would wait for them for ever.
    """
    monkeypatch.setattr(adapter, "ANSWER_SECONDS", LONGEST)
    async with FakeTeams() as teams, bot_server(teams) as bot:
        await bot.chair.press("warm")
        bot.room._keys._loaded_at -= 90_000  # pyright: ignore[reportOptionalMemberAccess] a day goes by
        for door in ("metadata", "keys", "token", "POST"):
            teams.always(door, Fault(how="held"))
        saying = [asyncio.create_task(bot.chair.say(f"hello {n}")) for n in range(5)]
        async with asyncio.timeout(LONGEST):
            for _ in range(20):
                assert (await bot.chair.press("save")).status == 200
            await until(lambda: teams.asked("metadata") and teams.asked("token"))
            assert teams.sent == []
            assert not any(task.done() for task in saying)
            teams.release()
            await asyncio.gather(*saying)
        await until(lambda: len(teams.sent) == 5)


@awaited
async def test_no_words_names_or_tokens_in_the_log(caplog):
    caplog.set_level(logging.DEBUG)
    async with FakeTeams() as teams, bot_server(teams) as bot:
        teams.script("POST", Fault(400), Fault(502), Fault(403), Fault(how="reset"))
        for _ in range(4):
            await bot.chair.say("canary fail", "channel")
            await bot.chair.say("canary privately", "channel")
            await bot.chair.press("canary", {"note": "canary"})
        await bot.chair.send(b'{"text": "canary"')
        await bot.chair.send({"type": "canary"}, token="canary.canary.canary")
        await bot.chair.send(bot.chair.activity(type="message", text="canary"), token=teams.token(aud="canary"))
    ours = [r for r in caplog.records if r.name.startswith(("bot", "storage", "aiohttp"))]
    assert ours, "there is something to look at"
    told = " ".join(f"{r.getMessage()} {r.__dict__}" for r in ours)
    assert "canary" not in told
    assert "Somebody" not in told
    assert "outbound-" not in told
