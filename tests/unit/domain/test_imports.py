"""Workbooks of measures: what is understood, and what the dry run says of each cell."""

from datetime import datetime

from domain.catalogue import MEASURES
from domain.import_layouts import ROUNDED, UNFIT
from domain.imports import NO_TRUST, Report, measure_of, read
from tests.unit.domain.test_organisations import TRUSTS

LATEST = "2026-10"


def figures(report: Report):
    return [(f.measure, f.trust, f.period, f.numerator, f.denominator) for f in report.figures]


def lines(report: Report, kind: str):
    return [f.line for f in report.of(kind)]


def test_a_row_for_each_figure():
    grid = [
        ["Maternity figures"],
        [],
        ["Trust", "Month", "Measure", "Numerator", "Denominator"],
        ["The Paget", "Oct-26", "PPH", 8, 142],
        ["RGP", "01/10/2026", "births", "142", ""],
        ["N&N", "2026-10", "Stillbirths", 1, None],
        ["N&N", "2026-10", "Births", 393, None],
        ["", "", ""],
    ]
    report = read({"Sheet1": grid}, TRUSTS, LATEST)
    assert figures(report) == [
        ("births", "JPUH", "2026-10", 142, None),
        ("births", "NNUH", "2026-10", 393, None),
        ("pph1500", "JPUH", "2026-10", 8, 142),
        ("stillbirth", "NNUH", "2026-10", 1, 393),
    ]
    assert report.found == ()
    assert report.layout == "a row for each figure"


def test_every_cell_that_gives_no_figure_is_named():
    grid = [
        ["trust", "period", "measure", "numerator", "denominator"],
        ["JPUH", "2026-10", "pph", "07-Oct", 142],
        ["JPUH", "2026-10", "weather", 3, ""],
        ["Ipswich", "2026-10", "pph", 3, 100],
        ["JPUH", "Oct", "pph", 3, 100],
        ["JPUH", "2027-01", "births", 410],
        ["JPUH", "2026-10", "births", -4],
        ["QEHKL", "2026-10", "preterm", 190, 156],
        ["QEHKL", "2026-09", "births", "*"],
        ["QEHKL", "2026-08", "births", 157],
        ["QEHKL", "2026-08", "births", 158],
        ["QEHKL", "2026-07", "births", 1500],
    ]
    report = read({"a": grid, "empty": [[None, ""]], "notes": [["Please read"]]}, TRUSTS, LATEST)
    assert lines(report, "fault") == [
        "a D2: '07-oct' looks like a date that Excel made out of a range such as 7-10.",
        "a B5: 'oct' is no month with its year.",
        "a D6: January 2027 has not ended, so it has no figure yet.",
        "a D7: '-4' is below nought.",
        "a D11: says 158 where D10 says 157; the first stands.",
        "notes A1: no heading that I know: a row for each figure, or months across.",
    ]
    assert lines(report, "queried") == [
        "a D8: Preterm birth before 37+0, QEHKL, October 2026: 190 is more than 156. Please check both."
    ]
    assert [(f.numerator, f.denominator) for f in report.queried] == [(190, 156)]
    assert all(f.measure != "preterm" for f in report.figures)
    assert lines(report, "note") == [
        "a C3: 'weather' is no measure of the catalogue.",
        "a A4: 'ipswich' is no trust of the group.",
        "a D9: suppressed, so it stays missing.",
    ]
    assert lines(report, "question") == [
        "a D12: Births (registrable), QEHKL, July 2026: 1,500, expected 0 to 1,200: correct?"
    ]
    assert figures(report) == [
        ("births", "QEHKL", "2026-07", 1500, None),
        ("births", "QEHKL", "2026-08", 157, None),
    ]


def test_months_across_with_a_merged_year_above():
    grid = [
        ["James Paget University Hospitals", None, None, None, None],
        [None, "2026/27", None, None, "2027/28"],
        ["Measure", "Apr", "May", "Jan", "Apr"],
        ["Births", 150, 151, None, None],
        ["PPH 1500+", 4, "5 (p)", None, None],
        [None, None, None, None, None],
        ["Weather", 1, 2, 3, None],
        ["Comment", None, None, None, None],
    ]
    report = read({"JPUH": grid}, TRUSTS, LATEST)
    assert figures(report) == [
        ("births", "JPUH", "2026-04", 150, None),
        ("births", "JPUH", "2026-05", 151, None),
        ("pph1500", "JPUH", "2026-04", 4, 150),
        ("pph1500", "JPUH", "2026-05", 5, 151),
    ]
    assert lines(report, "note") == ["C5: the mark (p) was left out.", "A7: 'weather' is no measure of the catalogue."]
    assert report.layout == "months across"


