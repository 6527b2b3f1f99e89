"""One process for one SQLite file.

Owns: the lock file beside the database and the refusal of network drives. Must not: open the database.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO, Any

from storage.engine import Unusable

NETWORK_DRIVES = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afs", "ceph", "glusterfs"})
"""File systems whose locks SQLite cannot trust. Source: sqlite.org/wal.html, sqlite.org/lockingv3.html 6.0."""

SHARE = "\\\\"
"""How the path of a network drive begins on Windows, where there is no list of mounts to read."""


class FileLock:
    """Holds `<database>.lock` until closed, so that a second process on the same file refuses to start."""

    def __init__(self, database: Path) -> None:
        self.path = database.with_name(database.name + ".lock")
        self._file: IO[str] | None = None
        self._database = database

    def acquire(self) -> None:
        """Take the lock. Raises `Unusable` when another process holds it or the drive cannot lock."""
        drive = drive_of(self._database)
        if drive in NETWORK_DRIVES:
            raise Unusable(f"{self._database} lies on a network drive ({drive}); SQLite is not safe there")
        file = self.path.open("a+", encoding="utf-8")
        try:
            hold(file)
        except OSError:
            file.seek(0)
            holder = file.read(32).strip() or "unknown"
            file.close()
            raise Unusable(f"{self._database} is in use by another process (pid {holder}); only one may run") from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        self._file = file

    def release(self) -> None:
        """Give the lock back. The lock file stays: removing it would let two processes hold different ones."""
        if self._file is not None:
            free(self._file)
            self._file.close()
            self._file = None


FAR = 1 << 30
"""A byte beyond the text: on Windows what is locked cannot be read, and the pid in the file is read by others."""


class ByteLock:
    """Windows' way, by its module `msvcrt`: a byte is locked, and to be let go before the file is closed."""

    def __init__(self, msvcrt: Any) -> None:
        self._msvcrt = msvcrt

    def hold(self, file: IO[str]) -> None:
        """Lock a file for this process. Raises `OSError` when another process has it."""
        self._at_the_byte(file, self._msvcrt.LK_NBLCK)

    def free(self, file: IO[str]) -> None:
        """Let go of it."""
        self._at_the_byte(file, self._msvcrt.LK_UNLCK)

    def _at_the_byte(self, file: IO[str], mode: int) -> None:
        file.seek(FAR)
        try:
            self._msvcrt.locking(file.fileno(), mode, 1)
        finally:
            file.seek(0)


if sys.platform == "win32":  # pragma: no cover - on Windows in CI; everywhere else with a module that stands in
    import msvcrt

    hold, free = ByteLock(msvcrt).hold, ByteLock(msvcrt).free
else:
    import fcntl

    def hold(file: IO[str]) -> None:
        """Lock a file for this process until it is closed. Raises `OSError` when another process has it."""
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def free(file: IO[str]) -> None:
        """Let go of it."""
        fcntl.flock(file, fcntl.LOCK_UN)


def drive_of(path: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """The file system type that `path` lies on, empty where it cannot be told."""
    place = path.resolve()
    if str(place).startswith(SHARE):
        return "cifs"
    try:
        lines = mounts.read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    best, kind = "", ""
    for line in lines:
        parts = line.split()
        if len(parts) > 2 and len(parts[1]) >= len(best) and place.is_relative_to(parts[1].replace("\\040", " ")):
            best, kind = parts[1], parts[2]
    return kind
