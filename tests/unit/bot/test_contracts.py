"""The shared types hold what they promise: frozen, and a context knows its local day."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot import contracts
from bot.contracts import Context, Reply, Slots, Watch

LATE = datetime(2026, 7, 1, 0, 30, tzinfo=ZoneInfo("Europe/London"))
"""Still 30 June in UTC."""
TYPES = [t for t in vars(contracts).values() if dataclasses.is_dataclass(t) and t.__module__ == contracts.__name__]


@pytest.mark.parametrize("kind", TYPES, ids=lambda t: t.__name__)
def test_what_travels_is_frozen(kind: Any):
    assert kind.__dataclass_params__.frozen
    assert "__slots__" in vars(kind)


def test_a_context_and_a_watch_know_the_groups_day():
    nothing: Any = None
    assert Context(nothing, nothing, nothing, nothing, LATE).today.isoformat() == "2026-07-01"
    assert Watch(nothing, nothing, LATE, nothing).today.isoformat() == "2026-07-01"


def test_an_answer_is_private_unless_said_otherwise():
    assert Reply().private
    assert Slots() == Slots()
