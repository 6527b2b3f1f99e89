"""Nothing came back? Each submitter hears once, after the meeting, where their return was used."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.flows.used_in import where
from domain.returns import Return
from storage import actions as kept
from storage import returns
from tests import returns_steps
from tests.actions_made import made
from tests.days import Days
from tests.risk_steps import raise_risk
from tests.scene import Scene

MONDAY = date(2026, 11, 23)


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    found = Days(tmp_path, MONDAY, by_calendar=False)
    yield found
    found.scene.close()


def a_month(scene: Scene) -> None:
    """Two trusts have sent their return; JPUH has an action that is late, and a risk."""
    returns_steps.open_round(scene)
    for lead in ("jpuh-lead", "nnuh-lead"):
        returns_steps.submit(scene, lead)
    scene.run(lambda s: kept.add(s, made("ACT-26-001", due=date(2026, 11, 20))))
    raise_risk(scene)


def publish(scene: Scene) -> None:
    scene.press("chair", scene.ask("chair", "post_summary"), "Post to channel")


def used(scene: Scene, trust: str) -> str:
    ret = scene.run(lambda s: returns.of_trust(s, "2026-10", trust))
    return scene.run(lambda s: where(s, ret))


def test_nothing_came_back(days: Days):
    """After the meeting each submitter hears once where it was used; who sent nothing hears no thanks."""
    a_month(days.scene)
    publish(days.scene)
    days.until(date(2026, 12, 31))
    for who in ("jpuh-lead", "nnuh-lead"):
        told = [a.card.twin for a in days.to(who) if "It was in the pack for the meeting" in a.card.twin]
        assert len(told) == 1
        assert "It was used in the published risk summary, under" in told[0]
    assert not [a for a in days.to("qehkl-lead") if "Thank you. It was in the pack" in a.card.twin]


def test_the_headings_that_rest_on_a_return_are_named(days: Days):
    scene = days.scene
    a_month(scene)
    assert used(scene, "JPUH") == "", "nothing was published yet"
    publish(scene)
    assert (
        used(scene, "JPUH") == "It was used in the published risk summary, under Top risks, Actions late and Returns."
    )
    draft = Return("RET-2026-10-QEHKL", "2026-10", "QEHKL")
    assert scene.run(lambda s: where(s, draft)) == ""


def test_one_that_came_after_it_was_not_used_and_one_without_a_line_still_counted(days: Days):
    scene = days.scene
    returns_steps.open_round(scene)
    returns_steps.submit(scene, "nnuh-lead")
    scene.later(hours=1)
    publish(scene)
    scene.later(hours=1)
    returns_steps.submit(scene, "jpuh-lead")
    assert used(scene, "JPUH") == ""
    counted = scene.run(lambda s: returns.of_trust(s, "2026-10", "NNUH"))
    other = Return("RET-2026-10-ZZZ", "2026-10", "ZZZ", submitted_at=counted.submitted_at)
    assert scene.run(lambda s: where(s, other)) == "It counted in how complete the published risk summary is."
