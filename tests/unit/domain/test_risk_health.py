"""Every check and trigger: one risk that meets it, the sound one that meets none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.people import ObjectId
from domain.risk_health import HEALTH, Facts, found, over_again, triggers
from domain.risks import Acceptance, Response, Risk, Status, Strength
from domain.scores import Score
from tests.sample_risks import GROUP, a_risk, looks

TODAY = date(2026, 11, 23)
MEETINGS = (date(2026, 11, 16), date(2026, 10, 19))
FACTS = Facts(GROUP, TODAY, open_actions=1, meetings=MEETINGS)
SOUND = a_risk(next_review=date(2026, 12, 1))
HELD = Acceptance(ObjectId("c"), "H", datetime(2026, 1, 1, tzinfo=UTC), date(2026, 11, 1), "r", 4, 4, (), ())

FAILING = {
    "no_owner": (replace(SOUND, owner=ObjectId("")), FACTS),
    "owner_left": (SOUND, replace(FACTS, gone=frozenset({"lead"}))),
    "no_action": (SOUND, replace(FACTS, open_actions=0)),
    "late_review": (replace(SOUND, next_review=date(2026, 11, 22)), FACTS),
    "target_above": (replace(SOUND, target=Score(5, 5)), FACTS),
    "lowered": (replace(SOUND, reviews=looks((date(2026, 9, 1), 5, 4), (date(2026, 10, 1), 4, 4))), FACTS),
    "expired": (replace(SOUND, status=Status.ACCEPTED, acceptance=HELD), FACTS),
    "find_out": (replace(SOUND, strength=Strength.LOW), FACTS),
}


def test_every_check_has_its_failing_fixture() -> None:
    assert set(FAILING) == {c.key for c in HEALTH}


@pytest.mark.parametrize("key", sorted(FAILING))
def test_a_risk_that_lacks_one_thing_is_found_for_that_alone(key: str) -> None:
    risk, facts = FAILING[key]
    assert [c.key for c in found(risk, facts)] == [key]


def test_a_sound_risk_is_left_alone_and_a_closed_one_too() -> None:
    assert found(SOUND, FACTS) == ()
    assert found(replace(SOUND, status=Status.CLOSED, owner=ObjectId("")), FACTS) == ()


def test_no_action_is_wanted_where_the_risk_is_tolerated_or_at_target() -> None:
    none = replace(FACTS, open_actions=0)
    assert found(replace(SOUND, response=Response.TOLERATE), none) == ()
    assert found(replace(SOUND, likelihood=2), none) == ()


def test_lowered_with_a_control_is_no_fault() -> None:
    before, last = looks((date(2026, 9, 1), 5, 4), (date(2026, 10, 1), 4, 4))
    assert found(replace(SOUND, reviews=(before, replace(last, controls_changed=True))), FACTS) == ()


def fired(risk: Risk, facts: Facts = FACTS) -> list[str]:
    return [c.key for c in found(risk, facts, triggers(facts.group.escalation))]


def test_triggers_say_which_rule_fired() -> None:
    quiet = replace(SOUND, likelihood=1)
    assert fired(quiet) == []
    assert fired(SOUND) == ["extreme"]
    up = looks(*((date(2026, m, 1), m - 6, 3) for m in (7, 8, 9, 10)))
    assert fired(replace(SOUND, likelihood=4, consequence=3, reviews=up)) == ["rising", "over_again"]


@pytest.mark.parametrize(
    ("since", "likelihood", "meetings", "twice"),
    [
        (date(2026, 10, 1), 2, MEETINGS, True),
        (date(2026, 10, 20), 2, MEETINGS, False),
        (date(2026, 10, 1), 1, MEETINGS, False),
        (date(2026, 10, 1), 2, MEETINGS[:1], False),
    ],
)
def test_over_tolerance_at_two_meetings(since: date, likelihood: int, meetings: tuple[date, ...], twice: bool) -> None:
    risk = replace(SOUND, likelihood=likelihood, reviews=looks((since, 2, 4)))
    assert over_again(risk, replace(FACTS, meetings=meetings)) is twice
