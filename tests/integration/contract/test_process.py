"""`python app.py` as Teams sees it: signed messages in, cards out, by a process that may end and begin again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from bot import playground
from tests.fake_teams import APP_ID, CHANNEL, SECRET, TENANT, FakeTeams, Person, Sent, in_thread
from tests.scene import buttons, inputs

SECONDS = 120.0
COORDINATOR, JPUH_LEAD, OBSERVER, STRANGER = (f"00000000-0000-4000-8000-00000000000{n}" for n in "5389")
SPELLINGS = (
    ("MICROSOFT_APP_ID", "MICROSOFT_APP_PASSWORD", "MICROSOFT_APP_TENANT_ID"),
    ("MicrosoftAppId", "MicrosoftAppPassword", "MicrosoftAppTenantId"),
    ("APP_ID", "APP_PASSWORD", "APP_TENANTID"),
)


class Process:
    """The bot with the sample group in a process of its own, signed in, against the fake service."""

    def __init__(self, teams: FakeTeams, folder: Path, names: tuple[str, str, str] = SPELLINGS[0]) -> None:
        self.teams = teams
        self.log = folder / "bot.log"
        blank = {name: "" for spelling in SPELLINGS for name in spelling}
        self.env = {
            **os.environ,
            **blank,
            **dict(zip(names, (APP_ID, SECRET, TENANT), strict=True)),
            "DATABASE_URL": f"sqlite:///{folder}/bot.db",
            "GROUP_FILE": str(playground.GROUP_FILE),
            "BOT_OPENID_METADATA_URL": teams.openid_url,
            "BOT_TOKEN_URL": teams.token_url,
            "ALLOWED_SERVICE_HOSTS": teams.origin,
            "TICK_SECONDS": "0.2",
        }
        self.begin()

    def begin(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        with self.log.open("ab") as log:
            self.child = subprocess.Popen(
                [sys.executable, "app.py"],
                cwd=playground.ROOT,
                env={**self.env, "PORT": str(self.port)},
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        self.until(self._ready)

    def _ready(self) -> bool:
        assert self.child.poll() is None, self.log.read_text()
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5) as answer:
                return answer.status == 200
        except (URLError, OSError):
            return False

    def until(self, true: Callable[[], bool]) -> None:
        end = time.monotonic() + SECONDS
        while not true():
            assert time.monotonic() < end, self.log.read_text()
            time.sleep(0.05)

    def end(self, how: int = signal.SIGTERM) -> int:
        if self.child.poll() is None:
            self.child.send_signal(how)
        return self.child.wait(SECONDS)

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "app.py", *words],
            cwd=playground.ROOT,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )

    def person(self, object_id: str) -> Person:
        return Person(self.teams, f"http://127.0.0.1:{self.port}/api/messages", object_id)

    def say(self, object_id: str, text: str, where: str = "personal") -> list[Sent]:
        """What was sent for these words before their answer was acknowledged."""
        before = len(self.teams.sent)
        assert self.teams.call(self.person(object_id).say(text, where)).status == 200
        return self.teams.sent[before:]

    def press(self, object_id: str, card: dict[str, Any], title: str, **typed: str) -> dict[str, Any]:
        """The answer to a press of the first button with this title."""
        action = next(a for a in buttons(card) if a["title"] == title)
        names = {name.split("__r")[0]: name for name in inputs(card)}
        data = {**{names[k]: v for k, v in typed.items()}, **action["data"]}
        answer = self.teams.call(self.person(object_id).press(action["verb"], data))
        assert answer.status == 200
        return answer.json


@pytest.fixture
def teams() -> Iterator[FakeTeams]:
    with in_thread() as found:
        yield found


def private(sent: list[Sent], object_id: str) -> str:
    return "\n".join(s.text for s in sent if s.conversation.endswith(object_id))


@pytest.mark.parametrize("names", SPELLINGS[1:])
def test_it_signs_in_by_every_spelling_and_answers_each_person_where_they_may_be_answered(
    teams: FakeTeams, tmp_path: Path, names: tuple[str, str, str]
):
    bot = Process(teams, tmp_path, names)
    try:
        assert "Roles: LMNS office" in private(bot.say(COORDINATOR, "who am I"), COORDINATOR)
        refused = bot.say(OBSERVER, "risks", "channel")
        assert [s.text for s in refused if s.conversation == CHANNEL] == ["I have replied to you privately."]
        assert "not open to your role" in private(refused, OBSERVER)
        for _ in range(2):
            assert "I do not find you on it" in private(bot.say(STRANGER, "returns"), STRANGER)
        bot.until(lambda: "Somebody new" in private(teams.sent, COORDINATOR))
        assert private(teams.sent, COORDINATOR).count("Somebody new") == 1
    finally:
        assert bot.end() == 0


def test_a_card_drawn_before_an_end_works_after_it_and_twice_is_once(teams: FakeTeams, tmp_path: Path):
    bot = Process(teams, tmp_path)
    try:
        bot.say(COORDINATOR, "open round October 2026")
        form = bot.say(JPUH_LEAD, "submit")[-1].card
        assert bot.end(signal.SIGKILL) != 0
        bot.begin()
        first = bot.press(JPUH_LEAD, form, "Save and continue", births="138")
        assert "2 of 4 Incidents and themes" in str(first["value"])
        assert bot.press(JPUH_LEAD, form, "Save and continue", births="138") == first
        again = bot.say(JPUH_LEAD, "submit")[-1].card
        assert "2 of 4 Incidents and themes" in str(again), "it goes on where they left off"
    finally:
        bot.end()


def test_an_operator_looks_and_copies_while_it_runs(teams: FakeTeams, tmp_path: Path):
    bot = Process(teams, tmp_path)
    try:
        for words in (
            ("check",),
            ("rehearse", "--from", "2026-12-01", "--to", "2026-12-31"),
            ("backup", str(tmp_path / "copy.db")),
            ("export", str(tmp_path / "all.xlsx")),
        ):
            done = bot.command(*words)
            assert done.returncode == 0, (words, done.stderr)
        refused = bot.command("restore", str(tmp_path / "copy.db"))
        assert (refused.returncode, "in use by another process" in refused.stderr) == (1, True)
    finally:
        assert bot.end(signal.SIGINT) == 0
    assert bot.command("restore", str(tmp_path / "copy.db")).returncode == 0
