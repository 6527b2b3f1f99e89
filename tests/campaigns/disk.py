"""A disk that can lose its power: every write, truncation, sync and deletion of SQLite's files, as it asked for them.

Owns: a layer between the very SQLite that the bot uses and its files (a VFS, by ctypes: no compiler, no other SQLite),
the list of what was asked, and images of what may stand on the disk after a cut. Must not: know a table, or judge.

    with recorded(folder) as disk:          every file below the folder
        ...work...
        disk.note(("ack", 1))
    for image in ...: Disk.image(rng)

The model: what was synced stands. What was not may stand wholly, in part, torn within a sector, in any order, or not at
all; a file that was made or deleted without a sync of its folder may be there as before.
Source: reliability.md 5 (4) and 6; sqlite.org/atomiccommit.html.
"""

from __future__ import annotations

import contextlib
import ctypes
import random
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SECTOR = 512
_OK, _IOERR = 0, 10
_CREATE = 0x4
_void, _int, _long, _text = ctypes.c_void_p, ctypes.c_int, ctypes.c_int64, ctypes.c_char_p
_OPEN = ctypes.CFUNCTYPE(_int, _void, _void, _void, _int, _void)
_DELETE = ctypes.CFUNCTYPE(_int, _void, _text, _int)
_CLOSE = ctypes.CFUNCTYPE(_int, _void)
_WRITE = ctypes.CFUNCTYPE(_int, _void, _void, _int, _long)
_TRUNCATE = ctypes.CFUNCTYPE(_int, _void, _long)
_SYNC = ctypes.CFUNCTYPE(_int, _void, _int)

Event = tuple[Any, ...]
"""("write", path, offset, bytes), ("truncate", path, size), ("sync", path), ("delete", path, synced), ("create", path)
or what a test noted."""


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("version", _int), ("size", _int), ("longest", _int), ("next", _void), ("name", _text), ("data", _void),
        ("open", _void), ("delete", _void), ("rest", _void * 13),
    )  # fmt: skip


class _Methods(ctypes.Structure):
    _fields_ = (
        ("version", _int), ("close", _void), ("read", _void), ("write", _void), ("truncate", _void), ("sync", _void),
        ("rest", _void * 13),
    )  # fmt: skip


def library() -> Path | None:
    """The SQLite that Python's own driver uses; None when it is built into Python or this is not Linux."""
    sqlite3.connect(":memory:").close()
    try:
        lines = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    found = {line.split()[-1] for line in lines if "libsqlite3" in line}
    return Path(found.pop()) if len(found) == 1 else None


@dataclass
class Recorder:
    """What was asked of the disk, in order."""

    folder: str
    events: list[Event] = field(default_factory=list[Event])
    on: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, event: Event) -> None:
        """One more thing that happened."""
        if self.on:
            with self._lock:
                self.events.append(event)

    def start(self) -> Disk:
        """From now on; gives the disk as it stands, all of it taken as synced."""
        self.events.clear()
        self.on = True
        return Disk({str(p): p.read_bytes() for p in Path(self.folder).iterdir() if _is_sqlite(p)})


def _is_sqlite(path: Path) -> bool:
    return path.is_file() and path.name.endswith((".db", ".db-journal", ".db-wal"))


