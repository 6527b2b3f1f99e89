"""The Core Competency Framework, version 2, in force since January 2024: six training modules.

Owns: the modules as data. Must not: hold training figures.
"""

from __future__ import annotations

from domain.definitions import Framework, Requirement

SOURCE = "Core Competency Framework version 2, NHS England, May 2023"

MODULES = (
    "Saving Babies' Lives",
    "Fetal monitoring",
    "Maternity emergencies and multi-professional training",
    "Equality, equity and personalised care",
    "Care in labour and immediately after birth",
    "Neonatal basic life support",
)

FRAMEWORKS = (
    Framework(
        "CCF",
        "Core Competency Framework",
        "2",
        SOURCE,
        tuple(Requirement(f"CCF:M{n}", title, (f"ccf {n}", f"ccf module {n}")) for n, title in enumerate(MODULES, 1)),
        ("ccf", "ccfv2", "ccf v2", "core competency framework", "core competencies"),
    ),
)
