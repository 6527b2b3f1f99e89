"""The public pages: short, whole, and silent about any group."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot import notices
from bot.metrics import Metrics
from bot.teams.adapter import Answer
from bot.web import Web, runner
from tests.bot_server import awaited
from tests.fake_teams import served
from tools.package import INSTEAD


class Outline(HTMLParser):
    """The tags of a page, with their attributes, and whether each was closed."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: dict[str, dict[str, str | None]] = {}
        self.opened: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags[tag] = dict(attrs)
        if tag != "meta":
            self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag


@pytest.mark.parametrize("path", notices.PAGES)
def test_a_page_has_language_title_heading_and_links_to_the_others(path):
    outline = Outline()
    outline.feed(notices.page(path))
    assert not outline.opened
    assert outline.tags["html"] == {"lang": "en-GB"}
    assert {"title", "main", "h1", "nav"} <= set(outline.tags)
    assert all(f'href="{other}"' in notices.page(path) for other in notices.PAGES if other != path)


def test_the_pages_that_the_app_package_names_are_there():
    manifest = json.loads((Path(__file__).parents[3] / "appPackage/manifest.json").read_text(encoding="utf-8"))
    named = [manifest["developer"]["websiteUrl"], *(INSTEAD[k] for k in ("PRIVACY_URL", "TERMS_URL"))]
    assert {url.removeprefix("${{PUBLIC_URL}}") for url in named} == set(notices.PAGES)


@awaited
async def test_anybody_may_read_them_and_nothing_may_be_loaded_from_elsewhere():
    async def never(_: Any) -> Answer:
        raise AssertionError

    parts = Web(process=never, metrics=Metrics(), ready=lambda: (True, {}))
    async with served(runner(parts)) as address, aiohttp.ClientSession(address) as session:
        for path, (title, _) in notices.PAGES.items():
            async with session.get(path) as answer:
                assert answer.status == 200
                assert f"<h1>{title}</h1>" in await answer.text()
                assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        async with session.get("/elsewhere") as answer:
            assert answer.status == 404
