"""Importing a workbook that is attached to a message: fetched before the turn, a dry run by cell, kept, undone."""

from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl
import pytest

from bot.aside import Aside
from bot.contracts import Attachment, Happening, PlaceKind, Reply
from bot.teams.files import NotFetched
from domain.questions import Observation
from domain.returns import Return, return_id
from storage import files, observations, returns
from tests.cards_check import check
from tests.scene import Scene, titles, twin

HEADER = ["Trust", "Month", "Measure", "Value", "Denominator"]
ROWS = [["JPUH", "2026-05", "PPH", 5, 150], ["JPUH", "2026-06", "PPH", 6, 149], ["NNUH", "2026-05", "PPH", "n/a", 400]]


def workbook(rows: Sequence[Sequence[object]] = ROWS, header: Sequence[str] = HEADER) -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in (header, *rows):
        sheet.append(list(row))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def sent(scene: Scene, given: Mapping[str, bytes], said: str = "import", by: str = "coordinator") -> Reply:
    """A message with these files."""
    asked: list[str] = []

    async def fetch(file: Attachment) -> bytes:
        asked.append(file.name)
        return given[file.name]

    object.__setattr__(scene.turns, "fetch", fetch)
    turn = scene._turn(by, Happening.SAID, PlaceKind.PERSONAL, "", said=said)
    attached = tuple(Attachment(name, "file", f"https://files.example/{name}") for name in given)
    reply = scene.turn(dataclasses.replace(turn, attachments=attached))
    scene.fetched = asked  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue] what this test looks at
    return reply


def figures(scene: Scene) -> list[tuple[Any, ...]]:
    found = scene.run(lambda s: observations.figures(s, measures=["pph1500"]))
    return [(f.trust, f.period, f.numerator, f.denominator, f.source) for f in found]


@pytest.mark.parametrize("said", ["import", ""])
def test_a_workbook_is_a_dry_run_first_and_is_not_kept_itself(scene: Scene, said: str) -> None:
    report = sent(scene, {"pph.xlsx": workbook()}, said)
    words = twin(check(report.card))
    assert "pph.xlsx: I read 2 figures of 1 measure for JPUH, May 2026 to June 2026" in words
    assert "All of them are new or differ." in words
    assert figures(scene) == []
    file = scene.run(lambda s: files.get(s, "FIL-26-001"))
    kept = json.loads(scene.run(lambda s: files.content(s, file)))
    assert kept[0][:5] == ["pph1500", "JPUH", "2026-05", 5.0, 150.0]
    done = scene.press("coordinator", report, "Import")
    assert twin(check(done.card)).startswith("Imported as IMP-26-001")
    assert figures(scene) == [
        ("JPUH", "2026-05", 5, 150, "IMP-26-001"),
        ("JPUH", "2026-06", 6, 149, "IMP-26-001"),
    ]


def test_the_same_workbook_again_brings_nothing(scene: Scene) -> None:
    scene.press("coordinator", sent(scene, {"a.xlsx": workbook()}), "Import")
    again = sent(scene, {"a.xlsx": workbook()})
    assert "All of them stand here already, so there is nothing to import." in twin(check(again.card))
    assert titles(again) == []
    changed = sent(scene, {"a.xlsx": workbook([*ROWS[:1], ["JPUH", "2026-06", "PPH", 7, 149]])})
    assert "1 are new or differ; 1 stand here already." in twin(changed)
    assert "PPH of 1500 ml or more, JPUH, June 2026: 6 of 149 of IMP-26-001 becomes 7 of 149." in twin(changed)


def test_two_dry_runs_import_once(scene: Scene) -> None:
    first, second = sent(scene, {"a.xlsx": workbook()}), sent(scene, {"a.xlsx": workbook()})
    scene.press("coordinator", first, "Import")
    assert "These figures stand here already." in twin(scene.press("coordinator", second, "Import"))
    scene.later(days=2)
    third = sent(scene, {"a.xlsx": workbook([["QEHKL", "2026-05", "PPH", 3, 140]])})
    scene.later(days=2)
    assert "That dry run has gone" in twin(scene.press("coordinator", third, "Import"))


def test_undo_puts_back_what_stood_before(scene: Scene) -> None:
    ret = dataclasses.replace(Return(return_id("2026-05", "JPUH"), "2026-05", "JPUH"), submission=1)
    scene.run(lambda s: returns.keep_observations(s, ret, [Observation("pph1500", 4, 150)]))
    before = figures(scene)
    scene.press("coordinator", sent(scene, {"a.xlsx": workbook()}), "Import")
    assert figures(scene) != before
    assert "IMP-26-001" in twin(scene.say("coordinator", "undo"))
    assert figures(scene) == before
    assert "nothing" in twin(scene.say("coordinator", "undo")).lower()


