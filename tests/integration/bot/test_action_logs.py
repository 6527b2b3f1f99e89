"""An action log attached to import: a dry run, owners asked, kept once, late dates stay, taken back as a whole."""

from __future__ import annotations

from datetime import date

from storage import actions, history, imported
from tests.cards_check import check
from tests.integration.bot.test_imports_files import sent, workbook
from tests.scene import Scene, inputs, titles, twin

HEADER = ["Ref", "Action", "Trust", "Owner", "Due", "Status"]
ROWS = [
    [1, "Audit of measured blood loss", "JPUH", "Tom Bailey", "30/10/2026", "Open"],
    [2, "One checklist for all", "All", "Somebody Else", "1/12/2026", "Amber"],
    [3, "Old work", "NNUH", "Tom Bailey", "1/3/2026", "Complete"],
    [4, "No date", "NNUH", "Tom Bailey", "soon", ""],
]


def test_a_log_becomes_actions_when_owners_are_known(scene: Scene) -> None:
    report = sent(scene, {"log.xlsx": workbook(ROWS, HEADER)})
    said = twin(check(report.card))
    assert "log.xlsx: 2 actions to import." in said
    assert "E5: 'soon' is no date." in said
    assert "closed already" in said
    assert list(inputs(scene.content(report))) == ["owner0"]
    asked = scene.press("coordinator", report, "Import")
    assert "Who is 'Somebody Else'" in twin(asked)
    assert scene.run(actions.listed) == []
    done = scene.press("coordinator", asked, "Import", owner0=scene.member("chair").object_id)
    assert twin(check(done.card)).startswith("Imported as IMP-26-001\n2 actions kept: ACT-26-001 to ACT-26-002.")
    late, shared = scene.run(actions.listed)
    assert (late.due, late.original_due, late.owner_name, late.why) == (
        date(2026, 10, 30),
        date(2026, 10, 30),
        "Tom Bailey",
        "log.xlsx, 1",
    )
    assert (shared.trust, len(shared.lines)) == ("ALL", 3)
    assert scene.outbox("jpuh-lead") == [], "an import writes to nobody"


def test_the_same_log_again_makes_nothing_twice(scene: Scene) -> None:
    only = [ROWS[0]]
    scene.press("coordinator", sent(scene, {"log.xlsx": workbook(only, HEADER)}), "Import")
    again = sent(scene, {"log.xlsx": workbook(only, HEADER)})
    assert "0 actions to import. 1 action here already." in twin(check(again.card))
    assert titles(again) == []
    more = sent(scene, {"log.xlsx": workbook([ROWS[0], [9, "New", "JPUH", "Bailey", "1/12/2026", ""]], HEADER)})
    assert "1 action to import. 1 action here already." in twin(more)
    scene.press("coordinator", more, "Import")
    assert len(scene.run(actions.listed)) == 2


def test_two_dry_runs_of_one_log_import_once(scene: Scene) -> None:
    first = sent(scene, {"log.xlsx": workbook([ROWS[0]], HEADER)})
    second = sent(scene, {"log.xlsx": workbook([ROWS[0]], HEADER)})
    scene.press("coordinator", first, "Import")
    assert "These actions are here already." in twin(scene.press("coordinator", second, "Import"))
    third = sent(scene, {"log.xlsx": workbook([[5, "Later", "JPUH", "Tom Bailey", "1/12/2026", ""]], HEADER)})
    scene.later(days=2)
    assert "That dry run has gone" in twin(scene.press("coordinator", third, "Import"))


def test_undo_takes_the_whole_import_back_and_it_can_come_again(scene: Scene) -> None:
    many = [[n, f"Action {n}", "JPUH", "Tom Bailey", "1/12/2026", ""] for n in range(60)]
    report = sent(scene, {"log.xlsx": workbook(many, HEADER)})
    scene.press("coordinator", report, "Import")
    assert len(scene.run(lambda s: actions.listed(s, limit=100))) == 60
    scene.say("coordinator", "undo")
    assert scene.run(lambda s: actions.listed(s, limit=100)) == []
    assert next(e.verb for e in scene.run(lambda s: history.entries(s, "IMP-26-001"))).startswith("undo")
    again = sent(scene, {"log.xlsx": workbook(many, HEADER)})
    assert "60 actions to import." in twin(again)
    scene.press("coordinator", again, "Import")
    assert len(scene.run(lambda s: actions.listed(s, limit=100))) == 60
    assert scene.run(lambda s: imported.known(s, "actions", [])) == {}


def test_an_observer_in_a_log_is_asked_about_and_never_the_owner(scene: Scene) -> None:
    grace = scene.member("observer")
    report = sent(scene, {"log.xlsx": workbook([[1, "Read it", "JPUH", grace.name, "1/12/2026", ""]], HEADER)})
    assert f"Who is '{grace.name}'" in str(report.card)
    assert grace.object_id not in str(scene.content(report))
