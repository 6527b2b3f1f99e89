"""The themes in use: the catalogue's list with what a group has changed, one edition at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from domain import taxonomy
from domain.catalogue import THEME_CHOICES, THEMES
from domain.definitions import Theme
from domain.refusals import Invalid
from domain.taxonomy import MOST, added, changed, edition
from domain.theme_notes import suggested
from domain.themes import TAXONOMY
from domain.triangulation import name_of

HOME = Theme("home_birth", "Home birth", ("transfer time",), ("home birth", "home births"))
RENAMED = Theme("vte", "Blood clots", (), ("clots",))
RETIRED = Theme("shoulder_dystocia", "Shoulder dystocia", (), ("dystocia",), retired=True)


@pytest.fixture(autouse=True)
def afterwards() -> Iterator[None]:
    yield
    taxonomy.use(())


def test_unchanged_it_is_the_catalogues_list():
    assert list(THEMES) == [t.key for t in TAXONOMY]
    assert list(THEME_CHOICES) == [(t.key, t.name) for t in TAXONOMY]
    assert (len(THEMES), len(THEME_CHOICES)) == (len(TAXONOMY), len(TAXONOMY))
    assert THEME_CHOICES[0] == THEME_CHOICES[:1][0]


def test_a_change_is_meant_from_then_on_and_records_keep_their_words():
    taxonomy.use((RENAMED, RETIRED, HOME))
    names = dict(THEME_CHOICES)
    assert names["vte"] == name_of("vte") == "Blood clots"
    assert names["home_birth"] == "Home birth"
    assert "shoulder_dystocia" not in names
    assert name_of("shoulder_dystocia") == "Shoulder dystocia"
    assert list(THEMES)[-1] == "home_birth"


def test_what_is_retired_is_kept_where_it_stands_with_the_version_said():
    taxonomy.use((replace(RETIRED, retired_in="7"), Theme("vte", "Clots", retired=True)))
    assert THEME_CHOICES.kept("shoulder_dystocia") == ("shoulder_dystocia", "Shoulder dystocia (retired in version 7)")
    assert THEME_CHOICES.kept("vte") == ("vte", "Clots (retired)"), "a file may not say when"
    assert THEME_CHOICES.kept("pph") is None, "what is offered is offered once"
    assert THEME_CHOICES.kept("no such theme") is None


def test_the_version_of_retirement_stays_until_it_is_used_again():
    gone = changed(replace(RENAMED, retired=True), (), 3)
    assert gone.retired_in == "3"
    again = changed(replace(gone, name="Clots and more"), (gone,), 9)
    assert again.retired_in == "3"
    assert changed(replace(again, retired=False), (again,), 10).retired_in == ""


def test_themes_are_suggested_by_the_groups_own_words():
    assert suggested("A home birth with shoulder dystocia") == ("shoulder_dystocia",)
    taxonomy.use((RETIRED, HOME))
    assert suggested("A home birth with shoulder dystocia") == ("home_birth",)


def test_a_new_theme_needs_a_name_of_its_own_on_a_small_list():
    assert added(" Home birth ", (), ("transfer",), ()) == Theme(
        "home_birth", "Home birth", ("transfer",), (), "the group"
    )
    for name in ("Equipment", "equipment ", "vte"):
        with pytest.raises(Invalid, match="already"):
            added(name, (), (), ())
    with pytest.raises(Invalid, match="a few letters"):
        added("12 !", (), (), ())
    many = tuple(Theme(f"own_{n}", f"Own {n}") for n in range(MOST - len(TAXONOMY)))
    assert len(edition(many)) == MOST
    with pytest.raises(Invalid, match="please retire one"):
        added("One more", many, (), ())


def test_a_changed_theme_keeps_its_key_and_takes_no_others_name():
    assert changed(RENAMED, (), 3) == Theme("vte", "Blood clots", (), ("clots",), "the group")
    with pytest.raises(Invalid, match="called Equipment already"):
        changed(Theme("vte", "Equipment"), (), 3)
