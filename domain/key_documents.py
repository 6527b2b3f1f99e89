"""The starter list of key documents, and the local ones that a group's register should have.

Owns: the list as data. Must not: say of a local document that it is there; nobody but the group knows.
Source: domain guide 11, version 2026-11; each line names its own source. Titles are not quotations.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.evidence import Status

VERSION = "2026-11"


@dataclass(frozen=True, slots=True)
class KeyDocument:
    """One document of the starter list. `review_months`: how soon it is looked at after loading, 0 for never."""

    key: str
    title: str
    publisher: str
    dated: str
    status: Status
    source: str
    supports: tuple[str, ...] = ()
    edition: str = ""
    superseded_by: str = ""
    note: str = ""
    review_months: int = 12
    """Source: ours; 3 where the guide says that version or successor has to be checked."""


SAVING = ("SBLCB", "CNST:SA6")
OVERSIGHT = ("CNST:SA9", "3YDP:O9")

KEY_DOCUMENTS = (
    KeyDocument(
        "pqsm",
        "Implementing a revised perinatal quality surveillance model",
        "NHS England and NHS Improvement",
        "2020-12",
        Status.SUPERSEDED,
        "NHS England, Perinatal quality oversight model (it names what it replaces)",
        ("PQSM",),
        superseded_by="Perinatal Quality Oversight Model, 2025",
        review_months=0,
    ),
    KeyDocument(
        "pqom",
        "Perinatal Quality Oversight Model",
        "NHS England",
        "2025",
        Status.CURRENT,
        "NHS England, Perinatal quality oversight model",
        ("PQOM", *OVERSIGHT),
    ),
    KeyDocument(
        "moss",
        "Maternity outcomes signal system: standard operating procedures and annexes",
        "NHS England",
        "2025",
        Status.CURRENT,
        "NHS England, Maternity outcomes signal system standard operating procedures",
        ("PQOM", "EAST-KENT:1"),
    ),
    KeyDocument(
        "3ydp",
        "Three year delivery plan for maternity and neonatal services",
        "NHS England",
        "2023-03-30",
        Status.CURRENT,
        "Humber and North Yorkshire LMNS, key documents; the plan itself",
        ("3YDP",),
        note="Its three years ended in March 2026: check for a successor.",
        review_months=3,
    ),
    KeyDocument(
        "3ydp_guidance",
        "Three year delivery plan: technical guidance",
        "NHS England",
        "2023-05-11",
        Status.CURRENT,
        "NHS England, Three year delivery plan technical guidance",
        ("3YDP", "3YDP:O11"),
        note="It goes with the plan, whose three years ended in March 2026.",
        review_months=3,
    ),
    KeyDocument(
        "ockenden_2020",
        "Ockenden review: first report (emerging findings)",
        "Independent maternity review",
        "2020-12-10",
        Status.REFERENCE,
        "Ockenden review, HC 1081",
        ("OCKENDEN-2020",),
        review_months=0,
    ),
    KeyDocument(
        "ockenden_2022",
        "Ockenden review: final report",
        "Independent maternity review",
        "2022-03-30",
        Status.REFERENCE,
        "Ockenden review, final report",
        ("OCKENDEN-2022",),
        review_months=0,
    ),
    KeyDocument(
        "east_kent",
        "Reading the signals: maternity and neonatal services in East Kent",
        "Independent investigation (Kirkup)",
        "2022-10",
        Status.REFERENCE,
        "General knowledge; check against the document before it is quoted",
        ("EAST-KENT",),
        review_months=0,
    ),
    KeyDocument(
        "amos",
        "National Maternity and Neonatal Investigation: final report (Amos)",
        "Independent investigation",
        "2026-06-30",
        Status.CURRENT,
        "Published summaries of July 2026",
        ("AMOS",),
        note="A national action plan is expected from the taskforce: check whether it is out.",
        review_months=3,
    ),
    KeyDocument(
        "better_births",
        "Better Births: National Maternity Review",
        "NHS England",
        "2016-02",
        Status.REFERENCE,
        "General knowledge; check against the document before it is quoted",
        ("BETTER-BIRTHS",),
        review_months=0,
    ),
    KeyDocument(
        "ltp",
        "NHS Long Term Plan",
        "NHS England",
        "2019-01",
        Status.REFERENCE,
        "General knowledge; check against the document before it is quoted",
        ("LTP",),
        review_months=0,
    ),
    KeyDocument(
        "sblcb",
        "Saving Babies' Lives Care Bundle",
        "NHS England",
        "2023",
        Status.CURRENT,
        "Mama Academy, professionals hub; NHS England",
        SAVING,
        edition="3, later 3.x",
        note="Version 3.2 came in 2025: check which version the implementation tool asks for.",
        review_months=3,
    ),
    KeyDocument(
        "mis",
        "Maternity Incentive Scheme: conditions and declaration form",
        "NHS Resolution",
        "",
        Status.CURRENT,
        "NHS Resolution, Maternity incentive scheme",
        ("CNST",),
        note="New every year: load this year's conditions when they are out.",
        review_months=3,
    ),
    KeyDocument(
        "ccf",
        "Core Competency Framework",
        "NHS England",
        "2023-05",
        Status.CURRENT,
        "NHS England, Core competency framework version two",
        ("CCF", "CNST:SA8"),
        edition="2",
    ),
    KeyDocument(
        "psirf",
        "Patient Safety Incident Response Framework, and each trust's plan",
        "NHS England; the trusts",
        "2022",
        Status.CURRENT,
        "General knowledge; check against the document before it is quoted",
        ("3YDP:O8",),
    ),
    KeyDocument(
        "lfpse",
        "Policy guidance on recording patient safety events and levels of harm",
        "NHS England",
        "2023-08",
        Status.CURRENT,
        "NHS England, Policy guidance on recording patient safety events; Patient Safety Learning hub",
        ("PQOM:M3a",),
        edition="updated March 2026",
    ),
    KeyDocument(
        "mbrrace",
        "MBRRACE-UK perinatal and maternal reports; PMRT yearly report",
        "MBRRACE-UK, NPEU",
        "2025",
        Status.CURRENT,
        "University of Leicester, May 2025; University of Oxford, October 2025",
        ("CNST:SA1", "PQOM:M1"),
        note="Yearly: the latest seen are of May and October 2025.",
    ),
    KeyDocument(
        "mnvp",
        "Maternity and neonatal voices partnership guidance",
        "NHS England",
        "2023-11",
        Status.CURRENT,
        "NHS England, Maternity and neonatal voices partnership guidance",
        ("CNST:SA7", "3YDP:O3"),
    ),
    KeyDocument(
        "mnvp_review",
        "Review of the local maternity and neonatal voices partnerships",
        "Healthwatch Norfolk",
        "",
        Status.CURRENT,
        "Healthwatch Norfolk, published reports",
        ("CNST:SA7",),
    ),
    KeyDocument(
        "nqb",
        "Quality risk response and escalation in integrated care systems",
        "National Quality Board",
        "2022",
        Status.CURRENT,
        "General knowledge; check against the document before it is quoted",
        OVERSIGHT,
    ),
)

LOCAL: tuple[tuple[str, str], ...] = (
    ("local_terms", "Terms of reference of the group"),
    ("local_equity", "Equity plan of the LMNS"),
    ("local_risk", "Risk policy"),
    ("local_sharing", "Data sharing agreement"),
    ("local_calendar", "Calendar of the group"),
)
"""Documents of the group's own that nobody can load for it. Source: domain guide 11, last row: ask the chair."""
