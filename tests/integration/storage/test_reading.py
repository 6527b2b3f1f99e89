"""Long reading at an address, as another process does it: what is committed, of one group, nothing written."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from sqlalchemy import exc as sqlalchemy_errors
from sqlalchemy import make_url, text

from storage import history, journal, reading
from storage.engine import Busy
from storage.session import Session
from storage.store import Store
from tests.stores import GROUP, as_member


def note(session: Session) -> None:
    journal.append(as_member(session), "note", "X")


def told(session: Session) -> tuple[int, str, object]:
    return len(history.entries(session, "X")), session.group, session.now


def test_what_is_committed_is_read_at_the_address_of_a_picture(store: Store) -> None:
    store.run_sync(note, group=GROUP)
    with store.picture() as address:
        store.run_sync(note, group=GROUP)
        there = pickle.loads(pickle.dumps(address))  # noqa: S301 our own
        count, group, now = reading.read(there, told, group=GROUP, now=store.clock())
    assert (group, now) == (GROUP, store.clock())
    assert count == (1 if store.path and address != store.path else 2), "a copy is of the moment it was made"


def test_a_copy_goes_with_its_picture(store: Store) -> None:
    with store.picture() as address:
        pass
    if store.path is not None and address != store.path:
        assert isinstance(address, Path)
        assert not address.exists()


def test_nothing_can_be_written_there(store: Store) -> None:
    def writes(session: Session) -> None:
        session.connection.execute(text("DELETE FROM journal"))

    with store.picture() as address, pytest.raises((Busy, sqlalchemy_errors.DBAPIError), match=r"read-?only"):
        reading.read(address, writes, group=GROUP, now=store.clock())


def test_an_address_shows_no_password() -> None:
    address: reading.Address = make_url("postgresql+psycopg://oversight:hush@db/oversight")
    assert "hush" not in f"{address}{address!r}"


def test_a_database_that_is_not_there_is_busy(store: Store, tmp_path: Path) -> None:
    nowhere = tmp_path / "no" / "such.db" if store.path else store.engine.url.set(port=1, host="127.0.0.1", query={})
    with pytest.raises(Busy):
        reading.read(nowhere, told, group=GROUP, now=store.clock())
