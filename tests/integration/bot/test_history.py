"""`history`: who changed what when, and a record as it stood."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from storage import returns
from storage.store import Session
from tests.returns_made import a_draft
from tests.risk_steps import raise_risk, review
from tests.scene import Scene, titles, twin


def two_versions(scene: Scene) -> None:
    scene.move_to(date(2026, 11, 20))
    raise_risk(scene)
    scene.move_to(date(2026, 11, 23))
    review(scene, "chair", "RSK-26-001", likelihood="5", rationale="worse")


def test_the_latest_change_comes_first_with_what_is_different(scene: Scene) -> None:
    two_versions(scene)
    said = twin(scene.ask("member", "history", record="RSK-26-001"))
    assert "23 November 2026, 10:00, Helen Marsh: review risk\n- score: 16 to 20\n- likelihood: 4 to 5" in said
    assert said.index("review risk") < said.index("raise risk")


def test_as_it_stood_on_a_day_said_or_chosen(scene: Scene) -> None:
    two_versions(scene)
    assert "Score: 16" in twin(scene.ask("member", "history", record="RSK-26-001", until=date(2026, 11, 22)))
    assert "Score: 20" in twin(scene.ask("member", "history", record="RSK-26-001", period="2026-11"))
    assert "Score: 16" in twin(scene.ask("member", "history", record="RSK-26-001", period="2026-11-01/2026-11-21"))
    page = scene.ask("member", "history", record="RSK-26-001")
    assert "Version 1, last changed by Tom Bailey." in twin(
        scene.press("member", page, "Show as it stood", on="2026-11-20")
    )
    assert "is still to come" in twin(scene.press("member", page, "Show as it stood", on="2026-11-24"))
    assert "please choose a day" in twin(scene.press("member", page, "Show as it stood"))
    gone = scene.ask("member", "history", record="RSK-26-001", until=date(2026, 10, 1))
    assert "I cannot find RSK-26-001 as it stood on 1 October 2026" in twin(gone)


def test_earlier_changes_are_a_page_away(scene: Scene) -> None:
    raise_risk(scene)
    for n in range(8):
        scene.later(hours=1)
        review(scene, "jpuh-lead", "RSK-26-001", likelihood=str(1 + n % 5), rationale="looked")
    page = scene.ask("member", "history", record="RSK-26-001")
    assert titles(page) == ["Show as it stood", "Earlier"]
    first = scene.press("member", page, "Earlier")
    assert "raise risk" in twin(first)
    assert titles(first) == ["Show as it stood"]


def test_of_a_return_the_group_hears_when_it_was_sent_and_nothing_of_its_draft(scene: Scene) -> None:
    def work(session: Session) -> None:
        kept = returns.keep(session, replace(a_draft("JPUH"), version=0), "save measures")
        returns.keep(session, kept, "submit return")

    assert "I cannot find RET-2026-10-JPUH" in twin(scene.ask("member", "history", record="RET-2026-10-JPUH"))
    scene.run(work)
    said = twin(scene.ask("nnuh-lead", "history", record="RET-2026-10-JPUH"))
    assert "submit return" in said
    assert "save measures" not in said
    assert "births" not in said


def test_what_has_no_history_for_the_group_is_not_found(scene: Scene) -> None:
    assert "I cannot find CON-26-001" in twin(scene.ask("member", "history", record="CON-26-001"))
    assert "I cannot find RSK-26-009" in twin(scene.ask("member", "history", record="RSK-26-009"))
    assert "I cannot find CON-26-001" in twin(
        scene.ask("member", "history", record="CON-26-001", until=date(2026, 11, 1))
    )
    assert "please say of which record" in twin(scene.ask("member", "history"))
    assert "not open to your role" in twin(scene.ask("observer", "history", record="RSK-26-001"))
