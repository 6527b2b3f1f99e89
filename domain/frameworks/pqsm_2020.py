"""The Perinatal Quality Surveillance Model of 2020: principles and minimum data measures.

Owns: its requirements as data. Must not: claim to quote; titles follow the template from memory.
"""

from __future__ import annotations

from domain.definitions import Framework, Requirement

SOURCE = (
    "Implementing a revised perinatal quality surveillance model, NHS England and Improvement, "
    "December 2020, appendix 2; wording to be checked against the document before it is quoted"
)

ROWS = (
    ("M1", "Findings of review of all perinatal deaths (PMRT)", ("perinatal deaths", "pmrt findings")),
    (
        "M2",
        "Findings of review of cases eligible for referral to MNSI (HSIB before 2023)",
        ("mnsi cases", "hsib cases"),
    ),
    ("M3a", "Incidents graded moderate or above, and what is being done", ("incidents graded moderate or above",)),
    ("M3b", "Training compliance for all staff groups", ("training compliance",)),
    (
        "M3c",
        "Minimum safe staffing: obstetric cover, rota gaps, midwives planned and actual",
        ("minimum safe staffing", "safe staffing"),
    ),
    ("M4", "Service user voice feedback", ("service user voice", "user voice", "mnvp feedback")),
    (
        "M5",
        "Staff feedback from champions and walk-abouts",
        ("staff feedback", "walkabout", "walkabouts", "walk about"),
    ),
    (
        "M6",
        "A concern or request from MNSI, NHS Resolution, CQC or another body",
        ("external concern", "external concerns"),
    ),
    ("M7", "Coroner Regulation 28 made directly to the trust", ("reg 28", "regulation 28", "coroner report")),
    ("M8", "Progress with the ten CNST safety actions", ("progress in cnst",)),
    ("M9", "Yearly: midwives who would recommend their trust", ("midwives recommend",)),
    ("M10", "Yearly: trainees on supervision out of hours", ("trainees on supervision",)),
)


def requirements(prefix: str) -> tuple[Requirement, ...]:
    """The rows under a framework's key, so that PQOM can start as a copy."""
    return tuple(
        Requirement(f"{prefix}:{row}", title, aliases if prefix == "PQSM" else ()) for row, title, aliases in ROWS
    )


FRAMEWORKS = (
    Framework(
        "PQSM",
        "Perinatal Quality Surveillance Model",
        "2020",
        SOURCE,
        requirements("PQSM"),
        (
            "pqsm",
            "perinatal quality surveillance",
            "perinatal quality surveillance model",
            "quality surveillance model",
            "surveillance model",
        ),
        status="superseded by PQOM in 2025; its minimum measures stay in use until the chair confirms others",
    ),
)
