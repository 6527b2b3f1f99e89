import pytest

from domain import glossary
from domain.glossary import TERMS, look_up


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("PMRT", "PMRT"),
        ("pmrt?", "PMRT"),
        ("A Reg 28", "Regulation 28"),
        ("HSIB", "MNSI"),
        ("special cause", "Special cause"),
        ("control charts", "SPC"),
        ("the MNVPs", "MNVP"),
        ("Birthrate +", "Birthrate Plus"),
    ],
)
def test_a_term_is_found_however_it_is_said(said, name):
    found = look_up(said)
    assert found is not None
    assert found.name == name


def test_nothing_is_guessed():
    assert look_up("the mosses") is None


def test_every_term_has_a_meaning_and_a_source():
    for term in TERMS:
        assert term.means.endswith("."), term.name
        assert term.source, term.name


def test_no_two_terms_share_a_way_to_say_them():
    said = [glossary.plain(s) for t in TERMS for s in (t.name, *t.aliases)]
    assert sorted({s for s in said if said.count(s) > 1}) == []
