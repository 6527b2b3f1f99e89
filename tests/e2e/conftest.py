"""The stage for journeys: the real app, the real Playground, headless Chromium."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.stage import START, Stage

ARGUMENTS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
)  # fmt: skip
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("e2e")
            item.add_marker(pytest.mark.xdist_group("e2e"))


def chromium() -> str:
    """The machine's Chromium. A missing browser fails the test: a journey that is skipped proves nothing."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = os.environ.get("CHROMIUM") or next((path for path in map(shutil.which, names) if path), None)
    assert found, "There is no Chromium on this machine. `make test` says how to install it."
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for a module. Not for the session: its event loop would be in the way of asyncio tests."""
    with sync_playwright() as engine:
        opened = engine.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture
def stage(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Stage]:
    """A fresh bot and Playground; `parametrize("stage", ["2026-12-07T09:29"], indirect=True)` sets the clock."""
    made = Stage(browser, tmp_path, getattr(request, "param", START))
    try:
        yield made
        made.look()
    finally:
        sys.stderr.write(made.logs())  # pytest shows it only when the test fails
        made.end()
