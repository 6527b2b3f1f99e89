"""Who changed what when, as a card."""

from __future__ import annotations

from cards import history as cards
from cards.history import Step
from cards.kit import Card, actions
from domain.refusals import Invalid
from tests.cards_check import check
from tests.goldens import golden

STEPS = (
    Step("25 November 2026, 10:00", "Tom Bailey", "review risk", ("score: 12 to 16", "controls changed")),
    Step("1 June 2026, 09:00", "Oversight", "raise risk"),
)


def titles(card: Card) -> list[str]:
    return [a["title"] for a in actions(card.content) if a["type"] == "Action.Execute"]


def test_a_history_reads_from_the_latest_change() -> None:
    card = golden("history_show", cards.show("RSK-26-001", STEPS, "25 November 2026, 10:05", earlier=4))
    assert "25 November 2026, 10:00, Tom Bailey: review risk\n- score: 12 to 16" in card.twin
    assert titles(card) == ["Show as it stood", "Earlier"]


def test_a_history_without_days_or_changes() -> None:
    assert titles(check(cards.show("RET-2026-10-JPUH", STEPS, "x", dated=False))) == []
    assert "No change is known." in check(cards.show("RSK-26-001", (), "x", faults=(Invalid("a", "b"),))).twin


def test_a_record_as_it_stood() -> None:
    card = golden(
        "history_stood", cards.stood("RSK-26-001", "1 June 2026", 2, "Tom Bailey", (("Title", "Rota"), ("Score", "12")))
    )
    assert "Version 2, last changed by Tom Bailey." in card.twin
    assert titles(card) == ["History"]
