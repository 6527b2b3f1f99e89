"""The catalogue as a whole: nothing without a key, a unit, a direction, a source and a version."""

import re
import subprocess
import sys
from collections import Counter

import pytest

from domain import catalogue
from domain.catalogue import FRAMEWORKS, MEASURES, REQUIREMENTS, THEMES, Direction, Measure

SAMPLE = {
    # The group's sample data: key -> unit, direction, target, denominator.
    "births": ("count", "neutral", None, ""),
    "stillbirth": ("per 1000 total births", "decrease", 2.5, "births"),
    "nnd": ("per 1000 live births", "decrease", 1.5, "births"),
    "hie": ("per 1000 term births", "decrease", None, "term_births"),
    "pph1500": ("% of births", "decrease", 3.0, "births"),
    "tear34": ("% of vaginal births", "decrease", 3.0, "vaginal_births"),
    "preterm": ("% of births", "decrease", 6.0, "births"),
    "atain": ("% of term births", "decrease", 5.0, "term_births"),
    "satod": ("% of maternities", "decrease", 6.0, "births"),
    "bf_first": ("% of live babies", "increase", 75.0, "births"),
    "early_booking": ("% of bookings", "increase", 70.0, "bookings"),
    "one_to_one": ("% of labours", "increase", 100.0, "labours"),
    "coord_super": ("% of shifts", "increase", 100.0, "shifts"),
    "moc_equity": ("% of women in decile 1", "increase", None, "decile1"),
    "train_fm": ("% of staff", "increase", 90.0, "staff"),
    "triage15": ("% of attendances", "increase", 90.0, "triage_att"),
    "mnsi_referrals": ("count", "neutral", None, ""),
    "incidents_moderate_plus": ("count", "neutral", None, ""),
    "pmrt_eligible": ("count", "neutral", None, ""),
    "midwife_fill_night_pct": ("%", "increase", 95, ""),
    "diverts": ("count", "decrease", 0.0, ""),
    "friends_family_positive_pct": ("%", "increase", 95, ""),
}


@pytest.mark.parametrize("measure", MEASURES.values(), ids=list(MEASURES))
def test_a_measure_says_what_it_is_and_where_it_comes_from(measure):
    assert measure.key == measure.key.lower()
    assert measure.name
    assert measure.unit
    assert measure.direction in set(Direction)
    assert measure.source
    assert measure.version
    assert measure.low is not None
    assert measure.high is not None
    assert measure.low < measure.high
    assert measure.target is None or measure.target_source
    assert measure.is_rate == (measure.multiplier is not None)
    assert not measure.is_rate or measure.denominator in MEASURES
    assert all(f in REQUIREMENTS or f in FRAMEWORKS for f in measure.frameworks)
    assert measure.target is None or measure.low <= measure.target <= measure.high


@pytest.mark.parametrize("framework", FRAMEWORKS.values(), ids=list(FRAMEWORKS))
def test_a_framework_says_its_version_source_and_requirements(framework):
    assert framework.name
    assert framework.version
    assert framework.source
    assert framework.aliases
    assert framework.requirements
    for requirement in framework.requirements:
        assert requirement.key.startswith(f"{framework.key}:")
        assert requirement.title
        assert not requirement.part_of or framework.requirement(requirement.part_of)


@pytest.mark.parametrize(
    "parts", [MEASURES, THEMES, FRAMEWORKS, REQUIREMENTS], ids=["measures", "themes", "frameworks", "requirements"]
)
def test_no_way_of_saying_it_means_two_things(parts):
    said = Counter(alias for part in parts.values() for alias in part.aliases)
    assert [alias for alias, times in said.items() if times > 1] == []
    assert [alias for alias in said if alias != alias.lower()] == []


def test_the_measures_of_the_sample_data_are_the_core_set():
    found = {m.key: (m.unit, m.direction.value, m.target, m.denominator) for m in catalogue.core()}
    assert found == SAMPLE
    assert MEASURES["births"].required


def test_a_group_chooses_its_measures_in_its_own_order():
    assert [m.key for m in catalogue.in_use(("satod", "births", "gone"))] == ["satod", "births"]
    assert catalogue.in_use(()) == catalogue.core()


def test_a_key_declared_twice_is_a_bug():
    twice = Measure("x", "X", "count", Direction.NEUTRAL)
    with pytest.raises(ValueError, match="x is declared twice"):
        catalogue.keyed((twice, twice))


def test_the_start_of_the_bot_does_not_wait_for_pandas():
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "import domain.catalogue, sys; print('pandas' in sys.modules or 'numpy' in sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == "False"


def test_every_target_says_where_and_when_it_was_set():
    undated = [
        m.key for m in MEASURES.values() if m.target is not None and not re.search(r"(19|20)\d\d", m.target_source)
    ]
    assert undated == []


def test_every_rate_is_out_of_a_measure_of_the_catalogue():
    for measure in MEASURES.values():
        if measure.is_rate:
            below = MEASURES[measure.denominator]
            assert below.unit == "count"
            assert measure.multiplier in {100, 1000}
            assert measure.is_percent == (measure.multiplier == 100)


ROWS_OF_THE_GUIDE = {
    "stillbirth": "decrease",
    "nnd": "decrease",
    "hie": "decrease",
    "maternal_death": "decrease",
    "pph1500": "decrease",
    "tear34": "decrease",
    "preterm": "decrease",
    "preterm34": "decrease",
    "preterm27": "decrease",
    "atain": "decrease",
    "apgar": "decrease",
    "satod": "decrease",
    "co_booking": "increase",
    "co36": "increase",
    "bf_first": "increase",
    "bf_disch": "increase",
    "early_booking": "increase",
    "moc": "increase",
    "moc_equity": "increase",
    "one_to_one": "increase",
    "coord_super": "increase",
    "midwife_fill_day_pct": "increase",
    "midwife_fill_night_pct": "increase",
    "red_flags": "neutral",
    "vacancy": "decrease",
    "vacancy_wte": "decrease",
    "sickness": "decrease",
    "turnover": "decrease",
    "rota_gaps": "decrease",
    "train_fm": "increase",
    "train_mdt": "increase",
    "train_nbls": "increase",
    "triage15": "increase",
    "cs1_30": "increase",
    "robson1": "neutral",
    "robson2": "neutral",
    "robson5": "neutral",
    "iol": "neutral",
    "iol_delay": "decrease",
    "diverts": "decrease",
    "incidents_moderate_plus": "neutral",
    "incidents_total": "neutral",
    "complaints": "neutral",
    "friends_family_positive_pct": "increase",
    **{f"sbl_e{n}_pct": "increase" for n in range(1, 7)},
    **{f"periprem_{n}": "increase" for n in ("place", "steroids", "mgso4", "cord", "warmth", "milk", "caffeine")},
}
"""Every row of domain guide 7.2 with its direction of good."""


def test_every_row_of_the_guide_is_there_with_its_direction():
    assert {key: MEASURES[key].direction.value for key in ROWS_OF_THE_GUIDE} == ROWS_OF_THE_GUIDE


def test_what_happens_once_a_month_or_less_is_never_a_monthly_rate():
    rare = {"stillbirth", "nnd", "hie", "maternal_death", "preterm27", "mnsi_referrals", "pmrt_eligible"}
    rare |= {key for key in ROWS_OF_THE_GUIDE if key.startswith("periprem_")}
    assert {m.key for m in MEASURES.values() if m.rare} == rare
