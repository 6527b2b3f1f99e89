"""The clocks of external signals, as the published rules and the worked examples say."""

from __future__ import annotations

from datetime import date

import pytest

from domain.signal_kinds import KINDS, MOSS, REGULATION_28, due_of, kind_said
from tests.concerns_made import DAYS


@pytest.mark.parametrize(
    ("start", "due"),
    [(date(2026, 11, 23), date(2026, 12, 3)), (date(2026, 12, 22), date(2027, 1, 6))],
)
def test_the_critical_safety_check_is_due_in_eight_working_days(start: date, due: date) -> None:
    """Source: the worked examples of the domain guide."""
    assert due_of(MOSS, start, None, DAYS) == due


def test_a_coroner_is_answered_within_56_days_of_the_calendar() -> None:
    assert due_of(REGULATION_28, date(2026, 11, 2), None, DAYS) == date(2026, 12, 28)
    assert REGULATION_28.clock == "within 56 days"
    assert MOSS.clock == "within 8 working days"


def test_others_go_by_the_date_in_their_letter() -> None:
    for key in ("cqc", "mnsi", "nhs_resolution", "other"):
        assert due_of(KINDS[key], date(2026, 11, 23), None, DAYS) is None
        assert due_of(KINDS[key], date(2026, 11, 23), date(2026, 12, 1), DAYS) == date(2026, 12, 1)
        assert KINDS[key].clock == "by the date in the letter"


def test_a_kinds_own_clock_wins_over_a_date_that_was_typed() -> None:
    assert due_of(MOSS, date(2026, 11, 23), date(2027, 5, 1), DAYS) == date(2026, 12, 3)


def test_every_kind_says_where_its_clock_comes_from_and_that_it_is_no_verdict() -> None:
    assert list(KINDS) == ["moss", "cqc", "mnsi", "regulation_28", "nhs_resolution", "other"]
    for kind in KINDS.values():
        assert kind.source
        assert kind.version
        assert kind.neutral.endswith(".")
    assert MOSS.neutral.startswith("A signal is not proof of unsafe care.")


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("MOSS amber", "moss"),
        ("CQC letter", "cqc"),
        ("MNSI letter about triage", "mnsi"),
        ("an old HSIB letter", "mnsi"),
        ("regulation 28", "regulation_28"),
        ("a Reg 28 from the coroner", "regulation_28"),
        ("letter from NHS Resolution", "nhs_resolution"),
    ],
)
def test_a_kind_is_known_by_how_people_say_it(said: str, key: str) -> None:
    found = kind_said(said)
    assert found is not None
    assert found.key == key


def test_what_names_no_kind_is_asked_back() -> None:
    assert kind_said("a letter came") is None
