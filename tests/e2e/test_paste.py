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
