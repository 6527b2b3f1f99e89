"""Looks at an image from within: at its build, whether everything is as it must be; later, whether the bot answers.

`python -m tools.image` stops a build with every fault at once; `python -m tools.image healthy` is the HEALTHCHECK.

Owns: those two looks. Must not: need anything that the bot itself does not need.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from http.client import HTTPException
from importlib.util import find_spec
from urllib.request import urlopen
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from storage.engine import journal_mode, sqlite_fixed

INSTALLERS = ("pip", "setuptools", "pkg_resources")
OLDEST_SQLITE = (3, 35, 0)
"""RETURNING, which the store's statements may use. Source: sqlite.org/lang_returning.html."""


def faults(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> Iterator[str]:
    """What is not as it must be, each in a sentence."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an image may be built on anything
        yield "Python 3.11 or later is needed."
    if version < OLDEST_SQLITE:
        yield f"SQLite {'.'.join(map(str, version))} is too old."
    if (journal_mode() == "wal") != sqlite_fixed(sqlite3.sqlite_version_info):
        yield "The store would use WAL on a SQLite that has the WAL-reset bug."
    if find_spec("aiohttp._http_parser") is None:
        yield "aiohttp runs without its C parser; the Python one had request smuggling."
    try:
        ZoneInfo("Europe/London")
    except ZoneInfoNotFoundError:
        yield "There are no time zones."
    for name in INSTALLERS:
        if find_spec(name) is not None:
            yield f"{name} is still there; an image needs no installer."


def healthy(port: str) -> bool:
    """Whether the bot on this machine says that it is alive."""
    try:
        with urlopen(f"http://127.0.0.1:{int(port)}/healthz", timeout=4) as answer:
            return answer.status == 200
    except (OSError, ValueError, HTTPException):
        return False


def main(words: Sequence[str]) -> int:
    """0 when all is well; otherwise 1, with every fault in words."""
    if list(words) == ["healthy"]:
        return 0 if healthy(os.environ.get("PORT", "3978")) else 1
    found = list(faults())
    for fault in found:
        print(f"- {fault}", file=sys.stderr)
    if not found:
        mode = journal_mode()
        print(f"The image is in order. SQLite {sqlite3.sqlite_version}, journal mode {mode}.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
