"""A canary in everything that comes in, through every button and fault: it is in no log, metric or refusal."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from bot import logs
from bot.contracts import Reply, Turn
from tests.bot_server import bot_server
from tests.campaigns.world import World
from tests.fake_teams import SECRET as APP_SECRET
from tests.fake_teams import FakeTeams, Fault, Person, Response

pytestmark = pytest.mark.xdist_group("world")
CANARY = "kanarienvogel"
NHS = "943 476 5919"
WORDS = f"She said {CANARY} to me"
FAULTS = (
    Fault(400), Fault(401), Fault(403), Fault(404), Fault(408), Fault(409), Fault(412), Fault(413), Fault(415),
    Fault(429, retry_after="0"), Fault(429), Fault(500), Fault(502), Fault(503, retry_after="0"), Fault(504),
    Fault(302),
    Fault(404, code="ConversationNotFound"), Fault(403, code="BotNotInConversationRoster"),
    Fault(how="reset"), Fault(how="reset_after"),
    Fault(how="broken_json"), Fault(how="html"), Fault(how="no_id"), Fault(how="hang", seconds=0.05, status=500),
)  # fmt: skip


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Everything that would be logged, down to debugging, as the bot writes it."""
    stream, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.JsonLines())
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(before)


def activities(world: World, person: Person) -> Iterator[dict[str, Any]]:
    """Every button with the canary in every box and in everything that names something, and words by every road."""
    named: dict[str, Any] = {
        "sender": {"id": f"29:{CANARY}", "name": f"Name {CANARY}", "aadObjectId": person.object_id}
    }
    for verb in sorted({b.verb for b in world.buttons.values()}):
        button = max(world.of_verb(verb), key=lambda b: len(b.inputs))
        token = world.seal(verb, button.data, scope=person.object_id)
        for words in (WORDS, f"{WORDS} {NHS}"):
            values = {n: words if e["type"] == "Input.Text" else v for (n, e), v in
                      zip(button.inputs.items(), world.typed(button).values(), strict=True)}  # fmt: skip
            data = {**values, CANARY: CANARY, "ctx": token}
            action = {"type": "Action.Execute", "verb": verb, "data": data}
            yield person.activity(type="invoke", name="adaptiveCard/action", value={"action": action}, **named)
    for said in (f"new action: {WORDS}", f"concern {WORDS}", f"{WORDS} {NHS}", CANARY * 900, f"risk {CANARY}"):
        yield person.activity(type="message", text=said, **named)
    yield person.activity(type="invoke", name="adaptiveCard/action", value={"action": CANARY}, **named)
    yield person.activity(type=CANARY, text=WORDS, **named)


def test_no_canary_is_ever_sung(world: World, logged: io.StringIO):
    answers: list[Response] = []
    metrics = asyncio.run(play(world, answers))
    assert len(answers) > 200
    told = logged.getvalue()
    assert told.count("\n") > 12, "the faults were logged"
    for sung in (CANARY, NHS, NHS.replace(" ", ""), APP_SECRET, "Bearer", "outbound-", "eyJ"):
        assert sung not in told, next(line for line in told.splitlines() if sung in line)
        assert sung not in metrics
    assert all(not a.raw for a in answers if a.status != 200)


async def play(world: World, answers: list[Response]) -> str:
    """Every activity, the answers of messages meeting every fault; then bugs; the metrics at the end."""

    async def handler(turn: Turn) -> Reply:
        if "bug" in turn.said:
            raise ValueError(turn.said)
        return await world.turns(turn)

    async with FakeTeams() as teams, bot_server(teams, handler, tenants=(world.group.tenant_id,)) as bot:
        for actor in ("chair", "own", "observer"):
            person = bot.person(world.member(actor).object_id)
            answers += [await person.send(activity) for activity in activities(world, person)]
        person = bot.person(world.member("chair").object_id)
        for fault in FAULTS:
            teams.script("POST", fault)
            answers.append(await person.say(f"explain {CANARY}"))
        answers.append(await person.say(f"bug {CANARY}"))
        broken = world.turns.catalogue.submits["action.mine"]
        try:
            world.turns.catalogue.submits["action.mine"] = type(broken)("action.mine", _broken)
            token = world.seal("action.mine", {}, scope=person.object_id)
            answers.append(await person.press("action.mine", {"ctx": token, "words": CANARY}))
        finally:
            world.turns.catalogue.submits["action.mine"] = broken
        for token in ("x", f"eyJ.{CANARY}.x", teams.token(aud=CANARY), teams.token(iss=CANARY)):
            answers.append(await person.send(person.activity(type="message", text=CANARY), token=token))
        answers.append(await person.send(f'{{"text": "{CANARY}'.encode()))
        answers.append(await person.send(json.dumps([CANARY]).encode()))
        world.errors.records.clear()
        return bot.metrics.text().decode()


def _broken(_: Any, values: Any) -> Reply:
    raise KeyError(str(values))
