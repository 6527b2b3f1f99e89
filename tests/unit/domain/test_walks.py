"""The walks of `make campaign-walks`, a few of each kind; and that they do find a rule that is broken."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from domain import concerns, learning_events, risk_changes, signals
from tests.campaigns import walks


@pytest.mark.parametrize("kind", sorted(walks.KINDS))
def test_record_and_model_agree(kind: str):
    told = walks.campaign(150, seed=1)[kind]
    assert min(told["done"], told["refused"], told["stale"]) > 300, "every way is walked"


def lenient(step: Any, **changes: Any) -> Any:
    """A step that does what its rule would refuse."""

    def done(record: Any, *rest: Any, **more: Any) -> Any:
        return step(replace(record, **changes), *rest, **more)

    return done


@pytest.mark.parametrize(
    ("kind", "room", "step", "changes"),
    [
        ("risk", risk_changes, "unchanged", {"reviews": ()}),
        ("concern", concerns, "acknowledged", {"status": concerns.Status.RAISED}),
        ("signal", signals, "closed", {"status": signals.Status.CHECKED}),
        ("learning event", learning_events, "cancelled", {"stage": learning_events.Stage.PLANNED}),
    ],
)
def test_a_rule_that_is_not_kept_is_found(monkeypatch: Any, kind: str, room: Any, step: str, changes: Any):
    monkeypatch.setattr(room, step, lenient(getattr(room, step), **changes))
    with pytest.raises(AssertionError):
        walks.campaign_of(kind, 100, seed=1)
