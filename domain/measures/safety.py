"""Safety: incidents, referrals, reviews of deaths, the care bundle and the incentive scheme.

Owns: these measures as data with their sources. Must not: count or judge.
More incidents reported can be better reporting, so no count of incidents has a good direction.
Source: domain guide 4.1.
"""

from __future__ import annotations

from domain.definitions import Direction, Measure

VERSION = "2026-11"
APPENDIX = "PQSM 2020 appendix 2"
PMRT = "CNST MIS safety action 1, years 6 and 7 (2024 to 2026); Perinatal Mortality Review Tool"
REPORTING = "A rise can mean good reporting; read it with all incidents reported."

_INCIDENTS = (
    Measure(
        "incidents_moderate_plus",
        "Incidents with moderate harm or above",
        "count",
        Direction.NEUTRAL,
        source=f"{APPENDIX}; LFPSE levels of harm, NHS England 2023, updated March 2026",
        version=VERSION,
        low=0,
        high=100,
        frameworks=("PQSM:M3a", "CNST:SA9"),
        aliases=(
            "moderate and above",
            "mod and above",
            "mod and above incidents",
            "mod harm & above",
            "mod harm and above",
            "moderate harm and above",
            "moderate plus",
            "moderate+",
            "mod+",
            "moderate and above incidents",
            "incidents moderate and above",
            "incidents mod+",
            "moderate incidents",
            "serious incidents",
            "sis",
        ),
        core=True,
        note=REPORTING,
    ),
    Measure(
        "incidents_total",
        "All incidents reported",
        "count",
        Direction.NEUTRAL,
        source="Learn from Patient Safety Events (LFPSE)",
        version=VERSION,
        low=0,
        high=3_000,
        aliases=("all incidents", "incidents reported", "total incidents", "incident reports", "datixes"),
        note=REPORTING,
    ),
    Measure(
        "mnsi_referrals",
        "Referrals to MNSI",
        "count",
        Direction.NEUTRAL,
        source=f"{APPENDIX}; MNSI referral criteria 2025",
        version=VERSION,
        rare=True,
        low=0,
        high=20,
        frameworks=("PQSM:M2", "CNST:SA10"),
        aliases=("mnsi", "mnsi referrals", "mnsi referral", "hsib referrals", "hsib", "referrals to mnsi"),
        core=True,
        note="Nought or one a month, so shown as a count over twelve months.",
    ),
)

_REVIEWS = (
    Measure(
        "pmrt_eligible",
        "Deaths eligible for PMRT review",
        "count",
        Direction.NEUTRAL,
        source=f"{APPENDIX}; PMRT scope",
        version=VERSION,
        rare=True,
        low=0,
        high=20,
        frameworks=("PQSM:M1", "CNST:SA1"),
        aliases=("pmrt", "pmrt eligible", "pmrt cases", "eligible deaths", "pmrt deaths", "eligible for pmrt"),
        core=True,
        note="Nought or one a month, so shown as a count over twelve months.",
    ),
    Measure(
        "pmrt_started_2m",
        "PMRT reviews started within two months",
        "% of reviews",
        Direction.INCREASE,
        target=95.0,
        target_source=PMRT,
        source=PMRT,
        version=VERSION,
        cadence="quarterly",
        low=0,
        high=100,
        frameworks=("CNST:SA1",),
        aliases=("pmrt started", "reviews started", "pmrt within 2 months"),
    ),
    Measure(
        "pmrt_parents",
        "PMRT: parents' views sought",
        "% of reviews",
        Direction.INCREASE,
        target=95.0,
        target_source=PMRT,
        source=PMRT,
        version=VERSION,
        cadence="quarterly",
        low=0,
        high=100,
        frameworks=("CNST:SA1",),
        aliases=("parents views", "parents' views", "pmrt parents"),
    ),
    Measure(
        "pmrt_published_6m",
        "PMRT reports published within six months",
        "% of reviews",
        Direction.INCREASE,
        source=PMRT,
        version=VERSION,
        cadence="quarterly",
        low=0,
        high=100,
        frameworks=("CNST:SA1",),
        aliases=("pmrt published", "reviews published", "pmrt within 6 months"),
    ),
)

ELEMENTS = (
    "smoking in pregnancy",
    "fetal growth",
    "reduced fetal movement",
    "fetal monitoring in labour",
    "preterm birth",
    "pre-existing diabetes",
)


def _bundle(key: str, what: str, framework: str, aliases: tuple[str, ...]) -> Measure:
    return Measure(
        key,
        f"Saving Babies' Lives interventions in place{what}",
        "% of interventions",
        Direction.INCREASE,
        target_source="Set year by year; none is loaded for this year",
        source="Saving Babies' Lives Care Bundle v3, national implementation tool",
        version=VERSION,
        cadence="quarterly",
        low=0,
        high=100,
        frameworks=("CNST:SA6", framework),
        aliases=aliases,
    )


_BUNDLE = (
    _bundle(
        "sbl_pct",
        "",
        "SBLCB",
        ("sbl", "sblcb", "saving babies lives", "saving babies' lives", "care bundle", "sbl compliance", "sbl %"),
    ),
    *(
        _bundle(
            f"sbl_e{n}_pct",
            f": element {n}, {what}",
            f"SBLCB:E{n}",
            (f"sbl element {n}", f"sbl e{n}", f"sblcb element {n}"),
        )
        for n, what in enumerate(ELEMENTS, 1)
    ),
)

MEASURES = (*_INCIDENTS, *_REVIEWS, *_BUNDLE)
