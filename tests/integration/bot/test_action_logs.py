"""An action log attached to import: a dry run, owners asked, kept once, late dates stay, taken back as a whole."""

from __future__ import annotations

import json
from datetime import date

from sqlalchemy import select, update

from storage import actions, history, imported
from storage.session import Session
from storage.tables import complete
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
    assert titles(again) == ["Change columns"]
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


def test_columns_are_changed_on_the_card_before_anything_is_kept(scene: Scene) -> None:
    """The sheet's `Target date` is when it was first meant; `New deadline` is what counts now."""
    header = ["Ref", "What we agreed", "Trust", "Owner", "Target date", "New deadline"]
    rows = [[1, "Audit of measured blood loss", "JPUH", "Tom Bailey", "30/10/2026", "15/12/2026"]]
    report = sent(scene, {"log.xlsx": workbook(rows, header)})
    assert "0 actions to import." in twin(report)
    assert titles(report) == ["Change columns"]
    choose = scene.press("coordinator", report, "Change columns")
    assert "The sheet has: A Ref, B What we agreed, C Trust" in twin(check(choose.card))
    again = scene.press("coordinator", choose, "Read again", title="1", due="5")
    said = twin(check(again.card))
    assert "1 action to import." in said
    assert "Audit of measured blood loss (JPUH), due 15 December 2026" in said
    assert "New deadline (F1)" in said
    assert scene.run(actions.listed) == [], "nothing is kept before Import"
    scene.press("coordinator", again, "Import")
    (made,) = scene.run(actions.listed)
    assert (made.due, made.title) == (date(2026, 12, 15), "Audit of measured blood loss")


def test_a_column_may_be_left_out_and_what_is_missing_is_said_by_cell(scene: Scene) -> None:
    report = sent(scene, {"log.xlsx": workbook([ROWS[0]], HEADER)})
    choose = scene.press("coordinator", report, "Change columns")
    again = scene.press("coordinator", choose, "Read again", due="none", ref="none")
    assert "B2: there is no date." in twin(again)
    assert titles(again) == ["Change columns"]
    back = scene.press("coordinator", scene.press("coordinator", again, "Change columns"), "Read again", due="4")
    assert "1 action to import." in twin(back)


def test_a_dry_run_of_an_earlier_release_has_no_cells_to_read_again(scene: Scene) -> None:
    report = sent(scene, {"log.xlsx": workbook([ROWS[0]], HEADER)})

    def without_cells(session: Session) -> None:
        table = complete().tables["files"]
        held = session.connection.execute(select(table.c.id, table.c.content)).one()
        plain = {**json.loads(held.content), "sheet": None}
        session.connection.execute(update(table).values(content=json.dumps(plain).encode()))

    scene.run(without_cells)
    assert "Please send the workbook again." in twin(scene.press("coordinator", report, "Change columns"))
