"""Training compliance by module and staff group.

Owns: the training measures as data. Must not: count or judge.
Source: CNST MIS safety action 8 (90 % of each staff group) and the Core Competency Framework v2, May 2023.
"""

from __future__ import annotations

from domain.definitions import Direction, Measure

VERSION = "2026-11"
SOURCE = "Core Competency Framework v2, NHS England, May 2023"
TARGET_SOURCE = "CNST MIS safety action 8, years 6 and 7 (2024 to 2026): 90 % of each staff group"

GROUPS = {
    "fetal_monitoring": (
        "Fetal monitoring training",
        ("fetal monitoring", "fm", "ctg"),
        (
            ("midwives", "midwives"),
            ("obstetric_consultants", "obstetric consultants"),
            ("obstetric_trainees", "obstetric trainees"),
        ),
    ),
    "mdt_emergencies": (
        "Obstetric emergencies training",
        ("mdt emergencies", "prompt", "mdt"),
        (
            ("midwives", "midwives"),
            ("obstetric_consultants", "obstetric consultants"),
            ("obstetric_trainees", "obstetric trainees"),
            ("anaesthetics", "anaesthetists"),
            ("support_workers", "maternity support workers"),
        ),
    ),
    "nbls": (
        "Neonatal life support training",
        ("nbls", "newborn life support", "neonatal life support"),
        (
            ("midwives", "midwives"),
            ("neonatal_doctors", "neonatal doctors"),
            ("neonatal_nurses", "neonatal nurses"),
        ),
    ),
}


def _training(key: str, name: str, aliases: tuple[str, ...], *, core: bool = False, denominator: str = "") -> Measure:
    return Measure(
        key,
        name,
        "% of staff",
        Direction.INCREASE,
        denominator=denominator,
        multiplier=100 if denominator else None,
        target=90.0,
        target_source=TARGET_SOURCE,
        source=SOURCE,
        version=VERSION,
        low=10,
        high=100,
        frameworks=("CNST:SA8", "PQSM:M3b"),
        aliases=aliases,
        core=core,
    )


MEASURES = (
    _training(
        "train_fm",
        "Fetal monitoring training (all groups, lowest group reported separately)",
        ("fetal monitoring training", "foetal monitoring training", "fm training", "ctg training", "k2", "train fm"),
        core=True,
        denominator="staff",
    ),
    _training(
        "train_mdt",
        "Obstetric emergencies training (all groups)",
        (
            "prompt",
            "prompt training",
            "mdt training",
            "emergencies training",
            "mdt emergencies",
            "skills drills",
            "train mdt",
        ),
    ),
    _training(
        "train_nbls",
        "Neonatal life support training (all groups)",
        ("nbls", "nls", "neonatal life support", "newborn life support", "train nbls"),
    ),
    *(
        _training(
            f"{module}_{group}_pct",
            f"{name}: {who}",
            tuple(f"{short} {who}" for short in shorts) + tuple(f"{who} {short}" for short in shorts),
        )
        for module, (name, shorts, groups) in GROUPS.items()
        for group, who in groups
    ),
)
