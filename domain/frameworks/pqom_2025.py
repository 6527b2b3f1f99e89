"""The Perinatal Quality Oversight Model of 2025, successor of PQSM.

Owns: its requirements as data: a copy of PQSM's rows until the chair confirms its own. Must not: invent a list.
"""

from __future__ import annotations

from domain.definitions import Framework
from domain.frameworks.pqsm_2020 import requirements

FRAMEWORKS = (
    Framework(
        "PQOM",
        "Perinatal Quality Oversight Model",
        "2025",
        "Perinatal Quality Oversight Model, NHS England, 2025",
        requirements("PQOM"),
        (
            "pqom",
            "perinatal quality oversight",
            "perinatal quality oversight model",
            "quality oversight model",
            "oversight model",
            "perinatal quality oversight submission",
        ),
        gap="Its own list of minimum measures is not loaded: "
        "the rows are a copy of PQSM 2020 for the chair to confirm.",
    ),
)
