"""Outcomes for babies."""

from domain.measures.babies import MEASURES

BY_KEY = {m.key: m for m in MEASURES}


def test_deaths_and_brain_injury_are_rare_events_and_say_so():
    rare = {m.key for m in MEASURES if m.rare}
    assert rare == {"stillbirth", "nnd", "hie", "preterm27"}
    assert all("rolling twelve months" in BY_KEY[k].note for k in rare)


def test_one_stillbirth_of_393_births_is_2_5_per_thousand():
    assert round(1 / 393 * (BY_KEY["stillbirth"].multiplier or 0), 1) == 2.5
