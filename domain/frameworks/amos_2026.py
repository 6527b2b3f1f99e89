"""The National Maternity and Neonatal Investigation (Amos), final report of 30 June 2026.

Owns: its areas of concern and the two recommendations that are known. Must not: invent the other six.
"""

from __future__ import annotations

from domain.definitions import Framework, Requirement

SOURCE = "National Maternity and Neonatal Investigation, final report, 30 June 2026, as summarised on the day"

AREAS = (
    "Not listening to families",
    "Racism and discrimination",
    "Staffing",
    "Capacity",
    "Defensive responses and lack of openness",
    "Disconnected leadership from ward to board",
    "Buildings",
    "Disconnected IT",
)
RECOMMENDATIONS = ("A statutory Maternity and Neonatal Commissioner", "Listen to women and families")

FRAMEWORKS = (
    Framework(
        "AMOS",
        "National Maternity and Neonatal Investigation (Amos)",
        "2026",
        SOURCE,
        (
            *(Requirement(f"AMOS:A{n}", title, (f"amos area {n}",)) for n, title in enumerate(AREAS, 1)),
            *(
                Requirement(f"AMOS:R{n}", title, (f"amos recommendation {n}",))
                for n, title in enumerate(RECOMMENDATIONS, 1)
            ),
        ),
        ("amos", "amos report", "national investigation", "national maternity investigation", "nmni"),
        gap="Recommendations 3 to 8 and the national action plan are not loaded.",
    ),
)
