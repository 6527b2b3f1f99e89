"""How the evidence register reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from cards import evidence as cards
from cards.evidence import Page
from cards.kit import Card, actions, size
from domain.actions import Evidence
from domain.catalogue import FRAMEWORKS
from domain.coverage import missing
from domain.evidence import EVERY, Status
from domain.key_documents import LOCAL
from domain.people import ObjectId
from tests.actions_made import made
from tests.cards_check import check
from tests.evidence_made import an_item
from tests.goldens import golden

TODAY = date(2026, 11, 23)
WHEN = "23 November 2026, 10:00"
GIVEN = replace(
    made(),
    evidence=(
        Evidence("Minutes", "item 4", ObjectId("a"), "A", datetime(2026, 11, 4, tzinfo=UTC)),
        Evidence("Audit", "", ObjectId("a"), "A", datetime(2026, 11, 5, tzinfo=UTC)),
    ),
)


def titles(card: Card) -> list[str]:
    return [a["title"] for a in actions(card.content) if a["type"] == "Action.Execute"]


def test_a_page_says_what_each_is_and_what_was_given_on_actions() -> None:
    items = (
        an_item(),
        an_item(
            "EVD-26-002", next_review=date(2026, 10, 1), trust=EVERY, publisher="", dated="", supports=(), records=()
        ),
        an_item("EVD-26-003", status=Status.SUPERSEDED, superseded_by="EVD-26-001", dated=""),
        an_item("EVD-26-004", supports=tuple(f"CNST:SA{n}" for n in range(1, 10)), records=()),
    )
    page = Page("Evidence", items, TODAY, WHEN, more=True, target="CNST:SA7", given=(GIVEN,), starter=True)
    card = golden("evidence_listed", cards.listed(page))
    assert "✓ current" in card.twin
    assert "▲ current, its review was due on 1 October 2026" in card.twin
    assert "○ superseded by EVD-26-001" in card.twin
    assert "no publisher" in card.twin
    assert "and more" in card.twin
    assert "Minutes; item 4, given 4 November 2026" in card.twin
    assert titles(card)[-6:] == [
        "More",
        "Add evidence",
        "Add the starter list",
        "What is stale",
        "What is missing",
        "Evidence on actions",
    ]


def test_an_empty_page_says_so_and_a_stale_one_offers_no_stale() -> None:
    card = check(cards.listed(Page("Stale evidence", (), TODAY, WHEN, stale=True)))
    assert "Nothing on the register fits that." in card.twin
    assert titles(card) == ["Add evidence", "What is missing", "Evidence on actions"]


def test_one_item_shows_its_link_as_text() -> None:
    card = golden("evidence_show", cards.show(an_item(), TODAY, WHEN, note="Kept.", may=True))
    assert "https://example.invalid/workplan" in card.twin
    assert "Action.OpenUrl" not in str(card.content)
    assert "- CNST:SA7: Listen to women" in card.twin
    assert titles(card) == ["Change", "Reviewed today", "Withdraw", "History", "Evidence"]


def test_a_bare_item_says_what_is_not_known() -> None:
    bare = an_item(
        publisher="", dated="", edition="", link="", supports=(), records=(), note="", owner_name="", next_review=None,
        added_at=None,
    )  # fmt: skip
    card = golden("evidence_bare", cards.show(bare, TODAY, WHEN, may=True))
    for said in ("Publisher: not said", "Date: no date", "Owner: nobody yet", "Next review: none set", "- nothing yet"):
        assert said in card.twin
    assert "Reviewed today" not in titles(card)
    assert titles(cards.show(replace(bare, status=Status.WITHDRAWN), TODAY, WHEN, may=True)) == ["History", "Evidence"]


def test_what_is_missing_is_said_by_requirement_action_and_document() -> None:
    cnst = FRAMEWORKS["CNST"]
    found = missing(cnst, ("NNUH", "JPUH"), {("CNST:SA6", "JPUH"): 1, ("CNST:SA1", EVERY): 1})
    card = golden("evidence_missing", cards.missing(cnst, found, (made(),), LOCAL, WHEN, (FRAMEWORKS["SBLCB"],)))
    assert "1 of 10 requirements have evidence from every trust." in card.twin
    assert "nothing from NNUH" in card.twin
    assert "Year 8 (2026/27) is not loaded" in card.twin
    assert "Add: Risk policy" in titles(card)
    assert size(card.content) < 28_000


def test_a_whole_framework_without_gaps_says_nothing_more() -> None:
    card = check(cards.missing(FRAMEWORKS["SBLCB"], (), (), (), WHEN))
    assert "6 of 6 requirements" in card.twin
    assert "Assured actions" not in card.twin


def test_evidence_on_actions_is_paged() -> None:
    card = golden("evidence_on_actions", cards.on_actions("On actions", (GIVEN,), WHEN, target="", offset=0, more=True))
    assert titles(card)[-2:] == ["More", "Evidence"]
    empty = check(cards.on_actions("On actions", (), WHEN, target="", offset=0, more=False))
    assert "No action has evidence on that." in empty.twin
