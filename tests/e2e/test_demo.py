"""`make run`, from its first words to Ctrl-C, as a person at a terminal has it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser

from bot import demo, playground
from tests.e2e.chat import Chat
from tests.e2e.stage import free_port

LONGEST = 60.0


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], Path, int, int]]:
    port, playground_port = free_port(), free_port()
    out = tmp_path / "out.txt"
    command = [sys.executable, "app.py", "demo", "--as", "jpuh-lead", "--now", "2026-12-07T09:29"]
    command += ["--port", str(port), "--playground-port", str(playground_port)]
    with out.open("wb") as sink:
        env = {**os.environ, "DEMO_DATA": str(tmp_path / "data")}
        child = subprocess.Popen(command, cwd=playground.ROOT, env=env, stdout=sink, stderr=subprocess.STDOUT)
    until = time.monotonic() + LONGEST
    while b"Ctrl-C ends" not in out.read_bytes():
        assert child.poll() is None, out.read_text()
        assert time.monotonic() < until, out.read_text()
        time.sleep(0.1)
    yield child, out, port, playground_port
    if child.poll() is None:
        child.terminate()
        child.wait(LONGEST)


def nothing_listens(*ports: int) -> bool:
    try:
        for port in ports:
            demo.free(port, "PORT=1")
    except demo.DemoError:
        return False
    return True


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_to_look_and_ends_all_it_started(running, ending):
    child, out, port, playground_port = running
    words = out.read_text()
    assert playground.address(playground_port) in words
    assert "You are Tom Bailey (jpuh-lead)" in words
    started = psutil.Process(child.pid).children(recursive=True)
    assert len(started) == 2
    os.kill(child.pid, ending)
    assert child.wait(LONGEST) == 0
    assert not any(process.is_running() for process in started)
    assert nothing_listens(port, playground_port)


def test_the_first_card_that_a_newcomer_sees_has_no_fault_for_axe(running, browser: Browser):
    _, _, _, playground_port = running
    here = playground.address(playground_port)
    page = browser.new_page(viewport={"width": 1500, "height": 1400}, locale="en-GB")
    page.route(lambda url: not url.startswith(here), lambda route: route.abort())
    page.goto(here)
    chat = Chat(page, "jpuh-lead").go_private()
    chat.say("help")
    chat.see_in_card("my actions")
    chat.axe()
    page.close()


def test_both_listen_on_loopback_only(running):
    child, _, port, playground_port = running
    listening = {
        (connection.laddr.ip, connection.laddr.port)
        for process in psutil.Process(child.pid).children(recursive=True)
        for connection in process.net_connections("tcp")
        if connection.status == psutil.CONN_LISTEN
    }
    assert listening == {("127.0.0.1", port), ("127.0.0.1", playground_port)}


def test_when_the_bot_dies_the_demo_says_so_and_ends(running):
    child, out, port, playground_port = running
    for process in psutil.Process(child.pid).children():
        if "app.py" in process.cmdline():
            process.kill()
    assert child.wait(LONGEST) == 1
    assert "The bot ended with code -9" in out.read_text()
    assert nothing_listens(port, playground_port)


def test_a_second_demo_on_the_same_port_is_told_so(running, tmp_path):
    _, _, port, playground_port = running
    command = [sys.executable, "app.py", "demo", "--as", "chair", "--port", str(port)]
    command += ["--playground-port", str(playground_port)]
    env = {**os.environ, "DEMO_DATA": str(tmp_path / "second")}
    done = subprocess.run(command, cwd=playground.ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"Port {port} is in use" in done.stderr
