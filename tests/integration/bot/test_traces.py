"""Traces: off unless asked for; the whole bot with them, and nothing in a span that somebody said or is called."""

from __future__ import annotations

import subprocess
import sys

import pytest
from aiohttp import web
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

import app
from bot import playground, traces
from bot.settings import Settings
from bot.web import runner
from tests.bot_server import awaited
from tests.fake_teams import APP_ID, SECRET, TENANT, FakeTeams, Fault, Person, served
from tests.waiting import until

CANARY = "kanarienvogel"
COORDINATOR = "a:1-00000000-0000-4000-8000-000000000005"
NAMES = ("POST /api/messages", "send", "tick", "transaction", "turn")


def settings(teams: FakeTeams, tmp_path, **more):
    return Settings(
        app_id=APP_ID,
        app_password=SECRET,
        tenant_id=TENANT,
        database_url=f"sqlite:///{tmp_path}/o.db",
        openid_url=teams.openid_url,
        token_url=teams.token_url,
        service_hosts=(teams.origin,),
        tick_seconds=0.1,
        group_file=playground.GROUP_FILE,
        **more,
    )


async def visit(teams: FakeTeams, bot: app.Bot):
    """What somebody may do, with a canary wherever something can be written, and Teams failing once."""
    async with served(runner(bot.parts)) as address:
        chair = Person(teams, f"{address}/api/messages")
        stranger = Person(teams, f"{address}/api/messages", "00000000-0000-4000-8000-0000000000ff")
        await chair.say("risks")
        await chair.say(f"new action: {CANARY}")
        teams.script("POST", Fault(503))
        await stranger.say(CANARY, sender={"id": f"29:{CANARY}", "name": CANARY, "aadObjectId": stranger.object_id})
        action = {"type": "Action.Execute", "verb": CANARY, "data": {"ctx": CANARY, "text": CANARY}}
        await chair.send(chair.activity(type="invoke", name="adaptiveCard/action", value={"action": action}))
        # The coordinator is told of the stranger by the outbox.
        await until(lambda: COORDINATOR in {sent.conversation for sent in teams.sent})
    bot.store.close()


@pytest.fixture
def spans(tmp_path, monkeypatch):
    """Every span of a visit to the whole bot."""
    memory = InMemorySpanExporter()
    monkeypatch.setattr(app, "begin", lambda _url, _headers, verbs: traces.made(SimpleSpanProcessor(memory), verbs))

    @awaited
    async def play():
        async with FakeTeams() as teams:
            await visit(teams, app.Bot.of(settings(teams, tmp_path)))

    play()
    return memory.get_finished_spans()


def test_every_part_of_the_way_has_its_span(spans):
    assert tuple(sorted({s.name for s in spans})) == NAMES
    by_id = {s.context.span_id: s.name for s in spans}
    ways = {(by_id.get(s.parent.span_id) if s.parent else "", s.name) for s in spans}
    assert {("", "POST /api/messages"), ("POST /api/messages", "turn"), ("turn", "transaction")} <= ways
    assert {("tick", "transaction"), ("tick", "send")} <= ways


def test_a_span_says_what_became_of_it_in_words_of_our_own(spans):
    assert all(set(s.attributes) <= traces.ATTRIBUTES for s in spans)
    assert all(not s.events for s in spans)
    turns = [dict(s.attributes) for s in spans if s.name == "turn"]
    assert {"oversight.happening": "said", "oversight.place": "personal", "oversight.posts": 0,
            "oversight.card": True} in turns  # fmt: skip
    assert {s.attributes["oversight.outcome"] for s in spans if s.name == "send"} >= {"sent"}
    assert {s.attributes["http.response.status_code"] for s in spans if s.name.startswith("POST")} == {200}


def test_nothing_that_somebody_wrote_or_is_called_is_in_a_span(spans):
    _, people = playground.sample_group()
    told = " ".join(s.to_json() for s in spans)
    for sung in (CANARY, TENANT, APP_ID, SECRET, *(p.name for p in people), *(str(p.object_id) for p in people)):
        assert sung not in told


def test_a_fault_is_known_by_its_type_alone_and_goes_on():
    memory = InMemorySpanExporter()
    made = traces.made(SimpleSpanProcessor(memory), frozenset({"action.save"}))
    with pytest.raises(ValueError, match=CANARY), made.span("turn", verb="action.save", words=CANARY):
        raise ValueError(CANARY)
    (span,) = memory.get_finished_spans()
    assert dict(span.attributes or {}) == {"oversight.verb": "action.save", "error.type": "ValueError"}
    assert CANARY not in span.to_json()


@awaited
async def test_a_collector_gets_them_with_the_headers_that_it_asks_for():
    got: list[tuple[str, str, ExportTraceServiceRequest]] = []

    async def take(request: web.Request) -> web.Response:
        body = ExportTraceServiceRequest.FromString(await request.read())
        got.append((request.path, request.headers["x-key"], body))
        return web.Response()

    collector = web.Application()
    collector.router.add_post("/{tail:.*}", take)
    async with served(web.AppRunner(collector)) as address:
        made = traces.begin(f"{address}/", {"x-key": "k"}, frozenset())
        assert isinstance(made, traces.Traces)
        assert made is not None
        with made.span("tick"):
            pass
        await made.close()
    ((path, key, body),) = got
    assert (path, key) == ("/v1/traces", "k")
    resource = body.resource_spans[0]
    assert resource.scope_spans[0].spans[0].name == "tick"
    assert "oversight" in {a.value.string_value for a in resource.resource.attributes}


def test_without_the_setting_nothing_of_it_is_loaded():
    block = "import sys, app; print(type(app.begin('', {}, frozenset())).__name__, 'opentelemetry' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", block], cwd=playground.ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "Untraced False\n"


def test_what_is_missing_is_said_in_words(monkeypatch):
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    with pytest.raises(traces.NotInstalled, match=r"requirements-traces\.txt"):
        traces.begin("http://127.0.0.1:4318", {}, frozenset())