def test_months_across_with_merged_months_over_numerator_and_denominator():
    grid = [
        ["Trust", "Measure", datetime(2026, 9, 1), None, datetime(2026, 10, 1), None],  # noqa: DTZ001 - as a workbook gives it
        [None, None, "Num", "Den", "Num", "Den"],
        ["N&N", "SATOD", 42, 405, 31, 393],
        ["Paget", "SATOD", None, None, 16, 142],
        ["The Paget", "SATOD", None, None, 16, 142],
    ]
    report = read({"Sheet1": grid}, TRUSTS, LATEST)
    assert figures(report) == [
        ("satod", "JPUH", "2026-10", 16, 142),
        ("satod", "NNUH", "2026-09", 42, 405),
        ("satod", "NNUH", "2026-10", 31, 393),
    ]


def test_rows_that_go_on_below_their_measure():
    grid = [
        ["Measure", "", "2026-09", "2026-10"],
        ["One to one care", "Numerator", 110, 113],
        [None, "Denominator", 110, 113],
        ["Mystery", "Numerator", 1, 2],
        ["Stray row", None, 5],
        ["Births", "", 120],
    ]
    report = read({"JPUH": grid}, TRUSTS, LATEST)
    assert figures(report) == [
        ("births", "JPUH", "2026-09", 120, None),
        ("one_to_one", "JPUH", "2026-09", 110, 110),
        ("one_to_one", "JPUH", "2026-10", 113, 113),
    ]
    assert "A4: 'mystery' is no measure of the catalogue." in lines(report, "note")


def test_months_across_need_a_trust_somewhere():
    report = read({"Sheet1": [["Measure", "2026-09", "2026-10"], ["Births", 1, 2]]}, TRUSTS, LATEST)
    assert lines(report, "note") == [f"A2: {NO_TRUST}"]
    assert report.figures == ()


MEASURES_FILE = ["Org_Code", "Org_Name", "Org_Level", "RPStartDate", "RPEndDate"]
MEASURES_FILE += ["IndicatorFamily", "Indicator", "Currency", "Value"]
DATA_FILE = ["ReportingPeriodStartDate", "ReportingPeriodEndDate", "Dimension", "Org_Level", "Org_Code", "Org_Name"]
DATA_FILE += ["Measure", "Count_Of", "Final_value"]
PAGET = "JAMES PAGET UNIVERSITY HOSPITALS NHS FOUNDATION TRUST"
"""Headings of the two national files as they are published; see domain/import_layouts.py for where they were read."""


def indicator(org, level, name, currency, value, start="01/09/2026"):
    return [org, PAGET, level, start, "30/09/2026", "Outcomes", name, currency, value]


def test_the_national_file_of_measures():
    grid = [
        MEASURES_FILE,
        indicator("RGP", "Provider", "CQIMPreterm", "Numerator", "10"),
        indicator("RGP", "Provider", "CQIMPreterm", "Denominator", "140"),
        indicator("RGP", "Provider", "CQIMPreterm", "Rate per Thousand", "71"),
        indicator("RGP", "Provider", "CQIMPreterm", "Result", "Pass"),
        indicator("RGP", "Provider", "CQIMVBAC", "Numerator", "5"),
        indicator("RGP75", "Delivery Site", "CQIMPPH", "Numerator", "10"),
        indicator("ALL", "National", "CQIMPPH", "Numerator", "1500"),
        [],
        indicator("RGP", "Provider", "CQIMBreastfeeding", "Numerator", "5", "soon"),
    ]
    report = read({"msds-sep2026Provisional-exp-measures": grid}, TRUSTS, LATEST)
    assert figures(report) == [("preterm", "JPUH", "2026-09", 10, 140)]
    assert (report.layout, report.national) == ("Maternity Services Data Set", True)
    assert lines(report, "fault") == ["D10: 'soon' is no month with its year."]
    assert lines(report, "note") == [
        f"All rows: {ROUNDED}.",
        "All rows: the file says provisional: next month's publication replaces these figures.",
        "Left out: 2 rows of rates, which are worked out from their counts.",
        "Left out: 1 row of indicators that the catalogue does not have.",
        "Left out: 2 rows of other organisations, of sites or of England.",
    ]