class _Layer:
    """The VFS. One for the process: SQLite keeps pointers into it for as long as a connection lives."""

    def __init__(self, place: Path) -> None:
        self.lib = ctypes.CDLL(str(place))
        self.lib.sqlite3_vfs_find.restype = _void
        self.lib.sqlite3_vfs_find.argtypes = (_text,)
        self.lib.sqlite3_vfs_register.argtypes = (_void, _int)
        self.lib.sqlite3_vfs_unregister.argtypes = (_void,)
        found = self.lib.sqlite3_vfs_find(None)
        self.below = _Vfs.from_address(found)
        self.vfs = _Vfs()
        ctypes.memmove(ctypes.byref(self.vfs), found, ctypes.sizeof(_Vfs))
        self.vfs.next, self.vfs.name = None, b"power-cut"
        self._open, self._delete = _OPEN(self.opened), _DELETE(self.deleted)
        self.vfs.open = ctypes.cast(self._open, _void).value
        self.vfs.delete = ctypes.cast(self._delete, _void).value
        self.paths: dict[int, str] = {}
        self.tables: dict[int, tuple[_Methods, dict[str, Any], Any]] = {}
        self.below_of: dict[int, dict[str, Any]] = {}
        self.recorder: Recorder | None = None

    def note(self, *event: Any) -> None:
        if self.recorder is not None and event[1].startswith(self.recorder.folder):
            self.recorder.note(event)

    def opened(self, _vfs: int, name: int | None, file: int, flags: int, out: int | None) -> int:
        try:
            path = ctypes.string_at(name).decode() if name else ""
            new = bool(path) and flags & _CREATE and not Path(path).exists()
            code = _OPEN(self.below.open)(ctypes.addressof(self.below), name, file, flags, out)
            if code != _OK or not path:
                return code
            held = _void.from_address(file)
            if held.value:
                held.value = self._table(held.value, file)
                self.paths[file] = path
                if new:
                    self.note("create", path)
        except Exception:  # noqa: BLE001 - nothing may be raised into C
            return _IOERR
        return _OK

    def deleted(self, _vfs: int, name: bytes, synced: int) -> int:
        code = _DELETE(self.below.delete)(ctypes.addressof(self.below), name, synced)
        if code == _OK:
            self.note("delete", name.decode(), bool(synced))
        return code

    def _table(self, address: int, file: int) -> int:
        """SQLite's methods of a file with ours in their place; the others stay C."""
        if address not in self.tables:
            theirs = _Methods.from_address(address)
            ours = _Methods()
            ctypes.memmove(ctypes.byref(ours), address, ctypes.sizeof(_Methods) if theirs.version > 2 else 8 * 17)
            below = {
                "close": _CLOSE(theirs.close), "write": _WRITE(theirs.write), "truncate": _TRUNCATE(theirs.truncate),
                "sync": _SYNC(theirs.sync),
            }  # fmt: skip
            mine = (
                _CLOSE(self.closed),
                _WRITE(self.written),
                _TRUNCATE(self.truncated),
                _SYNC(self.synced),
            )
            for name, found in zip(("close", "write", "truncate", "sync"), mine, strict=True):
                setattr(ours, name, ctypes.cast(found, _void).value)
            self.tables[address] = (ours, below, mine)
        ours, below, _ = self.tables[address]
        self.below_of[file] = below
        return ctypes.addressof(ours)

    def closed(self, file: int) -> int:
        self.paths.pop(file, None)
        return self.below_of.pop(file)["close"](file)

    def written(self, file: int, data: int, size: int, offset: int) -> int:
        self.note("write", self.paths[file], offset, ctypes.string_at(data, size))
        return self.below_of[file]["write"](file, data, size, offset)

    def truncated(self, file: int, size: int) -> int:
        self.note("truncate", self.paths[file], size)
        return self.below_of[file]["truncate"](file, size)

    def synced(self, file: int, flags: int) -> int:
        code = self.below_of[file]["sync"](file, flags)
        if code == _OK:
            self.note("sync", self.paths[file])
        return code


_LAYERS: list[_Layer] = []


@contextlib.contextmanager
def recorded(folder: Path) -> Iterator[Recorder]:
    """Connections that are opened within go through the layer; recording begins with `start`."""
    place = library()
    assert place is not None, "Python's SQLite is not a library of its own here"
    if not _LAYERS:
        _LAYERS.append(_Layer(place))
    layer = _LAYERS[0]
    layer.recorder = Recorder(f"{folder.resolve()}/")
    layer.lib.sqlite3_vfs_register(ctypes.byref(layer.vfs), 1)
    try:
        yield layer.recorder
    finally:
        layer.lib.sqlite3_vfs_unregister(ctypes.byref(layer.vfs))
        layer.recorder.on = False
        layer.recorder = None


