"""Ockenden, first report, 10 December 2020: seven immediate and essential actions.

Owns: the seven as data. Must not: be mixed with the fifteen of 2022.
"""

from __future__ import annotations

from domain.definitions import Framework, Requirement

SOURCE = (
    "Emerging findings and recommendations, independent review at Shrewsbury and Telford, 10 December 2020 (HC 1081)"
)

TITLES = (
    "Enhanced safety",
    "Listening to women and families",
    "Staff training and working together",
    "Managing complex pregnancy",
    "Risk assessment throughout pregnancy",
    "Monitoring fetal wellbeing",
    "Informed consent",
)

FRAMEWORKS = (
    Framework(
        "OCKENDEN-2020",
        "Ockenden 2020: seven immediate and essential actions",
        "2020",
        SOURCE,
        tuple(
            Requirement(
                f"OCKENDEN-2020:IEA{n}",
                title,
                (
                    f"iea{n}",
                    f"iea {n}",
                    f"ockenden iea {n}",
                    f"ockenden 1 iea {n}",
                    f"immediate and essential action {n}",
                ),
            )
            for n, title in enumerate(TITLES, 1)
        ),
        (
            "ockenden 2020",
            "ockenden 2021",
            "ockenden 1",
            "ockenden first report",
            "first ockenden",
            "first ockenden report",
            "ockenden 7",
            "ockenden the 7",
            "seven ieas",
            "7 ieas",
            "the 7 ieas",
            "ieas",
        ),
        status="reference",
        gap="The twelve urgent clinical priorities that trusts also declared against are not loaded.",
    ),
)
