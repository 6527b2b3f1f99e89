from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.actions import Action, Mark, Status
from domain.brag import KEY, RULES, Colour, brag
from domain.people import ObjectId
from tests.actions_made import DUE, TODAY, delivered, evidenced, made

D = timedelta


def words(action: Action, today: date = TODAY) -> str:
    return brag(action, today, 30).words


def test_red_says_how_long_ago_the_date_passed():
    assert words(made(), DUE + D(3)) == "red: due date passed 3 days ago"
    assert words(made(), DUE + D(1)) == "red: due date passed 1 day ago"


def test_green_is_due_later_and_heard_of_lately():
    assert words(made(), TODAY + D(12)) == "green: due 29 January 2027, last update 12 days ago"
    assert words(made()) == "green: due 29 January 2027, last update today"


def test_amber_when_its_owner_says_so_with_the_barrier():
    assert words(made(mark=Mark.AT_RISK, barrier="procurement")) == "amber: its owner says it is at risk (procurement)"
    assert words(made(mark=Mark.AT_RISK)) == "amber: its owner says it is at risk"


def test_amber_when_the_date_is_near_and_little_is_done():
    near = DUE - D(14)
    assert words(made(progress=49, heard_on=near), near) == "amber: due in 14 days and 49 % done"
    assert words(made(progress=50, heard_on=near), near).startswith("green")
    assert words(made(progress=0, heard_on=near), near - D(1)).startswith("green")
    assert words(made(progress=20, heard_on=DUE), DUE) == "amber: due today and 20 % done"


def test_amber_when_nothing_was_heard_for_too_long():
    assert words(made(), TODAY + D(30)).startswith("green")
    assert words(made(), TODAY + D(31)) == "amber: no update for 31 days"


def test_an_overdue_action_is_red_whatever_its_owner_says():
    late = made(mark=Mark.ON_TRACK, progress=95, heard_on=DUE)
    assert words(late, DUE + D(1)).startswith("red")


def test_delivered_is_green_until_its_evidence_is_late():
    assert words(delivered()) == "green: delivered, evidence awaited"
    assert words(delivered(), DUE + D(2)) == "amber: delivered, evidence still awaited 2 days after the due date"


def test_evidenced_is_green_even_late_and_assured_is_blue():
    assert words(evidenced(), DUE + D(60)) == "green: evidence given, waiting for assurance"
    assert words(replace(evidenced(), status=Status.ASSURED, verified_name="Helen")) == "blue: assured by Helen"
    assert words(replace(evidenced(), status=Status.ASSURED)) == "blue: assured"


def test_not_doing_has_a_reason_and_no_traffic_light():
    stopped = made(status=Status.NOT_DOING, closed_reason="merged into another")
    assert words(stopped) == "closed: not doing: merged into another"
    assert words(made(status=Status.NOT_DOING)) == "closed: not doing"


def test_an_action_nobody_ever_spoke_of_counts_from_its_start():
    bare = Action("ACT-26-002", "Audit", "Words", "JPUH", ObjectId("o"), "Olive", DUE, DUE)
    assert words(bare).startswith("green")
    assert words(replace(bare, start=TODAY - D(40))) == "amber: no update for 40 days"


@pytest.mark.parametrize("colour", ["Blue", "Green", "Amber", "Red"])
def test_the_key_names_each_colour(colour: str):
    assert colour in KEY


def test_each_rule_says_what_it_means():
    assert all(rule.meaning for rule in RULES)
    assert {rule.colour for rule in RULES} == set(Colour)
