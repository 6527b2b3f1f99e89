"""The theme taxonomy."""

from domain.themes import TAXONOMY, TAXONOMY_VERSION

GUIDE = [
    "fetal_monitoring",
    "escalation",
    "communication",
    "interpreting",
    "pph",
    "perineal_trauma",
    "shoulder_dystocia",
    "sepsis",
    "hypertension",
    "vte",
    "medication",
    "induction",
    "triage",
    "fetal_growth",
    "aspirin_fgr",
    "rfm",
    "preterm",
    "neonatal_care",
    "atain",
    "neonatal_transfer",
    "staffing_acuity",
    "training",
    "equipment",
    "estates",
    "digital",
    "theatre_safety",
    "mental_health",
    "safeguarding",
    "substance",
    "bereavement",
    "postnatal_care",
    "infant_feeding",
    "equity",
    "culture",
    "good_practice",
    "pmrt_process",
    "governance",
]


def test_every_theme_of_the_guide_is_there_and_those_of_the_sample_data():
    assert {t.key for t in TAXONOMY} == {*GUIDE, "smoking", "never_event_risk"}


def test_every_theme_has_sub_themes_words_and_a_version():
    for theme in TAXONOMY:
        assert theme.sub_themes
        assert theme.aliases
        assert theme.version == TAXONOMY_VERSION
        assert theme.source
