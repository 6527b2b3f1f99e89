"""Equity: the LMNS equity and equality plan and Core20PLUS5 maternity.

Owns: what the group tags as equity work. Must not: hold figures about groups of women.
"""

from __future__ import annotations

from domain.definitions import Framework, Requirement

SOURCE = "Core20PLUS5, NHS England 2021; LMNS equity and equality plan (local, ask the chair)"

FRAMEWORKS = (
    Framework(
        "EQUITY",
        "Equity and equality plan, Core20PLUS5",
        "2021",
        SOURCE,
        (
            Requirement(
                "EQUITY:COC",
                "Continuity of carer for women from Black, Asian and minority ethnic groups "
                "and the most deprived areas",
                ("core20plus5 maternity",),
            ),
            Requirement("EQUITY:PLAN", "Local equity and equality plan", ("equity plan", "equity and equality plan")),
        ),
        ("equity", "core20plus5", "core 20 plus 5", "core20"),
        gap="The local plan is held by the chair and is not loaded.",
    ),
)
