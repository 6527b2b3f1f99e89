"""Cuts are kept whole and found by their last month."""

from __future__ import annotations

from dataclasses import replace

from domain.equity import Cell, Cut
from storage import equity
from tests.scene import Scene


def test_a_cut_is_kept_found_and_changed(scene: Scene):
    def work(session):
        first = Cut(
            equity.new_id(session, 2026), "pph1500", "JPUH", "age under 20", "2026-10", (Cell("under20", 1, 9),)
        )
        kept = equity.add(session, first)
        equity.add(session, Cut(equity.new_id(session, 2026), "pph1500", "JPUH", "deprivation", "2025-09"))
        equity.change(session, replace(kept, note="note"), "mend")
        return equity.get(session, kept.id), equity.since(session, "2025-10")

    found, since = scene.run(work)
    assert (found.id, found.cells, found.note, found.version) == ("EQY-26-001", (Cell("under20", 1, 9),), "note", 2)
    assert [c.id for c in since] == ["EQY-26-001"]