def test_the_national_file_of_data_and_an_older_one_without_levels():
    data = [
        DATA_FILE,
        ["2026-08-01", "2026-08-31", "TotalBabies", "Provider", "RM1", "NNUH", "TotalBabies", "Babies", "390.0"],
        ["2026-08-01", "2026-08-31", "SmokingStatusDelivery", "Provider", "RM1", "NNUH", "Smoker", "Women", "35.0"],
        ["2026-08-01", "2026-08-31", "CQIMPreterm", "Provider", "RM1", "NNUH", "Numerator", "", "10"],
        ["2026-08-01", "2026-08-31", "CQIMPreterm", "Provider", "RM1", "NNUH", "Denominator", "", "385"],
    ]
    older = [["OrgCodeProvider", "RPStartDate", "Indicator", "Currency", "Value"]]
    fed = (("Numerator", "150"), ("Denominator", "210"))
    older += [["RM1", "01/08/2019", "CQIMBreastfeeding", part, n] for part, n in fed]
    report = read({"data": data, "older": older}, TRUSTS, LATEST)
    assert figures(report) == [
        ("bf_first", "NNUH", "2019-08", 150, 210),
        ("births", "NNUH", "2026-08", 390, None),
        ("preterm", "NNUH", "2026-08", 10, 385),
    ]
    assert "data Left out: 1 row of indicators that the catalogue does not have." in lines(report, "note")


def test_the_first_national_files_had_a_period_and_spaces_in_their_headings():
    grid = [
        [
            "Org Level",
            "Org Code",
            "Org Name",
            "Org_Geog_Code",
            "Period",
            "Dimension",
            "Measure",
            "Measure_Desc",
            "Value",
        ],
        ["Provider", "RM1", "NNUH", "E01", "Dec-18", "TotalBabies", "TotalBabies", "All babies", "405"],
        ["Provider", "RM1", "NNUH", "E01", "January 2019", "TotalBabies", "TotalBabies", "All babies", "*"],
    ]
    report = read({"data": grid}, TRUSTS, LATEST)
    assert (figures(report), report.layout) == (
        [("births", "NNUH", "2018-12", 405, None)],
        "Maternity Services Data Set",
    )
    assert "I3: suppressed, so it stays missing." in lines(report, "note")


def test_national_counts_of_three_months_are_no_month_and_some_are_of_the_month_before():
    grid = [
        MEASURES_FILE,
        indicator("RGP", "Provider", "CQIMPPH", "Numerator", "15"),
        indicator("RGP", "Provider", "CQIMPPH", "Denominator", "420"),
        indicator("RGP", "Provider", "CQIMRobson01", "Numerator", "10"),
        indicator("RGP", "Provider", "CQIMSmokingDelivery", "Numerator", "20"),
        indicator("RGP", "Provider", "CQIMSmokingDelivery", "Denominator", "135"),
    ]
    report = read({"measures": grid}, TRUSTS, LATEST)
    assert figures(report) == [("satod", "JPUH", "2026-08", 20, 135)]
    told = "which the file counts over 3 months together, so no month has a figure of its own"
    assert lines(report, "note")[1:] == [
        f"Left out: 2 rows of PPH of 1500 ml or more, {told}.",
        f"Left out: 1 row of {MEASURES['robson1'].name}, {told}.",
    ]


def test_what_a_trust_did_not_send_or_sent_too_poorly_is_missing_never_nought():
    own = [["Trust", "Month", "Measure", "Numerator", "Denominator"], ["NNUH", "2026-09", "Preterm", 0, 0]]
    grid = [
        MEASURES_FILE,
        indicator("RGP", "Provider", "CQIMBreastfeeding", "Numerator", "DNS"),
        indicator("RGP", "Provider", "CQIMBreastfeeding", "Denominator", "DNS"),
        indicator("RGP", "Provider", "CQIMPreterm", "Numerator", "0"),
        indicator("RGP", "Provider", "CQIMPreterm", "Denominator", "0"),
        indicator("RGP", "Provider", "CQIMPreterm", "Rate per Thousand", "Low DQ"),
        indicator("RM1", "Provider", "Induction", "Numerator", "0"),
        indicator("RM1", "Provider", "Induction", "Denominator", "380"),
    ]
    report = read({"own": own, "measures": grid}, TRUSTS, LATEST)
    assert figures(report) == [("iol", "NNUH", "2026-09", 0, 380), ("preterm", "NNUH", "2026-09", 0, 0)]
    notes = lines(report, "note")
    assert notes[:2] == [f"measures {cell}: the trust did not submit it, so it stays missing." for cell in ("I2", "I3")]
    assert f"measures Left out: 1 row of Preterm birth before 37+0: {UNFIT}." in notes


def test_a_short_row_and_a_sheet_named_after_its_trust():
    grid = [["Month", "Measure", "Value"], ["2026-10", "Births", 142], ["2026-09", "Births"]]
    report = read({"JPUH": grid}, TRUSTS, LATEST)
    assert figures(report) == [("births", "JPUH", "2026-10", 142, None)]


