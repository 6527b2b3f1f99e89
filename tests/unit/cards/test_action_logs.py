"""Cards of an action log that was sent in."""

from datetime import date

from cards import action_logs as cards
from cards import owners
from cards.forms import EMPTY, Refill
from domain.action_logs import Entry, Log
from domain.imports import Found
from domain.refusals import Invalid
from tests.actions_made import CHAIR, LEAD
from tests.cards_check import check
from tests.goldens import golden


def entry(n: int, owner: str = "T. Bailey") -> Entry:
    return Entry(f"k{n}", f"Audit {n}", "JPUH", owner, date(2026, 12, n), f"B{n + 1}")


LOG = Log(
    (entry(1), entry(2, "")),
    (("What will be done", "Action (B1)"), ("Due", "By when (C1)")),
    (Found("", "C4", "fault", "'soon' is no date."), Found("", "B5", "note", "closed already.")),
)
PEOPLE = (CHAIR, LEAD)


def test_a_dry_run_asks_who_is_meant():
    asked = owners.questions(LOG.owners, PEOPLE)
    golden("action_logs_dry_run", cards.dry_run("log.xlsx", LOG, 3, asked, "FIL-26-001", EMPTY))
    faults = Refill({}, (Invalid("Who is", "please choose one of the list."),), 1)
    assert "please choose" in check(cards.dry_run("log.xlsx", LOG, 0, asked, "FIL-26-001", faults)).twin


def test_many_owners_are_asked_about_together_and_many_actions_counted():
    many = Log(tuple(entry(n, f"N{n}") for n in range(1, 13)))
    asked = owners.questions(many.owners, PEOPLE)
    assert len(asked) == owners.ASKED + 1
    assert asked[-1].label == "Who owns those of the other 4 names"
    assert "and 4 more" in check(cards.dry_run("log.xlsx", many, 0, asked, "F", EMPTY)).twin


def test_nothing_to_import_has_no_button():
    assert "actions" not in check(cards.dry_run("log.xlsx", Log(), 1, (), "", EMPTY)).content


def test_what_was_kept():
    golden("action_logs_kept", cards.kept("IMP-26-001", ["ACT-26-001", "ACT-26-002"], {"Tom": 2}))
    assert "1 action kept: ACT-26-001." in cards.kept("IMP-26-001", ["ACT-26-001"], {"Tom": 1}).twin
