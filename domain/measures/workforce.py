"""Workforce: fill, coordinator, red flags, vacancy, sickness, turnover, rota gaps, and what staff say once a year.

Owns: these measures as data with their sources. Must not: count or judge.
"""

from __future__ import annotations

from domain.definitions import Direction, Measure

VERSION = "2026-11"
LOCAL = "Common local practice as of 2026, to be confirmed by the chair"
SAFE = "PQSM 2020 appendix 2, minimum safe staffing"
SA5 = "CNST MIS safety action 5, years 6 and 7 (2024 to 2026)"


def _percent(
    key: str, name: str, unit: str, direction: Direction, source: str, aliases: tuple[str, ...], **more: float
) -> Measure:
    return Measure(
        key,
        name,
        unit,
        direction,
        source=source,
        version=VERSION,
        high=more.pop("high", 100),
        low=more.pop("low", 0),
        target=more.get("target"),
        target_source=LOCAL if "target" in more else "",
        frameworks=("PQSM:M3c",),
        aliases=aliases,
    )


_FILL = (
    Measure(
        "midwife_fill_day_pct",
        "Midwife fill rate, day",
        "%",
        Direction.INCREASE,
        target=95.0,
        target_source=LOCAL,
        source=SAFE,
        version=VERSION,
        low=40,
        high=150,
        frameworks=("PQSM:M3c", "CNST:SA5"),
        aliases=(
            "day fill",
            "midwife fill day",
            "fill day",
            "fill rate day",
            "day fill rate",
            "midwife day fill",
            "midwifery fill day",
        ),
    ),
    Measure(
        "midwife_fill_night_pct",
        "Midwife fill rate, night",
        "%",
        Direction.INCREASE,
        target=95.0,
        target_source=LOCAL,
        source=SAFE,
        version=VERSION,
        low=40,
        high=150,
        frameworks=("PQSM:M3c", "CNST:SA5"),
        aliases=(
            "night fill",
            "midwife fill night",
            "fill",
            "fill rate",
            "fill rates",
            "midwife fill",
            "fill night",
            "night fill rate",
            "midwifery fill night",
        ),
        core=True,
    ),
    Measure(
        "coord_super",
        "Coordinator supernumerary",
        "% of shifts",
        Direction.INCREASE,
        denominator="shifts",
        multiplier=100,
        target=100.0,
        target_source=SA5,
        source=SA5,
        version=VERSION,
        low=70,
        high=100,
        frameworks=("CNST:SA5", "PQSM:M3c"),
        aliases=(
            "supernumerary",
            "supernumerary coordinator",
            "coordinator supernumerary",
            "supernumerary status",
            "coord super",
            "coordinator status",
            "coordinator_supernumerary_pct",
        ),
        core=True,
    ),
)

_GAPS = (
    Measure(
        "red_flags",
        "Midwifery red flags",
        "count",
        Direction.NEUTRAL,
        source="NICE NG4 safe midwifery staffing",
        version=VERSION,
        low=0,
        high=500,
        frameworks=("PQSM:M3c", "CNST:SA5"),
        aliases=("red flags", "red flag", "midwifery red flags", "staffing red flags"),
        note="More red flags can mean better reporting.",
    ),
    Measure(
        "rota_gaps",
        "Obstetric rota gaps",
        "count",
        Direction.DECREASE,
        target=0.0,
        target_source=LOCAL,
        source=SAFE,
        version=VERSION,
        low=0,
        high=200,
        frameworks=("PQSM:M3c", "CNST:SA4"),
        aliases=(
            "rota gaps",
            "rota gap",
            "obstetric rota gaps",
            "obstetric gaps",
            "middle grade gaps",
            "obstetric_rota_gaps",
            "gaps in the rota",
        ),
    ),
    Measure(
        "vacancy_wte",
        "Midwife vacancies",
        "WTE",
        Direction.DECREASE,
        source="NHS England Provider Workforce Return",
        version=VERSION,
        low=0,
        high=200,
        frameworks=("3YDP:T2",),
        aliases=("vacancy wte", "vacancies wte", "wte vacancies", "wte vacant", "wte gap"),
    ),
    _percent(
        "vacancy",
        "Midwife vacancy rate",
        "% of posts",
        Direction.DECREASE,
        "NHS England Provider Workforce Return",
        ("vacancy", "vacancies", "vacancy rate", "midwife vacancies", "midwifery vacancies"),
    ),
    _percent(
        "sickness",
        "Midwife sickness absence",
        "% of time",
        Direction.DECREASE,
        "Electronic Staff Record",
        ("sickness", "sickness rate", "sickness absence", "staff sickness"),
        high=30,
    ),
    _percent(
        "turnover",
        "Midwife turnover",
        "% of posts",
        Direction.DECREASE,
        "Electronic Staff Record",
        ("turnover", "leavers", "staff turnover", "midwife turnover"),
        high=50,
    ),
)

_YEARLY = (
    Measure(
        "staff_recommend",
        "Midwives who would recommend their trust to work in or be treated at",
        "% of midwives",
        Direction.INCREASE,
        source="PQSM 2020 appendix 2; NHS Staff Survey",
        version=VERSION,
        cadence="yearly",
        low=0,
        high=100,
        frameworks=("PQSM:M9",),
        aliases=("staff recommend", "recommend as a place to work", "staff survey recommend"),
    ),
    Measure(
        "trainee_supervision",
        "Trainees who rate supervision out of hours excellent or good",
        "% of trainees",
        Direction.INCREASE,
        source="PQSM 2020 appendix 2; GMC National Training Survey",
        version=VERSION,
        cadence="yearly",
        low=0,
        high=100,
        frameworks=("PQSM:M10",),
        aliases=("trainee supervision", "supervision out of hours", "trainee survey", "gmc survey"),
    ),
)

MEASURES = (*_FILL, *_GAPS, *_YEARLY)
