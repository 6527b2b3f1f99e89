"""The file door over HTTP: the file for a good token, the same words for every other."""

from __future__ import annotations

from typing import Any

from aiohttp.test_utils import TestClient, TestServer

from bot.catalogue import collect
from bot.door import Door
from bot.metrics import Metrics
from bot.web import Web, make_app
from tests import work_done
from tests.scene import Scene


async def served(scene: Scene, path: str) -> tuple[int, str, bytes]:
    async def nothing(_: Any) -> Any:
        raise AssertionError

    door = Door(scene.store, scene.sealer, collect().works)
    app = make_app(Web(process=nothing, metrics=Metrics(), ready=lambda: (True, {}), download=door))
    async with TestClient(TestServer(app)) as client:
        answer = await client.get(path)
        return answer.status, answer.headers.get("Content-Disposition", ""), await answer.read()


def test_a_browser_gets_the_file_and_a_changed_token_gets_nothing(scene: Scene) -> None:
    import asyncio  # noqa: PLC0415 only this test runs a loop

    scene.ask("chair", "export")
    work_done.run(scene)
    url = next(iter(work_done.links(scene.card_for("chair")).values()))
    path = "/files/" + url.rpartition("/files/")[2]
    status, name, content = asyncio.run(served(scene, path))
    assert (status, name) == (200, 'attachment; filename="oversight-sqog-2026-11-23.xlsx"')
    assert content.startswith(b"PK")
    for other in (path[:-2], path.replace("d1.", "v1."), "/files/x"):
        status, _, content = asyncio.run(served(scene, other))
        assert status == 404
        assert content == b"This link has ended. Ask for the file again in Teams.\n"