def test_details_of_a_patient_in_any_cell_are_refused_with_the_cell(scene: Scene) -> None:
    report = sent(scene, {"a.xlsx": workbook([[*ROWS[0], "NHS number 999 000 0018"]])})
    said = twin(check(report.card))
    assert "Sheet F2" in said
    assert "0018" not in said
    assert scene.run(lambda s: files.get(s, "FIL-26-001")) is None


def test_what_cannot_be_read_or_fetched_is_said(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "it cannot be opened" in twin(sent(scene, {"a.xlsx": b"PK nonsense"}))
    assert "one workbook at a time" in twin(sent(scene, {"a.xlsx": b"", "b.csv": b""}))
    named = sent(scene, {"Mrs Smith dob 3.4.1990.xlsx": workbook()})
    assert "the name of the file" in twin(named)
    monkeypatch.setattr("bot.flows.imports.MOST_TEXTS", 3)
    assert "more than 3 different texts" in twin(sent(scene, {"a.xlsx": workbook()}))

    async def gone(_: Attachment) -> bytes:
        raise NotFetched("The file could not be fetched. Please attach it again.")

    object.__setattr__(scene.turns, "fetch", gone)
    turn = scene._turn("coordinator", Happening.SAID, PlaceKind.PERSONAL, "", said="import")
    reply = scene.turn(dataclasses.replace(turn, attachments=(Attachment("a.csv", "x", "https://x"),)))
    assert "could not be fetched" in twin(reply)


@pytest.mark.parametrize(("said", "by"), [("import", "member"), ("returns", "coordinator"), ("import", "a stranger")])
def test_a_file_is_fetched_only_for_who_may_import_it(scene: Scene, said: str, by: str) -> None:
    sent(scene, {"a.xlsx": workbook()}, said, by)
    assert scene.fetched == []  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue] see `sent`


def test_a_picture_is_no_workbook(scene: Scene) -> None:
    reply = sent(scene, {"holiday.png": b""}, "import")
    assert "Import figures" in twin(reply)


def test_a_dry_run_that_reads_nothing_says_so(scene: Scene) -> None:
    assert "There is nothing to import." in twin(sent(scene, {"a.csv": b"good morning"}))


def test_a_workbook_with_a_figure_that_cannot_be_right(scene: Scene) -> None:
    rows = [["JPUH", "2026-05", "PPH", 151, 150], ["JPUH", "2026-06", "PPH", 6, 149]]
    report = sent(scene, {"pph.xlsx": workbook(rows)})
    assert "151 is more than 150. Please check both." in twin(check(report.card))
    blank = scene.press("coordinator", report, "Import", queried="keep")
    assert "please say in a few words why" in twin(check(blank.card))
    assert figures(scene) == []
    scene.press("coordinator", blank, "Import", queried="keep", queried_why="As the system gives them")
    assert [f[1:4] for f in figures(scene)] == [("2026-05", 151, 150), ("2026-06", 6, 149)]


def test_a_workbook_with_nothing_but_such_figures_needs_a_choice(scene: Scene) -> None:
    report = sent(scene, {"pph.xlsx": workbook([["JPUH", "2026-05", "PPH", 151, 150]])})
    assert "Say below whether to keep it as queried." in twin(check(report.card))
    assert "No figure is left to import. Nothing was changed." in twin(scene.press("coordinator", report, "Import"))
    scene.press("coordinator", report, "Import", queried="keep", queried_why="As given")
    assert [f[1:4] for f in figures(scene)] == [("2026-05", 151, 150)]


def aside(scene: Scene) -> None:
    object.__setattr__(scene.turns, "aside", Aside())


def test_a_workbook_read_in_a_process_of_its_own_says_the_same(scene: Scene) -> None:
    here = twin(sent(scene, {"pph.xlsx": workbook()}))
    aside(scene)
    assert twin(sent(scene, {"pph.xlsx": workbook()})) == here


def test_what_is_refused_there_is_refused_in_the_same_words(scene: Scene) -> None:
    bad = workbook([["JPUH", "2026-05", "PPH", "NHS 999 000 0018", 150]])
    here = twin(sent(scene, {"pph.xlsx": bad}))
    assert "an NHS number" in here
    aside(scene)
    assert twin(sent(scene, {"pph.xlsx": bad})) == here
