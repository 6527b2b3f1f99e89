"""The seam that a move to Microsoft's Agents SDK needs: the same door, turn, cards and store; only bot/teams/ differs.

botbuilder's support has ended; this test says every day that the way out is open (docs/adr/0017).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.metrics import Metrics
from bot.web import Web, runner
from tests.bot_server import access_to, awaited, echo
from tests.fake_teams import FakeTeams, Person, served
from tests.scene import Scene
from tests.seam import AgentsRoom

pytestmark = pytest.mark.filterwarnings("ignore:It is recommended to use web.RequestKey")
"""The SDK looks for the claims under a plain name."""
ROOT = Path(__file__).parents[3]


def doors(room: AgentsRoom) -> Web:
    return Web(
        process=room.process,
        metrics=Metrics(),
        ready=lambda: (True, {}),
        opened=(room.start,),
        closed=(room.close,),
    )


def room(teams: FakeTeams, handler) -> AgentsRoom:
    async def handle(turn):
        found = handler(turn)
        return found if not hasattr(found, "__await__") else await found

    return AgentsRoom(access_to(teams), handle, lambda: datetime.now(UTC))


@awaited
async def test_a_message_is_answered_through_the_sdk_with_our_card_and_our_token():
    async with FakeTeams() as teams, served(runner(doors(room(teams, echo)))) as address:
        chair = Person(teams, f"{address}/api/messages")
        assert (await chair.say("hello")).status in {200, 202}
        (sent,) = teams.posts()
        assert "hello" in sent.text
        assert sent.card["type"] == "AdaptiveCard"
        assert sent.authorization == "Bearer outbound-1"
        assert sent.conversation == "a:1-00000000-0000-4000-8000-000000000001"


@awaited
async def test_a_press_is_answered_in_the_response():
    async with FakeTeams() as teams, served(runner(doors(room(teams, echo)))) as address:
        answer = await Person(teams, f"{address}/api/messages").press("action.save")
        assert answer.status == 200
        assert answer.json["type"] == "application/vnd.microsoft.card.adaptive"
        assert answer.json["value"]["body"][0]["text"] == "action.save"
        assert teams.posts() == []


@awaited
async def test_who_is_not_teams_does_not_get_in():
    async with FakeTeams() as teams, served(runner(doors(room(teams, echo)))) as address:
        assert (await Person(teams, f"{address}/api/messages", signed=False).say("hello")).status == 401
        assert teams.posts() == []


def test_the_whole_turn_with_its_store_behind_it(scene: Scene):
    """The same `Turns` that botbuilder's room calls: members, parser, commands, cards, SQLite."""

    @awaited
    async def play():
        async with FakeTeams() as teams, served(runner(doors(room(teams, scene.turns)))) as address:
            chair = Person(teams, f"{address}/api/messages")
            await chair.say("who am I")
            assert "Roles: chair" in teams.posts()[-1].text

    play()


def test_only_one_room_would_change():
    """botbuilder and msrest are named in bot/teams/ alone; import-linter says so as well, of imports."""
    named = re.compile(r"^\s*(?:from|import) (?:botbuilder|botframework|msrest)", re.MULTILINE)
    files = [p for top in ("bot", "cards", "storage", "domain") for p in (ROOT / top).rglob("*.py")]
    found = {p.relative_to(ROOT).parts[:2] for p in [*files, ROOT / "app.py"] if named.search(p.read_text("utf-8"))}
    assert found == {("bot", "teams")}
