"""The CNST Maternity Incentive Scheme: ten safety actions, run by NHS Resolution, with its years as data.

Owns: the safety actions, their short expectations, the years loaded. Must not: guess a year that is not out.
Source: NHS Resolution, Maternity Incentive Scheme years 6 and 7; questions as worded there.
"""

from __future__ import annotations

from datetime import date

from domain.definitions import Edition, Framework, Requirement

SOURCE = "NHS Resolution, Maternity Incentive Scheme, conditions of years 6 and 7"
SIGNED = "signed by the chief executive and the ICB accountable officer"


def _action(number: int, title: str, expected: str, shared: str, aliases: tuple[str, ...]) -> Requirement:
    said = (f"sa{number}", f"sa {number}", f"sa-{number}", f"safety action {number}", f"cnst {number}", f"mis {number}")
    return Requirement(f"CNST:SA{number}", title, (*said, *aliases), expected, shared)


ACTIONS = (
    _action(
        1,
        "Are you using the National Perinatal Mortality Review Tool (PMRT) to review perinatal deaths "
        "to the required standard?",
        "Notify MBRRACE in 7 working days; parents' views sought (95 %); review started in 2 months (95 %); "
        "set share published in 6 months; external member; quarterly report to the board",
        "External reviewers from the LMNS; quarterly learning to the group",
        ("pmrt safety action", "pmrt standard"),
    ),
    _action(
        2,
        "Are you submitting data to the Maternity Services Data Set (MSDS) to the required standard?",
        "Data quality in the July data, national scorecard",
        "",
        ("msds", "msds scorecard", "maternity services data set"),
    ),
    _action(
        3,
        "Can you demonstrate that you have transitional care services in place and are undertaking quality improvement "
        "to minimise separation of parents and their babies?",
        "Pathway; improvement project on term or late preterm admission",
        "Progress shared with safety champions and the LMNS",
        ("transitional care", "tc pathway"),
    ),
    _action(
        4,
        "Can you demonstrate an effective system of clinical workforce planning to the required standard?",
        "Obstetric, anaesthetic, neonatal medical and nursing standards",
        "Action plans shared with the LMNS and the neonatal network",
        ("clinical workforce", "clinical workforce planning", "medical workforce"),
    ),
    _action(
        5,
        "Can you demonstrate an effective system of midwifery workforce planning to the required standard?",
        "BirthRate Plus; six-monthly board report; "
        "coordinator supernumerary at the start of every shift; 1:1 care in active labour",
        "Plan shared with the commissioner",
        ("midwifery workforce", "midwifery workforce planning", "birthrate plus", "birth rate plus"),
    ),
    _action(
        6,
        "Can you demonstrate that you are on track to achieve compliance with all elements of the Saving Babies' Lives "
        "Care Bundle version 3?",
        "National implementation tool",
        "Quarterly improvement discussions with the ICB, which confirms progress in writing",
        ("sbl safety action",),
    ),
    _action(
        7,
        "Listen to women, parents and families using maternity and neonatal services and coproduce services with users",
        "Funded MNVP; action plan on the CQC survey made together",
        "The LMNS or ICB commissions the MNVP; the plan is monitored by champions and the LMNS board",
        ("mnvp workplan", "coproduction", "co-production"),
    ),
    _action(
        8,
        "Can you evidence the three elements of local training plans and in-house, one day "
        "multi-professional training?",
        "90 % of each staff group: fetal monitoring, multi-professional emergencies, neonatal life support",
        "",
        ("training safety action", "multi-professional training"),
    ),
    _action(
        9,
        "Can you demonstrate that there is clear oversight in place to provide assurance to the Board on maternity "
        "and neonatal, safety and quality issues?",
        "PQSM or PQOM fully embedded; board minutes; non-executive director; "
        "champion meetings at least every two months; "
        "quarterly claims scorecard beside incidents and complaints; culture (SCORE) plan",
        "Evidence that intelligence is shared with the LMNS, the ICB and the region",
        ("score survey", "score", "culture plan", "safety champions", "board assurance", "claims scorecard"),
    ),
    _action(
        10,
        "Have you reported 100% of qualifying cases to MNSI and to NHS Resolution's Early Notification scheme?",
        "Families told; duty of candour met",
        "Numbers visible to the LMNS",
        ("early notification", "en scheme"),
    ),
)

FRAMEWORKS = (
    Framework(
        "CNST",
        "CNST Maternity Incentive Scheme",
        "year 7 (2025/26)",
        SOURCE,
        ACTIONS,
        (
            "cnst",
            "mis",
            "maternity incentive scheme",
            "incentive scheme",
            "cnst mis",
            "cnst 10",
            "ten safety actions",
            "10 safety actions",
            "safety actions",
            "year 6",
            "year 7",
            "year six",
            "year seven",
            "yr 7",
            "yr7",
        ),
        editions=(
            Edition(
                "year 6 (2024/25)",
                "2 April 2024",
                SOURCE,
                date(2024, 11, 30),
                f"Board declaration by noon on 3 March 2025, {SIGNED}",
            ),
            Edition(
                "year 7 (2025/26)",
                "2 April 2025",
                SOURCE,
                date(2025, 11, 30),
                f"Board declaration by noon on 3 March 2026, {SIGNED}",
            ),
        ),
        status="latest edition loaded: year 7",
        gap="Year 8 (2026/27) is not loaded: its conditions and dates have not been confirmed. "
        "Statuses say which year they were given under.",
    ),
)
