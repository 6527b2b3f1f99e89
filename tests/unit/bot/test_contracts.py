"""The shared types hold what they promise: frozen, and a context knows its local day."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot import contracts
from bot.contracts import Context, Reply, Slots, Watch
from domain.catalogue import THEMES
from domain.definitions import Theme
from tests.sample_risks import GROUP

LATE = datetime(2026, 7, 1, 0, 30, tzinfo=ZoneInfo("Europe/London"))
"""Still 30 June in UTC."""
TYPES = [t for t in vars(contracts).values() if dataclasses.is_dataclass(t) and t.__module__ == contracts.__name__]


@pytest.mark.parametrize("kind", TYPES, ids=lambda t: t.__name__)
def test_what_travels_is_frozen(kind: Any):
    assert kind.__dataclass_params__.frozen
    assert "__slots__" in vars(kind)


def test_a_context_and_a_watch_know_the_groups_day():
    nothing: Any = None
    assert Context(nothing, nothing, GROUP, nothing, LATE).today.isoformat() == "2026-07-01"
    assert Watch(GROUP, nothing, LATE, nothing).today.isoformat() == "2026-07-01"


def test_whoever_has_a_context_or_a_watch_of_a_group_means_its_themes():
    nothing: Any = None
    own = replace(GROUP, themes=(Theme("home_birth", "Home birth"),))
    Context(nothing, nothing, own, nothing, LATE)
    assert "home_birth" in THEMES
    Watch(GROUP, nothing, LATE, nothing)
    assert "home_birth" not in THEMES


def test_an_answer_is_private_unless_said_otherwise():
    assert Reply().private
    assert Slots() == Slots()
