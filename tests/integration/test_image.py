"""The image, followed in a plain shell: what the Dockerfile copies is enough to run, without a right to write."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import dockerfile
from tools import image

ROOT = Path(__file__).parents[2]
BUILD, RUN = dockerfile.read(ROOT / "infra/Dockerfile")
IGNORE = ROOT / ".dockerignore"


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """The folder /app of the image: what the build stage copies, as the repository holds it, and nothing else."""
    folder = tmp_path_factory.mktemp("image") / "app"
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    for source, target in BUILD.copies():
        names = [n for n in listed if n == source or n.startswith(f"{source}/")]
        assert names, f"{source} is not in the repository"
        for name in names:
            assert dockerfile.let_in(IGNORE, name), f".dockerignore keeps {name} out"
            to = folder / target / name.removeprefix(source).lstrip("/") if name != source else folder / target
            to = to / Path(name).name if target == "./" else to
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, to)
    return folder


def run(command, folder, env):
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def environment(tmp_path, **more):
    keep = {k: v for k, v in os.environ.items() if k in {"PATH", "LANG", "LD_LIBRARY_PATH"}}
    given = {k: v for k, v in RUN.env().items() if k != "PATH"}
    return {**keep, **given, "HOME": str(tmp_path), "MPLCONFIGDIR": str(tmp_path / "mpl"), **more}


def test_two_stages_of_one_pinned_base_and_a_user_without_rights():
    text = (ROOT / "infra/Dockerfile").read_text(encoding="utf-8")
    assert {BUILD.base, RUN.base} == {"${PYTHON_IMAGE}"}
    assert "ARG PYTHON_IMAGE=python:3.11-slim-bookworm\n" in text
    assert RUN.of("USER") == ["10001:10001"]
    assert "--require-hashes --no-deps --only-binary :all:" in " ".join(BUILD.of("RUN"))
    assert "uninstall --yes setuptools" in " ".join(BUILD.of("RUN") + RUN.of("RUN"))
    assert RUN.of("STOPSIGNAL") == ["SIGTERM"]


def test_nothing_private_or_needless_gets_into_the_build():
    kept_out = (".env", "data/a.db", "tests/scene.py", "env/.env.test", "bot/__pycache__/x.pyc", ".git/config")
    for name in kept_out:
        assert not dockerfile.let_in(IGNORE, name), name
    assert dockerfile.let_in(IGNORE, "bot/words/data/ways.txt")


def test_the_bot_needs_no_installer(app, tmp_path):
    block = (
        "import sys; sys.modules |= dict.fromkeys(('pip', 'setuptools', 'pkg_resources')); import app; print('fine')"
    )
    done = run([sys.executable, "-c", block], app, environment(tmp_path))
    assert (done.stdout, done.stderr) == ("fine\n", "")


def test_it_starts_from_a_folder_it_cannot_write_to_is_healthy_and_ends_when_told(app, tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    env = environment(
        tmp_path,
        PORT=port,
        HOST="127.0.0.1",
        DATABASE_URL=f"sqlite:///{tmp_path}/oversight.db",
        MICROSOFT_APP_ID="00000000-0000-4000-8000-000000000099",
        MICROSOFT_APP_PASSWORD="only-for-this-try",
        MICROSOFT_APP_TENANT_ID="00000000-0000-4000-8000-000000000098",
    )
    before = {p: p.stat().st_mtime_ns for p in sorted(app.rglob("*"))}
    health = [sys.executable, *RUN.command("HEALTHCHECK")[1:]]
    assert run(health, app, env).returncode == 1  # nothing runs yet
    bot = subprocess.Popen([sys.executable, *RUN.command("CMD")[1:]], cwd=app, env=env, stderr=subprocess.PIPE)
    try:
        until = time.monotonic() + 60
        while run(health, app, env).returncode and time.monotonic() < until:
            assert bot.poll() is None, "the bot ended"
            time.sleep(0.3)
        assert run(health, app, env).returncode == 0
    finally:
        bot.terminate()
        _, told = bot.communicate(timeout=30)
    assert bot.returncode == 0, told
    written = {p: p.stat().st_mtime_ns for p in sorted(app.rglob("*"))}
    assert written == before


def test_without_an_app_it_refuses_to_listen_to_everybody(app, tmp_path):
    env = environment(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path}/oversight.db")
    done = run([sys.executable, "app.py"], app, env)
    assert done.returncode == 1
    assert "HOST is 0.0.0.0, but without MICROSOFT_APP_ID" in done.stderr


def test_a_build_stops_at_an_image_that_is_not_in_order(monkeypatch, capsys):
    monkeypatch.setattr(image, "find_spec", lambda name: None if name.startswith("aiohttp") else name)
    monkeypatch.setattr(image, "journal_mode", lambda: "wal")
    monkeypatch.setattr(image, "sqlite_fixed", lambda _: False)
    monkeypatch.setattr(image, "ZoneInfo", gone)
    assert list(image.faults((3, 31, 1))) == [
        "SQLite 3.31.1 is too old.",
        "The store would use WAL on a SQLite that has the WAL-reset bug.",
        "aiohttp runs without its C parser; the Python one had request smuggling.",
        "There are no time zones.",
        "pip is still there; an image needs no installer.",
        "setuptools is still there; an image needs no installer.",
        "pkg_resources is still there; an image needs no installer.",
    ]
    assert image.main([]) == 1
    assert "- There are no time zones." in capsys.readouterr().err


def gone(name):
    raise image.ZoneInfoNotFoundError(name)


def test_an_image_in_order_says_so(monkeypatch, capsys):
    monkeypatch.setattr(image, "INSTALLERS", ())
    assert image.main([]) == 0
    assert f"SQLite {sqlite3.sqlite_version}" in capsys.readouterr().out


def test_a_port_that_is_none_is_not_healthy(monkeypatch):
    monkeypatch.setenv("PORT", "all of them")
    assert image.main(["healthy"]) == 1