def test_measures_are_known_by_every_name():
    assert [
        getattr(measure_of(c), "key", None) for c in ("PPH", "Term admissions (%)", "CQIMTears", "cqim_pph", "rain")
    ] == [
        "pph1500",
        "atain",
        "tear34",
        "pph1500",
        None,
    ]


def test_a_name_written_differently_is_known_and_an_unknown_one_gets_the_nearest():
    for name in ("PPH \u22651500", "pph >= 1500", "Midwife fill rate (night) %", "ONE-TO-ONE care in active labour"):
        assert measure_of(name) is not None, name
    grid = [["", "2026-09", "2026-10"], ["Midwifes fill rate at night", 94, 95], ["Zebra crossings", 1, 2]]
    report = read({"JPUH": grid}, TRUSTS, LATEST)
    assert lines(report, "note") == [
        "A2: 'midwifes fill rate at night' is no measure of the catalogue. Did you mean Midwife fill rate, night?",
        "A3: 'zebra crossings' is no measure of the catalogue.",
    ]


def test_a_trust_stands_in_a_title_among_other_words_or_its_rows_say_that_none_is_named():
    months = ["Measure", "Apr-26", "May-26"]
    rows = [months, ["Births", 150, 149], ["PPH >=1500ml", 4, "5 (p)"]]
    report = read({"Sheet1": [["JPUH maternity dashboard 2026/27"], *rows]}, TRUSTS, LATEST)
    assert [(f.measure, f.numerator) for f in report.figures] == [
        ("births", 150), ("births", 149), ("pph1500", 4), ("pph1500", 5),
    ]  # fmt: skip
    nobody = read({"Sheet1": [["NNUH and JPUH"], *rows]}, TRUSTS, LATEST)
    assert lines(nobody, "note") == [f"A3: {NO_TRUST}", f"A4: {NO_TRUST}"]


def test_what_is_counted_one_by_one_is_asked_about_when_it_is_no_whole_number():
    grid = [["Trust", "Month", "Measure", "Num", "Den"], ["NNUH", "Oct-26", "Births", "1.234", ""]]
    assert lines(read({"a": grid}, TRUSTS, LATEST), "question") == [
        "D2: Births (registrable), NNUH, October 2026: 1.234 is no whole number: correct?"
    ]


def test_months_down_and_measures_across_with_cells_named_as_they_stand():
    grid = [["JPUH", "", ""], ["Month", "Births", "PPH"], ["Oct-26", 150, "07-Oct"], ["Sep-26", 149, 4]]
    report = read({"Sheet1": grid}, TRUSTS, LATEST)
    assert figures(report) == [
        ("births", "JPUH", "2026-09", 149, None),
        ("births", "JPUH", "2026-10", 150, None),
        ("pph1500", "JPUH", "2026-09", 4, 149),
    ]
    assert report.layout == "months down, measures across"
    assert lines(report, "fault") == ["C3: '07-oct' looks like a date that Excel made out of a range such as 7-10."]


def test_months_down_with_a_column_of_trusts_or_trusts_in_the_headings():
    grid = [["Month", "Trust", "Births", "Notes"], ["Oct-26", "JPUH", 150, "fine"], ["Oct-26", "N&N", 400, ""],
            ["Sep-26", "JPUH", 149, ""]]  # fmt: skip
    report = read({"Sheet1": grid}, TRUSTS, LATEST)
    births = [("births", "JPUH", "2026-09", 149, None), ("births", "JPUH", "2026-10", 150, None)]
    assert figures(report) == [*births, ("births", "NNUH", "2026-10", 400, None)]
    assert lines(report, "note") == ["D1: 'notes' is no measure of the catalogue."]
    wide = [["Month", "JPUH births", "NNUH births"], ["Oct-26", 150, 400], ["Sep-26", 149, ""]]
    assert figures(read({"Sheet1": wide}, TRUSTS, LATEST)) == figures(report)


def test_trusts_merged_above_their_months():
    grid = [
        ["", "JPUH", "", "NNUH", ""],
        ["Measure", "Sep-26", "Oct-26", "Sep-26", "Oct-26"],
        ["Births", 149, 150, 399, 400],
    ]
    assert [(f.trust, f.period, f.numerator) for f in read({"a": grid}, TRUSTS, LATEST).figures] == [
        ("JPUH", "2026-09", 149), ("JPUH", "2026-10", 150), ("NNUH", "2026-09", 399), ("NNUH", "2026-10", 400),
    ]  # fmt: skip
