"""One process for one SQLite file."""

import os

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
