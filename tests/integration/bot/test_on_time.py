"""On time, from the list of actions."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.contracts import PlaceKind
from domain.actions import Status
from storage import actions as kept
from tests.actions_made import made
from tests.scene import Scene, twin


def test_the_group_sees_what_was_kept_by_its_first_date(scene: Scene):
    first = date(2026, 10, 30)
    scene.run(
        lambda s: kept.add_many(
            s,
            [
                made("ACT-26-001", original_due=first, delivered_on=first),
                made("ACT-26-002", original_due=first, due=date(2027, 1, 1), slips=1),
                made("ACT-26-003", original_due=date(2025, 10, 1)),
            ],
        )
    )
    reply = scene.press("member", scene.ask("member", "actions"), "On time")
    said = twin(reply)
    assert "1 of 2 actions were delivered by their first date. In October 2026: 1 of 2." in said
    assert said.index("NNUH") < said.index("JPUH") < said.index("QEHKL")
    assert "ACT-26-001" in twin(scene.press("member", reply, "Open actions"))


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("ageing of actions", "Age of open actions"),
        ("how old are our actions", "Age of open actions"),
        ("how long have the actions been open", "Age of open actions"),
        ("are actions delivered on time", "On time"),
        ("on time", "On time"),
        ("on-time rate", "On time"),
        ("ageing", "Age of open actions"),
    ],
)
def test_it_is_asked_for_in_words_too_and_answered_privately_in_the_channel(scene: Scene, words: str, title: str):
    assert twin(scene.say("chair", words)).startswith(title)
    said = scene.say("chair", words, where=PlaceKind.CHANNEL)
    assert twin(said) == "I have replied to you privately."
    assert scene.card_for("chair").twin.startswith(title)


def test_the_age_of_open_actions_month_by_month(scene: Scene):
    """One open since 1 September; one that was open from 1 August until 10 October."""
    closed = datetime(2026, 10, 10, 9, 0, tzinfo=UTC)
    scene.run(
        lambda s: kept.add_many(
            s,
            [
                made("ACT-26-001", start=date(2026, 9, 1)),
                made("ACT-26-002", start=date(2026, 8, 1), status=Status.ASSURED, closed_at=closed),
                made("ACT-26-003", start=date(2024, 8, 1), status=Status.ASSURED, closed_at=closed.replace(year=2025)),
            ],
        )
    )
    reply = scene.press(
        "member", scene.press("member", scene.ask("member", "actions"), "On time"), "Age of open actions"
    )
    said = twin(reply)
    assert "JPUH. On 23 November 2026: 1 open, half of them for longer than 83 days." in said
    table = str(scene.content(reply))
    assert "30 September 2026" in table
    assert "44.5 days" in table, "29 and 60 days at the end of September"
    assert "31 October 2025" not in table, "what was closed before the first month is no part of it"
    assert said.index("NNUH") < said.index("JPUH") < said.index("QEHKL")
    assert twin(scene.press("member", reply, "On time")).startswith("On time")
