"""The layouts of sheets that an import knows: headings of long sheets, and the national files (MSDS), with sources.

Owns: headings, indicators and what must be said of a national file. Must not: read a cell.
Source of the national layouts: NHS England, Maternity Services Monthly Statistics, the data files themselves and the
code that writes them (NHS Digital, published notebooks of the maternity team, "MSDS_Suppress_Monthly_Measures" and
"msds-[mmmyyyy]-exp-measures"). Read November 2026:
 - `msds-mmmyyyy-exp-measures.csv`: Org_Code, Org_Name, Org_Level, RPStartDate, RPEndDate, IndicatorFamily, Indicator,
   Currency (Numerator, Denominator, Rate, Result), Value. Before 2023 also with OrgCodeProvider and OrgName.
 - `msds-mmmyyyy-exp-data.csv`: ReportingPeriodStartDate, ReportingPeriodEndDate, Dimension, Org_Level, Org_Code,
   Org_Name, Measure, Count_Of, Final_value.
   Until 2021 with Org Level, Org Code, Org Name, Period (`Dec-18`) and Value; in some re-published years the indicators
   stand there, too: Dimension CQIMPPH, Measure Numerator.
What the dates of a row do not say is `SPANS`. Where there is no figure stands `DNS` (did not submit), or nought of
nought for an indicator whose data were too poor (its rate says `Low DQ`).
"""

from __future__ import annotations

from collections.abc import Mapping

VERSION = "2026-11, second reading"

COLUMNS: Mapping[str, frozenset[str]] = {
    "trust": frozenset(
        {
            "trust",
            "org code",
            "org_code",
            "orgcode",
            "orgcodeprovider",
            "org name",
            "org_name",
            "orgname",
            "organisation",
            "provider",
            "site",
        }
    ),
    "level": frozenset({"org_level", "org level", "orglevel"}),
    "period": frozenset(
        {"period", "month", "date", "rpstartdate", "reportingperiodstartdate", "reporting period start date"}
    ),
    "measure": frozenset({"measure", "metric", "indicator", "measure key", "name"}),
    "dimension": frozenset({"dimension"}),
    "currency": frozenset({"currency"}),
    "numerator": frozenset({"numerator", "num", "value", "count", "final_value", "final value", "value_unsuppressed"}),
    "denominator": frozenset({"denominator", "out of", "denom", "den"}),
}
"""Headings of long sheets by what they hold. Source: ours, and the national files above."""

NATIONAL = "Maternity Services Data Set"
"""What the layout is called in the dry run."""

PROVIDERS = frozenset({"", "provider", "trust"})
"""Levels of the national files that are a trust; sites, systems, regions and England stand in the same file."""

INDICATORS: Mapping[str, str] = {
    "cqimpph": "pph1500",
    "cqimtears": "tear34",
    "cqimpreterm": "preterm",
    "cqimapgar": "apgar",
    "cqimsmokingdelivery": "satod",
    "cqimbreastfeeding": "bf_first",
    "cqimrobson01": "robson1",
    "cqimrobson02": "robson2",
    "cqimrobson05": "robson5",
    "totalbabies": "births",
    "babies born": "births",
    "induction": "iol",
}
"""Indicators and totals of the national files by the catalogue's key. Not there: CQIMVBAC and CQIMSmokingBooking. The
categories of exp-data are `domain/import_categories.py`."""

SPANS: Mapping[str, tuple[int, int]] = {
    "cqimpph": (3, 3),
    "cqimapgar": (2, 3),
    "cqimtears": (2, 3),
    "cqimrobson01": (2, 3),
    "cqimrobson02": (2, 3),
    "cqimrobson05": (2, 3),
    "cqimsmokingdelivery": (1, 1),
}
"""Indicators whose rows are dated by the file's month but count other ones: how many months before it the count
begins, and of how many months it is. All others count the month of the file.
Source: the published notebook of the indicators (`adjStart`, `length`), read November 2026."""

TOGETHER = "which the file counts over {months} months together, so no month has a figure of its own"
UNFIT = "nought of nought, as the file has it where the data were too poor to publish, so they stay missing"

ROUNDED = (
    "these are published counts: 1 to 7 stand as 5 and all others are rounded to the nearest 5, so they differ a "
    "little from a trust's own"
)
PROVISIONAL = "the file says provisional: next month's publication replaces these figures"
