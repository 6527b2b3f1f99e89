"""The demo: the bot on an embedded file, the sample group, and the Playground in one go.

Owns: the two processes it starts, from their start to their end.
Must not: be imported by the serving bot, end a process it did not start, or bind anything but loopback.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

from bot import playground

ROOT = playground.ROOT
READY_SECONDS = 60.0
PATIENCE = 10.0
"""Seconds that a child gets to end by itself before it is killed."""
TELLINGS = 2
"""The Playground tells of one adding twice. Source: as seen."""
ADDITIONS = re.compile(r'^oversight_turns_total\{happening="added"\} (\S+)$', re.MULTILINE)
CREDENTIALS = ("MICROSOFT_APP_", "MicrosoftApp", "APP_ID", "APP_PASSWORD", "APP_TYPE", "APP_TENANTID", "CLIENT_")


class DemoError(Exception):
    """The demo cannot go on; the text says why and what to do."""


@dataclass
class Children:
    """The processes this demo started, and nothing else."""

    started: list[tuple[str, subprocess.Popen[bytes], Path]] = field(
        default_factory=list[tuple[str, subprocess.Popen[bytes], Path]]
    )

    def start(self, name: str, command: Sequence[str], env: Mapping[str, str], log: Path) -> None:
        """Start one child in a session of its own, so that Ctrl-C reaches it through us alone."""
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as out:
            child = subprocess.Popen(  # noqa: S603 - our own interpreter and the pinned Playground
                list(command),
                cwd=ROOT,
                env={**os.environ, **env},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.started.append((name, child, log))

    def check(self) -> None:
        """Raise `DemoError` with the end of its log when a child has ended."""
        for name, child, log in self.started:
            code = child.poll()
            if code is not None:
                tail = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:])
                raise DemoError(f"{name} ended with code {code}. The end of {shown(log)}:\n{tail}")

    def end(self) -> None:
        """End every child: ask first, the youngest first, then kill what does not go."""
        for _, child, _ in reversed(self.started):
            if child.poll() is None:
                child.terminate()
        until = time.monotonic() + PATIENCE
        for _, child, _ in reversed(self.started):
            try:
                child.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        self.started.clear()


def run(as_person: str = "chair", now: str | None = None, port: int = 3978, playground_port: int = 56150) -> int:
    """Start everything, wait for Ctrl-C or SIGTERM, end everything. 0 when asked to end, 1 with a sentence otherwise.

    `now` is local time such as `2026-12-07T09:29`: the bot's clock starts there, on a fresh sample group each time.
    """
    children = Children()
    for wanted in (signal.SIGINT, signal.SIGTERM):
        signal.signal(wanted, _stop)
    try:
        channel = _start(children, as_person, now, port, playground_port)
        tell(as_person, now, playground_port)
        greeted = False
        while True:
            time.sleep(0.5)
            children.check()
            # What the bot posts before a browser is there is lost: it is added again when the first one has come.
            if not greeted and additions(port) > TELLINGS:
                greeted = True
                add_to_channel(playground_port, channel)
    except (DemoError, playground.NoSuchPerson, playground.NotInstalled) as fault:
        print(fault, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nEnding the bot and the Playground …", flush=True)
        return 0
    finally:
        children.end()


def _stop(*_: object) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt


def _start(children: Children, as_person: str, now: str | None, port: int, playground_port: int) -> str:
    """Start the bot and the Playground; the channel's id."""
    data = folder()
    config_file = data / "playground.yml"
    config = playground.write_config(as_person, config_file)
    command = playground.command(port, playground_port)
    free(port, "PORT=4000")
    free(playground_port, "PLAYGROUND_PORT=56151")
    env = bot_environment(data / ("demo-clock.db" if now else "demo.db"), port, playground_port, now)
    load(data / ("demo-clock.db" if now else "demo.db"), env, afresh=now is not None, round_is_open=now is not None)
    print("· starting the bot …", flush=True)
    children.start("The bot", [sys.executable, "app.py"], env, data / "bot.log")
    wait_for(f"http://127.0.0.1:{port}/readyz", children, "The bot")
    print("· starting the Microsoft 365 Agents Playground …", flush=True)
    log = data / "playground.log"
    children.start("The Playground", command, playground.environment(config_file, data / "playground-debug.log"), log)
    wait_for(playground.address(playground_port), children, "The Playground")
    channel = str(config["team"]["channels"][0]["id"])
    add_to_channel(playground_port, channel)
    return channel


