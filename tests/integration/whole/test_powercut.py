"""The power goes at any moment: what was acknowledged is on the disk, what was not is there wholly or not at all.

A campaign: `make campaign-powercut`, 100,000 cuts.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.campaigns import disk, powercut, repeats

pytestmark = pytest.mark.skipif(disk.library() is None, reason="SQLite is no library of its own in this Python")


def setting(*words: str) -> Callable[[repeats.Story], None]:
    """The store with other settings than its own."""

    def spoiled(story: repeats.Story) -> None:
        writer = story.scene.store._writer
        assert writer is not None
        for word in words:
            writer.live().execute(f"PRAGMA {word}").fetchall()

    return spoiled


def test_what_was_acknowledged_survives_a_power_cut():
    found = powercut.campaign(2_000, seed=1)
    assert found.faults == []
    assert found.cuts == 2_000
    assert found.again > 100, found
    assert found.hot > 1_000, found
    assert found.acknowledged > 30, found


@pytest.mark.parametrize(
    "words",
    [
        ("synchronous=OFF",),
        ("synchronous=NORMAL",),
        ("journal_mode=DELETE",),
        ("journal_mode=WAL", "synchronous=NORMAL"),
    ],
    ids=",".join,
)
def test_settings_that_lose_what_was_acknowledged_are_found_out(words: tuple[str, ...]):
    """The same cuts on a store that is set up otherwise: each of these is known to lose or to spoil."""
    assert powercut.campaign(1_500, seed=1, spoiled=setting(*words)).faults


def test_the_other_safe_mode_loses_nothing():
    """WAL with FULL: where SQLite is free of the fault that keeps us from it."""
    assert powercut.campaign(300, seed=2, spoiled=setting("journal_mode=WAL")).faults == []


def test_the_disk_keeps_what_was_synced_and_loses_what_was_not(tmp_path: Path):
    one = str(tmp_path / "a.db")
    found = disk.Disk({one: b"a" * 1_024})
    found.take(("write", one, 0, b"b" * 1_024))
    seen = {found.image(random.Random(n))[one] for n in range(200)}
    halves = {b"a" * 1_024, b"b" * 1_024, b"b" * 512 + b"a" * 512, b"a" * 512 + b"b" * 512}
    assert halves < seen, "wholly, not at all, either sector, and some torn"
    found.take(("sync", one))
    assert {found.image(random.Random(n))[one] for n in range(50)} == {b"b" * 1_024}


def test_a_deleted_file_may_come_back_until_its_folder_is_synced(tmp_path: Path):
    one = str(tmp_path / "a.db-journal")
    found = disk.Disk({one: b"old"})
    found.take(("delete", one, False))
    assert {found.image(random.Random(n)).get(one) for n in range(50)} == {b"old", None}
    other = disk.Disk({one: b"old"})
    other.take(("delete", one, True))
    assert other.image(random.Random(1)) == {}
    found.take(("create", one))
    found.take(("write", one, 0, b"new"))
    found.take(("sync", one))
    assert {found.image(random.Random(n)).get(one) for n in range(50)} == {b"new"}
