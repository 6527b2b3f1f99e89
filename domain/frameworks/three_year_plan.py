"""The three year delivery plan for maternity and neonatal services, March 2023: four themes, twelve objectives.

Owns: themes and objectives as data. Must not: say that the plan still runs; its term ended in March 2026.
"""

from __future__ import annotations

from domain.definitions import Framework, Requirement

SOURCE = (
    "Three year delivery plan for maternity and neonatal services, NHS England, 30 March 2023; "
    "technical guidance 11 May 2023"
)

THEMES = (
    ("T1", "Listening to and working with women and families with compassion", ("listening theme",)),
    ("T2", "Growing, retaining and supporting our workforce", ("workforce theme",)),
    ("T3", "Developing and sustaining a culture of safety, learning and support", ("culture theme",)),
    (
        "T4",
        "Standards and structures that underpin safer, more personalised and more equitable care",
        ("standards theme",),
    ),
)
OBJECTIVES = (
    ("T1", "Care that is personalised"),
    ("T1", "Improve equity for mothers and babies"),
    ("T1", "Work with service users to improve care"),
    ("T2", "Grow our workforce"),
    ("T2", "Value and retain our workforce"),
    ("T2", "Invest in skills"),
    ("T3", "Develop a positive safety culture"),
    ("T3", "Learning and improving"),
    ("T3", "Support and oversight"),
    ("T4", "Standards to ensure best practice"),
    ("T4", "Data to inform learning"),
    ("T4", "Make better use of digital technology"),
)

FRAMEWORKS = (
    Framework(
        "3YDP",
        "Three year delivery plan",
        "2023",
        SOURCE,
        (
            *(
                Requirement(
                    f"3YDP:{key}", title, (f"theme {key[1]}", f"3ydp t{key[1]}", f"3ydp theme {key[1]}", *aliases)
                )
                for key, title, aliases in THEMES
            ),
            *(
                Requirement(f"3YDP:O{n}", title, (f"objective {n}", f"3ydp objective {n}"), part_of=f"3YDP:{theme}")
                for n, (theme, title) in enumerate(OBJECTIVES, 1)
            ),
        ),
        (
            "3ydp",
            "three year plan",
            "3 year plan",
            "3yr plan",
            "3-year plan",
            "three-year plan",
            "three year delivery plan",
            "3 year delivery plan",
            "3yr delivery plan",
            "delivery plan",
            "single delivery plan",
        ),
        status="its three years ended in March 2026",
        gap="A successor of the plan is not loaded. Local Learning Events are treated as a local requirement.",
    ),
)
