"""One process for one SQLite file."""

import fcntl
import os
import struct
from pathlib import Path, PureWindowsPath

import pytest

from storage import lock
from storage.engine import Unusable
from storage.lock import FileLock


def test_the_second_is_refused_with_the_pid_of_the_first_until_it_lets_go(tmp_path):
    first, second = FileLock(tmp_path / "a.db"), FileLock(tmp_path / "a.db")
    first.acquire()
    with pytest.raises(Unusable, match=f"in use by another process \\(pid {os.getpid()}\\); only one may run"):
        second.acquire()
    first.release()
    second.acquire()
    assert (tmp_path / "a.db.lock").read_text() == str(os.getpid())
    second.release()
    second.release()  # a second time is no harm


def test_a_lock_without_a_pid_still_holds(tmp_path):
    first = FileLock(tmp_path / "a.db")
    first.acquire()
    (tmp_path / "a.db.lock").write_text("")
    with pytest.raises(Unusable, match="pid unknown"):
        FileLock(tmp_path / "a.db").acquire()
    first.release()


class Msvcrt:
    """Windows' module, by locks that belong to an open file, as Windows' do: a second opening is refused, here too."""

    LK_UNLCK, LK_NBLCK = 0, 2

    def locking(self, descriptor: int, mode: int, count: int) -> None:
        kind = fcntl.F_WRLCK if mode == self.LK_NBLCK else fcntl.F_UNLCK
        start = os.lseek(descriptor, 0, os.SEEK_CUR)
        fcntl.fcntl(descriptor, fcntl.F_OFD_SETLK, struct.pack("hhqqi", kind, os.SEEK_SET, start, count, 0))


def test_as_on_windows_the_second_is_refused_reads_the_pid_and_may_follow(tmp_path, monkeypatch):
    way = lock.ByteLock(Msvcrt())
    monkeypatch.setattr(lock, "hold", way.hold)
    monkeypatch.setattr(lock, "free", way.free)
    first, second = FileLock(tmp_path / "a.db"), FileLock(tmp_path / "a.db")
    first.acquire()
    with pytest.raises(Unusable, match=f"in use by another process \\(pid {os.getpid()}\\); only one may run"):
        second.acquire()
    first.release()
    second.acquire()
    assert (tmp_path / "a.db.lock").read_text() == str(os.getpid())
    second.release()


def test_as_on_windows_a_share_is_a_network_drive(tmp_path, monkeypatch):
    share = PureWindowsPath(r"\\server\files\oversight.db")
    monkeypatch.setattr(Path, "resolve", lambda _: share)
    with pytest.raises(Unusable, match=r"lies on a network drive \(cifs\)"):
        FileLock(tmp_path / "a.db").acquire()


def test_network_drives_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(lock, "drive_of", lambda _: "nfs4")
    with pytest.raises(Unusable, match=r"lies on a network drive \(nfs4\)"):
        FileLock(tmp_path / "a.db").acquire()


def test_the_drive_is_that_of_the_longest_place_above(tmp_path):
    mounts = tmp_path / "mounts"
    place = tmp_path / "my share"
    place.mkdir()
    escaped = str(place).replace(" ", "\\040")
    mounts.write_text(
        f"/dev/a / ext4 rw 0 0\nserver:/x {escaped} nfs4 rw 0 0\n\n/dev/b /elsewhere/deeper/still xfs rw 0 0\n"
    )
    assert lock.drive_of(place / "a.db", mounts) == "nfs4"
    assert lock.drive_of(tmp_path / "a.db", mounts) == "ext4"
    assert lock.drive_of(tmp_path / "a.db", tmp_path / "none") == ""
