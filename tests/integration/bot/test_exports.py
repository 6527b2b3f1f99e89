"""`export` in conversation: who may, the workbook by its link, the limit."""

from __future__ import annotations

import io
import tomllib
from dataclasses import replace

import openpyxl

from domain.group import read_group
from tests import work_done
from tests.risk_steps import raise_risk
from tests.scene import Scene, twin


def test_the_office_gets_everything_as_a_workbook(scene: Scene) -> None:
    raise_risk(scene)
    scene.ask("chair", "export")
    assert scene.woken
    work_done.run(scene)
    file = work_done.got(scene, scene.card_for("chair"))
    assert file.name == "oversight-sqog-2026-11-23.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(file.content))
    assert "risks" in book.sheetnames
    assert "files" not in book.sheetnames
    rows = list(book["risks"].values)
    assert "Growth scan capacity" in rows[1]


def test_the_same_work_is_made_once_and_three_an_hour(scene: Scene) -> None:
    first, second = scene.ask("coordinator", "export"), scene.ask("coordinator", "export")
    assert twin(first) == twin(second), "it is under way already"
    for _ in range(2):
        work_done.run(scene)
        scene.ask("coordinator", "export")
    work_done.run(scene)
    assert "three" not in twin(scene.ask("coordinator", "export"))
    assert "You have asked for the export 3 times within the hour." in twin(scene.ask("coordinator", "export"))
    scene.later(hours=1, minutes=1)
    assert "next in the queue" in twin(scene.ask("coordinator", "export"))


def test_others_get_no_export(scene: Scene) -> None:
    for person in ("member", "jpuh-lead", "observer"):
        assert "not open to your role" in twin(scene.ask(person, "export"))


def test_undo_after_taking_a_file_takes_back_the_last_change(scene: Scene) -> None:
    raise_risk(scene, "chair")
    scene.ask("chair", "export")
    work_done.run(scene)
    work_done.got(scene, scene.card_for("chair"))
    assert "RSK-26-001" in twin(scene.say("chair", "undo"))


def test_beside_it_lies_the_group_file_with_what_was_changed_by_chat(scene: Scene) -> None:
    form = scene.press("coordinator", scene.say("coordinator", "settings"), "Change")
    scene.press("coordinator", form, "Save", appetite="open")
    scene.ask("coordinator", "export")
    work_done.run(scene)
    file = work_done.got(scene, scene.card_for("coordinator"), "Download the group file")
    assert file.name == "sqog-2026-11-23.toml"
    group, people = read_group(tomllib.loads(file.content.decode()))
    assert group == replace(scene.group, appetite="open")
    assert len(people) == 8
