import asyncio
import contextlib

import aiohttp
import pytest

from bot.teams import keys as room
from bot.teams.keys import AFTER_FAILURE, FRESH, ONCE_PER, USABLE, Keys, NoKeys, read_keys
from bot.teams.strict import Unreadable
from tests.bot_server import awaited
from tests.fake_teams import FakeTeams, Fault, SigningKey
from tests.waiting import until


class Time:
    now = 0.0

    def __call__(self):
        return self.now


@contextlib.asynccontextmanager
async def keys_of(teams):
    clock = Time()
    async with aiohttp.ClientSession() as session:
        found = Keys(session, teams.openid_url, clock)
        yield found, clock
        await found.close()


@awaited
async def test_keys_are_fetched_once_and_kept_for_a_day():
    async with FakeTeams() as teams, keys_of(teams) as (keys, clock):
        kid = teams.keys[0].kid
        assert keys.known(kid) is None
        for _ in range(3):
            key = await keys.find(kid)
            assert key is not None
            assert "msteams" in key.endorsements
            clock.now += FRESH / 4
        assert teams.asked("keys") == 1
        assert keys.known(kid) is not None


@awaited
async def test_many_who_ask_at_once_make_one_request():
    async with FakeTeams() as teams, keys_of(teams) as (keys, _):
        teams.script("metadata", Fault(200, how="hang", seconds=0.1))
        found = await asyncio.gather(*(keys.find(teams.keys[0].kid) for _ in range(50)))
        assert None not in found
        assert teams.asked("metadata") == 1


@awaited
async def test_after_a_day_they_are_renewed_behind_the_turns_back():
    async with FakeTeams() as teams, keys_of(teams) as (keys, clock):
        kid = teams.keys[0].kid
        await keys.find(kid)
        clock.now += FRESH + 1
        teams.script("metadata", Fault(200, how="held"))
        assert await keys.find(kid) is not None
        assert teams.asked("keys") == 1
        teams.release()
        await until(lambda: teams.asked("keys") == 2)


@awaited
async def test_old_keys_serve_for_five_days_when_the_issuer_is_away_and_no_longer():
    async with FakeTeams() as teams, keys_of(teams) as (keys, clock):
        kid = teams.keys[0].kid
        await keys.find(kid)
        teams.always("metadata", Fault(500))
        clock.now += USABLE - 1
        assert await keys.find(kid) is not None
        clock.now += 2
        assert keys.known(kid) is None
        await asyncio.sleep(0.05)
        clock.now += AFTER_FAILURE
        with pytest.raises(NoKeys):
            await keys.find(kid)
        teams.always("metadata", None)
        clock.now += AFTER_FAILURE
        assert await keys.find(kid) is not None


@awaited
async def test_an_unknown_key_makes_it_look_at_once_and_then_not_for_five_minutes():
    async with FakeTeams() as teams, keys_of(teams) as (keys, clock):
        await keys.find(teams.keys[0].kid)
        clock.now += 60
        fresh = teams.rotate(keep=True)
        assert await keys.find(fresh.kid) is not None
        newer = teams.rotate(keep=True)
        for _ in range(5):
            assert await keys.find(newer.kid) is None
        assert teams.asked("keys") == 2
        clock.now += ONCE_PER
        assert await keys.find(newer.kid) is not None


@pytest.mark.parametrize(
    ("door", "fault"),
    [
        ("metadata", Fault(500)),
        ("metadata", Fault(302)),
        ("metadata", Fault(200, how="html")),
        ("metadata", Fault(200, how="broken_json")),
        ("metadata", Fault(200, how="no_id")),
        ("metadata", Fault(how="reset")),
        ("keys", Fault(404)),
        ("keys", Fault(200, how="no_id")),
    ],
)
@awaited
async def test_whatever_the_issuer_answers_there_is_no_key_and_a_pause(door, fault):
    async with FakeTeams() as teams, keys_of(teams) as (keys, clock):
        teams.always(door, fault)
        for _ in range(4):
            with pytest.raises(NoKeys):
                await keys.find("any")
        assert teams.asked("metadata") == (2 if fault.how == "reset" else 1), "aiohttp asks again after a reset"
        teams.always(door, None)
        clock.now += AFTER_FAILURE
        assert await keys.find(teams.keys[0].kid) is not None


@awaited
async def test_an_issuer_that_hangs_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(room, "TIMEOUT", 0.1)
    async with FakeTeams() as teams, keys_of(teams) as (keys, _):
        teams.always("metadata", Fault(how="held"))
        with pytest.raises(NoKeys):
            await keys.find("any")


@awaited
async def test_a_look_under_way_ends_with_the_bot():
    async with FakeTeams() as teams, keys_of(teams) as (keys, _):
        teams.always("metadata", Fault(how="held"))
        asking = asyncio.create_task(keys.find("any"))
        await asyncio.sleep(0.05)
        await keys.close()
        with pytest.raises(NoKeys):
            await asking


GOOD = SigningKey(kid="good").jwk()


@pytest.mark.parametrize(
    "entry",
    [
        None,
        "key",
        {**GOOD, "kty": "EC"},
        {**GOOD, "use": "enc"},
        {**GOOD, "kid": ""},
        {**GOOD, "kid": 7},
        {k: v for k, v in GOOD.items() if k != "kid"},
        {**GOOD, "n": "!!"},
        {**GOOD, "n": 7},
        {**GOOD, "n": "AQAB"},
        {**GOOD, "e": "AA"},
    ],
)
def test_a_key_that_cannot_be_used_is_passed_over(entry):
    assert list(read_keys({"keys": [entry, GOOD]})) == ["good"]
    with pytest.raises(Unreadable):
        read_keys({"keys": [entry]})


def test_endorsements_are_text_or_none():
    assert read_keys({"keys": [{**GOOD, "endorsements": ["msteams", 7]}]})["good"].endorsements == {"msteams"}
    assert read_keys({"keys": [{**GOOD, "endorsements": "msteams"}]})["good"].endorsements == frozenset()
    with pytest.raises(Unreadable):
        read_keys({"keys": "none"})


def test_keys_come_by_https_or_from_this_machine():
    may = room._may_serve
    public = "https://login.botframework.com/x"
    assert may("https://login.botframework.com/keys", public)
    assert not may("http://login.botframework.com/keys", public)
    assert not may("http://127.0.0.1/keys", public)
    assert may("http://127.0.0.1:1/keys", "http://127.0.0.1:1/x")
    assert not may("file:///etc/passwd", "http://127.0.0.1:1/x")
