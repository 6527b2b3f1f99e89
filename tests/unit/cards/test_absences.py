from __future__ import annotations

from datetime import date

from cards import absences as cards
from domain.refusals import Invalid
from tests.goldens import golden

FIELDS = cards.away_fields([("tom", "Tom Bailey")], date(2026, 12, 7))


def test_the_form_asks_until_when_and_who_covers():
    card = cards.away(FIELDS, {"until": "2026-12-11", "cover": "tom"}, data={"person": "ann"})
    golden("absences_away", card)
    assert card.twin.splitlines()[0] == "Pause your reminders?"
    assert "Last day away (required)" in card.twin


def test_faults_come_first_and_somebody_else_is_named():
    card = cards.away(FIELDS, {}, faults=[Invalid("Who covers", "please choose.")], whose="Tom Bailey")
    assert card.twin.splitlines()[:3] == [
        "Pause reminders for Tom Bailey?",
        "● Please look at this first:",
        "● Who covers: please choose.",
    ]


def test_what_was_kept_is_said():
    with_cover = cards.away_saved("until 11 December 2026", "Tom Bailey", date(2026, 12, 14)).twin
    assert "Tom Bailey covers and has been told." in with_cover
    assert "The catch-up comes on 14 December 2026." in with_cover
    alone = cards.away_saved("until 11 December 2026", "", date(2026, 12, 14), "Ann Clarke").twin
    assert "Ann Clarke is away until 11 December 2026" in alone
    assert "Nobody covers" in alone


def test_the_cover_reads_whom_and_until_when():
    assert "Ann Clarke is away until 11 December 2026" in cards.covering("Ann Clarke", "until 11 December 2026").twin


def test_short_answers():
    assert "nothing changed" in cards.was_not_away().twin
    assert "Nothing changed" in cards.cancelled().twin


def test_what_stands_now_is_said_before_it_is_replaced():
    card = cards.away(FIELDS, {}, notes=["This takes the place of: away until 2 January 2027.", "You cover for Ann."])
    assert "This takes the place of: away until 2 January 2027." in card.twin
    assert "You cover for Ann." in card.twin


def test_an_absence_to_come_can_be_taken_back_and_the_cover_is_told():
    to_come = cards.span(date(2026, 12, 20), date(2027, 1, 2), date(2026, 12, 7))
    assert "from 20 December 2026 until 2 January 2027" in cards.not_yet_away([(to_come, "AWY-26-001")]).twin
    assert "not marked away from 20 December 2026" in cards.taken_back(to_come).twin
    assert "You need not cover for Ann" in cards.not_covering("Ann", to_come).twin
    assert cards.span(date(2026, 12, 7), date(2026, 12, 8), date(2026, 12, 7)) == "until 8 December 2026"


def test_who_is_away_is_listed_and_a_long_list_is_cut_and_counted():
    rows = [(f"Person {n}", "until 4 December 2026; nobody covers") for n in range(cards.MOST + 2)]
    card = cards.who("Who is away now", rows, "Nobody is.", "23 November 2026, 10:00")
    assert "Person 0: until 4 December 2026; nobody covers" in card.twin
    assert f"Person {cards.MOST}:" not in card.twin
    assert "And 2 more." in card.twin
    golden("absences_who", cards.who("Who is away now", rows[:2], "", "23 November 2026, 10:00"))
    assert "Nobody is." in cards.who("Who is away now", [], "Nobody is.", "23 November 2026, 10:00").twin
