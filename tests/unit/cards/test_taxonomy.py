"""The list of themes and its form."""

from __future__ import annotations

from cards import taxonomy as cards
from domain.definitions import Theme
from domain.refusals import Invalid
from tests.goldens import golden
from tests.scene import inputs, titles

THEMES = (
    Theme("pph", "Postpartum haemorrhage", ("measured loss", "drugs")),
    Theme("vte", "Clots", retired=True),
    Theme("home_birth", "Home birth"),
)


def test_the_list_says_what_is_the_groups_own_and_what_is_retired():
    card = golden("taxonomy_listed", cards.listed(THEMES, ("home_birth",), 0, changes=True, note="Kept."))
    assert "with 1 changed or added by the group. 2 are in use, 1 retired." in card.twin
    assert "- Postpartum haemorrhage: measured loss, drugs" in card.twin
    assert "- Clots (retired)" in card.twin
    assert "- Home birth (the group's own words)" in card.twin
    reader = cards.listed(THEMES * 6, (), 0, changes=False)
    assert titles(reader) == ["More", "Themes"]
    assert not inputs(reader.content)


def test_a_theme_is_changed_or_new():
    shown = cards.form("pph", 3, cards.typed(THEMES[0]), faults=(Invalid("Name", "taken."),), revision=1)
    golden("taxonomy_form", shown)
    assert "In use (required)" in shown.twin
    assert cards.typed(THEMES[1])["in_use"] == "no"
    fresh = cards.form("", 3, {})
    assert "In use" not in fresh.twin
    assert cards.words_of(None) == ()
