"""What holds for every test: no network but loopback, no settings from the machine, no deadline on a shared machine."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")

LOOPBACK = ("127.", "::1", "localhost")
SETTINGS = (
    "MICROSOFT_APP_",
    "MicrosoftApp",
    "APP_ID",
    "APP_PASSWORD",
    "APP_T",
    "DATABASE_URL",
    "GROUP_FILE",
    "BOT_",
    "NOW",
)


@pytest.fixture(autouse=True, scope="session")
def loopback_only() -> Iterator[None]:
    """A test that reaches out of this machine fails at once, with the address."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and not str(address[0]).startswith(LOOPBACK):
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(autouse=True, scope="session")
def own_settings() -> Iterator[None]:
    """What the person at this machine has set for their own bot does not reach a test."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(SETTINGS):
                patch.delenv(name)
        yield


@pytest.fixture(autouse=True, scope="session")
def no_office() -> Iterator[None]:
    """LibreOffice of this machine takes seconds for each document: a test that wants a PDF says so itself."""
    from bot import papers  # noqa: PLC0415 - patched in the room that asks

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(papers, "office", lambda: None)
        yield


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Any]:
    """The sample group with the real turn and a real store; see `tests/scene.py`."""
    from tests.scene import Scene  # noqa: PLC0415 - the whole house is loaded only where a scene is played

    made = Scene(tmp_path)
    yield made
    made.close()
