"""One world for all attacks of a worker: making it and finding its buttons takes seconds, an attack takes none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.campaigns.world import World


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    made = World(tmp_path_factory.mktemp("world")).crawl()
    yield made
    made.close()
