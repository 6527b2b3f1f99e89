"""Risks of somebody who is gone: once a month the office hears, and hands them over from the card."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from storage import members, risks
from tests.days import Days
from tests.sample_risks import a_raised
from tests.scene import twin


def test_the_monthly_card_tells_whose_risks_need_an_owner_until_they_have_one(tmp_path: Path):
    days = Days(tmp_path, date(2026, 11, 23), by_calendar=False)
    scene = days.scene
    sam = scene.member("member")

    def leaves(session: Any) -> None:
        owned = {"owner": sam.object_id, "owner_name": sam.name}
        risks.add(session, a_raised("RSK-26-003", date(2026, 11, 20), **owned))
        member = members.by_object_id(session, sam.object_id)
        assert member is not None
        members.change(session, replace(member, active=False), "change person")

    scene.run(leaves)
    days.until(date(2026, 12, 1))
    says = "Sam Fielding is no longer in the group and owns 1 risk"
    got = next(a.card for a in days.to("coordinator") if says in a.card.twin)
    form = scene.press("coordinator", got, "Hand over")
    to = scene.member("jpuh-lead").object_id
    done = scene.press("coordinator", form, "Hand over", owner=to, reason="Sam left")
    assert "RSK-26-003 handed over from Sam Fielding to Tom Bailey" in twin(done)
    before = len(days.to("coordinator"))
    days.until(date(2027, 1, 4))
    assert not any(says in a.card.twin for a in days.to("coordinator")[before:])
    scene.close()


def test_who_is_off_the_list_hears_nothing_more_not_even_of_the_hand_over(tmp_path: Path):
    days = Days(tmp_path, date(2026, 11, 23), by_calendar=False)
    scene = days.scene
    days.action("ACT-26-001", "jpuh-lead", date(2026, 11, 25))
    entry = scene.press(
        "coordinator", scene.ask("coordinator", "members"), "Change", who=scene.cast["jpuh-lead"].object_id
    )
    left = scene.press("coordinator", entry, "Save", active="false")
    form = scene.press("coordinator", left, "Hand over")
    scene.press("coordinator", form, "Hand over", owner=scene.cast["qehkl-lead"].object_id)
    days.once()
    assert [a.title for a in days.to("qehkl-lead")] == ["ACT-26-001 is yours"]
    assert days.to("jpuh-lead") == []
    (unsent,) = scene.outbox("jpuh-lead")
    assert unsent.state == "cancelled"
    said = twin(scene.ask("coordinator", "why", owner="Ann"))
    assert "A notice about ACT-26-001" in said
    scene.close()
