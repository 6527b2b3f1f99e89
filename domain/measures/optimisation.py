"""Perinatal optimisation: the seven parts of good care for babies born early.

Owns: the PERIPrem measures as data. Must not: count or judge.
Source: PERIPrem bundle and BAPM 7, with local targets set by the neonatal network.
"""

from __future__ import annotations

from domain.definitions import Direction, Measure

VERSION = "2026-11"
SOURCE = "PERIPrem care bundle; BAPM perinatal optimisation pathway"
SMALL = "Few babies a month: read it over a year or for the trusts together."


def _part(key: str, name: str, aliases: tuple[str, ...]) -> Measure:
    return Measure(
        f"periprem_{key}",
        name,
        "% of eligible babies",
        Direction.INCREASE,
        denominator=f"periprem_{key}_eligible",
        multiplier=100,
        target_source="Set by the neonatal network",
        source=SOURCE,
        version=VERSION,
        low=0,
        high=100,
        frameworks=("SBLCB:E5",),
        aliases=aliases,
        rare=True,
        note=SMALL,
    )


_PARTS = (
    _part(
        "place",
        "Born in the right place before 27+0",
        ("right place", "right place of birth", "born in the right place"),
    ),
    _part(
        "steroids",
        "Full course of steroids before preterm birth",
        ("steroids", "antenatal steroids", "full course steroids"),
    ),
    _part("mgso4", "Magnesium sulphate before birth", ("magnesium", "mgso4", "mag sulph", "magnesium sulphate")),
    _part(
        "cord",
        "Cord clamped at one minute or later",
        ("cord clamping", "optimal cord management", "delayed cord clamping", "ocm", "dcc"),
    ),
    _part(
        "warmth",
        "Temperature of 36.5 to 37.5 within an hour",
        ("normothermia", "admission temperature", "baby temperature"),
    ),
    _part("milk", "Mother's milk within 24 hours", ("early breast milk", "maternal breast milk", "mebm", "early milk")),
    _part("caffeine", "Caffeine within 24 hours", ("caffeine",)),
)

MEASURES = (
    *_PARTS,
    *(
        Measure(
            part.denominator,
            f"Babies eligible: {part.name[0].lower()}{part.name[1:]}",
            "count",
            Direction.NEUTRAL,
            source=SOURCE,
            version=VERSION,
            low=0,
            high=100,
        )
        for part in _PARTS
    ),
)
