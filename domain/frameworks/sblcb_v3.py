"""Saving Babies' Lives Care Bundle, version 3: six elements.

Owns: the elements as data. Must not: know a threshold of a year that is not loaded.
"""

from __future__ import annotations

from domain.definitions import Edition, Framework, Requirement

SOURCE = "Saving Babies' Lives Care Bundle version 3, NHS England, 2023"


def _element(number: int, title: str, aliases: tuple[str, ...]) -> Requirement:
    said = (
        f"element {number}",
        f"sbl element {number}",
        f"sblcb element {number}",
        f"sbl e{number}",
        f"sblcb e{number}",
        f"sblcb:e{number}",
    )
    return Requirement(f"SBLCB:E{number}", title, (*said, *aliases))


FRAMEWORKS = (
    Framework(
        "SBLCB",
        "Saving Babies' Lives Care Bundle",
        "3",
        SOURCE,
        (
            _element(1, "Reducing smoking in pregnancy", ("sbl smoking",)),
            _element(
                2, "Fetal growth: risk assessment, surveillance and management", ("sbl growth", "sbl fetal growth")
            ),
            _element(3, "Raising awareness of reduced fetal movement", ("sbl movements", "sbl rfm")),
            _element(4, "Effective fetal monitoring during labour", ("sbl monitoring", "sbl fetal monitoring")),
            _element(5, "Reducing preterm birth and optimising perinatal care", ("sbl preterm",)),
            _element(6, "Management of pre-existing diabetes in pregnancy", ("sbl diabetes", "pre-existing diabetes")),
        ),
        (
            "sbl",
            "sblcb",
            "sblcb v3",
            "sblcbv3",
            "sbl v3",
            "sbl 3.2",
            "saving babies lives",
            "saving babies' lives",
            "saving babies",
            "saving babies lives care bundle",
            "care bundle",
        ),
        editions=(
            Edition("3", "2023", SOURCE),
            Edition("3.2", "2025", "NHS England, 2025; release to be confirmed by the chair"),
        ),
        gap="Thresholds are set year by year; the year 5 threshold (70 % overall, 50 % of each element) "
        "is history, none is loaded for this year.",
    ),
)
