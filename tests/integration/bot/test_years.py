"""A year of a made-up group, rehearsed by the real planner. A campaign: python -m tests.years 100."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain import fairness
from tests.years import Year


@pytest.mark.parametrize("seed", [1, 4])
def test_nobody_gets_more_than_the_budget_and_nothing_leaves_outside_the_window(tmp_path: Path, seed: int):
    year = Year(seed, tmp_path).run()
    assert year.broken == []
    assert year.counted > 50


def test_it_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fairness, "room", lambda _messages, now, *_, **__: now)
    assert any("within seven days" in words for words in Year(1, tmp_path).run().broken)