@dataclass
class Disk:
    """What is safe, and what was asked for since: by file."""

    safe: dict[str, bytes]
    pending: dict[str, list[Event]] = field(default_factory=dict[str, list[Event]])

    def take(self, event: Event) -> None:
        """One more event."""
        if event[0] == "sync":
            self._settle(event[1])
        elif event[0] == "delete" and event[2]:
            self.safe.pop(event[1], None)
            self.pending.pop(event[1], None)
        elif event[0] in {"write", "truncate", "create", "delete"}:
            self.pending.setdefault(event[1], []).append(event)

    def _settle(self, path: str) -> None:
        events = self.pending.pop(path, [])
        if any(e[0] == "create" for e in events):  # the folder is synced with a new file
            for other in [p for p, found in self.pending.items() if found and found[-1][0] == "delete"]:
                self.safe.pop(other, None)
                self.pending.pop(other)
        content = _whole(self.safe.get(path), events)
        if content is not None:
            self.safe[path] = content

    def whole(self) -> dict[str, bytes]:
        """The disk when nothing is lost."""
        made = {p: _whole(self.safe.get(p), self.pending.get(p, [])) for p in {*self.safe, *self.pending}}
        return {p: content for p, content in made.items() if content is not None}

    def image(self, rng: random.Random) -> dict[str, bytes]:
        """One of the many things that may be found after a cut at this moment."""
        made = {p: _after(self.safe.get(p), self.pending.get(p, []), rng) for p in sorted({*self.safe, *self.pending})}
        return {p: content for p, content in made.items() if content is not None}


def _whole(content: bytes | None, events: list[Event]) -> bytes | None:
    if not events:
        return content
    found = None if content is None else bytearray(content)
    for event in events:
        found = _applied(found, event)
    return None if found is None else bytes(found)


def _applied(content: bytearray | None, event: Event) -> bytearray | None:
    if event[0] == "delete":
        return None
    found = bytearray() if content is None else content
    if event[0] == "truncate":
        del found[event[2] :]
    elif event[0] == "write":
        _, _, offset, data = event
        if len(found) < offset:
            found.extend(bytes(offset - len(found)))
        found[offset : offset + len(data)] = data
    return found


def _after(content: bytes | None, events: list[Event], rng: random.Random) -> bytes | None:
    if not events:
        return content
    how = rng.choice(("nothing", "everything", "first ones", "any", "any", "any"))
    if how == "nothing":
        return content
    if how == "everything":
        return _whole(content, events)
    last = rng.randrange(len(events) + 1) if how == "first ones" else len(events)
    share = rng.choice((0.1, 0.5, 0.9)) if how == "any" else 1.0
    found = None if content is None else bytearray(content)
    for number, event in enumerate(events[: last + 1]):
        if event[0] == "write":
            chance = share if number < last else 0.5
            found = _some(found, event, rng, chance)
        elif event[0] == "delete":
            if rng.random() > share:
                break  # the old name came back: what was written to a new file of this name is not to be found
            found = None
        elif rng.random() <= share:
            found = _applied(found, event)
    return None if found is None else bytes(found)


def _some(content: bytearray | None, event: Event, rng: random.Random, chance: float) -> bytearray | None:
    """A write of which some sectors arrived, one in twenty of them torn; what is new and did not come is anything."""
    _, path, offset, data = event
    begin = 0
    found = content
    while begin < len(data):
        end = min(len(data), begin + SECTOR - (offset + begin) % SECTOR)
        roll = rng.random()
        if roll < chance:
            piece = data[begin:end]
            if rng.random() < 0.05:
                piece = piece[: rng.randrange(len(piece) + 1)]
            found = _applied(found, ("write", path, offset + begin, piece)) if piece else found
        elif found is not None and len(found) < offset + end and rng.random() < 0.5:  # it grew, its data did not come
            start = max(len(found), offset + begin)
            junk = rng.randbytes(offset + end - start) if rng.random() < 0.5 else bytes(offset + end - start)
            found = _applied(found, ("write", path, start, junk))
        begin = end
    return found
