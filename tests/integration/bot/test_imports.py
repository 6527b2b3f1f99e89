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
    assert "I read 5 figures of 2 measures for JPUH, April 2026 to June 2026 (layout: months across)." in said
    assert "C4: '07-oct' looks like a date that Excel made out of a range such as 7-10." in said
    assert scene.run(observations.figures) == []
    kept = scene.press("coordinator", report, "Import")
    assert twin(check(kept.card)).startswith("Imported as IMP-26-001\nI read 5 figures")
    assert "1 cell gave no figure." in twin(kept)
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
    assert "Births (registrable), JPUH, May 2026: 146 of RET-2026-05-JPUH becomes 151." in said
    assert "PPH of 1500 ml or more, JPUH, May 2026: nothing of 1 of RET-2026-05-JPUH becomes 5 of 1,500." in said
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
    card = check(cards.dry_run(Report(found=found), cards.Checked(), {}, 1))
    assert "These cells give no figure: 20" in card.twin
    assert "and 8 more" in card.twin


def test_an_empty_import_stands_nowhere(scene):
    assert scene.run(lambda s: observations.standing(s, ())) == {}


# ---------------------------------------------------------------- cells pasted straight into a message

LONG = "Trust\tMonth\tMeasure\tNumerator\tDenominator\n"


def year_of_rows():
    """A year of five measures of three trusts: 180 rows, more than a typed message may be."""
    rows = []
    for trust, births in (("NNUH", 395), ("JPUH", 150), ("QEHKL", 160)):
        for month in ("2025-11", "2025-12", *(f"2026-{m:02}" for m in range(1, 11))):
            rows.append(f"{trust}\t{month}\tBirths\t{births}\t")
            rates = ("PPH", "Preterm birth", "ATAIN", "Smoking at delivery")
            rows += [f"{trust}\t{month}\t{measure}\t6\t{births}" for measure in rates]
    return LONG + "\n".join(rows)


def test_a_year_pasted_into_the_chat_is_a_dry_run_and_one_press(scene):
    said = year_of_rows()
    assert len(said) > 4_000
    report = scene.say("coordinator", said)
    words = twin(check(report.card))
    assert "Pasted cells: I read 180 figures of 5 measures for JPUH, NNUH, QEHKL, November 2025 to" in words
    assert "All of them are new or differ." in words
    assert scene.run(observations.figures) == []
    kept = scene.press("coordinator", report, "Import")
    assert twin(kept).startswith("Imported as IMP-26-001")
    chart = twin(scene.ask("coordinator", "measure", measure="pph1500", trusts=("JPUH",)))
    assert "4.0%, limits 4.0% to 4.0%, from 12 points." in chart
    again = twin(scene.say("coordinator", said))
    assert "All of them stand here already, so there is nothing to import." in again
    assert "Taken back" in twin(scene.say("coordinator", "undo"))
    assert scene.run(observations.figures) == []


def test_words_above_a_table_and_commas_between_its_cells(scene):
    said = "here are the figures for last year\n\n" + YEAR.replace("\t", ",").replace("PPH", "The Paget,PPH")
    wide = "The Paget\n" + YEAR
    assert "I read 5 figures of 2 measures for JPUH" in twin(scene.say("chair", wide))
    assert "Dry run: nothing is stored yet" in twin(scene.say("chair", said))


def test_a_pasted_table_is_not_open_to_everybody(scene):
    assert "'import' is not open to your role" in twin(scene.say("member", LONG + "JPUH\t2026-05\tPPH\t5\t150"))
    assert scene.run(observations.figures) == []


def test_a_patient_in_a_pasted_table_is_refused_by_kind_and_cell(scene):
    said = twin(scene.say("coordinator", LONG + "JPUH\t2026-05\tPPH\t5\t999 000 0018"))
    assert "NHS number" in said
    assert "999 000 0018" not in said


def test_figures_unlike_the_year_before_are_asked_about(scene):
    scene.press("coordinator", scene.say("coordinator", year_of_rows().replace("2026-10", "2025-10")), "Import")
    said = twin(scene.say("coordinator", LONG + "JPUH\t2026-10\tBirths\t150\t\nJPUH\t2026-10\tPPH\t16\t150"))
    assert "Please look at these: 1" in said
    assert "PPH of 1500 ml or more, JPUH, October 2026: 16, usual 6 to 6: correct?" in said


