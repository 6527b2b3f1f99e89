"""Files in the store, on both databases: kept, taken, gone after a day; too large is refused."""

from __future__ import annotations

import pytest

from domain.refusals import Invalid
from storage import files
from tests.stores import *  # noqa: F403 the fixtures
from tests.stores import GROUP, as_member


def test_a_file_comes_back_byte_for_byte_and_goes_after_a_day(store, clock):
    data = bytes(range(256)) * 40

    def keep(session):
        as_member(session)
        return files.keep(session, "a.bin", data, purpose="export", content_type="application/octet-stream")

    made = store.run_sync(keep, group=GROUP)
    assert (made.id, made.size) == ("FIL-26-001", len(data))
    got = store.run_sync(lambda s: files.take(as_member(s), made), group=GROUP)
    assert got == data
    assert store.run_sync(lambda s: files.get(s, made.id), group="other") is None
    clock.move(days=1)
    assert store.run_sync(lambda s: files.get(s, made.id), group=GROUP) is None
    assert store.run_sync(files.forget_old, group="") == 1
    assert store.run_sync(files.forget_old, group="") == 0


def test_too_large_is_refused(sqlite_store, monkeypatch):
    monkeypatch.setattr(files, "LARGEST", 3)
    with pytest.raises(Invalid, match="larger than"):
        sqlite_store.run_sync(
            lambda s: files.keep(as_member(s), "a", b"1234", purpose="x", content_type="y"), group=GROUP
        )
