"""Activity: births and the other counts that rates are built on.

Owns: the denominators as figures of their own. Must not: judge them; more or fewer births is neither good nor bad.
"""

from __future__ import annotations

from domain.definitions import Direction, Measure

VERSION = "2026-11"
SOURCE = "Counted by each trust; definitions as in the Maternity Services Data Set v2"


def _count(key: str, name: str, unit: str, high: float, aliases: tuple[str, ...], *, core: bool = False) -> Measure:
    return Measure(
        key,
        name,
        unit,
        Direction.NEUTRAL,
        source=SOURCE,
        version=VERSION,
        low=0,
        high=high,
        aliases=aliases,
        core=core,
        required=core,
    )


MEASURES = (
    _count(
        "births",
        "Births (registrable)",
        "count",
        1_200,
        (
            "births",
            "birth",
            "deliveries",
            "number of births",
            "total births",
            "births total",
            "all births",
            "babies born",
        ),
        core=True,
    ),
    _count("live_births", "Live births", "count", 1_200, ("live births", "live born")),
    _count("term_births", "Births at term (37+0 weeks or more)", "count", 1_200, ("term births", "births at term")),
    _count("vaginal_births", "Vaginal births", "count", 1_000, ("vaginal births", "vaginal deliveries", "vbs")),
    _count(
        "maternities",
        "Women who gave birth",
        "count",
        1_200,
        ("maternities", "women delivered", "women who gave birth"),
    ),
    _count("bookings", "Bookings", "count", 1_500, ("bookings", "women booked", "total bookings")),
    _count(
        "labours", "Women in active labour", "count", 1_000, ("labours", "women in labour", "women in active labour")
    ),
    _count("shifts", "Labour ward shifts", "count", 200, ("shifts", "labour ward shifts")),
    _count("decile1", "Women booked in the most deprived tenth", "count", 800, ("decile 1", "most deprived decile")),
    _count("staff", "Staff who need the training", "count", 3_000, ("staff in scope", "staff who need the training")),
    _count(
        "triage_att",
        "Triage attendances",
        "count",
        4_000,
        ("triage attendances", "triage attenders", "mac attendances"),
    ),
)
