"""Ockenden, final report, 30 March 2022: fifteen areas of immediate and essential action.

Owns: the fifteen as data. Must not: be mixed with the seven of 2020.
"""

from __future__ import annotations

from domain.definitions import Framework, Requirement

SOURCE = "Findings, conclusions and essential actions, independent review at Shrewsbury and Telford, 30 March 2022"

TITLES = (
    "Workforce planning and sustainability",
    "Safe staffing",
    "Escalation and accountability",
    "Clinical governance: leadership",
    "Clinical governance: incident investigation and complaints",
    "Learning from maternal deaths",
    "Multidisciplinary training",
    "Complex antenatal care",
    "Preterm birth",
    "Labour and birth",
    "Obstetric anaesthesia",
    "Postnatal care",
    "Bereavement care",
    "Neonatal care",
    "Supporting families",
)

FRAMEWORKS = (
    Framework(
        "OCKENDEN-2022",
        "Ockenden 2022: fifteen areas",
        "2022",
        SOURCE,
        tuple(
            Requirement(
                f"OCKENDEN-2022:{n}",
                title,
                (f"ockenden 2022 {n}", f"ockenden 2 {n}", f"ockenden area {n}", f"ockenden final {n}"),
            )
            for n, title in enumerate(TITLES, 1)
        ),
        (
            "ockenden 2022",
            "ockenden 2",
            "ockenden final",
            "ockenden final report",
            "final ockenden",
            "final ockenden report",
            "second ockenden",
            "ockenden 15",
            "ockenden the 15",
            "the 15",
            "15 ieas",
            "fifteen areas",
        ),
        status="reference",
    ),
)
