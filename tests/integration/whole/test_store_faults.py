"""The database locked, read-only, full or gone: it is never said that something was saved which was not."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bot.contracts import Happening, PlaceKind, Reply
from storage import actions, proof
from storage.engine import sqlite_engine
from storage.session import Session
from tests.campaigns.world import Button, World
from tests.scene import Scene, twin

pytestmark = pytest.mark.xdist_group("world")


def pragma(scene: Scene, words: str) -> Any:
    """The first row's first value, if the pragma gives one."""

    def work(session: Session) -> Any:
        found = session.connection.exec_driver_sql(f"PRAGMA {words}")
        return found.scalar() if found.returns_rows else None

    return scene.store.run_sync(work, group="")


@contextlib.contextmanager
def locked(scene: Scene) -> Iterator[None]:
    """Somebody else holds the file, for longer than the bot waits (here a hundredth of a second)."""

    def impatient(_dialect: Any, _record: Any, _args: Any, given: dict[str, Any]) -> None:
        given["timeout"] = 0.01

    event.listen(scene.store.engine, "do_connect", impatient)
    pragma(scene, "busy_timeout=10")
    assert scene.store.path is not None
    other = sqlite3.connect(scene.store.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    yield
    other.execute("ROLLBACK")
    other.close()
    event.remove(scene.store.engine, "do_connect", impatient)
    pragma(scene, "busy_timeout=4000")


@contextlib.contextmanager
def read_only(scene: Scene) -> Iterator[None]:
    """Nothing may be written, also by a connection that is made anew."""

    def closed(connection: sqlite3.Connection, _record: Any) -> None:
        connection.execute("PRAGMA query_only=ON")

    event.listen(scene.store.engine, "connect", closed)
    pragma(scene, "query_only=ON")
    yield
    event.remove(scene.store.engine, "connect", closed)
    pragma(scene, "query_only=OFF")


@contextlib.contextmanager
def gone(scene: Scene) -> Iterator[None]:
    """The folder is not where it was."""
    assert scene.store.path is not None
    folder = scene.store.path.parent
    away = folder.with_name(f"{folder.name}-away")
    folder.rename(away)
    yield
    away.rename(folder)


FAULTS: dict[str, Callable[[Scene], contextlib.AbstractContextManager[None]]] = {
    "locked": locked, "read-only": read_only, "gone": gone,
}  # fmt: skip


def really(world: World, actor: str, button: Button) -> Reply:
    """The press on the real store: what is acknowledged would stay."""
    values = {**world.typed(button), "ctx": world.token(actor, button.verb, button.data)}
    name = world.name(actor)
    turn = world.scene._turn(name, Happening.PRESSED, PlaceKind.PERSONAL, "", verb=button.verb, values=values)
    return asyncio.run(world.scene.turns(turn))


def writers(world: World) -> Iterator[tuple[str, Button]]:
    """A button of each verb, with somebody whose press of it keeps something."""
    for verb in sorted({b.verb for b in world.buttons.values()}):
        for actor in ("chair", "own", "other", "member"):
            button = next(
                (b for b in world.of_verb(verb) if (c := world.press(actor, b)).wrote and c.how == "done"), None
            )
            if button is not None:
                yield actor, button
                break


@pytest.fixture(scope="module")
def pressed(world: World) -> list[tuple[str, Button]]:
    return list(writers(world))


@pytest.mark.parametrize("fault", FAULTS)
def test_nothing_is_called_saved_that_is_not(world: World, pressed: list[tuple[str, Button]], fault: str):
    assert len(pressed) > 30
    scene = world.scene
    head = scene.run(lambda s: proof.head(s.connection, world.group.id))
    wrong: list[str] = []
    with FAULTS[fault](scene):
        for actor, button in pressed:
            said = twin(really(world, actor, button))
            if "This was not saved and nothing was changed" not in said:
                wrong.append(f"{button.verb}: {said[:80]}")
    assert wrong == []
    assert scene.run(lambda s: proof.head(s.connection, world.group.id)) == head, "nothing was written"
    assert scene.run(lambda s: proof.faults(s.connection)) == ()
    world.errors.records.clear()
    assert all(world.press(actor, button).wrote for actor, button in pressed), "and afterwards they are kept"


def test_a_full_disk_and_after(scene: Scene):
    """Until the disk is full all is kept; then nothing is called saved; with room again it goes on by itself."""
    owner = scene.cast["jpuh-lead"].object_id
    typed = {"why": "A walkabout", "trust": "JPUH", "owner": owner, "due": "2028-01-28"}

    def save(number: int) -> str:
        form = scene.ask("chair", "new_action", text=f"Audit {number} {'of the store room ' * 8}")
        if not form.card or "New action" not in twin(form):
            return twin(form)
        back = scene.press("chair", form, "Save", **typed)
        return twin(scene.press("chair", back, "Save") if "Read it back" in twin(back) else back)

    assert "Saved as ACT-26-001" in save(0)
    pages = pragma(scene, "page_count")
    pragma(scene, f"max_page_count={pages + 12}")
    said = [save(n) for n in range(1, 30)]
    saved = [s for s in said if "Saved as" in s]
    refused = [s for s in said if "not saved and nothing was changed" in s]
    assert len(saved) + len(refused) == 29
    assert refused
    kept = scene.run(lambda s: actions.of_owner(s, owner, limit=100))
    assert len(kept) == 1 + len(saved)
    pragma(scene, "max_page_count=1000000")
    assert "Saved as" in save(99)
    assert scene.run(lambda s: (proof.file_faults(s.connection), proof.faults(s.connection))) == ((), ())


def test_a_file_that_is_not_sound_is_not_served(tmp_path: Path):
    from storage.store import Store, Unusable  # noqa: PLC0415 - only here

    made = Scene(tmp_path)
    path = made.store.path
    made.close()
    assert path is not None
    raw = bytearray(path.read_bytes())
    raw[0:100] = b"\xff" * 100
    path.write_bytes(bytes(raw))
    with pytest.raises(Unusable, match="restore"):
        Store.open(f"sqlite:///{path}", clock=made.hand)


def test_a_transaction_holds_the_file_from_its_beginning(tmp_path: Path):
    """Who reads first and writes then must not have read what somebody else changes in between."""
    engine = sqlite_engine(tmp_path / "a.db")
    with engine.begin() as connection:
        connection.exec_driver_sql("SELECT 1")
        other = sqlite3.connect(tmp_path / "a.db", timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()
    engine.dispose()
