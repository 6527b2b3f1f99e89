"""A year of monthly figures, pasted into the chat: read, looked at, kept, charted. In Excel this takes a morning."""

from __future__ import annotations

import re

from domain.rhythm import previous
from tests.e2e.stage import Stage

MONTHS = [previous("2026-04", back) for back in range(12)][::-1]
"""The twelve months before those that the sample data holds."""
TRUSTS = {"NNUH": 395, "JPUH": 150, "QEHKL": 160}
RATES = {"PPH": 0.03, "Preterm birth": 0.08, "ATAIN": 0.05, "Smoking at delivery": 0.1, "Breastfeeding": 0.7}


def block() -> str:
    """A row for each trust, month and measure, as copied from a sheet."""
    rows = ["Trust\tMonth\tMeasure\tNumerator\tDenominator"]
    for trust, births in TRUSTS.items():
        for at, month in enumerate(MONTHS):
            of = births + at % 3
            rows.append(f"{trust}\t{month}\tBirths\t{of}\t")
            rows += [f"{trust}\t{month}\t{name}\t{round(of * rate) + at % 2}\t{of}" for name, rate in RATES.items()]
    return "\n".join(rows)


WIDE_ROWS = {"Births": 150, "PPH": 5, "Third or fourth degree tear": 4, "Smoking at delivery": 14, "Preterm birth": 11}


def wide_block() -> str:
    """Months of an NHS year across, measures below, as people keep them; two cells as dirty as real ones are."""
    months = ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar"]
    rows = ["James Paget University Hospitals", "\t\t2025/26" + "\t" * 11, "Measure\t\t" + "\t".join(months)]
    for name, usual in WIDE_ROWS.items():
        top = [str(usual + at % 3) for at in range(12)]
        if name == "PPH":
            top[6], top[9] = "07-Oct", "*"
        rows.append(f"{name}\tNumerator\t" + "\t".join(top))
        if name != "Births":
            rows.append("\tDenominator\t" + "\t".join(str(150 + at % 3) for at in range(12)))
    return "\n".join(rows)


def test_a_year_with_months_across_is_charted_after_one_message_and_one_press(stage: Stage):
    office = stage.be("coordinator")
    office.say(wide_block())
    office.see_in_card("I read 58 figures of 5 measures for JPUH, April 2025 to March 2026 (layout: months across)")
    office.see_in_card("I5: '07-oct' looks like a date that Excel made out of a range such as 7-10.")
    office.see_in_card("These cells give no figure: 1")
    office.see_in_card("L5: suppressed, so it stays missing.")
    office.press("Import")
    office.see("Imported as IMP-26-001")
    office.say("measures jpuh")
    office.see_in_card("special causes first, JPUH only")
    for width in (390, 320):
        office.on_a_phone(width).axe()
        assert office.last_card().evaluate("e => e.scrollWidth <= e.clientWidth + 1"), f"cut off on {width} pixels"
    office.fill("Chart of", "Third or fourth degree tear").fill("Trust", "JPUH").press("Show")
    office.see_in_card("April 2025")
    office.press("Explain")
    office.see_in_card("How to read it: Third or fourth degree tear")
    office.press("Chart")
    office.axe()


def test_a_year_is_pasted_checked_kept_and_charted(stage: Stage):
    office = stage.be("coordinator")
    office.say(block())
    office.see_in_card("Pasted cells: I read 216 figures of 6 measures for JPUH, NNUH, QEHKL, May 2025 to April 2026")
    office.see_in_card("All of them are new or differ.")
    office.axe()
    office.press("Import")
    office.see("Imported as IMP-26-001")
    office.say("measures")
    office.see_in_card("17 of 17 months")
    office.axe()
    office.say("measure pph JPUH")
    office.see_in_card(re.compile("limits .* to .*, from 17 points"))
    office.say("undo")
    office.see_in_card("IMP-26-001")
    office.say("measure pph JPUH")
    office.see_in_card("5 points so far")
