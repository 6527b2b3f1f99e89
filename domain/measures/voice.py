"""Voice: complaints and what women and families say in the Friends and Family Test.

Owns: these measures as data with their sources. Must not: count or judge.
"""

from __future__ import annotations

from domain.definitions import Direction, Measure

VERSION = "2026-11"
APPENDIX = "PQSM 2020 appendix 2, service user voice"

MEASURES = (
    Measure(
        "complaints",
        "Complaints about maternity care",
        "count",
        Direction.NEUTRAL,
        source=APPENDIX,
        version=VERSION,
        low=0,
        high=100,
        frameworks=("PQSM:M4", "CNST:SA7"),
        aliases=("complaints", "complaint", "formal complaints"),
        note="Read with themes; a rise can mean that people find it easier to speak.",
    ),
    Measure(
        "friends_family_positive_pct",
        "Friends and Family Test: positive",
        "%",
        Direction.INCREASE,
        target=95.0,
        target_source="Common local practice as of 2026, to be confirmed by the chair",
        source=f"{APPENDIX}; NHS England Friends and Family Test",
        version=VERSION,
        low=30,
        high=100,
        frameworks=("PQSM:M4", "CNST:SA7"),
        aliases=(
            "fft",
            "friends and family",
            "friends & family",
            "friends and family test",
            "fft positive",
            "family test",
            "f&f",
        ),
        core=True,
    ),
    Measure(
        "fft_responses",
        "Friends and Family Test: answers",
        "count",
        Direction.NEUTRAL,
        source=f"{APPENDIX}; NHS England Friends and Family Test",
        version=VERSION,
        low=0,
        high=2_000,
        aliases=("fft responses", "fft answers"),
    ),
)
