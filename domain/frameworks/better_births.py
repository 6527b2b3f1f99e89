"""Better Births, the National Maternity Review, February 2016: seven themes.

Owns: the themes as data. Must not: set a date for continuity of carer; there has been none since 2022.
"""

from __future__ import annotations

from domain.definitions import Framework, Requirement

SOURCE = "National Maternity Review, Better Births: improving outcomes of maternity services in England, February 2016"

TITLES = (
    "Personalised care",
    "Continuity of carer",
    "Safer care",
    "Better postnatal and perinatal mental health care",
    "Multi-professional working",
    "Working across boundaries",
    "A fairer payment system",
)

FRAMEWORKS = (
    Framework(
        "BETTER-BIRTHS",
        "Better Births",
        "2016",
        SOURCE,
        tuple(Requirement(f"BETTER-BIRTHS:{n}", title, (f"better births {n}",)) for n, title in enumerate(TITLES, 1)),
        ("better births", "national maternity review", "cumberlege"),
        status="reference",
    ),
)
