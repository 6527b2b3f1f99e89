"""The real app and the real Playground on free ports, with a fresh database, for one test.

Whoever leaves the seat leaves no card behind that axe finds a fault in: so axe looks in every journey.
"""

from __future__ import annotations

import re
import socket
import sys
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, Route, expect

from bot import demo, playground
from tests.e2e.chat import Chat

START = "2026-11-23T10:00"
"""A Monday, the reference day of the sample figures; the round of October may be opened."""


def free_port() -> int:
    """A port that nothing listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Stage:
    """Starts the bot once and the Playground anew for each person who takes the seat; ends both by their ids."""

    def __init__(self, browser: Browser, folder: Path, now: str = START) -> None:
        self.browser, self.folder, self.now = browser, folder, now
        self.port, self.playground_port = free_port(), free_port()
        self.env = {
            **demo.bot_environment(folder / "e2e.db", self.port, self.playground_port, now),
            "TICK_SECONDS": "1",
        }
        self.round_is_open = False
        self.bot, self.seat = demo.Children(), demo.Children()
        self.page: Page | None = None
        self.chat: Chat | None = None

    def start_bot(self) -> None:
        """Load the sample group (once) and serve. Also used after `kill_bot` to show that nothing was lost."""
        demo.load(self.folder / "e2e.db", self.env, afresh=False, round_is_open=self.round_is_open)
        self.bot.start("The bot", [sys.executable, "app.py"], self.env, self.folder / "bot.log")
        demo.wait_for(f"http://127.0.0.1:{self.port}/readyz", self.bot, "The bot")

    def kill_bot(self) -> None:
        """End the bot without warning, as a power cut would."""
        for _, child, _ in self.bot.started:
            child.kill()
            child.wait()
        self.bot.started.clear()

    def be(self, person: str) -> Chat:
        """Put this person into the browser: the Playground is started again with them as the current user."""
        self.look()
        self._leave()
        if not self.bot.started:
            self.start_bot()
        config_file = self.folder / "playground.yml"
        config = playground.write_config(person, config_file)
        env = playground.environment(config_file, self.folder / "playground-debug.log")
        command = playground.command(self.port, self.playground_port)
        self.seat.start("The Playground", command, env, self.folder / f"playground-{person}.log")
        demo.wait_for(playground.address(self.playground_port), self.seat, "The Playground")
        self.page = self.browser.new_page(viewport={"width": 1500, "height": 1400}, locale="en-GB")
        self.page.route(lambda url: not url.startswith(playground.address(self.playground_port)), _refuse)
        self.page.goto(playground.address(self.playground_port))
        self.chat = chat = Chat(self.page, person)
        # The Playground tells the bot of the private chat when the browser has connected; before that, posts are lost.
        expect(self.page.get_by_text(re.compile(r"conversationUpdate \d+")).first).to_be_visible()
        demo.add_to_channel(self.playground_port, str(config["team"]["channels"][0]["id"]))
        self.page.get_by_role("button", name="Hide log panel").click()
        return chat.go_private()

    def look(self) -> None:
        """Let axe look at every card of the conversation that is open."""
        if self.chat is not None and self.chat.has_cards():
            self.chat.axe()

    def end(self) -> None:
        """End everything this stage started."""
        self._leave()
        self.bot.end()

    def logs(self) -> str:
        """What the bot wrote, for a failed test."""
        with suppress(OSError):
            return (self.folder / "bot.log").read_text(encoding="utf-8", errors="replace")[-6000:]
        return ""

    def _leave(self) -> None:
        if self.page is not None:
            with suppress(Error):
                self.page.close()
            self.page = self.chat = None
        self.seat.end()


def _refuse(route: Route) -> None:
    """The Playground asks a public host for its fonts; the tests stay on this machine."""
    route.abort()
