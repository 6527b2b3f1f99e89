"""Importing figures by pasting cells, through the real turn and store."""

from dataclasses import replace

from cards import imports as cards
from domain.imports import Found, Report
from domain.questions import Observation
from domain.returns import Return, return_id
from storage import history, observations, returns
from tests.cards_check import check
from tests.scene import titles, twin

YEAR = "\tApr 2026\tMay 2026\tJun 2026\nBirths\t150\t151\t149\nPPH\t4\t07-Oct\t6\n"


def pasted(scene, cells, person="coordinator"):
    return scene.press(person, scene.ask(person, "import"), "Check", cells=cells)


def test_a_paste_is_checked_before_anything_is_stored(scene):
    report = pasted(scene, "The Paget\n" + YEAR)
    said = twin(check(report.card))
    assert "I read 5 figures of 2 measures for JPUH, 2026-04 to 2026-06 (layout: months across)." in said
    assert "C4: '07-oct' looks like a date that Excel made out of a range such as 7-10." in said
    assert scene.run(observations.figures) == []
    kept = scene.press("coordinator", report, "Import")
    assert twin(check(kept.card)).startswith("Imported as IMP-26-001\nI read 5 figures")
    assert "1 cells gave no figure." in twin(kept)
    found = scene.run(lambda s: observations.figures(s, measures=["pph1500"]))
    assert [(f.period, f.numerator, f.denominator, f.source) for f in found] == [
        ("2026-04", 4, 150, "IMP-26-001"),
        ("2026-06", 6, 149, "IMP-26-001"),
    ]
    assert [e.verb for e in scene.run(lambda s: history.entries(s, "IMP-26-001"))] == ["import figures"]


def test_what_it_replaces_is_named(scene):
    ret = replace(Return(return_id("2026-05", "JPUH"), "2026-05", "JPUH"), submission=1)
    scene.run(
        lambda s: returns.keep_observations(s, ret, [Observation("births", 146, None), Observation("pph1500", None, 1)])
    )
    said = twin(
        pasted(scene, "Trust,Month,Measure,Value,Denominator\nJPUH,2026-05,Births,151\nJPUH,2026-05,PPH,5,1500")
    )
    assert "births, JPUH, 2026-05: 146 of RET-2026-05-JPUH becomes 151." in said
    assert "pph1500, JPUH, 2026-05: nothing / 1 of RET-2026-05-JPUH becomes 5 / 1,500." in said
    same = twin(pasted(scene, "Trust,Month,Measure,Value\nJPUH,2026-05,Births,146"))
    assert "becomes" not in same


def test_nothing_read_is_nothing_to_import(scene):
    report = pasted(scene, "good morning")
    assert "I read no figure." in twin(report)
    assert titles(report) == ["Check"]
    blank = scene.press("coordinator", scene.ask("coordinator", "import"), "Check", cells="")
    assert "please fill this in" in twin(blank)


def test_cells_changed_after_the_check_are_read_again(scene):
    report = pasted(scene, "The Paget\n" + YEAR)
    refused = scene.press("coordinator", report, "Import", cells="never mind")
    assert "there is nothing to import" in twin(refused)
    assert scene.run(observations.figures) == []


def test_only_the_office_imports(scene):
    assert "not open to your role" in twin(scene.ask("jpuh-lead", "import"))


def test_a_long_report_is_counted_not_dropped(scene):
    found = tuple(Found("", f"B{n}", "fault", "is not a number.") for n in range(20))
    card = check(cards.dry_run(Report(found=found), (), {}, 1))
    assert "These cells give no figure: 20" in card.twin
    assert "and 8 more" in card.twin


def test_an_empty_import_stands_nowhere(scene):
    assert scene.run(lambda s: observations.standing(s, ())) == {}
