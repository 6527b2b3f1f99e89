"""What is kept of a person: for themselves, and for the office when somebody asks."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import openpyxl

from storage import concerns
from tests import work_done
from tests.concerns_made import a_concern
from tests.risk_steps import raise_risk
from tests.scene import Scene


def book_of(scene: Scene, person: str) -> Any:
    work_done.run(scene)
    file = work_done.got(scene, scene.card_for(person))
    assert file.name == "oversight-sqog-person-2026-11-23.xlsx"
    return openpyxl.load_workbook(io.BytesIO(file.content))


def test_everybody_may_have_what_is_kept_of_them_and_nothing_of_others(scene: Scene) -> None:
    raise_risk(scene)
    raise_risk(scene, "nnuh-lead", trust="NNUH", title="Not Tom's")
    scene.press("jpuh-lead", scene.say("jpuh-lead", "who am I"), "My data")
    book = book_of(scene, "jpuh-lead")
    tom = scene.member("jpuh-lead").object_id
    assert [row[1] for row in book["About"].values][1:3] == ["Tom Bailey", tom]
    assert [row[0] for row in book["members"].values][1:] == [tom]
    risks = [str(row) for row in book["risks"].values]
    assert any("Growth scan capacity" in row for row in risks)
    assert not any("Not Tom's" in row for row in risks)
    assert all(tom in row for row in list(book["journal"].values)[1:])


def test_the_office_asks_for_a_members_and_a_member_may_not(scene: Scene) -> None:
    people = scene.say("coordinator", "members")
    entry = scene.press("coordinator", people, "Change", who=scene.member("jpuh-lead").object_id)
    scene.press("coordinator", entry, "What is kept of them")
    book = book_of(scene, "coordinator")
    assert "concerns" not in book.sheetnames
    assert [row[1] for row in book["About"].values][1] == "Tom Bailey"


def test_an_observer_may_have_theirs_too(scene: Scene) -> None:
    scene.press("observer", scene.say("observer", "who am I"), "My data")
    assert "Grace Mbeki" in [row[1] for row in book_of(scene, "observer")["About"].values]


def test_a_private_concern_is_in_ones_own_workbook_and_not_in_the_offices(scene: Scene) -> None:
    sam = scene.member("member").object_id
    scene.run(lambda s: concerns.add(s, replace(a_concern(), by=sam, version=0)))
    scene.press("member", scene.say("member", "who am I"), "My data")
    own = book_of(scene, "member")
    assert any(sam in row for row in own["concerns"].values)
    entry = scene.press("coordinator", scene.say("coordinator", "members"), "Change", who=sam)
    scene.press("coordinator", entry, "What is kept of them")
    assert "concerns" not in book_of(scene, "coordinator").sheetnames
