"""The summary as a card: for one, as a draft, for the channel."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cards import summaries as cards
from cards.kit import Card, actions, size
from cards.talk import REACH
from domain.rounds import grid
from domain.summaries import Line, Part, Scope, digest
from domain.summary_rules import Known, Some, summary
from tests.actions_made import made
from tests.cards_check import check
from tests.goldens import golden
from tests.returns_made import AT, a_return, a_round
from tests.sample_risks import GROUP, a_raised

BODY = summary(
    Known(
        GROUP,
        AT,
        Scope(),
        grid(a_round(), (a_return("JPUH"), a_return("NNUH", today=date(2026, 12, 9)))),
        risks=tuple(a_raised(f"RSK-26-{n:03}") for n in range(1, 6)),
        risk_total=12,
        late=Some((made(due=date(2026, 11, 30)),), 1),
        due=Some((made("ACT-26-015", due=date(2026, 12, 10)),), 1),
        due_until=date(2026, 12, 21),
        over=(a_raised(),),
        meetings=(date(2026, 11, 16), date(2026, 10, 19)),
    )
)


def titles(card: Card) -> list[str]:
    return [a["title"] for a in actions(card.content) if a["type"] == "Action.Execute"]


def test_the_channel_gets_exactly_the_text_and_how_to_reach_the_bot() -> None:
    card = golden("summaries_channel", cards.show(BODY, public=True))
    assert card.twin == f"{BODY.text}\n{REACH}"
    assert titles(card) == []


def test_the_draft_holds_the_same_text_with_the_button() -> None:
    card = golden("summaries_draft", cards.show(BODY, draft="SUM-26-001"))
    assert card.twin.startswith(BODY.text)
    assert titles(card) == ["Post to channel"]


def test_a_reader_gets_the_text_alone_and_a_chair_the_way_to_post() -> None:
    assert check(cards.show(BODY)).twin == BODY.text
    assert titles(check(cards.show(BODY, may_draft=True))) == ["Post summary"]


def test_changes_since_the_draft_are_listed_with_the_choice() -> None:
    few = golden("summaries_outdated", cards.outdated(BODY, ("no longer: a", "now: b"), "SUM-26-001"))
    assert titles(few) == ["New draft", "Post this one all the same"]
    assert "The draft is as at 3 December 2026, 10:40." in few.twin
    many = check(cards.outdated(BODY, tuple(f"now: {n}" for n in range(11)), "SUM-26-001"))
    assert "and 3 more" in many.twin


def test_a_document_of_it_is_offered_to_who_asked() -> None:
    assert titles(check(cards.show(BODY, asked={"trusts": "", "period": ""}))) == ["Word file"]


def test_a_summary_of_the_past_says_what_it_is_made_of_and_leads_on() -> None:
    card = golden("summaries_stood", cards.stood(BODY, {"day": "2026-12-03", "trusts": "", "period": ""}))
    assert card.twin.startswith(BODY.text)
    assert f"Hash {digest(BODY.text)[:16]}." in card.twin
    assert titles(card) == ["Word file", "Register of that day"]


def test_the_short_answers() -> None:
    assert "On its way" in check(cards.posted("Risk summary")).twin
    assert "since 3 December 2026, 10:40" in check(cards.already_posted("Risk summary", "3 December 2026, 10:40")).twin
    assert "No summary has been published yet" in golden("summaries_none", cards.none_published()).twin


def test_the_longest_summary_stays_within_the_budget() -> None:
    long = Line("x" * 320, ("RSK-26-001", "ESC-26-001"))
    worst = replace(BODY, parts=tuple(Part(f"Part {n}", (long,) * 6, "") for n in range(6)))
    assert size(cards.show(worst, draft="SUM-26-001").content) < 28 * 1024
