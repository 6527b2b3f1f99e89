"""The doors: health, metrics, downloads, and what a caller learns when something breaks (nothing)."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import subprocess
import sys
import time
from typing import Any
from urllib.request import urlopen

import aiohttp
import pytest

from bot.metrics import Metrics
from bot.teams.adapter import Answer
from bot.web import Download, Web, runner
from tests.bot_server import awaited, bot_server
from tests.fake_teams import FakeTeams, served


async def fine(_: Any) -> Answer:
    return Answer(200, b'{"statusCode": 200}')


async def broken(*_: Any) -> Any:
    raise RuntimeError("a secret word")


@contextlib.asynccontextmanager
async def doors(**changes: Any):
    parts = Web(**{"process": fine, "metrics": Metrics(), "ready": lambda: (True, {"tick_age": 3.0}), **changes})
    async with served(runner(parts)) as address, aiohttp.ClientSession(address) as session:

        async def get(path: str, method: str = "GET") -> tuple[int, str, Any]:
            async with session.request(method, path) as answer:
                return answer.status, await answer.text(), answer.headers

        yield get


@awaited
async def test_alive_and_ready():
    async with doors() as get:
        assert (await get("/healthz"))[:2] == (200, '{"alive":true}')
        assert (await get("/readyz"))[:2] == (200, '{"ready":true,"tick_age":3.0}')
        assert (await get("/readyz"))[2]["Cache-Control"] == "no-store"


@awaited
async def test_not_ready_says_what_is_amiss_and_alive_stays_alive():
    async def ready() -> tuple[bool, dict[str, Any]]:
        return False, {"store": False}

    async with doors(ready=ready) as get:
        assert (await get("/readyz"))[:2] == (503, '{"ready":false,"store":false}')
        assert (await get("/healthz"))[0] == 200


@awaited
async def test_a_fault_while_looking_is_not_ready():
    async with doors(ready=broken) as get:
        assert (await get("/readyz"))[:2] == (503, '{"ready":false}')


@awaited
async def test_metrics_are_prometheus_text():
    metrics = Metrics()
    metrics.count("turns", "said")
    async with doors(metrics=metrics) as get:
        status, text, headers = await get("/metrics")
        assert (status, headers["Content-Type"]) == (200, "text/plain; version=0.0.4")
        assert 'oversight_turns_total{happening="said"} 1.0' in text


@awaited
async def test_messages_are_given_on_and_get_says_hello():
    async with doors() as get:
        assert (await get("/api/messages", "POST"))[:2] == (200, '{"statusCode": 200}')
        assert (await get("/api/messages"))[0] == 200


@awaited
async def test_a_fault_is_a_500_without_words():
    async with doors(process=broken) as get:
        assert (await get("/api/messages", "POST"))[:2] == (500, "")


@awaited
async def test_a_caller_who_goes_away_is_no_fault():
    async def gone(_: Any) -> Answer:
        raise ConnectionResetError

    async with doors(process=gone) as get:
        assert (await get("/api/messages", "POST"))[:2] == (400, "")


@awaited
async def test_other_paths_are_not_there():
    async with doors() as get:
        assert (await get("/"))[:2] == (404, "")
        assert (await get("/files/../app.py"))[:2] == (404, "")


@awaited
async def test_a_download_by_its_token():
    async def download(token: str) -> Download | None:
        return Download(b"PK", 'pack "Oct"\r\n.docx', "application/zip") if token == "good" else None

    async with doors(download=download) as get:
        status, text, headers = await get("/files/good")
        assert (status, text, headers["Content-Type"]) == (200, "PK", "application/zip")
        assert headers["Content-Disposition"] == 'attachment; filename="pack -Oct---.docx"'
        assert (headers["Cache-Control"], headers["X-Content-Type-Options"]) == ("no-store", "nosniff")
        assert (await get("/files/bad"))[:2] == (404, "This link has ended. Ask for the file again in Teams.\n")
    async with doors() as get:
        assert (await get("/files/good"))[0] == 404


@awaited
async def test_parts_start_in_order_and_all_of_them_close():
    told: list[str] = []

    def step(name: str):
        async def take() -> None:
            told.append(name)

        return take

    async with doors(opened=(step("room"), step("clock")), closed=(broken, step("closed"))) as get:
        await get("/healthz")
    assert told == ["room", "clock", "closed"]


@awaited
async def test_what_is_not_http_is_not_logged(caplog: Any):
    async with served(runner(Web(fine, Metrics(), lambda: (True, {})))) as address:
        port = int(address.rsplit(":", 1)[1])
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"POST /api/messages HTTP/1.1\r\nAuthorization: Bearer canary" + b"\xff" * 200_000 + b"\r\n\r\n")
        await reader.read()
        writer.close()
    assert "canary" not in caplog.text


@pytest.mark.parametrize("packed", ["gzip", "deflate"])
@awaited
async def test_a_body_that_is_not_packed_as_it_says_is_refused_without_a_trace(packed: str, caplog: Any):
    """Found by requests by HTTP (`make campaign-fuzz-http`): it was a 500."""
    async with FakeTeams() as teams, bot_server(teams) as bot:
        kind = {"Content-Type": "application/json", "Content-Encoding": packed, "Connection": "close"}
        answer = await bot.chair.send(b'{"type": "message", "text": "not packed at all"}', headers=kind)
        assert (answer.status, answer.raw) == (400, b"")
        assert (await bot.chair.say("hello")).status == 200
    assert not caplog.records


PROGRAM = """
import sys
from bot.metrics import Metrics
from bot.web import Web, serve
async def closed(): print("closed", flush=True)
serve(Web(None, Metrics(), lambda: (True, {}), closed=(closed,)), "127.0.0.1", int(sys.argv[1]))
"""


AS_ON_WINDOWS = """
import asyncio, sys
def refuse(*_): raise NotImplementedError
sys.modules["uvloop"] = None
asyncio.SelectorEventLoop.add_signal_handler = refuse
"""
"""Where the loop takes no signals, as Windows' loop does."""


@pytest.mark.parametrize("before", ["", AS_ON_WINDOWS], ids=["here", "as on Windows"])
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_serving_ends_in_order_when_asked(before, ending):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    child = subprocess.Popen([sys.executable, "-c", before + PROGRAM, str(port)], stdout=subprocess.PIPE)
    try:
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with contextlib.suppress(OSError), urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
                assert answer.status == 200
                break
            time.sleep(0.1)
        child.send_signal(ending)
        out, _ = child.communicate(timeout=20)
        assert (child.returncode, out) == (0, b"closed\n")
    finally:
        child.kill()
        child.wait()
