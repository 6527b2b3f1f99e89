"""The whole app on loopback with a local Teams service: a workbook comes in by message, an export goes out by link."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import aiohttp
import pytest

import app
from bot import playground
from bot.settings import read
from bot.web import runner
from tests.bot_server import awaited
from tests.fake_teams import APP_ID, SECRET, TENANT, FakeTeams, Person, served
from tests.integration.bot.test_imports_files import workbook
from tests.waiting import until

FILE = "application/vnd.microsoft.teams.file.download.info"


@awaited
async def test_a_workbook_goes_in_and_an_export_comes_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    group = tmp_path / "group.toml"
    text = playground.GROUP_FILE.read_text(encoding="utf-8")
    sample, people = playground.sample_group()
    group.write_text(text.replace(sample.tenant_id, TENANT), encoding="utf-8")
    office = playground.person_called("coordinator", people)
    async with FakeTeams() as teams:
        environment = {
            "MICROSOFT_APP_ID": APP_ID,
            "MICROSOFT_APP_PASSWORD": SECRET,
            "MICROSOFT_APP_TENANT_ID": TENANT,
            "BOT_OPENID_METADATA_URL": teams.openid_url,
            "BOT_TOKEN_URL": teams.token_url,
            "ALLOWED_SERVICE_HOSTS": teams.origin,
            "DATABASE_URL": f"sqlite:///{tmp_path / 'app.db'}",
            "GROUP_FILE": str(group),
            "TICK_SECONDS": "1",
        }
        bot = app.Bot.of(read(environment, None))
        try:
            async with served(runner(bot.parts)) as address:
                await played(teams, Person(teams, f"{address}/api/messages", office.object_id), address)
        finally:
            bot.store.close()


async def played(teams: FakeTeams, office: Person, address: str) -> None:
    teams.files["figures.xlsx"] = workbook()
    content = {"downloadUrl": f"{teams.origin}/files/figures.xlsx", "uniqueId": "1", "fileType": "xlsx"}
    attached = {"contentType": FILE, "name": "figures.xlsx", "contentUrl": "https://x.example/f", "content": content}
    assert (await office.say("import", attachments=[attached])).status == 200
    card = await until(lambda: shown(teams, "Dry run")) or {}
    keep = next(a for a in card["actions"] if a["title"] == "Import")
    done = await office.press(keep["verb"], keep["data"])
    assert "Imported as IMP-" in json.dumps(done.json)
    await office.say("export")
    ready = await until(lambda: shown(teams, "The export: ready")) or {}
    asked = next(s for s in teams.sent if "next in the queue" in s.text)
    became = [s for s in teams.sent if "The export: ready" in s.text]
    assert [(s.method, s.activity_id) for s in became] == [("PUT", asked.activity_id)], "the card itself, no second one"
    url = next(a["url"] for a in ready["actions"] if a["type"] == "Action.OpenUrl")
    async with aiohttp.ClientSession() as browser, browser.get(address + "/files/" + url.rpartition("/")[2]) as answer:
        assert answer.status == 200
        assert answer.headers["Cache-Control"] == "no-store"
        assert (await answer.read()).startswith(b"PK")


def shown(teams: FakeTeams, words: str) -> dict[str, Any] | None:
    """The card with these words that the bot has posted, or made of one that it had posted."""
    cards = [sent.card for sent in teams.sent if sent.body.get("attachments")]
    return next((card for card in cards if words in json.dumps(card)), None)
