"""What a submitter hears back."""

from __future__ import annotations

from cards.used_in import used_in
from domain.summaries import Line, Part
from tests.goldens import golden

PARTS = (
    Part("What needs a decision", (Line("An audit is late", ("ACT-26-001",)),), "Nothing."),
    Part("Top risks", (Line("Theatre", ("RSK-26-001",)), Line("Triage", ("RSK-26-002",))), "None."),
)


def test_where_it_was_used_is_said_by_heading():
    golden("used_in", used_in("RET-2026-10-JPUH", "October 2026", "Risk summary", PARTS))


def test_a_return_without_a_line_of_its_own_still_counted():
    card = used_in("RET-2026-10-JPUH", "October 2026", "Risk summary", ())
    assert "It counts in how complete the summary is" in card.twin
