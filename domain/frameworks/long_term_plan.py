"""The NHS Long Term Plan, January 2019: its maternity ambitions.

Owns: the ambitions as data. Must not: say that they were met.
"""

from __future__ import annotations

from domain.definitions import Framework, Requirement

SOURCE = "NHS Long Term Plan, January 2019, chapter 3"

AMBITIONS = (
    (
        "HALVE",
        "Halve stillbirth, neonatal death, maternal death and serious brain injury by 2025",
        ("halve it", "national ambition"),
    ),
    ("PRETERM", "Preterm birth from 8 % to 6 % by 2025", ("preterm ambition",)),
    ("COC", "Continuity of carer, aimed at groups with worse outcomes", ()),
    ("SMOKE", "Smoke-free pregnancy", ("smoke free pregnancy", "smoke-free pregnancy")),
)

FRAMEWORKS = (
    Framework(
        "LTP",
        "NHS Long Term Plan: maternity",
        "2019",
        SOURCE,
        tuple(Requirement(f"LTP:{key}", title, aliases) for key, title, aliases in AMBITIONS),
        ("ltp", "long term plan", "nhs long term plan", "long-term plan"),
        status="reference",
    ),
)
