import aiohttp
import pytest

from bot.contracts import Attachment
from bot.teams import files
from bot.teams.files import NotFetched, fetch
from bot.teams.hosts import Hosts
from tests.bot_server import awaited
from tests.fake_teams import FakeTeams, Fault


async def got(teams, url="", **options):
    async with aiohttp.ClientSession() as session:
        attachment = Attachment("a.xlsx", "application/octet-stream", url or f"{teams.origin}/files/a")
        return await fetch(session, options.get("hosts") or Hosts([teams.origin]), attachment)


@awaited
async def test_a_file_is_fetched_without_our_token():
    async with FakeTeams() as teams:
        teams.files["a"] = b"PK" * 100_000
        assert await got(teams) == b"PK" * 100_000


@pytest.mark.parametrize("url", ["http://169.254.169.254/latest/", "file:///etc/passwd", "http://10.0.0.1/a", "a"])
@awaited
async def test_other_places_are_not_asked(url):
    async with FakeTeams() as teams:
        with pytest.raises(NotFetched, match="may not read"):
            await got(teams, url)
        assert teams.requests == []


@pytest.mark.parametrize("fault", [Fault(404), Fault(302), Fault(500), Fault(how="reset")])
@awaited
async def test_a_file_that_does_not_come(fault):
    async with FakeTeams() as teams:
        teams.always("file", fault)
        with pytest.raises(NotFetched, match="attach it again"):
            await got(teams)


@awaited
async def test_a_file_that_is_too_big(monkeypatch):
    monkeypatch.setattr(files, "MOST_BYTES", 1_000)
    async with FakeTeams() as teams:
        teams.files["a"] = b"x" * 1_001
        with pytest.raises(NotFetched, match="larger than"):
            await got(teams)
        monkeypatch.setattr(aiohttp.ClientResponse, "content_length", None)
        with pytest.raises(NotFetched, match="larger than"):
            await got(teams)