def bot_environment(database: Path, port: int, playground_port: int, now: str | None) -> Mapping[str, str]:
    """Anonymous development mode on loopback, on this database, whatever the machine's environment holds."""
    blank = {name: "" for name in os.environ if name.startswith(CREDENTIALS)}
    return {
        **blank,
        "MICROSOFT_APP_ID": "",
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "DATABASE_URL": f"sqlite:///{database.as_posix()}",
        "GROUP_FILE": str(playground.GROUP_FILE),
        "ALLOWED_SERVICE_HOSTS": playground.address(playground_port),
        "TICK_SECONDS": "5",
        **({"NOW": now} if now else {}),
    }


def load(database: Path, env: Mapping[str, str], *, afresh: bool, round_is_open: bool = False) -> None:
    """Put the sample group and its data into the database, once; `afresh` starts over. Raises `DemoError`."""
    if afresh:
        for file in database.parent.glob(f"{database.name}*"):
            file.unlink()
    if database.exists():
        return
    print("· making the sample group …", flush=True)
    database.parent.mkdir(parents=True, exist_ok=True)
    more = ["--open-round"] if round_is_open else []
    done = subprocess.run(  # noqa: S603 - our own interpreter and file
        [sys.executable, "app.py", "load", str(playground.GROUP_FILE), "--sample", str(playground.SAMPLE_FILE), *more],
        cwd=ROOT,
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        database.unlink(missing_ok=True)
        raise DemoError(f"The sample group could not be loaded.\n{done.stdout}{done.stderr}".rstrip())


def folder() -> Path:
    """Where the demo keeps its database and logs: data/, or what DEMO_DATA names."""
    return Path(os.environ.get("DEMO_DATA") or ROOT / "data").resolve()


def free(port: int, instead: str) -> None:
    """Raise `DemoError` when something listens on this port already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as fault:
            raise DemoError(
                f"Port {port} is in use, perhaps by another demo. End that one, or choose another: make run {instead}."
            ) from fault


def wait_for(url: str, children: Children, name: str, seconds: float = READY_SECONDS) -> None:
    """Wait until `url` answers 200. Raises `DemoError` when the child ends or the time is over."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        children.check()
        try:
            with _open(url) as answer:
                answer.read()
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise DemoError(f"{name} did not answer at {url} within {seconds:.0f} seconds. See {shown(folder())}.")


def additions(port: int) -> int:
    """How often the bot was told that it was added somewhere; the Playground tells it when a browser connects, too."""
    try:
        with _open(f"http://127.0.0.1:{port}/metrics") as answer:
            found = ADDITIONS.search(answer.read().decode())
    except (URLError, OSError):
        return 0
    return int(float(found[1])) if found else 0


def add_to_channel(port: int, channel_id: str) -> None:
    """Let the Playground tell the bot that it was added to the group's channel, so that it may post there."""
    path = playground.installation_path(quote(channel_id, safe=""))
    with _open(playground.address(port) + path, b"{}") as answer:
        answer.read()


def _open(url: str, body: bytes | None = None) -> IO[bytes]:
    request = Request(url, data=body, headers={"Content-Type": "application/json"})  # noqa: S310 - our own loopback
    return urlopen(request, timeout=5)  # noqa: S310 - our own loopback


def shown(path: Path) -> str:
    """A path as a person in the project's folder would type it."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


def tell(as_person: str, now: str | None, port: int) -> None:
    """Say where to look and what to try first."""
    _, people = playground.sample_group()
    me = playground.person_called(as_person, people)
    names = ", ".join(playground.cast_list(people))
    tries = {"observer": "help, who am I"}.get(as_person, "help, who am I, returns, my actions, summary")
    if as_person.endswith("-lead"):
        tries = "help, submit, my actions, new action: TEXT"
    elif as_person in {"chair", "coordinator"}:
        tries = (
            "help, open round, returns, summary, post summary" if as_person == "chair" else "help, open round, returns"
        )
    clock = f"\n  The bot's clock started at {now} and runs." if now else ""
    print(
        f"\n  Open {playground.address(port)} in a browser. You are {me.name} ({as_person}).{clock}\n"
        f"  In Personal Chat, try: {tries}\n"
        f"  In the channel, mention the bot: @{playground.BOT_NAME} returns\n"
        f"  Be somebody else: make run AS=NAME, where NAME is one of {names}\n"
        f"  Logs are in {shown(folder())}/. Ctrl-C ends all of it.\n",
        flush=True,
    )
