"""Cards of a list that was sent in."""

from __future__ import annotations

from cards import owners
from cards import tables as cards
from cards.forms import EMPTY
from cards.kit import actions, size
from domain.imports import Found
from domain.people import Member, ObjectId, Role
from domain.risk_logs import COLUMNS
from domain.tables import Table
from tests.cards_check import check
from tests.goldens import golden

PEOPLE = tuple(Member(ObjectId(f"p{n}"), f"Person {n}", frozenset({Role.MEMBER})) for n in range(40))
TABLE = Table("risks", "", 0, ("Ref", "Risk", "Trust", "L", "", "C"), ())
PLACES = {"ref": 0, "title": 1, "trust": 2, "likelihood": 3, "consequence": 5}
WHAT = ("risk", "risks")


DATA = {"file": "FIL-26-001", "columns": ""}
HOW = (("Title", "Risk (B)"), ("Owner", "in no column"))


def test_a_dry_run_shows_what_comes_what_does_not_and_how_columns_are_read() -> None:
    found = (Found("", "D5", "fault", "'' is no likelihood."), Found("", "B6", "note", "closed already."))
    run = cards.Run(WHAT, ("Rota (JPUH): 16",), 2, found)
    asked = owners.questions(["Somebody Else", ""], PEOPLE[:3])
    card = golden("tables_dry_run", cards.dry_run("register.xlsx", run, HOW, asked, DATA, EMPTY))
    assert "register.xlsx: 1 risk to import. 2 risks here already." in card.twin


def test_nothing_to_import_has_no_import_and_much_is_counted() -> None:
    none = check(cards.dry_run("r.xlsx", cards.Run(WHAT, (), 0, ()), HOW, (), DATA, EMPTY))
    assert "0 risks to import." in none.twin
    assert {a["title"] for a in actions(none.content)} == {"Change columns"}
    many = cards.Run(WHAT, tuple(f"Risk {n}" for n in range(20)), 0, ())
    assert "and 14 more" in check(cards.dry_run("r.xlsx", many, HOW, (), DATA, EMPTY)).twin


def test_columns_to_choose_from() -> None:
    card = golden("tables_columns", cards.columns(TABLE, cards.matching(TABLE, COLUMNS), PLACES, DATA))
    assert "The sheet has: A Ref, B Risk, C Trust, D L, E no heading, F C." in card.twin


def test_many_names_are_asked_about_together_and_the_largest_cards_fit() -> None:
    asked = owners.questions([f"Name {n}" for n in range(9)], PEOPLE)
    assert asked[-1].label == "Who owns those of the other 6 names"
    lines = tuple("x" * 200 for _ in range(30))
    run = cards.Run(WHAT, lines, 0, tuple(Found("Sheet", "A1", "fault", "y" * 120) for _ in range(30)))
    how = tuple((c.label, "A heading of some length (A)") for c in COLUMNS)
    assert size(cards.dry_run("r.xlsx", run, how, asked, DATA, EMPTY).content) < 28 * 1024
    for width in (1, 20, 40):
        wide = Table("risks", "", 0, tuple(f"A heading of quite some length {n}" for n in range(width)), ())
        assert size(cards.columns(wide, cards.matching(wide, COLUMNS), PLACES, DATA).content) < 28 * 1024


def test_what_was_kept() -> None:
    one = golden("tables_kept", cards.kept("IMP-26-001", cards.Run(WHAT, ("a",), 0, ()), ["RSK-26-001"], "Well."))
    assert "1 risk kept: RSK-26-001. Well." in one.twin
    people = cards.Run(("person", "people"), ("a", "b"), 0, ())
    assert "2 people kept. Each" in check(cards.kept("IMP-26-002", people, (), "Each gets a welcome.")).twin
