"""Risks that may be the same are proposed, others are not."""

from __future__ import annotations

from domain.risk_likeness import alike, likeness
from tests.sample_risks import a_risk

ROTA = a_risk()
AGAIN = a_risk(
    "RSK-26-002", title="Registrar shortage on the obstetric rota", cause="Registrars are short in all units"
)
SCANS = a_risk(
    "RSK-26-003",
    title="Growth scan capacity",
    cause="Sonographer vacancies continue",
    event="scans may be late",
    theme="fetal_growth",
)


def test_the_same_worry_in_other_words_is_proposed() -> None:
    assert [x.risk.id for x in alike(AGAIN, (ROTA, SCANS, AGAIN))] == ["RSK-26-001"]


def test_another_worry_is_not() -> None:
    assert alike(SCANS, (ROTA, AGAIN)) == ()


def test_likeness_runs_from_nought_to_one() -> None:
    assert likeness(ROTA, ROTA) == 1.0
    empty = a_risk(title="", cause="", event="", theme="")
    assert likeness(ROTA, empty) == 0.0
    assert len(alike(ROTA, [a_risk(f"RSK-26-10{n}") for n in range(5)])) == 3
