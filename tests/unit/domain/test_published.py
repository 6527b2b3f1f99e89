"""Measures outside the group: what is shown, and that what is not shown does not follow from it."""

from __future__ import annotations

import itertools
import random

import pytest

from domain.catalogue import MEASURES
from domain.published import told
from domain.series import monthly
from domain.suppression import FEW_WORDS, HIDDEN_WORDS
from tests.charts_made import figures

TRUSTS = ("NNUH", "JPUH", "QEHKL")
UNTIL = "2026-10"


def series(key, values, trust="JPUH"):
    return monthly(MEASURES[key], trust, figures(key, values, trust), UNTIL)


def year(key, count, out_of, trust):
    """A year whose months add up to this."""
    return series(key, [*[(0, 1)] * 11, (count, out_of - 11)], trust)


def lines(key, parts, until=UNTIL):
    return {line.trust: line.words for line in told(MEASURES[key], parts, until)}


def test_twelve_months_with_their_rate_and_all_together():
    parts = [series("pph1500", [(5, 150)] * 14, t) for t in TRUSTS]
    assert lines("pph1500", parts) == dict.fromkeys(TRUSTS, "3.3% (60 of 1,800)") | {"ALL": "3.3% (180 of 5,400)"}


def test_what_is_later_than_what_was_published_is_left_out():
    parts = [series("pph1500", [(5, 150)] * 12 + [(90, 150)])]
    assert lines("pph1500", parts, "2026-09") == {"JPUH": "3.3% (60 of 1,800)"}


def test_one_small_count_takes_another_with_it():
    parts = [year("pph1500", n, 1_000, t) for t, n in zip(TRUSTS, (12, 2, 7), strict=True)]
    assert lines("pph1500", parts) == {
        "NNUH": "1.2% (12 of 1,000)",
        "JPUH": FEW_WORDS,
        "QEHKL": HIDDEN_WORDS,
        "ALL": "0.7% (21 of 3,000)",
    }


def test_few_who_did_not_get_it_are_protected_too():
    parts = [year("one_to_one", n, 1_000, t) for t, n in zip(TRUSTS, (990, 998, 980), strict=True)]
    assert lines("one_to_one", parts) == {
        "NNUH": HIDDEN_WORDS,
        "JPUH": HIDDEN_WORDS,
        "QEHKL": "98.0% (980 of 1,000)",
        "ALL": "98.9% (2,968 of 3,000)",
    }


def test_nought_may_stand():
    assert (
        lines("stillbirth", [year("stillbirth", 0, 1_000, t) for t in TRUSTS])["JPUH"] == "0.0 per 1,000 (0 of 1,000)"
    )


def test_a_trust_without_figures_is_not_received_and_there_is_no_total():
    made = told(MEASURES["diverts"], [series("diverts", [1] * 6), series("diverts", [], "NNUH")], UNTIL)
    assert [(t.trust, t.words, t.months) for t in made] == [("JPUH", "6", 6), ("NNUH", "not received", 0)]


def test_a_ready_percentage_is_its_newest_month():
    parts = [series("midwife_fill_night_pct", [94.0, 95.5]), series("midwife_fill_night_pct", [], "NNUH")]
    assert lines("midwife_fill_night_pct", parts) == {"JPUH": "95.5%", "NNUH": "not received"}


def test_deaths_of_mothers_are_never_in_the_list():
    assert told(MEASURES["maternal_death"], [series("maternal_death", [1])], UNTIL) == ()


def possible(shown: dict[str, str], births: dict[str, int], true: dict[str, int], target: str) -> set[int]:
    """Every count of a trust that fits what is shown, for a reader who knows the births and these rules."""
    open_total = shown["ALL"] not in {FEW_WORDS, HIDDEN_WORDS}
    choices = []
    for trust in TRUSTS:
        if shown[trust] == FEW_WORDS:
            choices.append(range(1, 5))
        elif shown[trust] == HIDDEN_WORDS:
            choices.append(range(5, births[trust] + 1))
        else:
            choices.append((true[trust],))
    fitting = set()
    for some in itertools.product(*choices):
        if not open_total or sum(some) == sum(true.values()):
            fitting.add(some[TRUSTS.index(target)])
    return fitting


@pytest.mark.parametrize("seed", range(40))
def test_a_hidden_count_never_follows_from_what_is_shown(seed):
    rng = random.Random(seed)
    births = {t: rng.randint(20, 40) for t in TRUSTS}
    for _ in range(5):
        true = {t: rng.choice([0, 1, 2, 4, 5, 6, 9, births[t] - 2, births[t]]) for t in TRUSTS}
        shown = lines("pph1500", [year("pph1500", true[t], births[t], t) for t in TRUSTS])
        for trust in TRUSTS:
            if 0 < true[trust] < 5 or 0 < births[trust] - true[trust] < 5:
                assert shown[trust] in {FEW_WORDS, HIDDEN_WORDS}
                assert len(possible(shown, births, true, trust)) > 1, (true, births, shown)
