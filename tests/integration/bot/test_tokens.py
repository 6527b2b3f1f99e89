import asyncio
import contextlib

import aiohttp
import pytest

from bot.teams.tokens import AFTER_FAILURE, NoToken, Tokens, client_secret, managed_identity
from tests.bot_server import awaited
from tests.fake_teams import APP_ID, SECRET, FakeTeams, Fault
from tests.waiting import until


class Time:
    now = 0.0

    def __call__(self):
        return self.now


@contextlib.asynccontextmanager
async def tokens_of(teams, secret=SECRET):
    clock = Time()
    async with aiohttp.ClientSession() as session:
        found = Tokens(session, client_secret(teams.token_url, APP_ID, secret, "scope"), clock)
        yield found, clock
        await found.close()


@awaited
async def test_one_token_serves_everybody_for_its_life():
    async with FakeTeams() as teams, tokens_of(teams) as (tokens, clock):
        assert set(await asyncio.gather(*(tokens.get() for _ in range(50)))) == {"outbound-1"}
        clock.now += 3_000
        assert await tokens.get() == "outbound-1"
        assert teams.tokens_given == 1


@awaited
async def test_it_is_renewed_early_without_anybody_waiting():
    async with FakeTeams() as teams, tokens_of(teams) as (tokens, clock):
        await tokens.get()
        clock.now += 3_400
        assert await tokens.get() == "outbound-1"
        await until(lambda: tokens._token == "outbound-2")
        assert await tokens.get() == "outbound-2"


@awaited
async def test_an_old_token_serves_until_its_end_when_no_new_one_comes():
    async with FakeTeams() as teams, tokens_of(teams) as (tokens, clock):
        await tokens.get()
        teams.always("token", Fault(503))
        clock.now += 3_400
        assert await tokens.get() == "outbound-1"
        await asyncio.sleep(0.05)
        clock.now += 300
        with pytest.raises(NoToken):
            await tokens.get()


@pytest.mark.parametrize(
    "fault",
    [
        Fault(400),
        Fault(302),
        Fault(200, how="html"),
        Fault(200, how="no_id"),
        Fault(how="reset"),
        Fault(200, how="broken_json"),
    ],
)
@awaited
async def test_no_token_and_a_pause_before_the_next_try(fault):
    async with FakeTeams() as teams, tokens_of(teams) as (tokens, clock):
        teams.always("token", fault)
        for _ in range(3):
            with pytest.raises(NoToken):
                await tokens.get()
        assert teams.asked("token") == 1
        teams.always("token", None)
        clock.now += AFTER_FAILURE
        assert await tokens.get() == "outbound-1"


@awaited
async def test_a_wrong_secret_is_no_token():
    async with FakeTeams() as teams, tokens_of(teams, "wrong") as (tokens, _):
        with pytest.raises(NoToken):
            await tokens.get()


@awaited
async def test_a_refused_token_is_replaced_but_not_one_that_was_replaced_meanwhile():
    async with FakeTeams() as teams, tokens_of(teams) as (tokens, _):
        first = await tokens.get()
        assert await tokens.renew(first) == "outbound-2"
        assert await tokens.renew(first) == "outbound-2"
        assert teams.tokens_given == 2


@awaited
async def test_an_exchange_under_way_ends_with_the_bot():
    async with FakeTeams() as teams, tokens_of(teams) as (tokens, _):
        teams.always("token", Fault(how="held"))
        asking = asyncio.create_task(tokens.get())
        await asyncio.sleep(0.05)
        await tokens.close()
        with pytest.raises(NoToken):
            await asking


def test_secrets_do_not_show():
    made = client_secret("https://login.example/token", "app", "very secret", "scope")
    identity = managed_identity("http://127.0.0.1:1/msi", "also secret", "app", "https://api.botframework.com")
    assert "secret" not in repr(made) + repr(identity)
    assert identity.query["resource"] == "https://api.botframework.com"
    assert identity.headers == {"X-IDENTITY-HEADER": "also secret"}
