"""The whole bot as a process: it gets ready, answers at its doors, holds its database, ends when told."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from bot import playground

SECONDS = 120.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class App:
    """`python app.py` on a database of its own."""

    def __init__(self, folder: Path, **env: str) -> None:
        self.port = free_port()
        self.folder = folder
        self.env = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{folder}/bot.db",
            "GROUP_FILE": str(playground.GROUP_FILE),
            "PORT": str(self.port),
            "TICK_SECONDS": "0.2",
            **env,
        }
        self.log = folder / f"bot-{self.port}.log"
        command = [sys.executable, "app.py"]
        with self.log.open("wb") as log:
            self.child = subprocess.Popen(
                command, cwd=playground.ROOT, env=self.env, stdout=subprocess.DEVNULL, stderr=log
            )

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()

    def post(self, body: Any) -> int:
        data = json.dumps(body).encode()
        request = Request(f"http://127.0.0.1:{self.port}/api/messages", data, {"Content-Type": "application/json"})
        try:
            with urlopen(request, timeout=5) as answer:  # noqa: S310 - our own loopback
                return answer.status
        except HTTPError as error:
            return error.code

    def ready(self) -> dict[str, Any]:
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            assert self.child.poll() is None, self.log.read_text()
            try:
                status, body = self.get("/readyz")
            except OSError:
                status, body = 0, ""
            if status == 200:
                return json.loads(body)
            time.sleep(0.1)
        raise AssertionError(self.log.read_text())

    def end(self, how: int = signal.SIGTERM) -> int:
        if self.child.poll() is None:
            self.child.send_signal(how)
        return self.child.wait(SECONDS)


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    made = App(tmp_path)
    yield made
    made.end(signal.SIGKILL)


def test_it_gets_ready_answers_at_its_doors_and_ends_when_told(app: App):
    facts = app.ready()
    assert facts["ready"] is True
    assert app.get("/healthz") == (200, '{"alive":true}')
    status, metrics = app.get("/metrics")
    assert status == 200
    assert "oversight_turns" in metrics
    assert app.get("/api/messages")[0] == 200
    assert app.get("/nothing")[0] == 404
    assert app.post({"type": "message"}) in {400, 403}
    assert app.end(signal.SIGTERM) == 0


def test_ctrl_c_ends_it_too(app: App):
    app.ready()
    assert app.end(signal.SIGINT) == 0


def test_a_second_bot_on_the_same_file_is_told_who_holds_it(app: App):
    app.ready()
    second = App(app.folder)
    assert second.child.wait(SECONDS) == 1
    said = second.log.read_text()
    assert f"in use by another process (pid {app.child.pid})" in said
    assert "Traceback" not in said


def test_after_a_kill_it_is_there_again_with_what_it_kept(app: App):
    app.ready()
    app.end(signal.SIGKILL)
    again = App(app.folder)
    try:
        assert again.ready()["ready"] is True
    finally:
        again.end()


@pytest.mark.parametrize(
    ("env", "words"),
    [
        ({"HOST": "0.0.0.0"}, "127.0.0.1 only"),
        ({"GROUP_FILE": "nowhere.toml"}, "No such file"),
        ({"DATABASE_URL": "sqlite:///:memory:"}, "SQLite needs a file"),
    ],
)
def test_what_it_cannot_start_with_is_said_in_words(tmp_path: Path, env: dict[str, str], words: str):
    made = App(tmp_path, **env)
    assert made.child.wait(SECONDS) == 1
    said = made.log.read_text()
    assert words in said
    assert "Traceback" not in said
