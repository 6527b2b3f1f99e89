"""The image, followed in a plain shell: what the Dockerfile copies is enough to run, without a right to write.

Where the kernel lets us (root on Linux, as in CI), the last step is a container in all but name: a root that cannot be
written to, the Dockerfile's user, no capability, one folder for data.
"""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest

from tests import dockerfile
from tools import image

ROOT = Path(__file__).parents[2]
CONTAINER = """
set -e
mount -t tmpfs -o mode=755 none /mnt
mkdir -p /mnt/app /mnt/data /mnt/python /mnt/packages
mount --bind "$APP" /mnt/app
mount --bind "$DATA" /mnt/data
mount --bind "$BASE" /mnt/python
mount --bind "$PACKAGES" /mnt/packages
mount -t tmpfs none /tmp
mount -o remount,bind,ro /mnt/app
mount -o remount,bind,ro /mnt/python
mount -o remount,bind,ro /mnt/packages
mount -o remount,ro /mnt
mount -o remount,bind,ro /
cd /mnt/app
exec setpriv --reuid "${OWNER%:*}" --regid "${OWNER#*:}" --clear-groups --bounding-set=-all --no-new-privs "$@"
"""
"""What `docker run --read-only --tmpfs /tmp -v DATA:/data --cap-drop ALL --security-opt no-new-privileges` does.

The interpreter and its packages are brought to a place of their own: below a private home or below /tmp, where they may
lie, the image's user could not reach them.
"""
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


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def signed_in(tmp_path: Path, port: str) -> dict[str, str]:
    """The image's environment with an app id, on this machine only."""
    return environment(
        tmp_path,
        PORT=port,
        HOST="127.0.0.1",
        DATABASE_URL=f"sqlite:///{tmp_path}/oversight.db",
        MICROSOFT_APP_ID="00000000-0000-4000-8000-000000000099",
        MICROSOFT_APP_PASSWORD="only-for-this-try",
        MICROSOFT_APP_TENANT_ID="00000000-0000-4000-8000-000000000098",
    )


def wait_until_healthy(bot: subprocess.Popen[bytes], app: Path, env: dict[str, str]) -> None:
    """Ask as the image's HEALTHCHECK does until the answer is yes."""
    health = [sys.executable, *RUN.command("HEALTHCHECK")[1:]]
    until = time.monotonic() + 60
    while run(health, app, env).returncode:
        assert bot.poll() is None, "the bot ended"
        assert time.monotonic() < until, "it is not healthy"
        time.sleep(0.3)


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
    env = signed_in(tmp_path, free_port())
    before = {p: p.stat().st_mtime_ns for p in sorted(app.rglob("*"))}
    health = [sys.executable, *RUN.command("HEALTHCHECK")[1:]]
    assert run(health, app, env).returncode == 1  # nothing runs yet
    bot = subprocess.Popen([sys.executable, *RUN.command("CMD")[1:]], cwd=app, env=env, stderr=subprocess.PIPE)
    try:
        wait_until_healthy(bot, app, env)
    finally:
        bot.terminate()
        _, told = bot.communicate(timeout=30)
    assert bot.returncode == 0, told
    written = {p: p.stat().st_mtime_ns for p in sorted(app.rglob("*"))}
    assert written == before


def can_contain() -> bool:
    """Whether this machine lets us mount within a namespace of our own."""
    if not all(map(shutil.which, ("unshare", "setpriv", "mount"))):
        return False
    return subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"], check=False).returncode == 0


def interpreter() -> dict[str, str]:
    """The interpreter of this run as the container sees it: the same program, library and packages, elsewhere."""
    program = Path(sys.executable).resolve().relative_to(Path(sys.base_prefix).resolve())
    return {
        "BASE": sys.base_prefix,
        "PACKAGES": sysconfig.get_path("purelib"),
        "PYTHON": f"/mnt/python/{program}",
        "PYTHONHOME": "/mnt/python",
        "PYTHONPATH": "/mnt/packages",
        "LD_LIBRARY_PATH": "/mnt/python/lib",
    }


@pytest.mark.skipif(not can_contain(), reason="mounts in a namespace of one's own need root on Linux")
def test_in_a_container_in_all_but_name_it_runs_as_nobody_and_writes_its_data_only(app, tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    os.chown(data, 10001, 10001)
    port = free_port()
    env = {**signed_in(tmp_path, port), "APP": str(app), "DATA": str(data), "OWNER": RUN.of("USER")[0]}
    env |= {"HOME": "/", "MPLCONFIGDIR": RUN.env()["MPLCONFIGDIR"], "DATABASE_URL": "sqlite:////mnt/data/oversight.db"}
    within = env | interpreter()
    inside = ["unshare", "-m", "sh", "-c", CONTAINER, "sh"]

    places = "/ /etc /usr /mnt /mnt/app /mnt/app/app.py /mnt/python /mnt/packages"
    looks = f"for p in {places}; do test ! -w $p; done; test -w /mnt/data; test -w /tmp"
    looked = subprocess.run([*inside, "sh", "-ec", looks], env=within, check=False)
    assert looked.returncode == 0

    command = [*inside, within["PYTHON"], *RUN.command("CMD")[1:]]
    bot = subprocess.Popen(command, env=within, stderr=subprocess.PIPE)
    try:
        wait_until_healthy(bot, app, env)
        status = dict(
            line.split(":\t", 1) for line in Path(f"/proc/{bot.pid}/status").read_text().splitlines() if ":\t" in line
        )
        assert set(status["Uid"].split()) == set(status["Gid"].split()) == {"10001"}
        assert (status["Groups"].strip(), int(status["CapEff"], 16), int(status["CapBnd"], 16)) == ("", 0, 0)
        assert status["NoNewPrivs"].strip() == "1"
    finally:
        bot.terminate()
        _, told = bot.communicate(timeout=60)
    assert bot.returncode == 0, told
    assert (data / "oversight.db").stat().st_uid == 10001


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