def test_published_figures_never_replace_a_trusts_own(scene):
    ret = replace(Return(return_id("2026-05", "JPUH"), "2026-05", "JPUH"), submission=1)
    scene.run(lambda s: returns.keep_observations(s, ret, [Observation("preterm", 4, 146)]))
    head = "Org_Code,Org_Name,Org_Level,RPStartDate,RPEndDate,IndicatorFamily,Indicator,Currency,Value"
    rows = [
        f"RGP,JAMES PAGET,Provider,{start},,Outcomes,CQIMPreterm,{part},{n}"
        for start in ("2026-05-01", "2026-06-01")
        for part, n in (("Numerator", 5), ("Denominator", 145))
    ]
    report = scene.say("coordinator", "\n".join((head, *rows)))
    said = twin(check(report.card))
    assert "1 are new or differ. 1 were given by the trust's own return, which stays." in said
    assert "1 to 7 stand as 5" in said
    scene.press("coordinator", report, "Import")
    found = scene.run(lambda s: observations.figures(s, measures=["preterm"]))
    assert [(f.period, f.numerator, f.source) for f in found] == [
        ("2026-05", 4, "RET-2026-05-JPUH"),
        ("2026-06", 5, "IMP-26-001"),
    ]
    whole = scene.say("coordinator", "\n".join((head, *rows[:2])))
    assert "None is new, so there is nothing to import. 1 were given" in twin(whole)
    assert titles(whole) == []


def test_the_same_cells_checked_twice_bring_nothing_the_second_time(scene):
    report = pasted(scene, "The Paget\n" + YEAR)
    scene.press("coordinator", report, "Import")
    again = pasted(scene, "The Paget\n" + YEAR)
    assert "All of them stand here already" in twin(again)
    assert titles(again) == ["Check"]
    late = scene.press("coordinator", report, "Import", cells="The Paget\n" + YEAR + "\n")
    assert "All of these figures stand here already. Nothing was changed." in twin(late)


WRONG = "Trust,Month,Measure,Value,Denominator\nJPUH,2026-05,PPH,151,150\nJPUH,2026-06,PPH,5,150"


def kept_figures(scene):
    found = scene.run(lambda s: observations.figures(s, measures=["pph1500"]))
    return [(f.period, f.numerator, f.denominator) for f in found]


def test_a_figure_that_cannot_be_right_is_left_out_unless_somebody_stands_by_it(scene):
    report = pasted(scene, WRONG)
    said = twin(check(report.card))
    assert "More than there was to count out of: 1\nE2: " not in said
    assert "PPH of 1500 ml or more, JPUH, May 2026: 151 is more than 150. Please check both." in said
    assert "1 cell gave no figure." in twin(scene.press("coordinator", report, "Import"))
    assert kept_figures(scene) == [("2026-06", 5, 150)]


def test_who_keeps_it_says_why_and_it_is_queried_and_can_be_undone(scene):
    report = pasted(scene, WRONG)
    blank = scene.press("coordinator", report, "Import", queried="keep")
    assert "Why they stand so: please say in a few words why the figures stand so." in twin(check(blank.card))
    assert kept_figures(scene) == []
    scene.press("coordinator", blank, "Import", queried="keep", queried_why="As the system gives them")
    assert kept_figures(scene) == [("2026-05", 151, 150), ("2026-06", 5, 150)]
    assert "numerator above denominator, queried" in twin(scene.say("chair", "measure pph JPUH for May 2026"))
    body = scene.run(lambda s: history.version(s, "IMP-26-001", 1)).body
    assert "As the system gives them" in body
    scene.say("coordinator", "undo")
    assert kept_figures(scene) == []


def test_only_figures_that_cannot_be_right(scene):
    report = pasted(scene, "\n".join(WRONG.splitlines()[:2]))
    assert "I read 1 figure, and none that can be right." in twin(check(report.card))
    assert "I read no figure in them" in twin(scene.press("coordinator", report, "Import"))
