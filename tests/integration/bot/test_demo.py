"""The demo's own work: starting, watching and ending children, without the bot itself (the browser tests have that)."""

import http.server
import os
import signal
import socket
import subprocess
import sys
import threading
import time

import pytest

from bot import demo, playground

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)",
]


@pytest.fixture
def children():
    made = demo.Children()
    yield made
    made.end()


def test_children_are_ended_by_their_ids(children, tmp_path):
    children.start("One", SLEEP, {}, tmp_path / "one.log")
    children.start("Two", SLEEP, {}, tmp_path / "two.log")
    running = [child for _, child, _ in children.started]
    children.check()
    children.end()
    assert [child.poll() for child in running] == [-signal.SIGTERM, -signal.SIGTERM]


def test_a_child_that_does_not_listen_is_killed(children, tmp_path, monkeypatch):
    monkeypatch.setattr(demo, "PATIENCE", 0.3)
    children.start("Deaf", STUBBORN, {}, tmp_path / "deaf.log")
    ((_, child, log),) = children.started
    while b"deaf" not in log.read_bytes():
        time.sleep(0.02)
    children.end()
    assert child.poll() == -signal.SIGKILL


def test_a_child_that_ended_is_reported_with_the_end_of_its_log(children, tmp_path):
    children.start(
        "The bot", [sys.executable, "-c", "print('no such table'); raise SystemExit(7)"], {}, tmp_path / "b.log"
    )
    with pytest.raises(demo.DemoError, match=r"(?s)The bot ended with code 7.*no such table"):
        demo.wait_for("http://127.0.0.1:9/", children, "The bot", seconds=20)


def test_a_server_that_never_answers_is_not_waited_for_without_end(children):
    with pytest.raises(demo.DemoError, match="did not answer"):
        demo.wait_for("http://127.0.0.1:9/readyz", children, "The bot", seconds=0.3)


def test_a_port_in_use_is_said_in_words_with_the_way_out():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(demo.DemoError, match=rf"Port {port} is in use.*PORT=4000"):
            demo.free(port, "PORT=4000")
    demo.free(port, "PORT=4000")


def test_the_bot_runs_anonymously_whatever_the_machine_holds(monkeypatch, tmp_path):
    monkeypatch.setenv("MICROSOFT_APP_PASSWORD", "not-for-the-demo")
    monkeypatch.setenv("MicrosoftAppId", "not-for-the-demo")
    made = demo.bot_environment(tmp_path / "demo.db", 3978, 56150, "2026-12-07T09:29")
    assert "not-for-the-demo" not in {**os.environ, **made}.values()
    assert (made["HOST"], made["NOW"]) == ("127.0.0.1", "2026-12-07T09:29")
    assert "NOW" not in demo.bot_environment(tmp_path / "demo.db", 3978, 56150, None)


def test_loading_happens_once_and_starts_over_when_asked(monkeypatch, tmp_path):
    database, calls = tmp_path / "demo.db", []

    def fake_run(command, **_):
        calls.append(command[2:])
        database.write_text("loaded")
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(demo.subprocess, "run", fake_run)
    demo.load(database, {}, afresh=False)
    demo.load(database, {}, afresh=False)
    sample = ["load", str(playground.GROUP_FILE), "--sample", str(playground.SAMPLE_FILE)]
    assert calls == [sample]
    (tmp_path / "demo.db-wal").write_text("old")
    demo.load(database, {}, afresh=True, round_is_open=True)
    assert calls == [sample, [*sample, "--open-round"]]
    assert not (tmp_path / "demo.db-wal").exists()


def test_a_load_that_fails_leaves_no_half_made_database(monkeypatch, tmp_path):
    database = tmp_path / "demo.db"

    def fake_run(command, **_):
        database.write_text("half")
        return subprocess.CompletedProcess(command, 1, "", "[group]: name is missing")

    monkeypatch.setattr(demo.subprocess, "run", fake_run)
    with pytest.raises(demo.DemoError, match="name is missing"):
        demo.load(database, {}, afresh=False)
    assert not database.exists()


def test_the_bot_is_added_to_the_channel_through_the_playgrounds_door():
    asked: list[str] = []

    class Door(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            asked.append(self.path)
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Door) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        demo.add_to_channel(server.server_port, "19:sqog@thread.tacv2")
        thread.join()
    assert asked == ["/_debug/conversation/19%3Asqog%40thread.tacv2/installation"]


@pytest.mark.parametrize(
    ("told", "additions"),
    [
        ('# TYPE x\noversight_turns_total{happening="said"} 9.0\noversight_turns_total{happening="added"} 4.0\n', 4),
        ("# nothing yet\n", 0),
    ],
)
def test_how_often_the_bot_was_added_is_read_from_its_metrics(told, additions):
    class Door(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(told.encode())

        def log_message(self, *_):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Door) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        assert demo.additions(server.server_port) == additions
        thread.join()
    assert demo.additions(server.server_port) == 0


@pytest.mark.parametrize("name", ["chair", "jpuh-lead", "observer", "coordinator", "member"])
def test_the_first_words_say_where_who_and_what_to_try(capsys, name):
    demo.tell(name, "2026-12-07T09:29", 56150)
    words = capsys.readouterr().out
    assert "http://127.0.0.1:56150" in words
    assert f"({name})" in words
    assert "2026-12-07T09:29" in words
    assert "help" in words


def test_an_unknown_person_ends_the_demo_before_anything_starts(capsys, monkeypatch):
    monkeypatch.setattr(demo.signal, "signal", lambda *_: None)
    assert demo.run("queen") == 1
    assert "Choose one of" in capsys.readouterr().err
