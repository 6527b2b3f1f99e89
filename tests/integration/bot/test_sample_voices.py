"""The sample's concerns and signals: a chair finds one to answer, one that is anonymous, and a clock that runs."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot import playground, sample
from domain.concerns import Status
from storage import concerns, signals
from tests.scene import LONDON, Scene, twin


@pytest.fixture
def played(scene: Scene) -> Scene:
    scene.now = datetime(2026, 11, 23, 9, tzinfo=LONDON)
    people = tuple(dict.fromkeys(scene.cast.values()))
    sample.play(scene.store, scene.hand, scene.group, people, playground.SAMPLE_FILE)
    return scene


def test_one_waits_one_is_looked_at_and_one_was_closed(played: Scene):
    found = {c.id: c for n in (1, 2, 3) if (c := played.run(lambda s, n=n: concerns.get(s, f"CON-26-00{n}")))}
    assert [(c.status, c.anonymous) for c in found.values()] == [
        (Status.LOOKING, True),
        (Status.CLOSED, False),
        (Status.RAISED, False),
    ]
    shown = twin(played.press("chair", played.say("chair", "concern"), "Concerns to look at (2)"))
    assert "Two nights running" in shown
    assert "emergency trolley" not in shown, "a closed one is not waiting"


def test_a_confirmed_concern_counts_and_nobody_reads_it_in_the_grid(played: Scene):
    shown = twin(played.say("member", "themes"))
    assert "concerns" in shown
    assert "ring back" not in shown


def test_a_signal_runs_and_another_was_answered(played: Scene):
    moss, cqc = (played.run(lambda s, n=n: signals.get(s, f"SIG-26-00{n}")) for n in (2, 1))
    assert moss is not None
    assert cqc is not None
    assert (moss.kind, moss.due.isoformat(), moss.live) == ("moss", "2026-11-30", True)  # pyright: ignore[reportOptionalMemberAccess] MOSS has a clock
    assert (cqc.kind, cqc.live) == ("cqc", False)
    assert cqc.learning


def test_one_measure_is_looked_at_by_deprivation_and_the_rest_is_not_examined(played: Scene):
    shown = played.press("chair", played.say("chair", "themes"), "Equity")
    assert "JPUH up to September 2026" in twin(shown)
    assert "not examined" in twin(shown)
    assert "Fifth 1, most deprived | 22.3% (92 of 412)" in twin(played.press("chair", shown, "Open EQY-26-001"))
