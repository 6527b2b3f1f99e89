"""Completeness in words and shapes; nobody is named beside late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cards import rounds as cards
from cards.kit import Card, actions
from domain.returns import Return, return_id
from domain.rounds import Grid, close_round, grid
from tests.cards_check import check
from tests.goldens import golden
from tests.returns_made import AT, WHEN, a_return, a_round

LATE = date(2026, 12, 9)


def some() -> Grid:
    draft = Return(return_id("2026-10", "NNUH"), "2026-10", "NNUH")
    return grid(a_round(), (draft, a_return("JPUH", today=LATE)))


def whole() -> Grid:
    return grid(a_round(), tuple(a_return(t) for t in ("NNUH", "JPUH", "QEHKL")))


def titles(card: Card) -> list[str]:
    return [a["title"] for a in actions(card.content) if a["type"] == "Action.Execute"]


def test_the_grid_says_each_kind_of_nothing_in_a_word_and_a_shape() -> None:
    card = golden("rounds_show", cards.show(some(), WHEN))
    assert "Section | NNUH | JPUH | QEHKL" in card.twin
    assert "Measures | ✗ not received | ✓ received | ✗ not received" in card.twin
    assert "Risks and concerns | ✗ not received | = no change | ✗ not received" in card.twin
    assert "On time | ✗ not received | ▲ late | ✗ not received" in card.twin
    assert "▲ Not received: NNUH, QEHKL" in card.twin
    assert "As at 3 December 2026, 10:40. 1 of 3 trusts received." in card.twin
    assert "The group's word: JPUH not reviewed yet (RET-2026-10-JPUH)." in card.twin
    assert titles(card) == []


def test_the_lines_of_one_trust_do_not_say_that_everything_is_there() -> None:
    card = cards.show(some().only({"JPUH"}), WHEN)
    assert "Received: JPUH" in card.twin
    assert "Every return was received" not in card.twin
    assert "1 of 3 trusts received. The round is" in card.twin
    assert "Every return was received" in cards.show(whole(), WHEN).twin


def test_each_reader_gets_the_buttons_that_are_theirs() -> None:
    found = some()
    chair = golden("rounds_show_chair", cards.show(found, WHEN, reviewable=[x for x in found.lines if x.received]))
    assert titles(chair) == ["Review JPUH"]
    lead = cards.show(found, WHEN, resume=["NNUH"], notes=("Which return do you mean?",))
    assert titles(lead) == ["Fill in NNUH"]
    assert "Which return do you mean?" in golden("rounds_show_lead", lead).twin


def test_when_all_is_in_it_says_so_and_nothing_is_late() -> None:
    card = golden("rounds_show_whole", cards.show(whole(), WHEN))
    assert "✓ Every return was received" in card.twin
    assert "On time" not in card.twin
    on_time = grid(a_round("NNUH", "JPUH"), (a_return("JPUH", today=LATE), a_return("NNUH")))
    assert "On time | ✓ on time | ▲ late" in check(cards.show(on_time, WHEN)).twin


def test_many_trusts_are_a_line_each_so_that_a_phone_can_show_them() -> None:
    five = a_round("NNUH", "JPUH", "QEHKL", "ESNEFT", "WSFT")
    card = golden("rounds_show_many", cards.show(grid(five, (a_return("JPUH", today=LATE),)), WHEN))
    assert "\nNNUH: not received\n" in card.twin
    assert "JPUH: Measures received; Incidents and themes received; Risks and concerns no change" in card.twin


def test_nothing_received_is_no_word_of_the_group() -> None:
    assert "The group's word" not in check(cards.show(grid(a_round(), ()), WHEN)).twin


def test_the_live_card_names_nobody_and_ends_with_how_to_reach_the_bot() -> None:
    card = golden("rounds_live", cards.live(some(), WHEN))
    assert card.twin.endswith("Start with @Oversight here, or message me directly.")
    assert "Tom" not in card.twin
    assert titles(card) == []
    closed = golden("rounds_live_closed", cards.live(replace(some(), round=close_round(a_round(), at=AT)), WHEN))
    assert "the round is closed" in closed.twin
    assert "● Not received: NNUH, QEHKL" in closed.twin


def test_a_line_as_the_channel_sees_it() -> None:
    said = {line.trust: cards.line_in_words(line) for line in some().lines}
    assert said["NNUH"] == "NNUH: not received"
    assert said["JPUH"] == (
        "JPUH: Measures received; Incidents and themes received; Risks and concerns no change; "
        "Learning and good practice nil return (received after the due day)"
    )


def test_the_office_reads_who_was_told_and_who_could_not_be() -> None:
    card = golden("rounds_opened", cards.opened(grid(a_round(), ()), 3))
    assert "3 trust leads have a private card" in card.twin
    one = golden("rounds_opened_unled", cards.opened(grid(a_round(), ()), 1, ("QEHKL", "NNUH")))
    assert "1 trust lead has a private card" in one.twin
    assert "● Nobody leads QEHKL, NNUH, so nobody was asked" in one.twin


def test_closing_says_what_was_not_received() -> None:
    assert "Not received: NNUH, QEHKL. It stays so" in golden("rounds_closed", cards.closed(some())).twin
    assert "Not received: none." in check(cards.closed(whole())).twin


def test_a_round_closed_too_early_can_be_taken_up_again() -> None:
    closed = golden("rounds_closed_early", cards.closed(some(), again=True))
    assert "Closed too early? It can be opened again until 14 December 2026." in closed.twin
    assert titles(closed) == ["Returns", "Open it again"]
    assert "is open again" in golden("rounds_opened_again", cards.opened_again(some())).twin
    assert titles(cards.show(some(), WHEN, again=True)) == ["Open it again"]
