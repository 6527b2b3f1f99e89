"""Which measures speak of which theme, so that figures and voices can be set side by side.

Owns: that list, and when a chart shows nothing unusual. Must not: draw a chart.
Source: ours, from the names of domain guide 4.7 and 7.2; version 2026-11. A theme without a measure is not judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain.control import ControlChart

VERSION = "2026-11"

THEME_MEASURES: Mapping[str, tuple[str, ...]] = {
    "pph": ("pph1500",),
    "perineal_trauma": ("tear34",),
    "atain": ("atain",),
    "smoking": ("satod",),
    "fetal_monitoring": ("train_fm",),
    "induction": ("iol_delay",),
    "triage": ("triage15",),
    "theatre_safety": ("cs1_30",),
    "preterm": ("preterm", "periprem_place", "periprem_steroids", "periprem_mgso4"),
    "infant_feeding": ("bf_first", "bf_disch"),
    "staffing_acuity": ("one_to_one", "midwife_fill_night_pct", "coord_super", "red_flags", "rota_gaps"),
    "training": ("train_fm", "train_mdt", "train_nbls"),
    "culture": ("staff_recommend",),
    "pmrt_process": ("pmrt_started_2m", "pmrt_published_6m"),
}
CONCERN = "special_cause_concern"
"""What the charts call a change for the worse. Source: NHSRplotthedots 0.2.2 (domain guide 7.1)."""
FAILING = "consistent_fail"


def unusual(chart: ControlChart) -> bool:
    """Whether a chart shows a change for the worse, or a target that is missed for certain."""
    return chart.variation == CONCERN or chart.assurance == FAILING


def quiet(charts: Iterable[ControlChart]) -> dict[tuple[str, str], tuple[str, ...]]:
    """By theme and trust the names of the measures, where at least one is charted and none shows anything unusual."""
    known: dict[tuple[str, str], ControlChart] = {(c.measure.key, c.trust): c for c in charts if c.variation}
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for theme, keys in THEME_MEASURES.items():
        for trust in sorted({t for _, t in known}):
            own = [known[key, trust] for key in keys if (key, trust) in known]
            if own and not any(unusual(c) for c in own):
                found[theme, trust] = tuple(c.measure.name for c in own)
    return found


def telling(charts: Iterable[ControlChart]) -> list[tuple[str, str, str]]:
    """Theme, trust and measure of each chart that shows a change for the worse: a source like any other."""
    themes = [(theme, key) for theme, keys in THEME_MEASURES.items() for key in keys]
    worse = [(c.measure.key, c.trust) for c in charts if c.variation == CONCERN]
    return [(theme, trust, key) for theme, key in themes for told, trust in worse if told == key]
