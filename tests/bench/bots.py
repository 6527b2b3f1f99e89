"""Starting the bots of a bench, ours and theirs, and the service that stands for Teams; each in a process of its own.

The peers' environments stand apart from the product's, in `.tools/peers`, from pinned and hashed requirements beside
their code; they are made at the first run.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from tests.fake_teams import APP_ID, SECRET, TENANT

ROOT = Path(__file__).resolve().parents[2]
CODE = Path(__file__).resolve().parent / "peers"
PLACES = ROOT / ".tools" / "peers"
PEERS = {"botbuilder": "botbuilder", "agents": "agents", "teams": "teams", "plain": "plain", "plain_sql": "plain"}
"""Name in the tables, and the environment and file it has."""
COMPILED = {
    "PYTHONWARNINGS": "ignore",
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONPYCACHEPREFIX": str(PLACES / "bytecode"),
}
"""Every bot runs from compiled modules, as an image or an installation has them, whatever this shell says."""
NAMES = {
    "ours": "Oversight, whole turn",
    "botbuilder": "botbuilder 4.17.1 as shipped, bare",
    "agents": "Microsoft 365 Agents SDK 1.9, bare",
    "teams": "Teams SDK 2.1, bare",
    "plain": "raw aiohttp, bare",
    "plain_sql": "raw aiohttp and plain SQL, the same writes",
}


def environment(name: str) -> Path:
    """The Python of a peer's environment, made when it is not there or its requirements changed."""
    place, wanted = PLACES / name, CODE / f"{name}.txt"
    python, stamp = place / "bin" / "python", place / ".installed"
    text = wanted.read_text("utf-8")
    if not (stamp.is_file() and stamp.read_text("utf-8") == text and python.exists()):
        sys.stdout.write(f"making the environment of {name} ...\n")
        sys.stdout.flush()
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(place)], check=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
        subprocess.run(
            [*pip, "--require-hashes", "--no-deps", "-r", str(wanted)], check=True, stderr=subprocess.DEVNULL
        )
        stamp.write_text(text, "utf-8")
    return python


@dataclass
class Process:
    """A bot that serves."""

    name: str
    port: int
    run: subprocess.Popen[str]
    started: float
    ready: float = 0.0
    """Seconds from its start to its first answer."""
    token: str = ""
    extra: dict[str, Any] = field(default_factory=dict[str, Any])

    @property
    def ps(self) -> psutil.Process:
        """For its CPU time and memory."""
        return psutil.Process(self.run.pid)

    def rss(self) -> float:
        """Megabytes in memory."""
        return self.ps.memory_info().rss / 1e6

    def ask(self, word: str) -> dict[str, Any]:
        """One word to ours, and its answer; answers of other words are kept."""
        self.tell(word)
        return self.hear(word)

    def tell(self, word: str) -> None:
        """A word to ours."""
        assert self.run.stdin is not None
        self.run.stdin.write(word + "\n")
        self.run.stdin.flush()

    def hear(self, word: str) -> dict[str, Any]:
        """The answer to a word."""
        assert self.run.stdout is not None
        while True:
            line = self.run.stdout.readline()
            if not line:
                raise RuntimeError(f"{self.name} ended")
            with contextlib.suppress(ValueError):
                found = json.loads(line)
                if found.get("word") == word:
                    return found


def free_port() -> int:
    """A port that is free now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextlib.contextmanager
def started(name: str, command: list[str], port: int, env: Mapping[str, str] | None = None) -> Iterator[Process]:
    """A process until the end of the block, from the moment it answers."""
    with tempfile.TemporaryFile("w+") as errors:
        made = Process(
            name,
            port,
            subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                cwd=ROOT,
                env={**os.environ, **COMPILED, **(env or {})},
            ),
            time.perf_counter(),
        )
        try:
            while not _answers(port):
                if made.run.poll() is not None or time.perf_counter() - made.started > 60:
                    errors.seek(0)
                    raise RuntimeError(f"{name} did not start:\n{errors.read()[-3000:]}")
                time.sleep(0.005)
            made.ready = time.perf_counter() - made.started
            yield made
        finally:
            made.run.terminate()
            try:
                made.run.wait(20)
            except subprocess.TimeoutExpired:
                made.run.kill()
                made.run.wait()


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 0.5) as found:
            found.sendall(b"GET /healthz HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
            return bool(found.recv(12))
    except OSError:
        return False


@dataclass(frozen=True)
class Service:
    """The stand-in for Teams."""

    origin: str
    token: str
    trust: str

    @property
    def url(self) -> str:
        """The service address that activities carry."""
        return f"{self.origin}/teams/"


@contextlib.contextmanager
def service(*, tls: Path | None = None, delay: float = 0.0) -> Iterator[Service]:
    """The service in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.service", "--delay", str(delay)]
    command += ["--tls", str(tls)] if tls else []
    run = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert run.stdout is not None
    try:
        yield Service(**json.loads(run.stdout.readline()))
    finally:
        assert run.stdin is not None
        run.stdin.close()
        run.wait(10)


def peer(name: str, *more: str) -> contextlib.AbstractContextManager[Process]:
    """A bare bot."""
    port, home = free_port(), PEERS[name]
    return started(name, [str(environment(home)), "-P", str(CODE / f"{home}.py"), str(port), *more], port)


def ours(url: str, at: Service, *words: str) -> contextlib.AbstractContextManager[Process]:
    """Our bot on this store, as a bench can load it."""
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.ours", str(port), *words]
    return started("ours", command, port, _told(url, at, port))


def app(url: str, at: Service) -> contextlib.AbstractContextManager[Process]:
    """Our bot on this store, just as it is started in service."""
    port = free_port()
    return started("ours", [sys.executable, "app.py"], port, _told(url, at, port))


def _told(url: str, at: Service, port: int) -> dict[str, str]:
    return {
        "MICROSOFT_APP_ID": APP_ID,
        "MICROSOFT_APP_PASSWORD": SECRET,
        "MICROSOFT_APP_TENANT_ID": TENANT,
        "DATABASE_URL": url,
        "PORT": str(port),
        "BOT_OPENID_METADATA_URL": f"{at.origin}/v1/.well-known/openidconfiguration",
        "BOT_TOKEN_URL": f"{at.origin}/oauth2/v2.0/token",
        "ALLOWED_SERVICE_HOSTS": at.origin,
        "CARD_KEYS": "a key for benches",
    }
