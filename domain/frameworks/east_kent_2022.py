"""Reading the signals (East Kent), October 2022: four areas for action.

Owns: the four areas as data. Must not: repeat the case histories of the report.
"""

from __future__ import annotations

from domain.definitions import Framework, Requirement

SOURCE = "Reading the signals: maternity and neonatal services in East Kent, October 2022"

TITLES = (
    "Monitoring safe performance",
    "Standards of clinical behaviour",
    "Flawed teamworking",
    "Organisational behaviour",
)

FRAMEWORKS = (
    Framework(
        "EAST-KENT",
        "Reading the signals (East Kent)",
        "2022",
        SOURCE,
        tuple(
            Requirement(f"EAST-KENT:{n}", title, (f"east kent {n}", f"kirkup {n}")) for n, title in enumerate(TITLES, 1)
        ),
        ("east kent", "reading the signals", "kirkup"),
        status="reference; it led to MOSS",
    ),
)
