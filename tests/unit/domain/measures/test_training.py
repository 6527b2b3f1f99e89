"""Training."""

from domain.measures.training import MEASURES

BY_KEY = {m.key: m for m in MEASURES}


def test_every_group_is_held_to_ninety_per_cent_of_safety_action_8():
    assert {m.target for m in MEASURES} == {90.0}
    assert all("CNST:SA8" in m.frameworks for m in MEASURES)


def test_the_groups_of_the_sample_data_are_there():
    assert {
        "fetal_monitoring_obstetric_trainees_pct",
        "mdt_emergencies_anaesthetics_pct",
        "nbls_neonatal_doctors_pct",
    } <= BY_KEY.keys()
    assert "anaesthetists prompt" in BY_KEY["mdt_emergencies_anaesthetics_pct"].aliases
